"""Who else is at an article: a courtesy among editors, which keeps nobody from writing.

It lives in the database, so that every process knows, and ends by itself.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, ArticleDraft, ArticlePresence, ArticleRevision
from articles.moments import moment_in_words

# Whoever was not seen for so long is taken to have left; an open form says so again each minute.
LASTS = timedelta(minutes=3)
# Of older drafts nobody but their writer is told.
TOLD_FOR = timedelta(days=7)
A_MOMENT = timedelta(minutes=1)


def note_presence(*, article: Article, editor: User) -> None:
    now = timezone.now()
    ArticlePresence.objects.filter(seen_at__lt=now - LASTS).delete()
    ArticlePresence.objects.update_or_create(
        article=article, editor=editor, defaults={"seen_at": now}, create_defaults={"since": now, "seen_at": now}
    )


def end_presence(*, article: Article, editor: User) -> None:
    ArticlePresence.objects.filter(article=article, editor=editor).delete()


def others_at(article: Article, editor: User) -> list[str]:
    """A sentence for each colleague who has the form open or has written what is not saved; two queries."""
    now = timezone.now()
    present = article.presences.filter(seen_at__gte=now - LASTS).exclude(editor=editor).select_related("editor")
    recent = article.drafts.filter(kept_at__gte=now - TOLD_FOR).exclude(editor=editor).select_related("editor")
    since = {one.editor: one.since for one in present.order_by("since", "pk")}
    # The newest of each; the oldest come first in the query, so that they are overwritten.
    drafts = {one.editor: one for one in recent.defer("headline", "dek", "body", "note").order_by("kept_at", "pk")}
    return [_in_words(editor, since.get(editor), drafts.get(editor), now) for editor in {**since, **drafts}]


def newer_text(article: Article, based_on: int) -> ArticleRevision | None:
    """The text that somebody saved since the one of this number."""
    newer = article.revisions.filter(number__gt=based_on).select_related("created_by")
    return newer.defer("body").first()


def _in_words(editor: User, since: datetime | None, draft: ArticleDraft | None, now: datetime) -> str:
    facts = {"name": str(editor)}
    if draft is None:
        return _("%(name)s has had this article open since %(time)s.") % {
            **facts,
            "time": moment_in_words(since or now),
        }
    kept = now - draft.kept_at
    facts["ago"] = (
        _("a moment ago") if kept < A_MOMENT else _("%(time)s ago") % {"time": timesince(draft.kept_at, now)}
    )
    if since is None:
        return _("%(name)s has written here what is not saved; the last of it was kept %(ago)s.") % facts
    facts["time"] = moment_in_words(draft.begun_at)
    return _("%(name)s has been writing here since %(time)s; the last change was kept %(ago)s.") % facts
