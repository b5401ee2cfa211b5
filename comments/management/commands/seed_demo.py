"""`manage.py seed_demo`: people, articles and discussions to look at and try things on."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import ROLE_NAMES
from comments.demo.drawing import WIDTH
from comments.demo.people import DEMO_SIGN_INS
from comments.demo.seeding import seed_demo


class Command(BaseCommand):
    help = "Fill the demonstration, once, and say who can sign in to it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--picture-width", type=int, default=WIDTH, help="how wide its pictures are drawn, in pixels"
        )

    def handle(self, *args: Any, picture_width: int = WIDTH, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                _("This site is no demonstration: its people would get known passwords. Set DEMO=yes for one.")
            )
        seed_demo(now=timezone.now(), picture_width=picture_width)
        self.stdout.write(_sign_in_table())


def _sign_in_table() -> str:
    """One line for each person who can sign in, in columns."""
    rows = [(_("role"), _("e-mail address"), _("password"))]
    rows += [(str(ROLE_NAMES[role]), email, password) for role, email, password in DEMO_SIGN_INS]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
