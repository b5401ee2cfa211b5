"""manage.py forget_drafts: delete what was begun and not touched for long."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.actions.drafting import forget_old_article_drafts
from comments.actions.drafting import FORGOTTEN_AFTER, forget_old_drafts


class Command(BaseCommand):
    help = "Delete the drafts of comments and articles that their writers have not touched for long; run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        count = forget_old_drafts() + forget_old_article_drafts()
        self.stdout.write(f"{count} drafts deleted, because nobody had touched them for {FORGOTTEN_AFTER.days} days.")
