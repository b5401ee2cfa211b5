"""What a discussion allows: the nearest say counts, article before topics before site."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import Article
from articles.policy import DiscussionPolicy, discussion_policy
from tests.articles.desk import errors_of, save_form
from tests.factories import ArticleFactory, TopicFactory

PUBLISHED_AT = datetime(2007, 8, 6, 12, tzinfo=UTC)


def article_with(facts: dict[str, Any], *topics: dict[str, Any]) -> Article:
    return ArticleFactory.create(
        published_at=PUBLISHED_AT, topics=[TopicFactory.create(**says) for says in topics], **facts
    )


@pytest.mark.django_db
def test_where_nobody_says_anything_the_site_does(settings: Settings) -> None:
    settings.DISCUSSION_MODE = "premoderated"
    settings.DISCUSSION_ALLOWS_GUESTS = True
    settings.DISCUSSION_CLOSES_AFTER_DAYS = 14
    settings.DISCUSSION_SLOW_MODE_SECONDS = 30

    policy = discussion_policy(article_with({}, {}))

    assert (policy.mode, policy.allows_guests, policy.slow_mode_seconds) == ("premoderated", True, 30)
    assert policy.closes_at == PUBLISHED_AT + timedelta(days=14)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "far", "near"),
    [
        ("discussion_mode", "closed", "open"),
        ("allows_guests", True, False),
        ("slow_mode_seconds", 30, 0),
        ("closes_after_days", 14, 0),
    ],
)
@pytest.mark.parametrize("level", ["article", "topic"])
def test_the_nearer_say_counts_though_it_says_no(field: str, far: Any, near: Any, level: str) -> None:
    if level == "article":
        article = article_with({field: near}, {field: far})
    else:
        article = article_with({}, {field: near}, {field: far})

    policy = discussion_policy(article)

    said = {
        "discussion_mode": policy.mode,
        "allows_guests": policy.allows_guests,
        "slow_mode_seconds": policy.slow_mode_seconds,
        "closes_after_days": policy.closes_at or 0,
    }
    assert said[field] == near


@pytest.mark.django_db
def test_of_two_topics_the_first_in_the_navigation_that_says_something_counts() -> None:
    article = article_with(
        {},
        {"position": 3, "discussion_mode": "closed"},
        {"position": 1},
        {"position": 2, "discussion_mode": "premoderated"},
    )

    assert discussion_policy(article).mode == "premoderated"


@pytest.mark.django_db
def test_what_was_never_published_does_not_close(settings: Settings) -> None:
    settings.DISCUSSION_CLOSES_AFTER_DAYS = 14

    assert discussion_policy(ArticleFactory.create(draft=True)).closes_at is None


@pytest.mark.parametrize(
    ("mode", "has_discussion", "accepts_comments", "is_premoderated"),
    [
        ("open", True, True, False),
        ("premoderated", True, True, True),
        ("closed", True, False, False),
        ("off", False, False, False),
    ],
)
def test_each_mode_means_what_it_says(
    mode: Any, has_discussion: bool, accepts_comments: bool, is_premoderated: bool
) -> None:
    policy = DiscussionPolicy(mode=mode, allows_guests=False, closes_at=None, slow_mode_seconds=0)

    assert (policy.has_discussion, policy.accepts_comments) == (has_discussion, accepts_comments)
    assert policy.is_premoderated is is_premoderated


@pytest.mark.parametrize(("seconds", "accepts"), [(-1, True), (0, False), (1, False)])
@pytest.mark.parametrize("mode", ["open", "premoderated"])
def test_from_its_closing_time_on_nothing_is_added(mode: Any, seconds: int, accepts: bool) -> None:
    closes_at = PUBLISHED_AT + timedelta(days=14)
    policy = DiscussionPolicy(mode=mode, allows_guests=False, closes_at=closes_at, slow_mode_seconds=0)

    with time_machine.travel(closes_at + timedelta(seconds=seconds), tick=False):
        assert policy.accepts_comments is accepts


@pytest.mark.django_db
def test_a_discussion_that_closes_after_all_calendars_stays_open(desk: Client) -> None:
    article = ArticleFactory.create(published_at=datetime(9990, 1, 1, tzinfo=UTC), closes_after_days=32_767)

    assert discussion_policy(article).closes_at is None
    assert desk.get(article.get_absolute_url()).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "is_taken"), [("18250", True), ("18251", False), ("99999", False), ("9" * 30, False)]
)
def test_nobody_plans_beyond_fifty_years(desk: Client, days: str, is_taken: bool) -> None:
    article, topic = ArticleFactory.create(), TopicFactory.create()

    for level, path in ((article, "article"), (topic, "topic")):
        answer = save_form(desk, f"/admin/articles/{path}/{level.pk}/change/", closes_after_days=days)

        level.refresh_from_db()
        assert level.closes_after_days == (18_250 if is_taken else None)
        if not is_taken:
            [said] = errors_of(answer)["closes_after_days"]
            assert said == "At most 18250 days, which is fifty years. Say 0 if it is never to close."
