"""Planning a text at the desk, at nine for noon."""

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.test import Client

from articles.models import Article, PlannedRevision
from tests.articles.desk import errors_of, save_form
from tests.factories import ArticleFactory, BylineFactory, TagFactory, TopicFactory

BEFORE = datetime(2031, 5, 2, 9, tzinfo=UTC)
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
AT_NOON = {"takes_effect_at_0": "2031-05-02", "takes_effect_at_1": "12:00:00"}
NEW = {"headline": "The blue boat", "body": "<p>A blue boat sank.</p>", "note": "The boat was blue."}
SECOND = timedelta(seconds=1)


def red_boat() -> Article:
    """Published the day before, and on a list of every kind."""
    return ArticleFactory.create(
        headline="The red boat",
        slug="boat",
        body="<p>A red boat sank.</p>",
        published_at=BEFORE - timedelta(days=1),
        topics=[TopicFactory.create(slug="harbour")],
        tags=[TagFactory.create(slug="boats")],
        bylines=[BylineFactory.create(slug="inga")],
    )


def add_url(article: Article) -> str:
    return f"/admin/articles/plannedrevision/add/?article={article.pk}"


def planned_url(planned: PlannedRevision) -> str:
    return f"/admin/articles/plannedrevision/{planned.pk}/change/"


def plan(desk: Client, article: Article, **changes: Any) -> PlannedRevision:
    """As an editor does it, at nine, for noon."""
    answer = save_form(desk, add_url(article), **{**AT_NOON, **NEW, "is_correction": "on", **changes})
    assert answer.status_code == 302, errors_of(answer)
    return PlannedRevision.objects.latest("pk")


def save_at(moment: datetime, desk: Client, url: str, **changes: Any) -> Any:
    with time_machine.travel(moment, tick=False):
        return save_form(desk, url, **changes)
