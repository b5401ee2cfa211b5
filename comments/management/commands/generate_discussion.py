"""`manage.py generate_discussion --comments N`: a made-up discussion, for measuring and for trying things out."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from articles.models import Article
from comments.generating.telling import tell
from comments.generating.writing import generate_discussion


class Command(BaseCommand):
    help = "Make up a discussion of a realistic shape, and print the path of its article."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--comments", type=int, required=True, help="how many, all told")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same discussion")
        parser.add_argument("--article", help="the path or number of an article to add it to; else one is made up")

    def handle(
        self, *args: Any, comments: int, seed: int = 1, article: str | None = None, verbosity: int = 1, **options: Any
    ) -> None:
        if comments < 1:
            raise CommandError(_("A discussion has at least one comment."))
        found = _article(article) if article else None
        made = generate_discussion(
            count=comments,
            seed=seed,
            article=found,
            tell=lambda written: self._tell(written, comments) if verbosity else None,
        )
        self.stdout.write(made.get_absolute_url())

    def _tell(self, written: int, of: int) -> None:
        line = _("%(written)s of %(count)s comments") % {"written": f"{written:,}", "count": f"{of:,}"}
        tell(self, line, is_last=written == of)


def _article(place: str) -> Article:
    """The article with that number, or the last part of that path."""
    articles = Article.objects.all()
    found = (
        articles.filter(pk=int(place)) if place.isdecimal() else articles.filter(slug=place.strip("/").split("/")[-1])
    )
    article = found.first()
    if article is None:
        raise CommandError(_("There is no article at “%(place)s”.") % {"place": place})
    return article
