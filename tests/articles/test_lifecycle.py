"""From draft to withdrawn: what each state shows to whom, and addresses that go on leading somewhere."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from articles.models import Article, FormerAddress
from articles.tasks import announce
from tests.articles.desk import ADD, change_url, errors_of, save_form
from tests.comments.steps import sign_in
from tests.factories import ArticleFactory, BylineFactory, CommentFactory, UserFactory
from tests.tasks import later_tasks

pytestmark = pytest.mark.django_db

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
AT_NOON = {"published_at_0": "2031-05-02", "published_at_1": "12:00:00"}


def test_what_is_ready_is_seen_by_the_newsroom_alone(desk: Client) -> None:
    save_form(desk, ADD, headline="The tide turns", status="ready")
    article = Article.objects.get()

    assert desk.get(article.get_absolute_url()).status_code == 200
    desk.logout()
    assert desk.get(article.get_absolute_url()).status_code == 404


def test_a_scheduled_article_is_there_to_the_second_and_no_sooner(client: Client) -> None:
    article = ArticleFactory.create(status="scheduled", published_at=NOON)

    for seconds, status in ((-1, 404), (0, 200)):
        with time_machine.travel(NOON + timedelta(seconds=seconds), tick=False):
            assert client.get(article.get_absolute_url()).status_code == status
            assert (article.headline in client.get("/").content.decode()) == (status == 200)


def test_a_changed_address_goes_on_leading_to_the_article(desk: Client) -> None:
    article = ArticleFactory.create()
    known = article.get_absolute_url()

    for slug in ("another-address", "a-third-address"):
        save_form(desk, change_url(article), slug=slug)

    article.refresh_from_db()
    desk.logout()
    answer = desk.get(known)
    assert (answer.status_code, answer["Location"]) == (301, article.get_absolute_url())
    assert desk.get(known.replace(known.split("/")[3], "another-address"))["Location"] == article.get_absolute_url()


def test_an_address_taken_back_is_the_articles_own_again(desk: Client) -> None:
    article = ArticleFactory.create(slug="first")
    for slug in ("second", "first"):
        save_form(desk, change_url(article), slug=slug)

    article.refresh_from_db()
    assert desk.get(article.get_absolute_url()).status_code == 200
    assert list(FormerAddress.objects.values_list("slug", flat=True)) == ["second"]


@pytest.mark.parametrize("away", [{"status": "draft"}, {"status": "scheduled", "published_at_0": "2040-01-01"}])
def test_an_address_changed_while_readers_lack_the_article_leads_to_it_later(
    desk: Client, away: dict[str, str]
) -> None:
    article = ArticleFactory.create()
    known = article.get_absolute_url()
    moment = timezone.localtime(article.published_at)

    save_form(desk, change_url(article), **away)
    save_form(desk, change_url(article), slug="another-address")
    back = {"published_at_0": moment.date().isoformat(), "published_at_1": moment.strftime("%H:%M:%S")}
    save_form(desk, change_url(article), status="published", **back)

    desk.logout()
    article.refresh_from_db()
    answer = desk.get(known)
    assert (answer.status_code, answer["Location"]) == (301, article.get_absolute_url())


def test_an_article_that_comes_back_unchanged_keeps_its_address_alone(desk: Client) -> None:
    article = ArticleFactory.create()

    for status in ("draft", "published"):
        save_form(desk, change_url(article), status=status)

    assert desk.get(article.get_absolute_url()).status_code == 200
    assert not FormerAddress.objects.exists()


def test_no_browser_remembers_where_an_address_led_that_an_article_may_be_given_back(desk: Client) -> None:
    article = ArticleFactory.create(slug="first")
    first = article.get_absolute_url()
    save_form(desk, change_url(article), slug="second")
    second = first.replace("first", "second")
    desk.logout()

    away = desk.get(first)
    sign_in(desk, "editor")
    save_form(desk, change_url(article), slug="first")
    desk.logout()
    back = desk.get(second)

    assert [(way.status_code, way["Location"]) for way in (away, back)] == [(301, second), (301, first)]
    assert all("no-cache" in way["Cache-Control"] for way in (away, back))
    assert desk.get(back["Location"]).status_code == 200


def test_a_draft_leaves_no_address_behind(desk: Client) -> None:
    article = ArticleFactory.create(draft=True)

    save_form(desk, change_url(article), slug="another-address")

    assert not FormerAddress.objects.exists()


def test_nobody_takes_an_address_that_leads_to_another_article(desk: Client) -> None:
    save_form(desk, change_url(ArticleFactory.create(slug="first")), slug="second")

    answer = save_form(desk, ADD, headline="Another", slug="first")

    assert errors_of(answer)["slug"] == ["This address still leads readers to another article: please choose another."]


@pytest.mark.parametrize("role", ["anonymous", "reader", "moderator"])
def test_a_withdrawn_article_says_so_and_why_and_shows_none_of_its_text(desk: Client, role: str) -> None:
    article = ArticleFactory.create(headline="The tide turns", body="<p>Unproven words.</p>")
    CommentFactory.create(article=article, body="Said below it.")
    known = article.get_absolute_url()
    save_form(desk, change_url(article), slug="moved")
    save_form(desk, change_url(article), status="withdrawn", withdrawal_note="It was <not> proven.")
    desk.logout()
    sign_in(desk, role)

    for path in (known, known.replace(article.slug, "moved")):
        answer = desk.get(path)
        page = answer.content.decode()
        assert answer.status_code == 410
        assert "It was &lt;not&gt; proven." in page
        assert "The tide turns" in page
        assert '<meta name="robots" content="noindex">' in page
        assert "Unproven words" not in page
        assert "Said below it" not in page


def test_what_readers_never_saw_is_not_said_to_be_withdrawn(desk: Client) -> None:
    article = ArticleFactory.create(draft=True)
    save_form(desk, change_url(article), status="withdrawn")
    desk.logout()

    assert desk.get(article.get_absolute_url()).status_code == 404


def test_a_withdrawn_article_comes_back_with_its_discussion(desk: Client) -> None:
    article = ArticleFactory.create()
    CommentFactory.create(article=article, body="Said below it.")
    save_form(desk, change_url(article), status="withdrawn", withdrawal_note="A mistake.")
    save_form(desk, change_url(article), status="published", withdrawal_note="")
    desk.logout()

    assert "Said below it." in desk.get(article.get_absolute_url()).content.decode()
    article.refresh_from_db()
    assert article.withdrawn_at is None


def test_a_withdrawn_article_that_comes_back_leaves_its_note_behind(desk: Client) -> None:
    article = ArticleFactory.create()
    save_form(desk, change_url(article), status="withdrawn", withdrawal_note="A mistake.")

    answer = save_form(desk, change_url(article), status="published")

    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.is_public, article.withdrawal_note) == (True, "")


def test_a_note_typed_for_an_article_that_comes_back_is_asked_about(desk: Client) -> None:
    article = ArticleFactory.create()
    save_form(desk, change_url(article), status="withdrawn", withdrawal_note="A mistake.")

    answer = save_form(desk, change_url(article), status="published", withdrawal_note="Another mistake.")

    assert "Empty it, or choose “withdrawn”" in errors_of(answer)["withdrawal_note"][0]
    article.refresh_from_db()
    assert (article.status, article.withdrawal_note) == ("withdrawn", "A mistake.")


@pytest.mark.parametrize("has_comment", [True, False])
def test_what_readers_had_said_is_spoken_of_where_they_had_said_something(client: Client, has_comment: bool) -> None:
    article = ArticleFactory.create()
    if has_comment:
        CommentFactory.create(article=article)
    Article.objects.update(status="withdrawn", withdrawn_at=timezone.now())

    page = client.get(article.get_absolute_url()).content.decode()

    assert "It was first published on" in page
    assert ("What readers had said about it is kept" in page) == has_comment


def test_why_it_was_withdrawn_is_said_of_withdrawn_articles_only(desk: Client) -> None:
    answer = save_form(desk, change_url(ArticleFactory.create()), withdrawal_note="A mistake.")

    assert [*errors_of(answer)] == ["withdrawal_note"]


def test_writers_are_told_at_the_moment_and_only_once(desk: Client) -> None:
    writer = UserFactory.create(email="ada@example.org")
    article = ArticleFactory.create(draft=True, headline="The tide turns", bylines=[BylineFactory.create(user=writer)])

    save_form(desk, change_url(article), status="published")
    save_form(desk, change_url(article), dek="Another line")

    [letter] = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert "“The tide turns” has appeared" in letter.subject
    article.refresh_from_db()
    assert article.get_absolute_url() in letter.body


@pytest.mark.parametrize("moment", [{}, {"published_at_0": "2031-05-02", "published_at_1": "12:01:00"}])
def test_writers_are_told_of_what_is_mended_before_the_worker_comes(desk: Client, moment: dict[str, str]) -> None:
    writer = UserFactory.create(email="ada@example.org")
    article = ArticleFactory.create(draft=True, bylines=[BylineFactory.create(user=writer)])

    with time_machine.travel(NOON + timedelta(microseconds=51_326), tick=False):
        sign_in(desk, "editor")
        save_form(desk, change_url(article), status="published", **moment)
        mail.outbox.clear()
        queued = Article.objects.get().published_at
        save_form(desk, change_url(article), dek="A slip, mended at once")

        assert queued == NOON
        assert announce.call(article.pk, queued.isoformat()) == "announced"
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]


def test_an_article_given_another_time_is_not_announced_at_the_first(desk: Client) -> None:
    writer = UserFactory.create(email="ada@example.org")
    article = ArticleFactory.create(draft=True, bylines=[BylineFactory.create(user=writer)])
    save_form(desk, change_url(article), status="scheduled", **AT_NOON)
    later = NOON + timedelta(hours=1)
    Article.objects.filter(pk=article.pk).update(published_at=later)

    with time_machine.travel(NOON, tick=False):
        assert announce.call(article.pk, NOON.isoformat()) == "not now"
    with time_machine.travel(later, tick=False):
        assert announce.call(article.pk, later.isoformat()) == "announced"
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]


def test_the_announcement_of_a_scheduled_article_waits_for_its_moment(desk: Client) -> None:
    save_form(desk, ADD, headline="Tomorrow's news", status="scheduled", **AT_NOON)

    assert not mail.outbox
    [waiting] = later_tasks()
    assert waiting.task.run_after == Article.objects.get().published_at
