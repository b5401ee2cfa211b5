"""Somebody without an account says something."""

import json
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from articles.models import Article
from comments.guards.pace import opened_now
from comments.models import Comment, Guest, Letter
from tests.comments.guests.steps import guest_form, mailed_link, opened_a_while_ago, write
from tests.comments.steps import FRAGMENT, discussion_path, everything, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, GuestFactory
from tests.shared_data import shared_path

pytestmark = pytest.mark.django_db


def test_a_guests_comment_waits_and_a_link_is_mailed(client: Client, article: Article) -> None:
    answer = write(client, article)

    comment = Comment.objects.get()
    assert answer.headers["Location"] == comment.get_absolute_url()
    assert comment.status == Comment.Status.UNCONFIRMED
    assert (comment.guest and comment.guest.name, comment.guest and comment.guest.email) == (
        "Gita Guest", "gita@example.org",
    )  # fmt: skip
    assert [letter.to for letter in mail.outbox] == [["gita@example.org"]]
    assert "The harbour at dawn" in mail.outbox[0].body


def test_nobody_else_sees_it_and_nothing_is_counted(client: Client, article: Article, reader: User) -> None:
    write(client, article)
    comment = Comment.objects.get()

    for other in (Client(), Client()):
        pages = [other.get(path) for path in (comment.get_absolute_url(), article.get_absolute_url())]
        assert [page.status_code for page in pages] == [404, 200]
        assert "The tide was out" not in text_of(pages[1])
        other.force_login(reader)
    article.discussion.refresh_from_db()
    assert article.discussion.comment_count == 0


def test_its_writer_sees_it_with_what_is_left_to_do(client: Client, article: Article) -> None:
    page = text_of(client.post(discussion_path(article), guest_form(), follow=True))

    assert "The tide was out." in page
    assert "waiting for you" in page
    assert f"/comments/{Comment.objects.get().pk}/letter/" in page


def test_the_letter_holds_nothing_that_a_stranger_could_have_sent(client: Client, article: Article) -> None:
    write(client, article, "Buy all you ever wanted at https://spam.example/", name="Call 555 0100")

    text = f"{mail.outbox[0].subject} {mail.outbox[0].body}"
    assert "spam.example" not in text
    assert "555" not in text


def test_a_script_gets_the_entry_in_place(client: Client, article: Article) -> None:
    answer = client.post(discussion_path(article), guest_form(), headers=FRAGMENT)

    assert answer.status_code == 201
    assert "The tide was out." in text_of(answer)
    assert "Open the link in the message" in text_of(answer)


def test_the_browser_is_remembered_by_a_cookie_out_of_scripts_reach(client: Client, article: Article) -> None:
    write(client, article)

    cookie = client.cookies[settings.GUEST_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]


def test_a_reply_is_a_guests_too(client: Client, article: Article) -> None:
    parent = CommentFactory.create(article=article)

    client.post(f"/comments/{parent.pk}/reply/", guest_form())

    reply = Comment.objects.get(parent=parent)
    assert reply.status == Comment.Status.UNCONFIRMED
    parent.refresh_from_db()
    assert parent.reply_count == 0


def test_the_same_form_twice_is_one_comment_and_one_letter(client: Client, article: Article) -> None:
    form = guest_form(form_key=str(uuid4()))

    for _ in range(2):
        Client().post(discussion_path(article), form)

    assert Comment.objects.count() == Guest.objects.count() == Letter.objects.count() == len(mail.outbox) == 1


def test_the_same_words_from_another_browser_are_another_guests(client: Client, article: Article) -> None:
    for _ in range(2):
        write(Client(), article)

    assert len({comment.guest_id for comment in Comment.objects.all()}) == 2


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"name": ""}, "Please give a name"),
        ({"name": "\u200b \ufeff"}, "Please give a name"),
        ({"name": "n" * 61}, "at most 60 characters"),
        ({"name": "Moderator"}, "kept for the site itself"),
        ({"name": "Site Аdmin"}, "one alphabet"),
        ({"name": "Ada Author"}, "looks like the name of somebody here"),
        ({"name": "ＡＤＡ ＡＵＴＨＯＲ"}, "looks like the name of somebody here"),
        ({"name": "auth0r"}, "looks like the name of somebody here"),
        ({"email": ""}, "Please give your address"),
        ({"email": "gita"}, "not an e-mail address"),
        ({"email": "gita@example.org\nBcc: all@example.org"}, "not an e-mail address"),
        ({"body": " "}, "nothing to send yet"),
    ],
)
def test_what_will_not_do_is_told_and_the_words_are_kept(
    client: Client, article: Article, author: User, facts: dict[str, str], sentence: str
) -> None:
    before = everything()

    answer = client.post(discussion_path(article), {**guest_form("Kept <b>words</b>"), **facts})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "body" in facts or "Kept &lt;b&gt;words&lt;/b&gt;</textarea>" in text_of(answer)
    assert everything() == before
    assert mail.outbox == []
    assert settings.GUEST_COOKIE_NAME not in answer.cookies


def test_nobody_looks_like_another_guest_of_the_discussion(client: Client, article: Article) -> None:
    CommentFactory.create(article=article, guest=GuestFactory.create(name="Gita Guest", email="other@example.org"))

    page = text_of(write(client, article, name="gita  guest"))

    assert "Another guest writes here under a name like this" in page
    assert Comment.objects.count() == 1


def test_in_another_discussion_the_name_is_free(client: Client, article: Article) -> None:
    CommentFactory.create(guest=GuestFactory.create(name="Gita Guest", email="other@example.org"))

    write(client, article)

    assert Comment.objects.filter(discussion=article.pk).exists()


def test_the_form_of_a_stranger_asks_who_they_are(client: Client, article: Article) -> None:
    page = text_of(client.get(discussion_path(article)))

    assert 'name="name"' in page
    assert 'name="email"' in page
    assert f"/account/login/?next={discussion_path(article)}" in page
    assert "csrftoken" in client.cookies


def test_the_shared_page_holds_no_form_and_sets_no_cookie(client: Client, article: Article) -> None:
    answer = client.get(article.get_absolute_url())

    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in text_of(answer)
    assert f'href="{discussion_path(article)}" data-deed' in text_of(answer)


def test_what_was_sent_in_a_moment_is_asked_for_once_more_and_then_taken(client: Client, article: Article) -> None:
    first = client.post(discussion_path(article), guest_form("Kept words", opened=opened_now()))
    page = text_of(first)
    opened = page.split('name="opened" value="')[1].split('"')[0]

    second = client.post(discussion_path(article), guest_form("Kept words", opened=opened))

    assert first.status_code == 422
    assert "That was very fast" in page
    assert "Kept words</textarea>" in page
    assert second.status_code == 302
    assert Comment.objects.get().body == "Kept words"


@pytest.mark.parametrize("opened", ["", "forged", "WzE3MDAwMDAwMDAsdHJ1ZV0:1:x"])
def test_a_time_that_we_did_not_sign_counts_as_a_moment_ago(client: Client, article: Article, opened: str) -> None:
    assert write(client, article, opened=opened).status_code == 422


def test_a_form_may_lie_open_over_night_and_not_for_ever(article: Article) -> None:
    codes = [write(Client(), article, opened=opened_a_while_ago(hours * 3600)).status_code for hours in (12, 72)]

    assert codes == [302, 422]


@pytest.mark.parametrize("headers", [{}, FRAGMENT])
def test_what_falls_into_the_trap_is_spam_for_the_moderators(
    client: Client, article: Article, headers: dict[str, str]
) -> None:
    form = guest_form(homepage="https://spam.example/", opened=opened_now())
    answer = client.post(discussion_path(article), form, headers=headers)

    assert answer.status_code == (201 if headers else 302)
    assert Comment.objects.get().status == Comment.Status.SPAM
    assert mail.outbox == []
    assert settings.GUEST_COOKIE_NAME not in answer.cookies


def test_the_trap_is_out_of_the_way_of_people(client: Client, article: Article) -> None:
    page = text_of(client.get(discussion_path(article)))

    trap = page[page.index('class="unseen" aria-hidden="true"') :][:400]
    assert 'name="homepage"' in trap
    assert 'tabindex="-1"' in trap


def test_where_guests_are_turned_off_meanwhile_the_words_are_kept(
    client: Client, article: Article, settings: Settings
) -> None:
    article.allows_guests = False
    article.save()

    answer = write(client, article, "Kept words")

    assert answer.status_code == 403
    assert "Sign in to take part" in text_of(answer)
    assert "Kept words</textarea>" in text_of(answer)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("mode", ["closed", "off"])
def test_where_it_was_closed_meanwhile_the_words_are_kept(client: Client, article: Article, mode: str) -> None:
    article.discussion_mode = mode
    article.save()

    answer = write(client, article, "Kept words")

    assert answer.status_code == 403
    assert "Kept words</textarea>" in text_of(answer)


def test_an_article_may_let_guests_in_where_the_site_does_not(client: Client, settings: Settings) -> None:
    settings.DISCUSSION_ALLOWS_GUESTS = False
    article = ArticleFactory.create(allows_guests=True)

    assert write(client, article).status_code == 302


@pytest.mark.parametrize("role", ["anonymous", "reader", "editor", "guest"])
def test_the_address_is_told_to_nobody(client: Client, article: Article, role: str) -> None:
    comment = CommentFactory.create(article=article, guest=GuestFactory.create(email="secret@example.org"))
    sign_in(client, role)

    paths = [article.get_absolute_url(), comment.get_absolute_url(), f"/discussions/{article.pk}/overlay/", "/guest/"]
    pages = [text_of(client.get(path, follow=True)) for path in paths]

    assert not any("secret@" in page for page in pages)


def test_a_guest_is_marked_as_one_for_everybody(client: Client, article: Article) -> None:
    CommentFactory.create(article=article, guest=GuestFactory.create(name="Gita Guest"))

    page = text_of(client.get(article.get_absolute_url()))

    assert '<bdi>Gita Guest</bdi></b> <span class="mark" title="Writes without an account.">guest</span>' in page


def test_no_naughty_name_or_word_breaks_anything(client: Client, article: Article) -> None:
    names = json.loads(shared_path("unicode/blns.json").read_text(encoding="utf-8"))
    payloads = json.loads(shared_path("xss/payloads.json").read_text(encoding="utf-8"))
    texts = [text for text in [*names, *map(str, payloads)] if isinstance(text, str)][:400]

    for text in texts:
        Letter.objects.all().delete()
        Guest.objects.update(network="")
        answer = client.post(discussion_path(article), guest_form(text, name=text))
        assert answer.status_code in {302, 422}, text
        client.cookies.clear()


def test_the_link_leads_to_our_own_address_whatever_host_was_asked(client: Client, article: Article) -> None:
    client.post(discussion_path(article), guest_form(), headers={"host": "localhost"})

    assert mailed_link().startswith("/comments/confirmation/")
