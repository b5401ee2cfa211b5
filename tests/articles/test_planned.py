"""A text planned for a moment is what readers get from that second on, whoever is awake by then."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import User
from articles.actions import publishing
from articles.models import Article, PlannedRevision
from articles.planned import settling
from articles.planned.due import known
from articles.planned.settling import settle_planned
from comments.models import Comment
from tests.articles.desk import change_url, count_queries, errors_of, filled_in, save_form
from tests.comments.steps import discussion_path, sign_in, written
from tests.config.door import Reader
from tests.factories import ArticleFactory, BylineFactory, CommentFactory, TagFactory, TopicFactory, UserFactory
from tests.statements import statements
from tests.tasks import later_tasks

pytestmark = pytest.mark.django_db

BEFORE = datetime(2031, 5, 2, 9, tzinfo=UTC)
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
AT_NOON = {"takes_effect_at_0": "2031-05-02", "takes_effect_at_1": "12:00:00"}
NEW = {"headline": "The blue boat", "body": "<p>A blue boat sank.</p>", "note": "The boat was blue."}
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _nine_in_the_morning() -> Iterator[None]:
    with time_machine.travel(BEFORE, tick=False):
        yield


@pytest.fixture
def article(db: None) -> Article:
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


def test_only_what_readers_have_by_then_can_be_corrected(desk: Client) -> None:
    article = ArticleFactory.create(status="scheduled", published_at=NOON + SECOND)

    answer = save_at(BEFORE, desk, add_url(article), **AT_NOON, **NEW, is_correction="on")

    assert [*errors_of(answer)] == ["is_correction"]
    assert "A blue boat sank." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"takes_effect_at_0": "", "takes_effect_at_1": ""}, "takes_effect_at"),
        ({"takes_effect_at_0": "2031-05-02", "takes_effect_at_1": "09:00:59"}, "takes_effect_at"),
        ({"takes_effect_at_0": "2031-02-30", "takes_effect_at_1": "12:00"}, "takes_effect_at"),
        ({"headline": ""}, "headline"),
        ({"headline": "The red boat", "body": "<p>A red boat sank.</p>"}, "__all__"),
    ],
    ids=["no moment", "too near", "no such day", "no headline", "nothing new"],
)
def test_a_plan_that_cannot_be_kept_is_refused_beside_the_field_and_nothing_is_lost(
    desk: Client, article: Article, changes: dict[str, str], where: str
) -> None:
    answer = save_at(BEFORE, desk, add_url(article), **{**AT_NOON, **NEW, **changes})

    assert [*errors_of(answer)] == [where]
    assert "The boat was blue." in answer.content.decode()
    assert not PlannedRevision.objects.exists()


def test_the_articles_form_tells_of_the_plan_and_leads_to_it(desk: Client, article: Article) -> None:
    way = "Plan a new text for a moment to come"
    assert way in desk.get(change_url(article)).content.decode()
    planned = plan(desk, article)

    page = desk.get(change_url(article)).content.decode()

    assert "A new text is planned for" in page
    assert "waiting for its moment" in page
    assert planned_url(planned) in page
    assert way not in page


def test_a_draft_has_no_text_planned(desk: Client) -> None:
    draft = ArticleFactory.create(draft=True)

    assert "Plan a new text" not in desk.get(change_url(draft)).content.decode()
    assert desk.get(add_url(draft)).status_code == 404


def test_one_text_is_planned_at_a_time(desk: Client, article: Article) -> None:
    opened = filled_in(desk, add_url(article))
    planned = plan(desk, article)

    again = desk.get(add_url(article))
    answer = desk.post(add_url(article), {**opened, **AT_NOON, **NEW, "dek": "Mine."})

    assert again["Location"] == planned_url(planned)
    assert "Somebody has planned another text" in errors_of(answer)["__all__"][0]
    assert "Mine." in answer.content.decode()
    assert PlannedRevision.objects.count() == 1


def test_its_page_shows_word_by_word_what_it_changes(desk: Client, article: Article) -> None:
    page = desk.get(planned_url(plan(desk, article))).content.decode()

    assert "changes of text 1" in page
    assert "red" in page.split("<del>")[1].split("</del>")[0]


def test_the_moment_can_be_changed_both_ways(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    for day, hour in (("2031-05-03", "12:00:00"), ("2031-05-02", "10:00:30")):
        save_at(BEFORE, desk, planned_url(planned), takes_effect_at_0=day, takes_effect_at_1=hour)

    for moment, number in ((datetime(2031, 5, 2, 10, 0, 29, tzinfo=UTC), 1), (NOON, 2)):
        with time_machine.travel(moment, tick=False):
            Client().get("/")
        assert article.revisions.count() == number
    assert article.revisions.get(number=2).created_at == datetime(2031, 5, 2, 10, 0, 30, tzinfo=UTC)


def test_it_can_be_put_in_force_at_once_with_what_was_typed_last(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    with time_machine.travel(BEFORE + timedelta(hours=1), tick=False):
        form = filled_in(desk, planned_url(planned))
        answer = desk.post(planned_url(planned), {**form, "dek": "It was blue", "_now": "1"})

    article.refresh_from_db()
    assert answer["Location"] == change_url(article)
    assert (article.headline, article.dek) == ("The blue boat", "It was blue")
    assert article.corrected_at == BEFORE + timedelta(hours=1)


def test_a_dropped_text_does_not_appear_and_can_still_be_read(desk: Client, article: Article) -> None:
    planned = plan(desk, article)

    desk.post(f"/admin/articles/plannedrevision/{planned.pk}/dropping/")
    with time_machine.travel(NOON, tick=False):
        Client().get("/")

    assert article.revisions.count() == 1
    page = desk.get(planned_url(planned)).content.decode()
    assert "A blue boat sank." in page
    assert "dropped: it will not appear" in page
    assert desk.get(f"/admin/articles/plannedrevision/{planned.pk}/dropping/").status_code == 405
    assert "Plan a new text" in desk.get(change_url(article)).content.decode()


def test_what_is_sent_to_a_plan_that_is_settled_by_then_comes_back(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    opened = filled_in(desk, planned_url(planned))

    with time_machine.travel(NOON, tick=False):
        desk.force_login(UserFactory.create(editor=True))
        answer = desk.post(planned_url(planned), {**opened, "dek": "Typed for ten minutes."})

    assert "in force or dropped in the meantime" in " ".join(errors_of(answer)["__all__"])
    assert "Typed for ten minutes." in answer.content.decode()


def test_two_editors_at_one_plan_do_not_overwrite_each_other_unseen(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    opened = filled_in(desk, planned_url(planned))
    save_at(BEFORE + SECOND, desk, planned_url(planned), dek="Theirs.")

    with time_machine.travel(BEFORE + 2 * SECOND, tick=False):
        answer = desk.post(planned_url(planned), {**opened, "dek": "Mine."})
        told = {**opened, "dek": "Mine.", "seen": answer.context["adminform"].form["seen"].value()}
        desk.post(planned_url(planned), told)

    assert "A colleague changed this planned text" in errors_of(answer)["__all__"][0]
    planned.refresh_from_db()
    assert planned.dek == "Mine."


# An article that is changed while a text is planned for it.


def edit_meanwhile(desk: Client, article: Article, editor: User | None = None) -> str:
    """The page that the desk sees after saving."""
    if editor:
        desk.force_login(editor)
    with time_machine.travel(BEFORE + timedelta(minutes=5), tick=False):
        save_form(desk, change_url(article), body="<p>A red boat sank at nine.</p>")
        return str(desk.get(change_url(article)).content.decode())


def test_who_changes_the_article_is_told_that_a_text_is_planned_and_so_is_its_planner(
    desk: Client, editor: User, article: Article
) -> None:
    planned = plan(desk, article)

    page = edit_meanwhile(desk, article, UserFactory.create(editor=True))

    assert "A text is planned for this article that was written for an earlier one" in page
    assert planned_url(planned) in page
    assert "it was written for text 1 and the article has text 2" in page
    assert [letter.to for letter in mail.outbox] == [[editor.email]]
    assert "has a newer text" in mail.outbox[0].body


def test_a_plan_for_an_older_text_is_set_aside_at_its_moment_and_neither_text_is_lost(
    desk: Client, editor: User, article: Article
) -> None:
    planned = plan(desk, article)
    edit_meanwhile(desk, article)

    with time_machine.travel(NOON, tick=False):
        page = Client().get("/2031/05/boat/").content.decode()

    assert "A red boat sank at nine." in page
    planned.refresh_from_db()
    assert (planned.state, planned.body) == ("overtaken", "<p>A blue boat sank.</p>")
    assert [letter.to for letter in mail.outbox] == [[editor.email]]
    assert "was not put in force" in mail.outbox[0].body
    assert "was not put in force" in desk.get(change_url(article)).content.decode()
    assert "its moment is past" in desk.get(planned_url(planned)).content.decode().lower()


def test_an_editor_who_has_compared_says_that_it_stands(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    edit_meanwhile(desk, article)
    page = desk.get(planned_url(planned)).content.decode()
    assert "text 1 became text 2" in page
    assert "nine" in page.split("<ins>")[1]

    save_at(BEFORE + timedelta(hours=1), desk, planned_url(planned), stands="on", body="<p>A blue boat, at nine.</p>")
    with time_machine.travel(NOON, tick=False):
        assert "A blue boat, at nine." in Client().get("/2031/05/boat/").content.decode()

    assert article.revisions.get(number=3).created_at == NOON


def test_saved_without_saying_that_it_stands_it_is_kept_and_does_not_appear(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    edit_meanwhile(desk, article)

    save_at(BEFORE + timedelta(hours=1), desk, planned_url(planned), dek="Later.")
    with time_machine.travel(NOON, tick=False):
        assert "A red boat sank at nine." in Client().get("/2031/05/boat/").content.decode()

    planned.refresh_from_db()
    assert (planned.state, planned.dek) == ("overtaken", "Later.")


def test_who_compared_with_a_text_that_has_gone_by_compares_again(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    edit_meanwhile(desk, article)
    with time_machine.travel(BEFORE + timedelta(hours=1), tick=False):
        opened = filled_in(desk, planned_url(planned))
        save_form(desk, change_url(article), body="<p>A red boat sank at ten.</p>")
        answer = desk.post(planned_url(planned), {**opened, "stands": "on"})

    assert "a newer text, number 3" in errors_of(answer)["__all__"][0]
    assert not answer.context["adminform"].form["stands"].value()


@pytest.mark.parametrize("button", ["_now", "_save"])
def test_an_overtaken_text_is_given_another_moment_or_put_in_force_only_knowingly(
    desk: Client, article: Article, button: str
) -> None:
    planned = plan(desk, article)
    edit_meanwhile(desk, article)
    later = {"takes_effect_at_0": "2031-05-03", "takes_effect_at_1": "12:00:00", button: "1"}
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        Client().get("/")
        form = {**filled_in(desk, planned_url(planned)), **later}
        refused = desk.post(planned_url(planned), form)
        desk.post(planned_url(planned), {**form, "stands": "on"})
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        page = Client().get("/2031/05/boat/").content.decode()

    assert [*errors_of(refused)] == ["stands"]
    assert "A blue boat sank." in page


def test_of_a_withdrawn_article_nothing_appears(desk: Client, article: Article) -> None:
    planned = plan(desk, article)
    save_at(BEFORE + timedelta(hours=1), desk, change_url(article), status="withdrawn")

    with time_machine.travel(NOON, tick=False):
        assert Client().get("/2031/05/boat/").status_code == 410
        form = filled_in(desk, planned_url(planned))
        answer = desk.post(planned_url(planned), {**form, "_now": "1"})

    planned.refresh_from_db()
    assert planned.state == "overtaken"
    assert errors_of(answer)["__all__"] == ["Readers do not have this article: publish it first."]


def test_a_text_that_cannot_be_put_in_force_keeps_nobody_from_reading(
    desk: Client, article: Article, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plan(desk, article)
    another = ArticleFactory.create(slug="mast", published_at=BEFORE - timedelta(days=1))
    plan(desk, another, body="<p>The mast broke.</p>")
    whole = publishing.store_article

    def break_over_the_boat(*, article: Article, **how: Any) -> Article:
        if article.slug == "boat":
            raise RuntimeError("no such boat")
        return whole(article=article, **how)

    with monkeypatch.context() as broken, time_machine.travel(NOON, tick=False):
        broken.setattr(settling, "store_article", break_over_the_boat)
        assert "A red boat sank." in Client().get("/2031/05/boat/").content.decode()
        assert "The mast broke." in Client().get("/2031/05/mast/").content.decode()
    with time_machine.travel(NOON + timedelta(seconds=6), tick=False):
        assert "A blue boat sank." in Client().get("/2031/05/boat/").content.decode()

    assert "no such boat" in caplog.text
    assert article.revisions.get(number=2).created_at == NOON


@pytest.mark.parametrize("role", ["reader", "moderator", "anonymous"])
def test_only_editors_plan_and_drop(client: Client, editor: User, article: Article, role: str) -> None:
    desk = Client()
    desk.force_login(editor)
    planned = plan(desk, article)
    sign_in(client, role)

    answers = [
        client.get(add_url(article)),
        client.post(planned_url(planned), {"headline": "Mine"}),
        client.post(f"/admin/articles/plannedrevision/{planned.pk}/dropping/"),
    ]

    assert {answer.status_code for answer in answers} <= {302, 403}
    planned.refresh_from_db()
    assert (planned.state, planned.headline) == ("waiting", "The blue boat")


def test_the_list_of_plans_costs_the_same_however_long(desk: Client, article: Article) -> None:
    address = "/admin/articles/plannedrevision/"
    plan(desk, article)
    one = count_queries(desk, address)
    for number in range(4):
        plan(desk, ArticleFactory.create(published_at=BEFORE - timedelta(days=number + 1)))

    assert count_queries(desk, address) == one
