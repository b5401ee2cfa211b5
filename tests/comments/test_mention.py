"""Calling somebody by `@name`: whom that links to, and who is told."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from comments import mentions
from comments.models import Comment, Guest, Notification
from tests.comments.steps import path_of, say, text_of, written
from tests.factories import ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

ADA = '<a href="/people/author/">@{}</a>'


@pytest.fixture
def said(author: User) -> Comment:
    """Something that the author said in the discussion."""
    return CommentFactory.create(author=author)


def answer(client: Client, said: Comment, body: str) -> Comment:
    """A comment of its own in the discussion, so that nobody is told of a reply."""
    say(client, said.discussion.article, body)
    return Comment.objects.latest("pk")


@pytest.mark.parametrize("name", ["author", "Author", "Ada Author", "ada author"])
def test_a_handle_or_a_name_leads_to_the_person_who_is_told(
    signed_in: Client, said: Comment, author: User, name: str
) -> None:
    comment = answer(signed_in, said, f"Is that so, @{name}? I wonder.")

    assert f"Is that so, {ADA.format(name)}? I wonder." in comment.body_html
    told = Notification.objects.get()
    assert (told.recipient, told.kind, told.comment) == (author, "mention", comment)


@pytest.mark.parametrize("end", [".", "!", ",", "’s pier", "'s", " and all", ":", ")", ""])
def test_what_follows_the_name_stays_text(signed_in: Client, said: Comment, end: str) -> None:
    comment = answer(signed_in, said, f"(@author{end}")

    assert ADA.format("author") in comment.body_html


@pytest.mark.parametrize(
    "words",
    [
        "write to me@author",
        "author@author.example",
        "@author@elsewhere.example",
        "@author.example",
        "`@author`",
        "    @author",
        "> @author",
        "[@author](https://example.org/)",
        "https://example.org/@author",
        "@ author",
        "@authors",
        "@autho",
    ],
)
def test_addresses_code_links_and_quotations_call_nobody(signed_in: Client, said: Comment, words: str) -> None:
    comment = answer(signed_in, said, f"{words}\n\n.")

    assert "/people/author/" not in comment.body_html
    assert not Notification.objects.exists()


def test_somebody_who_takes_no_part_is_not_called(signed_in: Client, said: Comment) -> None:
    stranger = UserFactory.create(handle="stranger")
    CommentFactory.create(author=stranger)
    CommentFactory.create(author=stranger, article=said.discussion.article, status=Comment.Status.PENDING)

    comment = answer(signed_in, said, "@stranger")

    assert "<a " not in comment.body_html
    assert not Notification.objects.exists()


def test_a_name_that_several_bear_means_nobody_and_a_handle_still_one(
    signed_in: Client, said: Comment, author: User
) -> None:
    article = said.discussion.article
    CommentFactory.create(article=article, imported_name="Dora")
    CommentFactory.create(article=article, guest=Guest.objects.create(name="Dora", email="d@example.org"))
    CommentFactory.create(article=article, imported_name="author")

    comment = answer(signed_in, said, "@Dora and @author")

    assert "@Dora and" in comment.body_html
    assert ADA.format("author") in comment.body_html


def test_somebody_without_an_account_is_found_by_their_latest_comment(signed_in: Client, said: Comment) -> None:
    first, second = (
        CommentFactory.create(article=said.discussion.article, imported_name="Old Tom") for _time in range(2)
    )

    comment = answer(signed_in, said, "@Old Tom was right")

    assert first.pk < second.pk
    assert f'<a href="/comments/{second.pk}/">@Old Tom</a> was right' in comment.body_html
    assert not Notification.objects.exists()


def test_somebody_far_back_in_a_long_discussion_is_found_by_handle(
    signed_in: Client, said: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mentions, "NEAREST", 1)
    CommentFactory.create(article=said.discussion.article)

    comment = answer(signed_in, said, "@author, @Ada Author")

    assert ADA.format("author") in comment.body_html
    assert comment.body_html.count("<a ") == 1


def test_only_so_many_names_count(signed_in: Client, said: Comment) -> None:
    people = [UserFactory.create() for _time in range(mentions.MENTIONS + 2)]
    for person in people:
        CommentFactory.create(article=said.discussion.article, author=person)

    comment = answer(signed_in, said, " ".join(f"@{person.handle}," for person in people))

    assert comment.body_html.count("<a ") == Notification.objects.count() == mentions.MENTIONS


def test_whoever_is_answered_and_mentioned_is_told_once(signed_in: Client, said: Comment) -> None:
    signed_in.post(path_of("reply", said), written("@author, hello"))

    assert [told.kind for told in Notification.objects.all()] == ["reply"]


def test_a_name_added_by_an_edit_is_told_and_one_told_before_is_not(signed_in: Client, said: Comment) -> None:
    other = CommentFactory.create(article=said.discussion.article, author=UserFactory.create(handle="other"))
    comment = answer(signed_in, said, "@author")

    for body in ("@author and @other", "@other and @author again"):
        signed_in.post(path_of("edit", comment), {"body": body})

    assert set(Notification.objects.values_list("recipient", flat=True)) == {said.author_id, other.author_id}
    assert Notification.objects.count() == 2


@pytest.mark.parametrize("name", ["<b>Bo</b>", 'Bo" onx="', "](x)", "*Bo*", "&amp;", "\u202eoB"])
def test_hostile_names_stay_words(signed_in: Client, said: Comment, name: str) -> None:
    CommentFactory.create(article=said.discussion.article, imported_name=name)

    comment = answer(signed_in, said, f"Hello @{name} there")

    assert "<b>" not in comment.body_html
    assert 'onx="' not in comment.body_html.replace("&quot;", "").replace('" onx="', "")
    assert text_of(Client().get(comment.get_absolute_url()))


@pytest.mark.parametrize("count", [1, 30])
def test_calling_costs_as_many_queries_in_a_long_discussion(signed_in: Client, count: int) -> None:
    article = ArticleFactory.create()
    CommentFactory.create_batch(count, article=article)
    # What is asked of somebody's first comments only.
    for number in range(3):
        say(signed_in, article, f"Nobody yet {number}.")
    with CaptureQueriesContext(connection) as plain:
        say(signed_in, article, "Nobody.")

    with CaptureQueriesContext(connection) as calling:
        say(signed_in, article, "@nobody, @no-one and @nil")

    assert len(calling) <= len(plain) + 3
