"""A guest is told by mail that a comment was removed, and appeals by the link in it, in any browser."""

import re

import pytest
from django.core import mail
from django.db.models import F
from django.test import Client

from accounts.models import User
from articles.models import Article
from comments.actions.moderating import approve_comment, mark_spam, remove_comment
from comments.appeals.actions import answer_appeal
from comments.models import Appeal, Comment, Guest
from tests.comments.steps import everything, path_of, text_of
from tests.factories import CommentFactory, GuestFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(article: Article, guest: Guest, moderator: User) -> Comment:
    comment = CommentFactory.create(article=article, guest=guest, body="Words in doubt.")
    remove_comment(comment=comment, moderator=moderator, reason="abuse", note="Not like this.")
    comment.refresh_from_db()
    return comment


def link_in_mail() -> str:
    found = re.search(r"^https://news\.example(/appeals/[^/\s]+/)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def test_the_letter_says_why_and_what_can_be_done_and_repeats_no_words(comment: Comment) -> None:
    [letter] = mail.outbox

    assert letter.to == ["gita@example.org"]
    for words in ("The harbour at dawn", "Reason: abuse.", "Not like this.", "somebody else looks again"):
        assert words in letter.body
    assert "doubt" not in letter.body
    assert "Mona" not in letter.body


def test_opening_the_link_shows_the_words_and_changes_nothing(client: Client, comment: Comment) -> None:
    before = everything()

    answer = client.get(link_in_mail())

    assert answer.status_code == 200
    assert "Words in doubt." in text_of(answer)
    assert "removed – abuse" in text_of(answer)
    assert not answer.cookies.get("guest")
    assert everything() == before


def test_in_any_browser_the_guest_appeals_once_and_follows_it_there(client: Client, comment: Comment) -> None:
    link = link_in_mail()

    answer = client.post(link, {"body": "It was a joke."})
    client.post(link, {"body": "Again."})

    assert answer.headers["Location"] == link
    assert "Waiting since" in text_of(Client().get(link))
    assert Appeal.objects.get().body == "It was a joke."


def test_the_answer_is_mailed_with_the_same_page(client: Client, comment: Comment) -> None:
    client.post(link_in_mail(), {"body": "It was a joke."})

    answer_appeal(
        appeal=Appeal.objects.get(), moderator=UserFactory.create(moderator=True), grants=True, note="You are right."
    )

    assert len(mail.outbox) == 2
    assert "You are right." in mail.outbox[-1].body
    assert "the decision was overturned" in text_of(Client().get(link_in_mail()))


def test_the_remembered_browser_needs_no_link(known: Client, comment: Comment) -> None:
    known.post(path_of("appeal", comment), {"body": "It was a joke."})

    assert Appeal.objects.get().ruling_appealed.comment == comment


@pytest.mark.parametrize("token", ["broken", "WzEsMV0:1abc:xyz", "a" * 300, "%00"])
def test_a_link_that_is_not_ours_opens_nothing(client: Client, comment: Comment, token: str) -> None:
    answer = client.post(f"/appeals/{token}/", {"body": "It was a joke."})

    assert answer.status_code == 404
    assert "doubt" not in text_of(answer)
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("what", ["revoked", "withdrawn", "claimed"])
def test_a_link_that_is_not_good_any_more_says_so(client: Client, comment: Comment, author: User, what: str) -> None:
    link = link_in_mail()
    if what == "revoked":
        Guest.objects.update(version=F("version") + 1)
    elif what == "withdrawn":
        Article.objects.update(status=Article.Status.WITHDRAWN)
    else:
        Comment.objects.filter(pk=comment.pk).update(guest=None, author=author)

    answer = client.post(link, {"body": "It was a joke."})

    assert answer.status_code in {404, 410}
    assert "not good any more" in text_of(answer)
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("facts", [{"confirmed_at": None}, {"disowned_at": "2026-01-01T00:00Z"}])
def test_an_address_that_may_be_somebody_elses_gets_no_letter(
    article: Article, moderator: User, facts: dict[str, str | None]
) -> None:
    comment = CommentFactory.create(article=article, guest=GuestFactory.create(**facts))

    mark_spam(comment=comment, moderator=moderator)

    assert not mail.outbox


def test_of_what_takes_nothing_down_there_is_no_letter(article: Article, guest: Guest, moderator: User) -> None:
    waiting = CommentFactory.create(article=article, guest=guest, status=Comment.Status.PENDING)

    approve_comment(comment=waiting, moderator=moderator)

    assert not mail.outbox
