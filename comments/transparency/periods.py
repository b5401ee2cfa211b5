"""For which time a report is: as its address says, or the last whole one of which there is anything to tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Decision
from comments.moderation.spans import DAY, Span, days_from, span_of_day, span_of_days

MONTHS_IN_A_QUARTER = 3
# Every day on its own up to two months; every month from then on.
MOST_DAYS_DRAWN = 62
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True)
class Period:
    """Whole days, `first` and `last` among them."""

    first: date
    last: date

    @property
    def span(self) -> Span:
        return span_of_days(self.first, self.last)

    @property
    def query(self) -> str:
        return f"from={self.first.isoformat()}&to={self.last.isoformat()}"

    @property
    def words(self) -> str:
        first, last = (date_format(day, _("j F Y")) for day in (self.first, self.last))
        return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}

    @property
    def is_drawn_by_day(self) -> bool:
        return (self.last - self.first).days < MOST_DAYS_DRAWN

    def parts(self) -> list[Span]:
        """Its days, or its months, the first and the last of which may be cut."""
        if self.is_drawn_by_day:
            return [span_of_day(day) for day in days_from(self.first, self.last)]
        begins = [self.first]
        while (after := _month_after(begins[-1], 1)) <= self.last:
            begins.append(after)
        ends = [*(begin - DAY for begin in begins[1:]), self.last]
        return [span_of_days(begin, end) for begin, end in zip(begins, ends, strict=True)]


class PeriodForm(forms.Form):
    """`from` and `to`, as the address carries them."""

    def __init__(self, data: Mapping[str, Any] | None = None, **facts: Any) -> None:
        super().__init__(data, **facts)
        self.fields["from"] = _day_field(gettext_lazy("From"))
        self.fields["to"] = _day_field(gettext_lazy("To, this day included"))

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and last < first:
            self.add_error("to", _("This day is before the first one."))
        return self.cleaned_data

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["from"], self.cleaned_data["to"])


def usual_period() -> Period:
    """The last whole year or quarter of which decisions are on record; else the running quarter."""
    first = Decision.objects.order_by("decided_at").values_list("decided_at", flat=True).first()
    begun = timezone.localdate(first) if first else timezone.localdate()
    for period in (last_year(), last_quarter()):
        if begun < period.first:
            return period
    return this_quarter()


def offered_periods() -> list[tuple[str, Period]]:
    return [
        (_("This quarter"), this_quarter()),
        (_("Last quarter"), last_quarter()),
        (_("This year"), Period(date(_today().year, 1, 1), _today())),
        (_("Last year"), last_year()),
    ]


def last_year() -> Period:
    year = _today().year - 1
    return Period(date(year, 1, 1), date(year, 12, 31))


def last_quarter() -> Period:
    begin = _quarter_begin(_today())
    return Period(_quarter_begin(begin - DAY), begin - DAY)


def this_quarter() -> Period:
    """Up to today."""
    return Period(_quarter_begin(_today()), _today())


def _today() -> date:
    return timezone.localdate()


def _quarter_begin(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % MONTHS_IN_A_QUARTER, 1)


def _month_after(day: date, months: int) -> date:
    """The first of it."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _day_field(label: Any) -> forms.DateField:
    said = _("Choose a day of the years 2000 to 2099.")
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        validators=[MinValueValidator(EARLIEST, said), MaxValueValidator(LATEST, said)],
        error_messages={
            "required": _("Say a day, such as 2026-03-31."),
            "invalid": _("This is no day. Write it like 2026-03-31."),
        },
    )
