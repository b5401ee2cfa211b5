"""What is changed shows at the next request by the short way, and what comes of age by its moment."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.edition import raise_edition
from accounts.models import User
from articles.models import Article
from comments.actions.editing import delete_comment
from comments.actions.moderating import remove_comment, restore_comment
from comments.actions.posting import post_comment
from comments.actions.voting import vote_on
from tests.config.door import Reader, by_lane_alone
from tests.factories import ArticleFactory, CommentFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("told_by")
def test_a_change_shows_at_the_next_request_on_every_path(
    reader_at_the_door: Reader, article: Article, author: User, moderator: User
) -> None:
    def says(word: str) -> list[bool]:
        paths = [article.get_absolute_url(), f"{article.get_absolute_url()}?sort=newest", comment.get_absolute_url()]
        return [word in reader_at_the_door.get(path).text for path in paths]

    reader_at_the_door.get(article.get_absolute_url())
    comment = post_comment(article=article, author=author, body="Gulls again", form_key=uuid4())
    after_posting = says("Gulls again")
    remove_comment(comment=comment, moderator=moderator, reason="abuse")
    after_removal = says("Gulls again")
    restore_comment(comment=comment, moderator=moderator)
    after_restoring = says("Gulls again")
    delete_comment(comment=comment, author=author)

    assert after_posting == after_restoring == [True, True, True]
    assert after_removal == says("Gulls again") == [False, False, False]


@pytest.mark.usefixtures("told_by")
def test_a_changed_frame_shows_at_the_next_request(reader_at_the_door: Reader, article: Article) -> None:
    reader_at_the_door.get(article.get_absolute_url())
    Article.objects.filter(pk=article.pk).update(headline="Corrected headline")
    raise_edition()

    assert "Corrected headline" in reader_at_the_door.get(article.get_absolute_url()).text


@pytest.mark.usefixtures("told_by")
def test_a_scheduled_article_appears_at_its_moment(reader_at_the_door: Reader) -> None:
    article = ArticleFactory.create(
        status=Article.Status.SCHEDULED, published_at=timezone.now() + timedelta(minutes=5)
    )

    before = reader_at_the_door.get(article.get_absolute_url())
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        after = reader_at_the_door.get(article.get_absolute_url())

    assert (before.status, after.status) == (404, 200)


@pytest.mark.usefixtures("told_by")
def test_what_appears_at_its_moment_shows_beside_other_articles(reader_at_the_door: Reader, article: Article) -> None:
    topic = TopicFactory.create()
    article.topics.add(topic)
    moment = timezone.now() + timedelta(minutes=5)
    ArticleFactory.create(
        headline="Dredging begins", status=Article.Status.SCHEDULED, published_at=moment, topics=[topic]
    )

    before = reader_at_the_door.get(article.get_absolute_url()).text
    with time_machine.travel(moment):
        after = reader_at_the_door.get(article.get_absolute_url()).text

    assert ["Dredging begins" in page for page in (before, after)] == [False, True]


@pytest.mark.usefixtures("told_by")
def test_a_score_shows_within_a_minute_of_the_vote(
    reader_at_the_door: Reader, article: Article, reader: User, settings: object
) -> None:
    comment = CommentFactory.create(article=article, created_at=timezone.now() - timedelta(days=1))
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        vote_on(comment=comment, voter=reader, value=1)
        reader_at_the_door.get(article.get_absolute_url())
    with time_machine.travel(start + timedelta(seconds=20), tick=False):
        vote_on(comment=comment, voter=UserFactory.create(), value=1)

    with time_machine.travel(start + timedelta(seconds=60), tick=False):
        later = reader_at_the_door.get(article.get_absolute_url())

    assert '<span class="score">2</span>' in later.text


@pytest.mark.usefixtures("told_by")
def test_a_score_comes_of_age_by_itself(reader_at_the_door: Reader, article: Article, reader: User) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        comment = CommentFactory.create(article=article, created_at=start)
        vote_on(comment=comment, voter=reader, value=1)
        young = reader_at_the_door.get(article.get_absolute_url())

    with time_machine.travel(start + timedelta(minutes=60), tick=False):
        of_age = reader_at_the_door.get(article.get_absolute_url())

    assert ['class="score"' in page.text for page in (young, of_age)] == [False, True]


@pytest.mark.usefixtures("told_by")
def test_what_is_changed_in_the_admin_or_profile_shows_at_the_next_request(
    reader_at_the_door: Reader, article: Article, author: User, administrator: User
) -> None:
    CommentFactory.create(article=article, author=author)
    topic = TopicFactory.create(name="Harbour news")
    before = reader_at_the_door.get(article.get_absolute_url()).text
    browser = Client()
    browser.force_login(author)
    browser.post("/account/profile/", {"display_name": "Ada Renamed"})
    browser.force_login(administrator)
    browser.post(f"/admin/articles/topic/{topic.pk}/delete/", {"post": "yes"})

    after = reader_at_the_door.get(article.get_absolute_url()).text

    assert ["Harbour news" in page for page in (before, after)] == [True, False]
    assert ["Ada Renamed" in page for page in (before, after)] == [False, True]


@pytest.mark.usefixtures("told_by")
def test_after_a_change_the_lane_builds_the_page_for_everybody_itself(
    reader_at_the_door: Reader, article: Article, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    CommentFactory.create_batch(3, article=article)
    address = article.get_absolute_url()
    first = reader_at_the_door.get(address)
    post_comment(article=article, author=author, body="Gulls again", form_key=uuid4())

    second = by_lane_alone(reader_at_the_door, monkeypatch, address)

    assert "Gulls again" in second.text
    assert set(first.headers) == set(second.headers)
