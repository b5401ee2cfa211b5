"""`manage.py check_discussions`: do all discussions keep their laws, and mend those that do not."""

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.actions.mending import confirm_drift, mend_discussion, move_stray
from comments.checking.drift import Drift
from comments.checking.laws import find_drift
from comments.checking.reading import read_facts, strays
from comments.models import Discussion


class Command(BaseCommand):
    help = (
        "Check that what is kept beside the comments – places, counts, votes, threads – is what the comments say."
        " Ends with 1 when something has drifted and was not mended."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what has drifted, and say what it was")
        parser.add_argument("--article", type=int, help="the number of one article; else all discussions are checked")

    def handle(self, *args: Any, repair: bool = False, article: int | None = None, **options: Any) -> None:
        if article is not None and not Discussion.objects.filter(pk=article).exists():
            raise CommandError(_("Article %(number)s has no discussion.") % {"number": article})
        drifts = self._repair(article) if repair else self._check(article)
        if drifts and not repair:
            raise CommandError(_drifted(drifts) + " " + _("Run it again with --repair to mend that."))
        self.stdout.write(self.style.SUCCESS(_drifted(drifts) + " " + _("Mended.") if drifts else _("All is well.")))

    def _check(self, article: int | None) -> int:
        """Tell every drift; what is found in passing is looked at again while nobody writes."""
        found = self._tell(strays(article))
        for pk in _discussions(article):
            if any(find_drift(read_facts(pk))):
                found += self._tell(confirm_drift(article_id=pk))
        return found

    def _repair(self, article: int | None) -> int:
        """What lies in the wrong discussion first: to move it changes what is right in both."""
        moved = 0
        touched: set[int] = set()
        while found := strays(article):
            moved += self._tell(found)
            for stray in found:
                touched |= move_stray(stray.number)
        pks = [*_discussions(article), *(touched if article is not None else ())]
        return moved + sum(self._mend(pk) for pk in dict.fromkeys(pks))

    def _mend(self, pk: int) -> int:
        return self._tell(mend_discussion(article_id=pk)) if any(find_drift(read_facts(pk))) else 0

    def _tell(self, drifts: Sequence[Drift]) -> int:
        for drift in drifts:
            self.stdout.write(str(drift))
        return len(drifts)


def _discussions(article: int | None) -> list[int]:
    if article is not None:
        return [article]
    return list(Discussion.objects.order_by("pk").values_list("pk", flat=True))


def _drifted(count: int) -> str:
    return ngettext("%(count)s value had drifted.", "%(count)s values had drifted.", count) % {"count": count}
