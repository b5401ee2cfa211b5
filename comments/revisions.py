"""What changed in a comment, one change after another, for those who may see it."""

from dataclasses import dataclass
from datetime import datetime
from html import escape as esc

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comments.differences import Kind, Piece, differences
from comments.keeping import Kept, keep
from comments.models import Comment, CommentRevision
from comments.text import key_of_words

CHANGES_ON_A_PAGE = 10
# Of a long stretch that did not change, so much is shown beside what did.
CONTEXT = 240


@dataclass(frozen=True)
class Change:
    """One text replaced by the next; `html` is the difference, safe as it stands."""

    number: int
    written_at: datetime
    replaced_at: datetime
    is_public: bool
    html: SafeString


def changes_of(comment: Comment, *, with_traceless: bool, before: str = "") -> tuple[list[Change], int | None]:
    """The last changes before the revision `before`, newest first, and the key to go on before, if any are left.

    Costs at most CHANGES_ON_A_PAGE comparisons, of which those made before are kept.
    """
    revisions = comment.revisions.all() if with_traceless else comment.revisions.filter(is_public=True)
    start = int(before) if before.isascii() and before.isdecimal() and len(before) < 10 else None
    later = revisions.filter(number__gte=start).last() if start is not None else None
    found = list((revisions.filter(number__lt=start) if later else revisions)[: CHANGES_ON_A_PAGE + 1])
    shown = found[:CHANGES_ON_A_PAGE]
    texts = [later.body if later else comment.body, *(revision.body for revision in shown)]
    changes = [_change(revision, now) for revision, now in zip(shown, texts, strict=False)]
    return changes, shown[-1].number if len(found) > len(shown) else None


def difference_html(old: str, new: str) -> SafeString:
    """Both texts in one, what was taken out and what was added marked for eye and ear alike."""
    pieces = differences(old, new)
    last = len(pieces) - 1
    parts = [_piece(piece, is_first=place == 0, is_last=place == last) for place, piece in enumerate(pieces)]
    return mark_safe("".join(parts))  # noqa: S308  # every piece is escaped


def _change(revision: CommentRevision, now: str) -> Change:
    return Change(
        number=revision.number,
        written_at=revision.written_at,
        replaced_at=revision.replaced_at,
        is_public=revision.is_public,
        html=_kept_difference(revision, now),
    )


def _kept_difference(revision: CommentRevision, now: str) -> SafeString:
    """Under the words themselves, so that a scrub of either leaves nothing to be asked for."""

    def build() -> Kept[SafeString]:
        html = difference_html(revision.body, now)
        return Kept(html, weight=len(html))

    place = ("difference", get_language() or "", revision.comment_id, revision.number)
    return keep(place, (key_of_words(revision.body), key_of_words(now)), build).value


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
