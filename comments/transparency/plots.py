"""How a report's figures are drawn."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comments.models import Decision
from comments.plots.figures import Figure, Series
from comments.transparency.counting import Figures

Verdict = Decision.Verdict


def over_time(figures: Figures) -> Figure:
    """By day, or for longer periods by month."""
    is_by_day = figures.period.is_drawn_by_day
    begins = [timezone.localtime(span.since).date() for span, _made in figures.parts]
    full, short = (_("j F Y"), _("j M")) if is_by_day else (_("F Y"), _("M ’y"))
    shares = [
        (_("Removed"), "one", [Verdict.REMOVE]),
        (_("As spam"), "three", [Verdict.SPAM]),
        (_("Let stand or put back"), "two", [Verdict.APPROVE, Verdict.RESTORE]),
        (_("Held by rules"), "four", [Verdict.HOLD]),
    ]
    return Figure(
        key="over-time",
        title=_("Decisions a day") if is_by_day else _("Decisions a month"),
        about=_("By what was decided, when it was decided; also those that were reversed later."),
        column=_("Day") if is_by_day else _("Month"),
        points=[date_format(begin, full) for begin in begins],
        short=[date_format(begin, short) for begin in begins],
        series=[
            Series(
                name,
                [sum(n for kind, n in made.items() if kind.verdict in verdicts) for _span, made in figures.parts],
                tone,
            )
            for name, tone, verdicts in shares
        ],
    )
