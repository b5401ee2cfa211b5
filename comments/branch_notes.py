"""What readers are told of a branch for which moderators have set something, as HTML for the list."""

from datetime import timedelta
from html import escape as esc

from accounts.roles import ROLE_NAMES
from comments.guards.stops import exact_span_in_words
from comments.models import Branch, Decision
from comments.wording import Wording


def folded(branch: Branch, inside: str, wording: Wording, *, is_open: bool) -> str:
    """The comment's words behind the reason for which its branch is collapsed, to be opened."""
    if branch.collapse is None:
        return inside
    sentence = _told(wording.collapsed_by, branch.collapse, wording)
    return f'<details class="folded"{" open" if is_open else ""}><summary>{sentence}</summary>{inside}</details>'


def marks_of(branch: Branch, wording: Wording) -> str:
    """Beside its writer's name."""
    pinned = f'<span class="mark">{wording.pinned}</span> ' if branch.pin_id else ""
    return pinned + (f'<span class="mark featured">{wording.featured}</span> ' if branch.feature_id else "")


def notes_on(branch: Branch, wording: Wording) -> str:
    """That it takes no more replies, or few, with the reason."""
    notes = ""
    if branch.lock is not None:
        notes += f'<p class="note">{_told(wording.locked_by, branch.lock, wording)}</p>'
    elif branch.slow is not None:
        span = esc(exact_span_in_words(timedelta(seconds=branch.slow_mode_seconds)))
        notes += f'<p class="note">{_told(wording.slowed_by, branch.slow, wording, span=span)}</p>'
    return notes


def _told(sentence: str, decision: Decision, wording: Wording, **more: str) -> str:
    facts = {
        "role": esc(str(ROLE_NAMES.get(decision.role, decision.role))),
        "time": wording.time(decision.decided_at),
        "reason": f"<strong>{esc(str(decision.get_reason_display()))}</strong>",
        **more,
    }
    said = f' <q dir="auto">{esc(decision.note)}</q>' if decision.note else ""
    return f"{sentence % facts}{said}"
