"""The list's sentences and times in the reader's language, as HTML: looked up and escaped once, not for each comment.

Looking a sentence up or writing a date costs more than drawing a whole comment does.
"""

from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from html import escape as esc

from django.utils.dateformat import format as format_date
from django.utils.dateformat import time_format
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

# More than the days of a long discussion, and than the minutes of a day.
_DAYS, _MINUTES, _COUNTS = 5_000, 1_440, 1_000


class Wording:
    """Sentences of one language, times of one zone; those with a `%(place)s` are filled with HTML."""

    def __init__(self, zone: tzinfo | None) -> None:
        self.zone = zone
        self.recommend = esc(_("Recommend"))
        self.reply = esc(_("Reply"))
        self.report = esc(_("Report"))
        self.about = esc(_("%(deed)s: comment by %(name)s"))
        self.outdated = esc(_("written before the correction of %(time)s"))
        self.edited = esc(_("edited"))
        self.new = esc(_("new"))
        self.linkback = esc(_("linkback"))
        self.pending = esc(_("waiting for review"))
        self.why_pending = esc(_("Only you and the moderators see this until one of them has looked."))
        self.unconfirmed = esc(_("waiting for you"))
        self.why_unconfirmed = esc(
            _("Nobody else sees this yet. Open the link in the message that we have mailed, and it is sent.")
        )
        self.send_again = esc(_("Mail the link again"))
        self.guest = esc(_("guest"))
        self.why_guest = esc(_("Writes without an account."))
        self.recovered = esc(_("recovered"))
        self.why_recovered = esc(_("The archive kept no threads: whom this answers was found in its text."))
        self.answers = esc(_("in reply to %(name)s"))
        self.answers_nobody = esc(_("in reply to a comment no longer here"))
        self.deleted = esc(_("Deleted by its author."))
        self.removed = esc(_("Removed by a moderator."))
        self.removed_by = esc(_("Removed by a %(role)s, %(time)s: %(reason)s."))
        self.locked_by = esc(_("A %(role)s locked this branch, %(time)s: %(reason)s. It takes no more replies."))
        self.collapsed_by = esc(_("A %(role)s folded this branch, %(time)s: %(reason)s."))
        self.slowed_by = esc(
            _("A %(role)s slowed this branch down, %(time)s: %(reason)s. Each person writes once in %(span)s.")
        )
        self.pinned = esc(_("pinned"))
        self.featured = esc(_("featured"))
        self.featured_here = esc(_("Featured by the moderators"))
        self.moment = esc(_("%(day)s, %(time)s"))
        self.day_format, self.time_format = _("j M Y"), _("H:i")
        self.day = lru_cache(_DAYS)(self._day)
        self.minute = lru_cache(_MINUTES)(self._minute)
        self.replies = lru_cache(_COUNTS)(self._replies)
        self.quoted = lru_cache(_COUNTS)(self._quoted)
        self.more_replies = lru_cache(_COUNTS)(self._more_replies)

    def time(self, moment: datetime, *, is_known: bool = True) -> str:
        """The moment as a `<time>` in the zone; its day alone where no more is known."""
        local = moment.astimezone(self.zone)
        day = self.day(local.date())
        if not is_known:
            return f'<time datetime="{local.date().isoformat()}">{day}</time>'
        words = self.moment % {"day": day, "time": self.minute(local.hour, local.minute)}
        return f'<time datetime="{local.isoformat(timespec="seconds")}" data-relative>{words}</time>'

    def machine_time(self, moment: datetime, *, is_known: bool = True) -> str:
        """The same, as programs read it."""
        local = moment.astimezone(self.zone)
        return local.isoformat(timespec="seconds") if is_known else local.date().isoformat()

    def _day(self, day: date) -> str:
        return esc(format_date(day, self.day_format))

    def _minute(self, hour: int, minute: int) -> str:
        return esc(time_format(time(hour, minute), self.time_format))

    def _replies(self, count: int) -> str:
        return esc(ngettext("%(count)s reply", "%(count)s replies", count) % {"count": count})

    def _quoted(self, count: int) -> str:
        return esc(ngettext("quoted by %(count)s", "quoted by %(count)s", count) % {"count": count})

    def _more_replies(self, count: int) -> str:
        return esc(ngettext("%(count)s more reply", "%(count)s more replies", count) % {"count": count})


def current_wording() -> Wording:
    return _wording_in(get_language(), get_current_timezone())


@lru_cache
def _wording_in(language: str | None, zone: tzinfo | None) -> Wording:
    """Called while `language` is the current one, and so is what it returns."""
    return Wording(zone)
