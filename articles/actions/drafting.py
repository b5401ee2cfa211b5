"""Keeping what editors write before they save it, and forgetting it. Readers and revisions know nothing of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from articles.actions.publishing import TEXT_FIELDS, has_new_text, latest_revision
from articles.models import Article, ArticleDraft, ArticleRevision, PlannedRevision
from articles.permissions import may_edit_articles

DRAFT_FIELDS = (*TEXT_FIELDS, "note")
# As long as those of comments: long enough to come back to a thought.
FORGOTTEN_AFTER = timedelta(days=90)
# More than anybody writes at once; beyond it the oldest go, so that nobody fills the store.
DRAFTS_AT_MOST = 100
# A long book; in any script less than one request may bring.
LETTERS_AT_MOST = 500_000


@transaction.atomic
def keep_draft(
    *,
    editor: User,
    article: Article | None,
    form_key: UUID,
    words: Mapping[str, str],
    based_on: int | None,
    takes: str = "",
    is_planned: bool = False,
    seen: str = "",
) -> ArticleDraft | None:
    """Keep the words of one form; None comes back for what is stored already, which leaves no draft.

    `takes` is the ISO time of the draft that they go on from: it goes, unless it was kept anew since.
    `seen` is that of the last change to the planned text that the form was opened with.
    Raises PermissionDenied unless `editor` may edit articles, ValidationError for what is too long.
    """
    may_edit_articles(editor).enforce()
    words = {name: words.get(name, "").replace("\0", "") for name in DRAFT_FIELDS}
    if sum(map(len, words.values())) > LETTERS_AT_MOST:
        raise ValidationError(_("Not kept: this is longer than %(count)d letters.") % {"count": LETTERS_AT_MOST})
    end_draft(editor=editor, article=article, takes=takes)
    if _is_stored(stored_text(article, is_planned=is_planned), words):
        end_draft(editor=editor, form_key=form_key)
        return None
    facts = {
        **words,
        "article": article,
        "based_on": based_on,
        "is_planned": is_planned,
        "seen_at": moment_of(seen),
        "kept_at": timezone.now(),
    }
    draft, is_new = ArticleDraft.objects.update_or_create(editor=editor, form_key=form_key, defaults=facts)
    if is_new:
        _make_room(editor)
    return draft


def end_draft(*, editor: User, form_key: UUID | None = None, article: Article | None = None, takes: str = "") -> None:
    """Delete the draft of one form, and the one of this article that it went on from, as it then was."""
    mine = ArticleDraft.objects.filter(editor=editor)
    if form_key:
        mine.filter(form_key=form_key).delete()
    if taken_at := moment_of(takes):
        mine.filter(article=article, kept_at=taken_at).delete()


def forget_old_article_drafts() -> int:
    """Delete the drafts that nobody touched for FORGOTTEN_AFTER; their number comes back."""
    count, _each = ArticleDraft.objects.filter(kept_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
    return count


def moment_of(iso: str) -> datetime | None:
    try:
        moment = parse_datetime(iso)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def stored_text(article: Article | None, *, is_planned: bool) -> ArticleRevision | PlannedRevision | None:
    """What a draft would change: the article's text, or that which is planned for it and still open."""
    if article is None:
        return None
    planned = article.planned_revisions.open().first() if is_planned else None
    return planned or latest_revision(article)


def _is_stored(stored: ArticleRevision | PlannedRevision | None, words: Mapping[str, str]) -> bool:
    if stored is None:
        return not any(word.strip() for word in words.values())
    return not has_new_text(words, stored) and words["note"].strip() in {"", stored.note}


def _make_room(editor: User) -> None:
    mine = ArticleDraft.objects.filter(editor=editor).values_list("pk", flat=True)
    ArticleDraft.objects.filter(pk__in=list(mine[DRAFTS_AT_MOST:])).delete()
