"""Two editors at one article know of each other, and neither overwrites the other unknowingly."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles.models import Article, ArticlePresence
from tests.articles.desk import change_url, count_queries, filled_in, save_form
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(body="<p>At once.</p>")


@pytest.fixture
def colleague(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory.create(editor=True, display_name="Ines"))
    return client


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/colleagues/"


def told(client: Client, article: Article, based_on: int = 1) -> str:
    return str(client.get(f"{address(article)}?based_on={based_on}").content.decode())


def write(client: Client, article: Article) -> None:
    said = {"form_key": str(uuid4()), "article": article.pk, "based_on": "1", "body": "<p>Hers.</p>"}
    assert client.post("/admin/articles/article/drafts/", said).status_code == 200


def test_who_opens_a_form_is_told_who_has_it_open(desk: Client, colleague: Client, article: Article) -> None:
    colleague.get(change_url(article))

    assert "Ines has had this article open since" in desk.get(change_url(article)).content.decode()
    assert "Ines" not in colleague.get(change_url(article)).content.decode().partition('data-colleagues="')[2][:600]


def test_and_who_is_writing_there(desk: Client, colleague: Client, article: Article) -> None:
    colleague.get(change_url(article))
    write(colleague, article)

    page = told(desk, article)

    assert "Ines has been writing here since" in page
    assert "the last change was kept a moment ago" in page
    assert "Hers" not in page


def test_somebody_who_left_is_told_of_no_more(desk: Client, colleague: Client, article: Article) -> None:
    colleague.get(change_url(article))

    colleague.post(address(article), {"leaves": "yes"})

    assert "Ines" not in told(desk, article)


def test_a_rest_ends_by_itself_and_lasts_while_the_form_says_so(
    desk: Client, colleague: Client, article: Article
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        colleague.get(change_url(article))
        clock.shift(timedelta(minutes=2))
        colleague.post(address(article))
        clock.shift(timedelta(minutes=2))
        still_there = told(desk, article)
        clock.shift(timedelta(minutes=2))
        gone = told(desk, article)

    assert "Ines" in still_there
    assert "Ines" not in gone


def test_what_a_colleague_left_unsaved_is_told(desk: Client, colleague: Client, article: Article) -> None:
    write(colleague, article)

    assert "Ines has written here what is not saved" in told(desk, article)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        desk.force_login(UserFactory.create(editor=True))
        assert "Ines" not in told(desk, article)


def test_a_text_saved_meanwhile_is_told_with_the_way_to_it(desk: Client, colleague: Client, article: Article) -> None:
    save_form(colleague, change_url(article), body="<p>Hers.</p>")

    page = told(desk, article)

    assert "<strong>Ines</strong> saved text 2" in page
    assert f"/{article.pk}/revisions/2/?against=1" in page
    assert "saved text" not in told(desk, article, based_on=2)


def test_a_text_that_one_saved_oneself_is_told_as_ones_own(desk: Client, article: Article) -> None:
    save_form(desk, change_url(article), body="<p>Mine.</p>")

    page = told(desk, article)

    assert "You saved text 2" in page
    assert f"/{article.pk}/revisions/2/?against=1" in page


def test_an_answer_that_says_the_same_is_not_sent_again(desk: Client, colleague: Client, article: Article) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        colleague.get(change_url(article))
        first = desk.get(address(article))

        again = desk.get(address(article), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_only_editors_are_told(client: Client, article: Article, moderator: User) -> None:
    client.force_login(moderator)

    assert client.get(address(article)).status_code in {302, 403}
    assert client.post(address(article)).status_code in {302, 403}
    assert not ArticlePresence.objects.exists()


def test_saving_ends_ones_presence(desk: Client, article: Article) -> None:
    filled = filled_in(desk, change_url(article))

    desk.post(change_url(article), {**filled, "_save": "1"})

    assert not ArticlePresence.objects.exists()


def test_what_is_refused_stands_beside_the_text_that_was_faster(
    desk: Client, colleague: Client, article: Article
) -> None:
    mine = filled_in(desk, change_url(article))
    save_form(colleague, change_url(article), body="<p>At dawn, slowly.</p>")

    refused = desk.post(change_url(article), {**mine, "body": "<p>At noon, slowly.</p>"})

    page = refused.content.decode()
    assert "Ines changed the text while you were writing." in page
    assert "Your text, held against text 2" in page
    difference = page.partition('class="difference">')[2].partition("</div>")[0]
    assert "dawn" in difference.partition("</del>")[0]
    assert "noon" in difference.partition("<ins>")[2]
    assert "&lt;p&gt;At noon, slowly.&lt;/p&gt;" in page

    again = filled_of(refused)
    assert desk.post(change_url(article), {**again, "_continue": "1"}).status_code == 302
    assert article.revisions.first().body == "<p>At noon, slowly.</p>"  # type: ignore[union-attr]  # it has three


def filled_of(answer: object) -> dict[str, object]:
    form = answer.context["adminform"].form  # type: ignore[attr-defined]  # the test client's
    return {**form.data.dict(), "based_on": form["based_on"].value()}


def test_telling_costs_the_same_however_many_are_there(desk: Client, article: Article) -> None:
    for _ in range(2):
        write_and_stay(article)
    few = count_queries(desk, address(article))
    for _ in range(6):
        write_and_stay(article)

    assert count_queries(desk, address(article)) == few


def write_and_stay(article: Article) -> None:
    client = Client()
    client.force_login(UserFactory.create(editor=True))
    client.post(address(article))
    write(client, article)
