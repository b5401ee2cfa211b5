"""What the dashboard draws: counts to figures, each with the sentence that says what it counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article
from comments.models import Decision
from comments.models.judgement import REASON_NAMES
from comments.moderation.activity import Articles, Hours, busiest_articles, usual_in_day, usual_in_hour
from comments.moderation.spans import DAY, HOURS, Span, midnight, moment
from comments.moderation.tallies import Kind
from comments.moderation.workload import Effort
from comments.plots.bars import Bar, Bars
from comments.plots.figures import Figure, Series, said

Verdict = Decision.Verdict
# Beyond so many days each is one point; up to then each of their hours.
DAYS_BY_THE_HOUR = 7
BUSIEST = 10
_ON_WORDS = (Verdict.REMOVE, Verdict.SPAM, Verdict.APPROVE, Verdict.RESTORE, Verdict.HOLD)
_OTHER = tuple(verdict for verdict in Verdict if verdict not in _ON_WORDS)


def comments_figure(days: Sequence[date], known: Hours, first: date) -> Figure:
    if len(days) > DAYS_BY_THE_HOUR:
        return _comments_a_day(days, known, first)
    places = [(day, hour) for day in days for hour in HOURS]
    is_one_day = len(days) == 1
    return Figure(
        key="comments",
        title=_("Comments an hour"),
        about=_("Written here, against the middle of the last four weeks at that hour. The running hour is left out."),
        column=_("Hour"),
        points=[_hour_in_words(moment(day, hour)) for day, hour in places],
        short=[_short_hour(moment(day, hour)) if is_one_day else _short_day(day, hour) for day, hour in places],
        series=[
            Series(_("Comments"), [_if_over(known[day][hour], _end_of(day, hour)) for day, hour in places]),
            _usual([usual_in_hour(day, hour, known, first) for day, hour in places]),
        ],
        shape="lines",
    )


def _comments_a_day(days: Sequence[date], known: Hours, first: date) -> Figure:
    return Figure(
        key="comments",
        title=_("Comments a day"),
        about=_("Written here, against the middle of four such days of the weeks before. Today is left out."),
        column=_("Day"),
        points=[_day_in_words(day) for day in days],
        short=[_short_day(day) for day in days],
        series=[
            Series(_("Comments"), [_if_over(sum(known[day]), midnight(day + DAY)) for day in days]),
            _usual([usual_in_day(day, known, first) for day in days]),
        ],
        shape="lines",
    )


def decisions_figure(spans: Sequence[Span], counted: Sequence[Counter[Kind]]) -> Figure:
    """One column for each span: hours, where they are all of one day, else days."""
    begins = [timezone.localtime(span.since) for span in spans]
    is_one_day = begins[0].date() == begins[-1].date()
    shares = [
        (_("Removed"), "one", [Verdict.REMOVE]),
        (_("As spam"), "three", [Verdict.SPAM]),
        (_("Let stand or put back"), "two", [Verdict.APPROVE, Verdict.RESTORE]),
        (_("Held by rules"), "four", [Verdict.HOLD]),
        (_("Taken back, or on a branch"), "quiet", _OTHER),
    ]
    return Figure(
        key="decisions",
        title=_("Decisions"),
        about=_("By what was decided, when it was decided; also those that were taken back later."),
        column=_("Hour") if is_one_day else _("Day"),
        points=[_hour_in_words(begin) if is_one_day else _day_in_words(begin.date()) for begin in begins],
        short=[_short_hour(begin) if is_one_day else _short_day(begin.date()) for begin in begins],
        series=[
            Series(name, [_count(made, verdicts) for made in counted], tone=tone) for name, tone, verdicts in shares
        ],
    )


def reasons_bars(made: Counter[Kind], gone_back: Counter[Kind]) -> Bars:
    removed, reversed_since = _by_reason(made), _by_reason(gone_back)
    return Bars(
        key="reasons",
        title=_("Why comments were removed"),
        about=_("Removals, those of spam among them; and how many of them were reversed since."),
        columns=[_("Reason"), _("Removed"), _("Reversed")],
        bars=[
            Bar(str(REASON_NAMES[reason]), count, more=[said(reversed_since[reason])])
            for reason, count in removed.most_common()
        ],
    )


def pace_bars(efforts: Iterable[Effort]) -> Bars:
    return Bars(
        key="pace",
        title=_("Decisions per moderator-hour"),
        about=_("What somebody decided, divided by the hours of the clock in which they decided anything."),
        columns=[_("Moderator"), _("Per hour"), _("Decisions"), _("Hours")],
        bars=[
            Bar(
                one.moderator.get_full_name(),
                one.pace,
                one.moderator.get_absolute_url(),
                [said(one.decisions), said(one.hours)],
                tone="two",
                places=1,
            )
            for one in efforts
        ],
    )


def articles_bars(written: Articles, viewer: User) -> Bars:
    busiest = busiest_articles(written, BUSIEST)
    found = Article.objects.visible_to(viewer).in_bulk([key for key, _count in busiest])
    return Bars(
        key="articles",
        title=_("Busiest articles"),
        about=_("By the comments that were written below them."),
        columns=[_("Article"), _("Comments")],
        bars=[
            Bar(found[key].headline, count, found[key].get_absolute_url(), tone="four")
            for key, count in busiest
            if key in found
        ],
    )


def _usual(values: Sequence[float | None]) -> Series:
    return Series(_("Usual"), values, tone="quiet", is_usual=True)


def _by_reason(counted: Counter[Kind]) -> Counter[str]:
    found: Counter[str] = Counter()
    for kind, count in counted.items():
        if kind.takes_down:
            found[kind.reason] += count
    return found


def _count(made: Counter[Kind], verdicts: Sequence[str]) -> int:
    return sum(count for kind, count in made.items() if kind.verdict in verdicts)


def _if_over(count: int, until: datetime) -> int | None:
    """None where the time runs or is to come."""
    return count if until <= timezone.now() else None


def _end_of(day: date, hour: int) -> datetime:
    return moment(day, hour + 1) if hour + 1 in HOURS else midnight(day + DAY)


def _hour_in_words(begin: datetime) -> str:
    return date_format(begin, _("l j F, H:i"))


def _day_in_words(day: date) -> str:
    return date_format(day, _("l j F"))


def _short_hour(begin: datetime) -> str:
    return date_format(begin, _("H:i"))


def _short_day(day: date, hour: int = 0) -> str:
    """Blank within the day."""
    return "" if hour else date_format(day, _("j M"))
