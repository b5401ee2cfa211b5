"""`manage.py rebuild_search`: read the words of all comments and articles into their indexes again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.search.checking import index_is_true as index_of_articles_is_true
from articles.search.schema import lay_index as lay_index_of_articles
from comments.moderation.search_schema import index_is_true, lay_index


class Command(BaseCommand):
    help = "Make the indexes of both searches anew from comments and articles. It may run while the site is up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only tell whether they hold what is written")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        if not check:
            lay_index()
            lay_index_of_articles()
        if not index_is_true():
            raise CommandError(_("The index is not what the comments say. Run this again without --check."))
        if not index_of_articles_is_true():
            raise CommandError(_("The index is not what the articles say. Run this again without --check."))
        self.stdout.write(self.style.SUCCESS(_("All is well: the indexes hold what comments and articles say.")))
