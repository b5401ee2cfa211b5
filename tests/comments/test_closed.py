"""Where nothing is added, or a moderator looks first: by article, by topic, by the site's setting, by age."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from tests.comments.steps import FRAGMENT, WORDS, discussion_path, filled_in, path_of, text_of, written
from tests.config.door import Reader
from tests.factories import ArticleFactory, CommentFactory, TopicFactory

pytestmark = pytest.mark.django_db

CLOSED = "This discussion is closed. What was said stays here to be read."
OFF = "This article has no discussion."
Says = Callable[[str], None]


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(topics=[TopicFactory.create()])


@pytest.fixture(params=["article", "topic", "site"])
def says(request: pytest.FixtureRequest, article: Article, settings: Settings) -> Says:
    """Who says how the discussion is held, once on each level."""

    def say(mode: str) -> None:
        if request.param == "site":
            settings.DISCUSSION_MODE = mode
        else:
            level = article if request.param == "article" else article.topics.get()
            level.discussion_mode = mode
            level.save()

    return say


@pytest.mark.parametrize(("mode", "sentence"), [("closed", CLOSED), ("off", OFF)])
@pytest.mark.parametrize("deed", ["comment", "reply"])
def test_nothing_is_added_and_the_words_come_back(
    signed_in: Client, article: Article, says: Says, deed: str, mode: str, sentence: str
) -> None:
    root = CommentFactory.create(article=article)
    says(mode)

    answer = signed_in.post(path_of(deed, root), written())

    assert answer.status_code == 403
    assert sentence in text_of(answer)
    assert f"{WORDS}</textarea>" in text_of(answer)
    assert Comment.objects.count() == 1


def test_a_closed_discussion_is_read_as_before_and_offers_nothing(
    signed_in: Client, article: Article, says: Says
) -> None:
    root = CommentFactory.create(article=article, body="Said in time.")
    says("closed")

    page = text_of(signed_in.get(article.get_absolute_url()))

    assert "Said in time." in page
    assert CLOSED in page
    assert "<textarea" not in page
    assert path_of("reply", root) not in page
    assert path_of("report", root) in page
    assert "Write a comment" not in page


def test_without_an_account_nobody_is_asked_to_sign_in_for_nothing(client: Client, article: Article) -> None:
    Article.objects.update(discussion_mode="closed")

    page = text_of(client.get(article.get_absolute_url()))

    assert CLOSED in page
    assert "Sign in to take part" not in page


def test_where_the_discussion_is_off_the_article_stands_alone(signed_in: Client, article: Article, says: Says) -> None:
    CommentFactory.create(article=article, body="Said before.")
    says("off")

    page = text_of(signed_in.get(article.get_absolute_url()))

    assert OFF in page
    assert "Said before." not in page
    assert 'id="discussion"' not in page
    assert "<textarea" not in page


@pytest.mark.parametrize(("mode", "reported"), [("closed", 302), ("off", 404)])
def test_words_in_a_closed_discussion_can_be_taken_back_and_where_they_are_read_reported_not_changed(
    client: Client, article: Article, author: User, reader: User, mode: str, reported: int
) -> None:
    comment = CommentFactory.create(article=article, author=author)
    Article.objects.update(discussion_mode=mode)
    answers = {}

    for somebody, deed in ((author, "edit"), (reader, "report"), (author, "deletion")):
        client.force_login(somebody)
        answers[deed] = client.post(path_of(deed, comment), filled_in(deed)).status_code

    assert answers == {"edit": 403, "report": reported, "deletion": 302}


def test_where_a_moderator_looks_first_the_comment_waits(
    signed_in: Client, article: Article, reader: User, says: Says
) -> None:
    says("premoderated")

    answer = signed_in.post(discussion_path(article), written(), follow=True)

    comment = Comment.objects.get()
    assert answer.redirect_chain == [(comment.get_absolute_url(), 302)]
    assert comment.status == Comment.Status.PENDING
    assert "A moderator looks at comments here first." in text_of(answer)
    assert "waiting for review" in text_of(answer)
    assert (comment.discussion.comment_count, comment.discussion.thread_count) == (0, 0)


def test_the_page_says_beforehand_that_a_moderator_looks_first(client: Client, article: Article, says: Says) -> None:
    says("premoderated")

    assert "A moderator looks at every comment here" in text_of(client.get(article.get_absolute_url()))


def test_a_script_gets_the_comment_that_waits_marked_as_such(signed_in: Client, article: Article) -> None:
    Article.objects.update(discussion_mode="premoderated")

    answer = signed_in.post(discussion_path(article), written(), headers=FRAGMENT)

    assert answer.status_code == 201
    assert "waiting for review" in text_of(answer)
    assert "/reply/" not in text_of(answer)


def test_a_comment_that_waits_sent_twice_waits_once(signed_in: Client, article: Article) -> None:
    Article.objects.update(discussion_mode="premoderated")
    form = written()

    for _ in range(2):
        signed_in.post(discussion_path(article), form)

    assert Comment.objects.count() == 1


@pytest.fixture(params=["article", "topic", "site"])
def closes_after(request: pytest.FixtureRequest, article: Article, settings: Settings) -> Callable[[int], None]:
    """Who says after how many days it closes, once on each level."""

    def say(days: int) -> None:
        if request.param == "site":
            settings.DISCUSSION_CLOSES_AFTER_DAYS = days
        else:
            level = article if request.param == "article" else article.topics.get()
            level.closes_after_days = days
            level.save()

    return say


@pytest.mark.parametrize(("late", "may"), [(timedelta(seconds=-1), True), (timedelta(0), False)])
def test_a_discussion_closes_by_itself_at_its_time(
    client: Client, article: Article, reader: User, closes_after: Callable[[int], None], late: timedelta, may: bool
) -> None:
    closes_after(14)
    assert article.published_at is not None

    with time_machine.travel(article.published_at + timedelta(days=14) + late, tick=False):
        client.force_login(reader)
        page = text_of(client.get(article.get_absolute_url()))
        answer = client.post(discussion_path(article), written())

    assert (answer.status_code, Comment.objects.exists()) == ((302, True) if may else (403, False))
    assert ("<textarea" in page) is may
    assert (CLOSED in page) is not may


def test_a_discussion_that_closed_by_age_promises_no_moderator(client: Client, article: Article) -> None:
    Article.objects.update(
        discussion_mode="premoderated", closes_after_days=1, published_at=datetime.fromisoformat("2007-08-06T12:00Z")
    )
    article.refresh_from_db()

    page = text_of(client.get(article.get_absolute_url()))

    assert CLOSED in page
    assert "A moderator looks at every comment here" not in page


def test_an_article_opens_what_its_topic_closes(signed_in: Client, article: Article) -> None:
    article.topics.update(discussion_mode="closed", closes_after_days=1)
    Article.objects.update(
        discussion_mode="open", closes_after_days=0, published_at=datetime.fromisoformat("2007-08-06T12:00Z")
    )

    answer = signed_in.post(discussion_path(article), written())

    assert answer.status_code == 302


def test_through_the_short_way_it_closes_to_the_second_and_says_beforehand_when() -> None:
    article = ArticleFactory.create(closes_after_days=14, published_at=datetime.fromisoformat("2031-03-01T12:00Z"))
    closes_at = datetime.fromisoformat("2031-03-15T12:00Z")
    door, address, said = Reader(), article.get_absolute_url(), []

    etag = ""
    for late in (timedelta(days=-3, seconds=-1), timedelta(days=-3), timedelta(seconds=-1), timedelta(0)):
        with time_machine.travel(closes_at + late, tick=False):
            answer = door.get(address, if_none_match=etag)
            if answer.status == 200:
                etag = answer.headers["ETag"]
            said.append((
                answer.status, "Comments close:" in answer.text, "Closed since" in answer.text, CLOSED in answer.text
            ))  # fmt: skip

    assert said == [
        (200, False, False, False),
        (200, True, False, False),
        (304, False, False, False),
        (200, False, True, True),
    ]


@pytest.mark.parametrize("deed", ["comment", "reply"])
def test_whoever_writes_on_a_page_of_its_own_is_told_when_it_closes(signed_in: Client, deed: str) -> None:
    now = datetime.now(UTC)
    article = ArticleFactory.create(closes_after_days=14, published_at=now - timedelta(days=13, hours=22))
    later = ArticleFactory.create(closes_after_days=14, published_at=now)

    soon, not_yet = (
        signed_in.get(path_of(deed, CommentFactory.create(article=article))) for article in (article, later)
    )
    inserted = signed_in.get(path_of(deed, CommentFactory.create(article=article)), headers=FRAGMENT)

    assert "Comments close:" in text_of(soon)
    assert "Comments close:" not in text_of(not_yet)
    assert "Comments close:" not in text_of(inserted)
