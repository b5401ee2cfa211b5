"""How a guard says no: kindly, with the reason, and with what the writer can do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_DAY, _HOUR, _MINUTE, _SECOND = (timedelta(seconds=seconds) for seconds in (86_400, 3_600, 60, 1))
# From which length on each is spoken of.
_UNITS = ((_DAY, 2 * _DAY), (_HOUR, _HOUR), (_MINUTE, _MINUTE), (_SECOND, _SECOND))


@dataclass(frozen=True)
class Stop:
    """Why a comment is not taken as it is.

    `until` is when the same words will be taken, or None where time does not help;
    `may_insist` tells whether the writer can have them taken as they are, and `insist` what the button
    for that says, where it is not the usual.
    """

    guard: str
    sentence: str
    until: datetime | None = None
    may_insist: bool = False
    insist: str = ""


class Stopped(Exception):  # noqa: N818  # nothing is wrong: a guard has something to say
    """A guard stopped the comment; nothing was written."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.sentence)
        self.stop = stop


def seconds_until(moment: datetime) -> int:
    """Whole seconds from now, at least one."""
    return max(1, -(-(moment - timezone.now()) // timedelta(seconds=1)))


def when_to_try_again(moment: datetime) -> str:
    """A sentence with the hour and how long that is from now; the day, too, where it is another one."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return _("You can send it at %(time)s, in %(span)s.") % {
        "time": format_date(local, _("H:i") if is_today else _("H:i, j F")),
        "span": span_in_words(timedelta(seconds=seconds_until(moment))),
    }


def span_in_words(span: timedelta) -> str:
    """A length of time in its largest unit, rounded up: what it promises is never too little."""
    seconds = max(1, -(-span // timedelta(seconds=1)))
    if seconds < 60:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    if seconds < 3600:
        minutes = -(-seconds // 60)
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if seconds < 2 * 86400:
        hours = -(-seconds // 3600)
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = -(-seconds // 86400)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def exact_span_in_words(span: timedelta) -> str:
    """A length of time to the second, as “1 minute 30 seconds”: what somebody has set is told as it was set."""
    parts = []
    for unit, least in _UNITS:
        if span >= least:
            parts.append(span_in_words(span // unit * unit))
            span %= unit
    return " ".join(parts)
