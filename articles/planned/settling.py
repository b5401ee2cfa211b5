"""Putting a planned text in force at its moment, or setting it aside where the article has another text by then."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from accounts.models import User
from articles.actions.publishing import TEXT_FIELDS, hold_article, latest_revision, store_article
from articles.models import Article, ArticleRevision, PlannedRevision
from articles.planned.telling import tell_planner

State = PlannedRevision.State


@task()
def settle_planned(key: int) -> str:
    """For the worker, where no reader came first; what has become of the plan comes back, or "not now"."""
    return settle(key) or "not now"


@transaction.atomic
def settle(key: int) -> str:
    """Put the planned text in force if its moment has come; its state comes back, blank where there was nothing to do.

    Its revision is of the planned moment, however late this is. Who comes second waits, and finds it done.
    """
    planned = PlannedRevision.objects.filter(pk=key).first()
    planned = hold_planned(planned) if planned else None
    if planned is None or planned.state != State.WAITING or planned.takes_effect_at > timezone.now():
        return ""
    article = Article.objects.get(pk=planned.article_id)
    if is_overtaken(planned, article):
        planned.state, planned.settled_at = State.OVERTAKEN, timezone.now()
        planned.save(update_fields=["state", "settled_at"])
    else:
        put_in_force(planned, article, moment=planned.takes_effect_at)
    tell_planner.enqueue(planned.pk)
    return planned.state


def put_in_force(
    planned: PlannedRevision, article: Article, *, moment: datetime, settled_by: User | None = None
) -> None:
    """Make it the text of the article, which the caller holds, as of this moment."""
    # Before the text is stored: what looks for plans that it overtakes is not to find this one.
    planned.state, planned.settled_at, planned.settled_by = State.APPLIED, timezone.now(), settled_by
    planned.save(update_fields=["state", "settled_at", "settled_by"])
    for name in TEXT_FIELDS:
        setattr(article, name, getattr(planned, name))
    store_article(
        article=article,
        writer=planned.planned_by,
        note=planned.note,
        is_correction=planned.is_correction and is_read_at(article, moment),
        written_at=moment,
    )
    planned.revision = latest_revision(article)
    planned.save(update_fields=["revision"])


def is_overtaken(planned: PlannedRevision, article: Article) -> bool:
    """Whether it was written for another text than the article's present one, or readers are to have neither."""
    return is_behind(planned, latest_revision(article)) or not is_shown(article)


def is_behind(planned: PlannedRevision, latest: ArticleRevision | None) -> bool:
    """Whether it was written for another text than this one, the article's latest."""
    return latest is not None and planned.based_on != latest.number


def is_read_at(article: Article, moment: datetime) -> bool:
    """Whether readers have the article at that moment, as far as is known now."""
    return is_shown(article) and article.published_at is not None and article.published_at <= moment


def is_shown(article: Article) -> bool:
    """Whether readers have it, now or from its moment on."""
    return article.status in {Article.Status.SCHEDULED, Article.Status.PUBLISHED}


def hold_planned(planned: PlannedRevision) -> PlannedRevision | None:
    """The plan as it is stored; until this transaction ends nobody else changes it or its article."""
    hold_article(planned.article)
    return PlannedRevision.objects.select_for_update().filter(pk=planned.pk).first()
