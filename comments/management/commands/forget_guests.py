"""manage.py forget_guests: delete what guests never confirmed."""

from typing import Any

from django.core.management.base import BaseCommand

from comments.guests.forgetting import UNCONFIRMED_FOR, forget_old_guests


class Command(BaseCommand):
    help = "Delete what guests wrote and did not confirm, and where their forms came from; run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        count = forget_old_guests()
        self.stdout.write(f"{count} guests deleted, who had not confirmed for {UNCONFIRMED_FOR.days} days.")
