"""manage.py forget_notices: forget who sent notices that were decided long ago."""

from typing import Any

from django.core.management.base import BaseCommand

from comments.notices.forgetting import SENDERS_FOR, forget_old_senders


class Command(BaseCommand):
    help = "Forget who sent notices that were decided long ago, and where their forms came from; run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        count = forget_old_senders()
        self.stdout.write(f"Forgotten who sent {count} notices, decided more than {SENDERS_FOR.days} days ago.")
