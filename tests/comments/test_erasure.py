"""Erasing what is one's own: nothing of it is left, and the conversation stays readable."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions.closing import close_account
from accounts.models import Erasure, User
from comments.actions import erasing
from comments.actions.editing import edit_comment
from comments.actions.moderating import remove_comment, restore_comment
from comments.actions.posting import post_comment
from comments.actions.reporting import report_comment
from comments.actions.voting import vote_on
from comments.models import Comment, Draft, Notification, Origin, Report, Visit, Vote
from comments.permissions import may_undo_deletion
from tests.comments.steps import SIGNED_IN_ROLES, everything, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

PATH = "/account/erasure/"
SECRET = "unspeakable-words"


def authenticate(client: Client, person: User) -> None:
    """Signed in, with the password given a moment ago."""
    client.force_login(person)
    client.post("/account/reauthenticate/", {"password": "a-long-enough-secret"})


@pytest.fixture
def own(client: Client, author: User) -> Client:
    """The browser of the author."""
    authenticate(client, author)
    return client


def erase(client: Client, person: User) -> Any:
    return client.post(PATH, {"confirmation": person.handle})


def rows_with(words: str) -> set[str]:
    """The tables in which the words stand, wherever that is."""
    return {
        model._meta.label
        for model in apps.get_models()
        for row in model._default_manager.values_list()
        if any(words.lower() in str(value).lower() for value in row)
    }


def test_nothing_of_the_person_is_left_in_any_table(own: Client, author: User, reader: User) -> None:
    # A name so long that no hash of a password holds it by chance.
    User.objects.filter(pk=author.pk).update(display_name="Ada Quillfeather")
    author.refresh_from_db()
    comment = CommentFactory.create(author=author, body=f"{SECRET} first")
    edit_comment(comment=comment, editor=author, body=f"{SECRET} later")
    answer = CommentFactory.create(parent=comment, author=reader)
    alone = CommentFactory.create(author=author, body=SECRET, article=comment.discussion.article)
    Draft.objects.create(
        reader=author,
        article=answer.discussion.article,
        body=SECRET,
        form_key="0" * 32,
        updated_at=timezone.now(),
    )
    Visit.objects.create(reader=author, discussion=answer.discussion, seen_until=timezone.now())
    Origin.objects.create(comment=comment, network="abc")
    report_comment(comment=answer, reporter=author, reason="spam", note=SECRET)

    erase(own, author)

    assert rows_with(SECRET) == rows_with("Quillfeather") == rows_with("author@example.org") == set()
    assert not Origin.objects.exists()
    assert not Visit.objects.exists()
    assert not Draft.objects.exists()
    assert not Notification.objects.filter(recipient=author).exists()
    assert not EmailAddress.objects.filter(user=author).exists()
    assert Report.objects.get().reason == "spam"
    assert Comment.objects.get(pk=alone.pk).status == Comment.Status.DELETED
    assert Erasure.objects.get().finished_at is not None


def test_the_page_shows_a_place_where_others_answered_and_nothing_else(
    own: Client, author: User, reader: User
) -> None:
    comment = CommentFactory.create(author=author, body=SECRET)
    article = comment.discussion.article
    CommentFactory.create(parent=comment, author=reader, body="An answer.")
    CommentFactory.create(author=author, body=SECRET, article=article)
    anybody = Client()
    before = text_of(anybody.get(article.get_absolute_url()))

    erase(own, author)

    page = text_of(anybody.get(article.get_absolute_url()))
    # Both as readers see them, and as search engines are told.
    assert before.count(SECRET) == 2 * before.count("Ada Author</bdi></a>") == 4
    assert SECRET not in page
    assert "Ada" not in page
    assert "An answer." in page
    assert page.count("epitaph") == 1
    assert "Deleted by its author" in page


def test_others_are_left_with_what_they_wrote_without_the_name(own: Client, author: User, reader: User) -> None:
    comment = CommentFactory.create(author=author, body="The harbour is deep enough for that.")
    article = comment.discussion.article
    words = {
        "clicked": f"[Ada Author]({comment.get_absolute_url()}) wrote:\n\n> The harbour is deep enough\n\nIt is not.",
        "typed": "Ada Author wrote:\n\n> The harbour is deep enough\n\nNever was.",
        "mention": "I agree with @author and with @Ada Author, mostly.",
    }
    for body in words.values():
        post_comment(article=article, author=reader, body=body, form_key=uuid4(), parent=comment)
    assert 'href="/people/author/"' in text_of(Client().get(article.get_absolute_url()))

    erase(own, author)

    pages = [text_of(Client().get(path)) for path in (article.get_absolute_url(), comment.get_absolute_url())]
    assert all("Ada" not in page and "/people/author/" not in page for page in pages)
    assert pages[0].count("from a comment that its author has deleted") == 2 * 2
    assert "It is not." in pages[0]
    assert "Never was." in pages[0]
    assert "mostly" in pages[0]
    assert rows_with("Ada Author") == set()


def test_the_votes_are_taken_back(own: Client, author: User, reader: User) -> None:
    comment = CommentFactory.create(author=reader)
    vote_on(comment=comment, voter=author, value=1)
    vote_on(comment=comment, voter=UserFactory.create(), value=1)

    erase(own, author)

    comment.refresh_from_db()
    assert (comment.upvotes, comment.score, Vote.objects.count()) == (1, 1, 1)


def test_what_a_moderator_removed_cannot_come_back(own: Client, author: User, moderator: User) -> None:
    comment = CommentFactory.create(author=author, body=SECRET)
    decision = remove_comment(comment=comment, moderator=moderator, reason="abuse")

    erase(own, author)
    restore_comment(comment=comment, moderator=moderator)

    comment.refresh_from_db()
    assert (comment.status, comment.body, comment.body_html) == (Comment.Status.DELETED, "", "")
    assert comment.decisions.filter(pk=decision.pk).exists()


def test_nobody_is_that_person_any_more(own: Client, author: User) -> None:
    elsewhere = Client()
    authenticate(elsewhere, author)

    answer = erase(own, author)

    shell = User.objects.get(pk=author.pk)
    assert answer["Location"] == "/account/erased/"
    assert "Goodbye" in text_of(own.get("/account/erased/"))
    assert own.get("/account/profile/").status_code == elsewhere.get("/account/profile/").status_code == 302
    assert not shell.is_active
    assert not shell.has_usable_password()
    assert not shell.groups.exists()
    assert str(shell) == "A former reader"
    assert shell.handle.startswith("former-")
    assert Client().get("/people/author/").status_code == Client().get(shell.get_absolute_url()).status_code == 404
    elsewhere.post("/account/login/", {"login": author.email, "password": "a-long-enough-secret"})
    assert elsewhere.get("/account/profile/").status_code == 302


def test_what_others_have_is_untouched(own: Client, author: User, reader: User) -> None:
    comment = CommentFactory.create(author=reader, body="Mine.")
    vote_on(comment=comment, voter=UserFactory.create(), value=1)
    before = User.objects.filter(pk=reader.pk).values().get(), everything()

    erase(own, author)

    assert (User.objects.filter(pk=reader.pk).values().get(), everything()) == before


@pytest.mark.parametrize("role", ["reader", "editor", "moderator"])
def test_everybody_may_erase_what_is_theirs(client: Client, role: str) -> None:
    person = sign_in(client, role)
    assert person is not None
    authenticate(client, person)
    comment = CommentFactory.create(author=person)

    erase(client, person)

    assert Erasure.objects.get().person == person
    assert Comment.objects.get(pk=comment.pk).body == ""


def test_the_only_administrator_has_to_make_another_one_first(client: Client, administrator: User) -> None:
    authenticate(client, administrator)

    page, answer = client.get(PATH), erase(client, administrator)

    assert "only administrator" in text_of(page)
    assert answer.status_code == 403
    UserFactory.create(administrator=True)
    assert erase(client, administrator).status_code == 302


@pytest.mark.parametrize("role", ["anonymous", "guest"])
@pytest.mark.parametrize("path", [PATH, "/account/export/"])
def test_who_has_no_account_is_asked_to_sign_in(client: Client, role: str, path: str) -> None:
    sign_in(client, role)

    answers = [client.get(path), client.post(path, {"confirmation": "author"})]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert all(answer["Location"].startswith("/account/login/") for answer in answers)
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("role", SIGNED_IN_ROLES)
@pytest.mark.parametrize("path", [PATH, "/account/export/"])
def test_the_password_is_asked_for_first(client: Client, role: str, path: str) -> None:
    sign_in(client, role)

    answers = [client.get(path), client.post(path)]

    assert all(answer["Location"].startswith("/account/reauthenticate/") for answer in answers)


@pytest.mark.parametrize("typed", ["", "reader", "Ada Author"])
def test_another_word_erases_nothing_and_says_so(own: Client, author: User, typed: str) -> None:
    CommentFactory.create(author=author)
    before = everything()

    page = text_of(own.post(PATH, {"confirmation": typed}))

    assert "Nothing has been erased." in page
    assert everything() == before
    assert not Erasure.objects.exists()


def test_opening_the_page_changes_nothing(own: Client, author: User) -> None:
    CommentFactory.create(author=author)
    before = everything()

    page = own.get(PATH)

    assert page.status_code == 200
    assert "cannot be undone" in text_of(page)
    assert everything() == before
    assert not Erasure.objects.exists()


def test_asking_twice_does_no_harm(author: User) -> None:
    CommentFactory.create(author=author)
    erasing.erase_person(person=author)
    before = everything(), list(Erasure.objects.values()), list(User.objects.values())

    erasing.erase_person(person=author)
    call_command("resume_erasures")

    assert (everything(), list(Erasure.objects.values()), list(User.objects.values())) == before


def test_what_a_killed_worker_left_goes_on(
    author: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    comments = CommentFactory.create_batch(3, author=author, body=SECRET)
    vote_on(comment=CommentFactory.create(), voter=author, value=1)
    monkeypatch.setattr(erasing, "SLICE", 2)
    assert erasing.erase_slice(close_account(person=author))
    assert Comment.objects.filter(body=SECRET).count() == 1

    call_command("resume_erasures")

    assert "1 erasures go on" in capsys.readouterr().out
    assert not Comment.objects.filter(pk__in=[comment.pk for comment in comments], body=SECRET).exists()
    assert not Vote.objects.exists()
    assert Erasure.objects.get().finished_at


def test_an_erased_comment_cannot_be_undone_or_answered(author: User, own: Client) -> None:
    comment = CommentFactory.create(author=author, created_at=timezone.now() - timedelta(seconds=1))

    erase(own, author)

    assert own.post(f"/comments/{comment.pk}/deletion/undo/").status_code in {302, 403, 404}
    assert Comment.objects.get(pk=comment.pk).status == Comment.Status.DELETED
    assert not may_undo_deletion(User.objects.get(pk=author.pk), Comment.objects.get(pk=comment.pk))


def test_each_comment_costs_the_same_however_many_there_are(author: User, reader: User) -> None:
    def statements(person: User, count: int) -> int:
        CommentFactory.create_batch(count, author=person, article=ArticleFactory.create())
        with CaptureQueriesContext(
            connection,
        ) as captured:
            erasing.erase_person(person=person)
        return len(captured)

    one, three, nine = (statements(UserFactory.create(), count) for count in (1, 3, 9))

    # A comment more costs what the others did, up to a query or two on where its thread stands now.
    assert max((three - one) / 2, (nine - three) / 6) <= 20
