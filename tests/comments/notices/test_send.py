"""Sending a notice of illegal content: by anybody, with what the law asks for."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.guards.pace import opened_now
from comments.models import Comment, Notice
from comments.notices import limits
from tests.comments.steps import everything, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, NoticeFactory

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

NEW = "/notices/new/"
WHY = "None of this <b>is</b> true."
ROLES = ["anonymous", "guest", "reader", "editor", "moderator", "administrator"]


def filled_in(*places: Any, **facts: str) -> dict[str, str]:
    """The form, not in haste."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
        opened = opened_now()
    addresses = [place if isinstance(place, str) else place.get_absolute_url() for place in places]
    usual = {
        "locations": "\r\n".join(addresses),
        "ground": "defamation",
        "law": "Section 185",
        "explanation": WHY,
        "name": "Nora Notifier",
        "email": "Nora@Example.org",
        "good_faith": "on",
        "form_key": str(uuid4()),
        "homepage": "",
        "opened": opened,
    }
    return {name: value for name, value in {**usual, **facts}.items() if value or name == "homepage"}


def send(client: Client, *places: Any, **facts: str) -> "Answer":
    return client.post(NEW, filled_in(*places, **facts))


@pytest.mark.parametrize("role", ROLES)
def test_everybody_may_send_one(client: Client, comment: Comment, role: str) -> None:
    somebody = sign_in(client, role)
    before = everything()
    assert client.get(NEW).status_code == 200
    assert everything() == before

    answer = send(client, comment)

    notice = Notice.objects.get()
    location = notice.locations.get()
    assert answer.status_code == 302
    assert (notice.ground, notice.law, notice.explanation) == ("defamation", "Section 185", WHY)
    assert (notice.name, notice.email, notice.notifier) == ("Nora Notifier", "nora@example.org", somebody)
    assert (location.comment, location.article) == (comment, comment.discussion.article)


def test_the_receipt_leads_to_a_page_that_nobody_guesses_and_repeats_no_words(
    client: Client, comment: Comment
) -> None:
    answer = send(client, comment)

    [receipt] = mail.outbox
    page = text_of(client.get(answer.headers["Location"]))
    assert receipt.to == ["nora@example.org"]
    assert f"https://news.example{answer.headers['Location']}" in receipt.body
    assert "Nora" not in receipt.body
    assert "true" not in receipt.body
    assert "It waits to be decided on" in page
    assert "None of this &lt;b&gt;is&lt;/b&gt; true." in page
    assert "Nora" not in page
    assert "nora@example.org" not in page


@pytest.mark.parametrize("token", ["1", "broken", "a" * 300, "MQ:1abc:xyz", "%00"])
def test_another_address_is_no_case(client: Client, token: str) -> None:
    NoticeFactory.create()

    answer = client.get(f"/notices/{token}/")

    assert answer.status_code == 404
    assert "true" not in text_of(answer)


def test_the_cases_page_is_found_by_no_machine_and_told_to_no_other_site(client: Client, comment: Comment) -> None:
    answer = client.get(send(client, comment).headers["Location"])

    assert '<meta name="robots" content="noindex">' in text_of(answer)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_report_and_the_comments_page_lead_to_it_with_the_place_filled_in(
    client: Client, comment: Comment, reader: User
) -> None:
    way = f"{NEW}?location={comment.get_absolute_url()}"
    stranger = text_of(client.get(comment.get_absolute_url()))
    client.force_login(reader)

    pages = [stranger, text_of(client.get(f"/comments/{comment.pk}/report/"))]

    assert all(f'href="{way}"' in page for page in pages)
    assert f"{comment.get_absolute_url()}</textarea>" in text_of(client.get(way))


def test_whoever_is_signed_in_need_not_say_who_they_are(client: Client, reader: User) -> None:
    client.force_login(reader)

    page = text_of(client.get(NEW))

    assert 'value="Rita Reader"' in page
    assert f'value="{reader.email}"' in page


def test_it_names_several_places_in_several_ways(client: Client, comment: Comment) -> None:
    article = ArticleFactory.create()
    second = CommentFactory.create(article=article)

    send(
        client,
        f"http://testserver{comment.get_absolute_url()}",
        comment,
        f"https://news.example{article.get_absolute_url()}#comment-{second.pk}",
        f"/comments/{second.pk}/report/",
        f"  {article.get_absolute_url()}?sort=best  ",
    )

    found = list(Notice.objects.get().locations.values_list("comment", "article"))
    assert found == [(comment.pk, comment.discussion_id), (second.pk, article.pk), (None, article.pk)]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://elsewhere.example/comments/1/", "is not on this site"),
        ("/people/author/", "neither an article nor a comment"),
        ("/comments/999999/", "neither an article nor a comment"),
        (f"/comments/{10**25}/", "neither an article nor a comment"),
        ("/2007/08/nothing-here/", "neither an article nor a comment"),
        ("http://[broken", "neither an article nor a comment"),
        ("javascript:alert(1)", "neither an article nor a comment"),
        ("<script>alert(1)</script>", "neither an article nor a comment"),
    ],
)
def test_an_address_that_is_none_is_told_and_everything_kept(client: Client, address: str, sentence: str) -> None:
    answer = send(client, address)

    page = text_of(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "None of this &lt;b&gt;is&lt;/b&gt; true.</textarea>" in page
    assert "<script>alert" not in page
    assert not Notice.objects.exists()


@pytest.mark.parametrize("status", [Comment.Status.PENDING, Comment.Status.REMOVED, Comment.Status.SPAM])
def test_what_is_not_shown_is_not_there(client: Client, status: int) -> None:
    hidden = CommentFactory.create(status=status)
    withdrawn = ArticleFactory.create(status=Article.Status.WITHDRAWN)

    assert [send(client, place).status_code for place in (hidden, withdrawn)] == [422, 422]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"locations": ""}, "Please give the address of the comment or the article."),
        ({"locations": "\n".join(f"/comments/{n}/" for n in range(11))}, "at most 10 places"),
        ({"ground": ""}, "Please choose what it is against."),
        ({"ground": "rudeness"}, "Select a valid choice"),
        ({"explanation": ""}, "Please explain why it is illegal"),
        ({"explanation": " \u200b"}, "Please explain why it is illegal"),
        ({"explanation": "x" * 4_001}, "This is 4001 characters long"),
        ({"law": "x" * 301}, "at most 300 characters"),
        ({"name": ""}, "Please give your name"),
        ({"email": ""}, "Please give your address"),
        ({"email": "nobody"}, "not an e-mail address yet"),
        ({"good_faith": ""}, "Please confirm this"),
        ({"homepage": "https://spam.example"}, "A field that people do not see was filled in"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_the_reason_and_everything_kept(
    client: Client, comment: Comment, facts: dict[str, str], sentence: str
) -> None:
    answer = send(client, comment, **facts)

    page = text_of(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert facts.get("explanation", WHY).strip().replace("<", "&lt;").replace(">", "&gt;") in page
    assert not Notice.objects.exists()
    assert not mail.outbox


def test_about_the_abuse_of_children_nobody_has_to_say_who_they_are(client: Client, comment: Comment) -> None:
    answer = send(client, comment, ground="child-abuse", name="", email="")

    assert answer.status_code == 302
    assert not mail.outbox
    assert "keep its address" in text_of(client.get(answer.headers["Location"]))


def test_a_form_that_comes_back_at_once_is_asked_for_once_more(client: Client, comment: Comment) -> None:
    asked = client.post(NEW, {**filled_in(comment), "opened": opened_now()})
    again = send(client, comment, opened=opened_now(was_asked=True))

    assert asked.status_code == 422
    assert "That was very fast" in text_of(asked)
    assert again.status_code == 302
    assert Notice.objects.count() == 1


def test_sent_twice_it_is_one(client: Client, comment: Comment) -> None:
    form = filled_in(comment)

    answers = [client.post(NEW, form) for _ in range(2)]

    assert Notice.objects.count() == 1
    assert len(mail.outbox) == 1
    assert [answer.status_code for answer in answers] == [302, 302]


@pytest.mark.parametrize("limit", ["FROM_NETWORK", "FROM_ADDRESS"])
def test_too_many_are_told_when_there_may_be_more_and_keep_their_words(
    client: Client, comment: Comment, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(limits, limit, [(1, timedelta(hours=1))])
    send(client, comment)

    answer = send(client, comment)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 3_000
    assert "You can send it at" in text_of(answer)
    assert "None of this &lt;b&gt;is&lt;/b&gt; true.</textarea>" in text_of(answer)
    assert Notice.objects.count() == 1


def test_a_stale_form_comes_back_ready_to_be_sent_again(comment: Comment) -> None:
    answer = Client(enforce_csrf_checks=True).post(NEW, filled_in(comment))

    assert answer.status_code == 403
    assert "This form had gone stale" in text_of(answer)
    assert "None of this &lt;b&gt;is&lt;/b&gt; true." in text_of(answer)


@pytest.mark.parametrize("count", [1, 6])
def test_it_asks_the_database_as_often_for_a_case_of_many_places(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = ArticleFactory.create()
    path = send(client, *(CommentFactory.create(article=article) for _ in range(count))).headers["Location"]
    stranger = Client()

    # The notice, its places, their articles; the topics.
    with django_assert_num_queries(4):
        stranger.get(path)
