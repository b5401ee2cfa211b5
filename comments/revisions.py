"""What changed in a comment, one change after another, for those who may see it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.shown_differences import difference_html
from comments.keeping import Kept, keep
from comments.models import Comment, CommentRevision
from comments.text import key_of_words

CHANGES_ON_A_PAGE = 10


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
