"""Writing, scheduling, publishing and correcting articles."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.edition import raise_edition
from accounts.models import User
from articles.body import drawn_body, redraw_bodies
from articles.link_cards.keeping import keep_cards
from articles.link_cards.tasks import fetch_new_cards, follow_article
from articles.models import Article, ArticleRevision, FormerAddress, PlannedRevision
from articles.permissions import may_edit_articles
from articles.tasks import announce

# What a revision keeps whole; a change of anything else makes none.
TEXT_FIELDS = ("headline", "dek", "body")
# What other apps do when an article has a new text, within the transaction that saves it. Articles knows
# none of them: each adds its own when the site starts.
WHEN_TEXT_CHANGES: list[Callable[[Article], None]] = []


def save_article(*, article: Article, editor: User, note: str = "", is_correction: bool = False) -> Article:
    """Store the article as it is given, and its next revision where headline, dek or body are new.

    Published without a time, it is published now. `note` and `is_correction` go with the
    revision: without a new text they have nowhere to go and are dropped. Only what readers
    can see is corrected; of anything else `is_correction` is dropped too. Bylines, topics and
    tags are the caller's. Raises PermissionDenied unless `editor` may edit articles.
    """
    may_edit_articles(editor).enforce()
    return store_article(article=article, writer=editor, note=note, is_correction=is_correction)


@transaction.atomic
def store_article(
    *, article: Article, writer: User | None, note: str, is_correction: bool, written_at: datetime | None = None
) -> Article:
    """What `save_article` does, for whoever was asked already; the new text's time is `written_at`, or now."""
    former = hold_article(article)
    written_at = written_at or timezone.now()
    latest = latest_revision(article)
    is_new_text = latest is None or has_new_text(text_of(article), latest)
    is_correction = is_correction and is_new_text and article.is_public
    article.published_at = moment_of_publication(article.status, article.published_at)
    article.body_html, pictures, cards = drawn_body(article.body)
    if article.pk is None:
        article.created_by = writer
    article.withdrawn_at = moment_of_withdrawal(article, former)
    if is_correction:
        article.corrected_at = written_at
    article.save()
    article.body_pictures.set(pictures)
    keep_cards(article, cards)
    if former is not None and former.is_public:
        # Else the announcement sees to it, at the moment at which readers get the article.
        fetch_new_cards(article)
    follow_article(article, former)
    keep_address(article, former)
    announce_in_time(article, former)
    if is_new_text:
        article.revisions.create(
            number=latest.number + 1 if latest else 1,
            **text_of(article),
            note=note,
            is_correction=is_correction,
            created_at=written_at,
            created_by=writer,
        )
        for follow in WHEN_TEXT_CHANGES:
            follow(article)
    raise_edition()
    return article


@transaction.atomic
def delete_article(*, article: Article, editor: User) -> None:
    """Delete the article with its texts; texts that lead to it show a plain link from now on.

    What editors have typed and not saved stays theirs: it is offered to them where articles are begun.
    """
    may_edit_articles(editor).enforce()
    leading_here = list(Article.objects.filter(link_cards__article=article).exclude(pk=article.pk).values_list("pk"))
    article.drafts.update(article=None, is_planned=False, based_on=None, seen_at=None)
    article.delete()
    redraw_bodies(key for (key,) in leading_here)
    raise_edition()


@transaction.atomic
def restore_revision(*, revision: ArticleRevision, editor: User) -> Article:
    """Make an earlier text the article's next one; what stood until now stays among its texts."""
    may_edit_articles(editor).enforce()
    hold_article(revision.article)
    article = Article.objects.get(pk=revision.article_id)
    for name in TEXT_FIELDS:
        setattr(article, name, getattr(revision, name))
    note = _("Text %(number)d restored.") % {"number": revision.number}
    return save_article(article=article, editor=editor, note=note)


def moment_of_publication(status: str, given: datetime | None) -> datetime | None:
    """When an article of this status is published: now, where nothing else is said.

    In whole seconds, as forms have them: saved once more, the article has still the moment that its announcement
    was queued with.
    """
    is_now = status == Article.Status.PUBLISHED and given is None
    return timezone.now().replace(microsecond=0) if is_now else given


def moment_of_withdrawal(article: Article, former: Article | None) -> datetime | None:
    """When readers lost it: now, if they could read it until now; None for what is there or never was."""
    if article.status != Article.Status.WITHDRAWN or former is None:
        return None
    return timezone.now() if former.is_public else former.withdrawn_at


def keep_address(article: Article, former: Article | None) -> None:
    """Let the address by which readers know the article lead to it, when it gets another or goes back to the desk."""
    if article.is_public:
        FormerAddress.objects.filter(slug=article.slug, article=article).delete()
    if former is None or not (former.is_public or former.withdrawn_at is not None):
        return
    if former.slug != article.slug or not article.is_public:
        # Away from readers it is kept even where it is still the article's own: who changes it then knows nothing.
        FormerAddress.objects.get_or_create(slug=former.slug, article=article)


def announce_in_time(article: Article, former: Article | None) -> None:
    """Queue the announcement for the moment at which readers get the article, unless that was queued before."""
    is_shown = article.status in {Article.Status.SCHEDULED, Article.Status.PUBLISHED}
    if not is_shown or article.published_at is None or _was_announced(article, former):
        return
    moment = article.published_at
    announce.using(run_after=moment if moment > timezone.now() else None).enqueue(article.pk, moment.isoformat())


def _was_announced(article: Article, former: Article | None) -> bool:
    """A time that is set back, or written without its fraction of a second, is no new appearance."""
    if former is None:
        return False
    return (former.is_public and article.is_public) or former.is_shown_at(article.published_at)


def hold_article(article: Article) -> Article | None:
    """Let nobody else save the article until this transaction ends: revisions are numbered one by one.

    Returns it as it is stored, without its texts; None for one that is not stored yet.
    """
    if article.pk is None:
        return None
    return Article.objects.select_for_update().defer("body", "body_html").get(pk=article.pk)


def latest_revision(article: Article) -> ArticleRevision | None:
    return article.revisions.first() if article.pk is not None else None


def text_of(written: Article | ArticleRevision) -> dict[str, str]:
    return {name: getattr(written, name) for name in TEXT_FIELDS}


def has_new_text(text: Mapping[str, str], latest: ArticleRevision | PlannedRevision) -> bool:
    return any(settle_text(text[name]) != settle_text(getattr(latest, name)) for name in TEXT_FIELDS)


def settle_text(text: str) -> str:
    """Without what a browser's form changes by itself: its line ends, and space around the whole."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
