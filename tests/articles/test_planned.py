"""A text planned for a moment is what readers get from that second on, whoever is awake by then."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import User
from articles.models import Article
from articles.planned.due import known
from articles.planned.settling import settle_planned
from comments.models import Comment
from tests.articles.planning import NOON, SECOND, plan, red_boat
from tests.comments.steps import discussion_path, written
from tests.config.door import Reader
from tests.factories import ArticleFactory, CommentFactory
from tests.statements import statements
from tests.tasks import later_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine_in_the_morning")]


@pytest.fixture
def article(db: None) -> Article:
    return red_boat()


def words_at(client: Client, address: str) -> str:
    """The page without the marks that a search puts into its words."""
    return re.sub("</?mark>", "", client.get(address).content.decode())


@pytest.mark.parametrize(
    ("address", "old", "new"),
    [
        ("/2031/05/boat/", "A red boat sank.", "A blue boat sank."),
        ("/2031/05/boat/", '"headline":"The red boat"', '"dateModified":"2031-05-02T12:00:00+00:00"'),
        ("/", "The red boat", "The blue boat"),
        ("/2031/05/", "The red boat", "The blue boat"),
        ("/topics/harbour/", "The red boat", "The blue boat"),
        ("/tags/boats/", "The red boat", "The blue boat"),
        ("/bylines/inga/", "The red boat", "The blue boat"),
        ("/search/?q=boat", "The red boat", "The blue boat"),
        ("/feeds/articles.atom", "The red boat", "updated>2031-05-02T12:00:00+00:00<"),
        ("/feeds/articles.rss", "The red boat", "The boat was blue."),
        ("/corrections/", "Corrections", "The boat was blue."),
        ("/sitemaps/articles.xml", "/2031/05/boat/", "<lastmod>2031-05-02"),
        ("/sitemaps/news.xml", "The red boat", "The blue boat"),
    ],
)
def test_whoever_asks_after_the_moment_has_the_new_text_and_nobody_before(
    desk: Client, article: Article, address: str, old: str, new: str
) -> None:
    plan(desk, article)
    desk.logout()

    with time_machine.travel(NOON - SECOND, tick=False):
        before = words_at(desk, address)
    with time_machine.travel(NOON, tick=False):
        after = words_at(desk, address)

    assert old in before
    assert new not in before
    assert new in after


@pytest.mark.parametrize("late", [timedelta(0), timedelta(hours=30)], ids=["in time", "much later"])
def test_it_is_a_revision_of_its_moment_however_late_somebody_comes(
    desk: Client, editor: User, article: Article, late: timedelta
) -> None:
    planned = plan(desk, article)

    with time_machine.travel(NOON + late, tick=False):
        Client().get("/")

    article.refresh_from_db()
    revision = article.revisions.get(number=2)
    assert (revision.created_at, revision.created_by, revision.note) == (NOON, editor, "The boat was blue.")
    assert (article.corrected_at, article.body_html) == (NOON, "<p>A blue boat sank.</p>")
    planned.refresh_from_db()
    assert (planned.state, planned.revision) == ("applied", revision)


def test_it_comes_into_force_once(desk: Client, article: Article) -> None:
    planned = plan(desk, article)

    with time_machine.travel(NOON + SECOND, tick=False):
        for _ in range(2):
            Client().get("/")
        assert settle_planned.call(planned.pk) == "not now"

    assert article.revisions.count() == 2


def test_the_worker_settles_what_nobody_asked_for_and_writes_to_its_planner(
    desk: Client, editor: User, article: Article
) -> None:
    later_tasks()
    planned = plan(desk, article)
    waiting = later_tasks()
    assert [(task.task.name, task.task.run_after) for task in waiting] == [("settle_planned", NOON)]

    with time_machine.travel(NOON, tick=False):
        assert settle_planned.call(planned.pk) == "applied"

    article.refresh_from_db()
    assert article.headline == "The blue boat"
    assert [letter.to for letter in mail.outbox] == [[editor.email]]
    assert "is in force" in mail.outbox[0].body


def test_a_comment_from_before_the_moment_is_marked_and_one_from_after_is_not(
    desk: Client, article: Article, reader: User
) -> None:
    plan(desk, article)
    CommentFactory.create(article=article, body="Red?", created_at=NOON - SECOND)
    CommentFactory.create(article=article, body="Blue!", created_at=NOON)

    with time_machine.travel(NOON + timedelta(minutes=3), tick=False):
        page = Client().get("/2031/05/boat/").content.decode()

    entries = page.split('<li class="comment')[1:]
    assert {("Red?" in entry, "written before the correction" in entry) for entry in entries} == {
        (True, True),
        (False, False),
    }


def test_who_writes_a_comment_after_the_moment_answers_the_new_text(
    signed_in: Client, article: Article, editor: User
) -> None:
    desk = Client()
    desk.force_login(editor)
    plan(desk, article)

    with time_machine.travel(NOON, tick=False):
        signed_in.post(discussion_path(article), written())

    revision = Comment.objects.get().article_revision
    assert revision
    assert revision.number == 2


def test_a_page_that_is_kept_for_everybody_changes_at_the_moment_with_no_write_before(
    desk: Client, article: Article
) -> None:
    reader_at_the_door = Reader()
    plan(desk, article)
    with time_machine.travel(NOON - SECOND, tick=False):
        reader_at_the_door.get("/2031/05/boat/")
        kept = reader_at_the_door.get("/2031/05/boat/")
        with statements() as asked:
            assert reader_at_the_door.get("/2031/05/boat/", if_none_match=kept.headers["ETag"]).status == 304
    assert len(asked) == 1

    with time_machine.travel(NOON, tick=False):
        answer = reader_at_the_door.get("/2031/05/boat/", if_none_match=kept.headers["ETag"])

    assert "A red boat sank." in kept.text
    assert answer.status == 200
    assert "A blue boat sank." in answer.text


def test_who_is_signed_in_has_the_new_text_too(desk: Client, article: Article, reader: User) -> None:
    plan(desk, article)
    browser, reader_at_the_door = Client(), Reader()
    pages = []
    for moment in (NOON - SECOND, NOON):
        with time_machine.travel(moment, tick=False):
            browser.force_login(reader)
            cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
            pages.append(reader_at_the_door.get("/2031/05/boat/", cookie=cookie).text)

    assert ["A blue boat sank." in page for page in pages] == [False, True]
    assert all("Rita Reader" in page for page in pages)


def test_where_nothing_is_planned_nobody_asks_for_it(client: Client, article: Article) -> None:
    known.ask_at = 0.0
    with statements() as first:
        client.get("/corrections/")
    with statements() as second:
        client.get("/corrections/")

    assert ["plannedrevision" in " ".join(asked) for asked in (first, second)] == [True, False]


def test_a_plan_for_a_scheduled_article_is_applied_unseen_before_it_appears(desk: Client, editor: User) -> None:
    article = ArticleFactory.create(slug="tide", status="scheduled", published_at=NOON + timedelta(hours=1))
    plan(desk, article, is_correction="")

    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        assert "A blue boat sank." in Client().get("/2031/05/tide/").content.decode()

    article.refresh_from_db()
    assert article.corrected_at is None
