"""manage.py forget_origins: delete from which networks old comments came."""

from typing import Any

from django.core.management.base import BaseCommand

from comments.actions.forgetting import ORIGINS_KEPT, forget_old_origins


class Command(BaseCommand):
    help = "Delete from which networks old comments came; run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        count = forget_old_origins()
        self.stdout.write(f"{count} origins of comments older than {ORIGINS_KEPT.days} days deleted.")
