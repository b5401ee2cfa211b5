"""What changed between two texts, as HTML for eye and ear."""

from html import escape as esc

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.differences import Kind, Piece, differences

# Of a long stretch that did not change, so much is shown beside what did.
CONTEXT = 240


def difference_html(old: str, new: str) -> SafeString:
    """Both texts in one, what was taken out and what was added marked for eye and ear alike."""
    pieces = differences(old, new)
    last = len(pieces) - 1
    parts = [_piece(piece, is_first=place == 0, is_last=place == last) for place, piece in enumerate(pieces)]
    return mark_safe("".join(parts))  # noqa: S308  # every piece is escaped


def _piece(piece: Piece, *, is_first: bool, is_last: bool) -> str:
    match piece.kind:
        case Kind.TAKEN:
            return _marked("del", _("taken out:"), piece.text)
        case Kind.ADDED:
            return _marked("ins", _("added:"), piece.text)
    return _kept(piece.text, is_first=is_first, is_last=is_last)


def _marked(tag: str, label: str, text: str) -> str:
    """Screen readers seldom tell of the elements; so words that only they find say it."""
    return f'<{tag}><span class="unseen">[{esc(label)} </span>{esc(text)}<span class="unseen">]</span></{tag}>'


def _kept(text: str, *, is_first: bool, is_last: bool) -> str:
    if len(text) <= 3 * CONTEXT:
        return esc(text)
    head = "" if is_first else text[:CONTEXT].rsplit(None, 1)[0] + " "
    tail = "" if is_last else " " + text[-CONTEXT:].split(None, 1)[-1]
    return f'{esc(head)}<span class="left-out">[{esc(_("unchanged words left out"))}]</span>{esc(tail)}'
