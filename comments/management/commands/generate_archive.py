"""`manage.py generate_archive --articles N`: a made-up archive, for measuring and for trying things out."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from comments.generating.archive import generate_archive
from comments.generating.telling import tell


class Command(BaseCommand):
    help = "Make up articles of twenty years, without discussions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--articles", type=int, required=True, help="how many")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same articles")

    def handle(self, *args: Any, articles: int, seed: int = 1, verbosity: int = 1, **options: Any) -> None:
        if articles < 1:
            raise CommandError(_("An archive has at least one article."))
        generate_archive(
            count=articles, seed=seed, tell=lambda written: self._tell(written, articles) if verbosity else None
        )

    def _tell(self, written: int, of: int) -> None:
        line = _("%(written)s of %(count)s articles") % {"written": f"{written:,}", "count": f"{of:,}"}
        tell(self, line, is_last=written == of)
