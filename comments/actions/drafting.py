"""Keeping what somebody has begun to write, and forgetting it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from comments.actions.posting import find_posted
from comments.models import Draft
from comments.places import Place
from comments.text import clean_body

# Longer than anybody needs to come back to a thought, short enough that nobody's half sentences pile up.
FORGOTTEN_AFTER = timedelta(days=90)
# More than anybody writes at once; beyond it the oldest go, so that nobody fills the store.
DRAFTS_AT_MOST = 100


@dataclass(frozen=True)
class Kept:
    """What lies there now. `is_other`: that is not what was to be kept, but words from elsewhere that came between."""

    draft: Draft | None
    is_other: bool = False


def draft_of(reader: User, place: Place) -> Draft | None:
    return Draft.objects.filter(reader=reader, **_where(place)).first()


def drafts_of(reader: User) -> list[tuple[Draft, Place]]:
    """All of somebody's drafts with their places, newest first; two queries, however many."""
    drafts = Draft.objects.filter(reader=reader).order_by("-updated_at", "-pk")
    drafts = drafts.select_related("article", "comment__author", "comment__guest", "comment__discussion")
    drafts = drafts.prefetch_related("article__topics")
    return [(draft, _place_of(draft)) for draft in drafts]


def keep_draft(*, reader: User, place: Place, body: str, form_key: UUID, known_at: str) -> Kept:
    """Keep `body` as the reader's draft for the place.

    `known_at` is the ISO time of the draft that these words go on from, blank for none. Where other
    words were kept since, nothing is changed and those come back. What was sent already is no draft.
    """
    try:
        with transaction.atomic():
            return _keep(reader, place, clean_body(body), form_key, known_at)
    except IntegrityError:
        # Another device kept its first words at the same moment, and was first.
        return Kept(draft_of(reader, place), is_other=True)


def discard_draft(*, reader: User, place: Place, form_key: UUID | None = None) -> None:
    """Delete the reader's draft for the place; with a `form_key`, only if that form's words are in it."""
    same_form = {"form_key": form_key} if form_key else {}
    Draft.objects.filter(reader=reader, **_where(place), **same_form).delete()


def forget_old_drafts() -> int:
    """Delete the drafts that nobody touched for FORGOTTEN_AFTER; their number comes back."""
    count, _each = Draft.objects.filter(updated_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
    return count


def _keep(reader: User, place: Place, body: str, form_key: UUID, known_at: str) -> Kept:
    if not place.is_edit and find_posted(form_key, reader, place.article, place.parent, body):
        return Kept(None)
    draft = Draft.objects.select_for_update().filter(reader=reader, **_where(place)).first()
    if draft and draft.body != body and draft.updated_at.isoformat() != known_at:
        return Kept(draft, is_other=True)
    if draft is None:
        _make_room(reader)
        draft = Draft(reader=reader, **_where(place))
    draft.body, draft.form_key, draft.updated_at = body, form_key, timezone.now()
    draft.save()
    return Kept(draft)


def _make_room(reader: User) -> None:
    mine = Draft.objects.filter(reader=reader).order_by("-updated_at").values_list("pk", flat=True)
    Draft.objects.filter(pk__in=list(mine[DRAFTS_AT_MOST - 1 :])).delete()


def _place_of(draft: Draft) -> Place:
    if draft.comment:
        # The permissions ask the comment for its article.
        draft.comment.discussion.article = draft.article
    return Place(draft.article, draft.comment, draft.is_edit)


def _where(place: Place) -> dict[str, object]:
    return {"article": place.article, "comment": place.comment, "is_edit": place.is_edit}
