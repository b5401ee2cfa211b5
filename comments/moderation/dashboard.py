"""The dashboard: what waits, what was decided and how much is written, over a time that can be chosen."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from comments.moderation.activity import days_compared, first_day, written_by_article, written_by_hour
from comments.moderation.dashboard_plots import (
    articles_bars,
    comments_figure,
    decisions_figure,
    pace_bars,
    reasons_bars,
)
from comments.moderation.spans import DAY, days_from, hours_of, span_of_day, span_of_days
from comments.moderation.tallies import Kind, decided_in, hindsight_on
from comments.moderation.workload import (
    Effort,
    Waiting,
    appeals_waiting,
    comments_waiting,
    efforts,
    notices_waiting,
    reports_waiting,
)
from comments.plots.bars import Bars
from comments.plots.figures import Figure

# By their names in the address: in words, and how many days, today among them.
PERIODS: dict[str, tuple[str | Promise, int]] = {
    "today": (_("Today"), 1),
    "week": (_("7 days"), 7),
    "month": (_("30 days"), 30),
}


@dataclass(frozen=True)
class Dashboard:
    """`made` and `reversed` are of the decisions of that time; what waits, waits now."""

    waiting: Waiting
    reported: Waiting
    appealed: Waiting
    noticed: Waiting
    efforts: list[Effort]
    made: Counter[Kind]
    reversed: Counter[Kind]
    figures: list[Figure]
    bars: list[Bars]

    @property
    def decisions(self) -> int:
        """Those of people; what rules hold is drawn beside them."""
        return _of_people(self.made)

    @property
    def pace(self) -> float | None:
        """Decisions in an hour of one moderator; None where nobody decided."""
        hours = sum(effort.hours for effort in self.efforts)
        return sum(effort.decisions for effort in self.efforts) / hours if hours else None

    @property
    def reversed_percent(self) -> float | None:
        return 100 * _of_people(self.reversed) / self.decisions if self.decisions else None


def dashboard(period: str, moderator: User) -> Dashboard:
    """Costs sixteen statements, whatever there is; the longest reads a month of decisions from an index."""
    days = days_of(period)
    known, first = written_by_hour(days_compared(days)), first_day()
    spans = hours_of(days[0]) if len(days) == 1 else [span_of_day(day) for day in days]
    counted = decided_in(spans)
    span = span_of_days(days[0], days[-1])
    hindsight, done = hindsight_on(span), efforts(span)
    made = hindsight.told_with(sum(counted, Counter()))
    return Dashboard(
        waiting=comments_waiting(moderator),
        reported=reports_waiting(moderator),
        appealed=appeals_waiting(moderator),
        noticed=notices_waiting(),
        efforts=done,
        made=made,
        reversed=hindsight.reversed,
        figures=[comments_figure(days, known, first), decisions_figure(spans, counted)],
        bars=[
            reasons_bars(made, hindsight.reversed),
            articles_bars(written_by_article(days), moderator),
            pace_bars(done),
        ],
    )


def days_of(period: str) -> list[date]:
    today = timezone.localdate()
    return days_from(today - DAY * (PERIODS[period][1] - 1), today)


def _of_people(counted: Counter[Kind]) -> int:
    return sum(count for kind, count in counted.items() if not kind.is_automated)
