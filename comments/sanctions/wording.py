"""What somebody is told of a sanction: what it means, until when, and why."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from comments.models import Sanction

# Before anybody wrote here.
EVER = datetime(1970, 1, 1, tzinfo=UTC)

_WITHOUT_END = {
    "warning": gettext_lazy("A moderator has a warning for you"),
    "premoderation": gettext_lazy("A moderator looks at what you write before others see it"),
    "ban": gettext_lazy("You can no longer write, recommend or report here"),
}
_UNTIL = {
    "premoderation": gettext_lazy("Until %(time)s a moderator looks at what you write before others see it"),
    "suspension": gettext_lazy("Until %(time)s you cannot write, recommend or report here"),
}
_LIFTED = {
    "warning": gettext_lazy("A warning that a moderator gave you was taken back"),
    "premoderation": gettext_lazy("What you write is published at once again"),
    "suspension": gettext_lazy("Your suspension has been lifted: you can take part again"),
    "ban": gettext_lazy("Your ban has been lifted: you can take part again"),
}


def meaning_of(sanction: "Sanction") -> str:
    """What it means to whom it is imposed on, with its end; no full stop."""
    if sanction.until is None:
        return str(_WITHOUT_END[sanction.kind])
    return str(_UNTIL[sanction.kind]) % {"time": moment_in_words(sanction.until)}


def lifted_in_words(sanction: "Sanction") -> str:
    """That it has ended before its time; no full stop."""
    return str(_LIFTED[sanction.kind])


def upheld_in_words() -> str:
    """That an appeal against a sanction was answered, and it stands; no full stop."""
    return _("Your appeal was answered: what a moderator decided about you stands")


def swept_in_words(since: datetime) -> str:
    """That what they wrote since then goes as well."""
    if since == EVER:
        return _("All that you wrote here is removed as well.")
    return _("What you wrote since %(time)s is removed as well.") % {"time": moment_in_words(since)}


def told_of(sanction: "Sanction") -> str:
    """In one line: what it means, why, and what the moderator says."""
    return _("%(meaning)s (reason: %(reason)s). %(sentence)s") % {
        "meaning": meaning_of(sanction),
        "reason": sanction.get_reason_display(),
        "sentence": sanction.sentence,
    }


def moment_in_words(moment: datetime) -> str:
    """With the year where it is more than some months away."""
    is_far = abs(moment - timezone.now()) > timedelta(days=180)
    return format_date(timezone.localtime(moment), _("j F Y, H:i") if is_far else _("j F, H:i"))
