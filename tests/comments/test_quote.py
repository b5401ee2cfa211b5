"""Quoting: whose words a quotation holds, how it is shown, and who is told."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from articles.sanitizing import COMMENT_TAGS
from comments.actions.posting import post_comment
from comments.models import Comment, Notification, Quotation
from tests.comments.quoting import PASSAGE, linked, reply
from tests.comments.steps import FRAGMENT, path_of, say, text_of
from tests.factories import ArticleFactory, CommentFactory
from tests.shared_data import read_shared_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(author: User) -> Comment:
    return CommentFactory.create(author=author, body=f"{PASSAGE}, and *nobody* measured it.\n\nAsk the pilots.")


def test_a_typed_quotation_of_what_is_answered_names_its_writer(signed_in: Client, source: Comment) -> None:
    comment = reply(signed_in, source, f"> {PASSAGE}\n\nIt was.")

    quotation = Quotation.objects.get()
    assert (quotation.comment, quotation.source_comment, quotation.source_number) == (comment, source, 1)
    assert (quotation.passage, quotation.is_verbatim) == (PASSAGE, True)
    assert f'<cite><a href="/comments/{source.pk}/#comment-{source.pk}:~:text=' in comment.body_html
    assert ">Ada Author</a></cite>" in comment.body_html


@pytest.mark.parametrize(
    "words",
    [
        "the PIER was never   that deep",
        "The pier was never that deep, and nobody measured it.",
        "The pier was **never** that deep",
        "The pier was never … and nobody measured it",
        "nobody measured it. Ask the pilots.",
        "The pier was never that\n> deep, and nobody measured it",
        "“The pier was never that deep”",
    ],
)
def test_marks_spaces_and_ellipses_do_not_make_other_words(signed_in: Client, source: Comment, words: str) -> None:
    comment = reply(signed_in, source, linked(source, words))

    assert Quotation.objects.get().is_verbatim
    assert 'class="quotation"' in comment.body_html


@pytest.mark.parametrize(
    "words",
    [
        "The pier was ever that deep",
        "The pier was always that deep, and nobody measured it",
        "The pier … deep … it",
        "The pier was never that deep. Ask the pilots.",
        "See [nobody measured it](https://evil.example/)",
        "[nobody measured it](https://evil.example/)",
        "> Ask the mayor.\n>\n> Ask the pilots.",
        "nobody measure",
    ],
)
def test_altered_words_are_not_presented_as_the_persons(signed_in: Client, source: Comment, words: str) -> None:
    comment = reply(signed_in, source, linked(source, words))

    assert not Quotation.objects.get().is_verbatim
    assert '<blockquote class="quotation quotation-altered">' in comment.body_html
    assert "<cite>not word for word what <a" in comment.body_html
    assert "wrote:" not in comment.body_html


def test_name_said_is_recognised_in_the_discussion(signed_in: Client, source: Comment) -> None:
    other = CommentFactory.create(article=source.discussion.article)

    comment = reply(signed_in, other, "Ada Author said:\n\n> nobody measured it\n\nTrue.")

    assert Quotation.objects.get().source_comment == source
    assert "Ada Author said" not in comment.body_html
    assert comment.body.startswith("Ada Author said:")


def test_name_said_above_words_never_said_is_not_believed(signed_in: Client, source: Comment) -> None:
    comment = reply(signed_in, source, "Ada Author said:\n\n> I measured it myself.")

    assert "not word for word what" in comment.body_html
    assert "Ada Author said" not in comment.body_html


def test_a_quotation_further_up_in_the_article_and_elsewhere_in_the_discussion_is_found(
    signed_in: Client, source: Comment
) -> None:
    article = source.discussion.article
    middle = CommentFactory.create(parent=source, body="I doubt that very much indeed.")
    elsewhere = CommentFactory.create(article=article, body="Gulls nest below the eastern beam.")
    body = f"> {PASSAGE}\n\n> It happened at the harbour.\n\n> Gulls nest below the eastern beam\n\nAll three."

    comment = reply(signed_in, middle, body)

    first, second, third = comment.quotations.order_by("position")
    assert first.source_comment == source
    assert second.source_revision == article.revisions.get()
    assert third.source_comment == elsewhere
    assert f'<a href="{article.get_absolute_url()}#:~:text=' in comment.body_html


def test_words_that_nobody_here_said_stay_a_plain_quotation(signed_in: Client, source: Comment) -> None:
    comment = reply(signed_in, source, "> Four score and seven years ago\n\n> deep\n\nYes.")

    assert not Quotation.objects.exists()
    assert comment.body_html.count("<blockquote>") == 2


def test_words_that_several_said_are_nobodys(signed_in: Client, source: Comment) -> None:
    article = source.discussion.article
    for _time in range(2):
        CommentFactory.create(article=article, body="Gulls nest below the eastern beam.")

    reply(signed_in, source, "> Gulls nest below the eastern beam")

    assert not Quotation.objects.exists()


def test_whoever_repeats_words_by_quoting_them_is_not_their_writer(signed_in: Client, source: Comment) -> None:
    repeating = reply(signed_in, source, f"> {PASSAGE}\n\nQuite.")

    comment = reply(signed_in, repeating, f"> {PASSAGE}\n\nI know.")

    assert comment.quotations.get().source_comment == source


@pytest.mark.parametrize("status", [Comment.Status.PENDING, Comment.Status.REMOVED, Comment.Status.SPAM])
def test_what_is_not_shown_cannot_be_quoted_by_its_number(signed_in: Client, source: Comment, status: int) -> None:
    hidden = CommentFactory.create(article=source.discussion.article, body=PASSAGE, status=status)

    comment = reply(signed_in, source, linked(hidden, PASSAGE))

    assert Quotation.objects.get().source_comment is None
    assert "from a comment no longer here" in comment.body_html
    assert hidden.writer_name not in comment.body_html


def test_a_comment_of_another_discussion_is_no_source(signed_in: Client, source: Comment) -> None:
    other = CommentFactory.create(body=PASSAGE)

    comment = reply(signed_in, source, linked(other, PASSAGE))

    assert "from a comment no longer here" in comment.body_html


def test_whoever_is_quoted_is_told_once(signed_in: Client, source: Comment) -> None:
    other = CommentFactory.create(article=source.discussion.article)

    reply(signed_in, other, f"> {PASSAGE}\n\n> nobody measured it. Ask the pilots")
    reply(signed_in, source, f"> {PASSAGE}")

    told = Notification.objects.filter(recipient=source.author).order_by("pk")
    assert [one.kind for one in told] == ["quotation", "reply"]


def test_nobody_is_told_of_quoting_themselves(client: Client, source: Comment, author: User) -> None:
    client.force_login(author)

    say(client, source.discussion.article, f"> {PASSAGE}\n\nAs I said.")

    assert not Notification.objects.exists()


def test_the_text_comes_back_as_typed_for_an_edit_and_is_found_again(signed_in: Client, source: Comment) -> None:
    comment = reply(signed_in, source, linked(source, PASSAGE))
    form = text_of(signed_in.get(path_of("edit", comment)))

    signed_in.post(path_of("edit", comment), {"body": f"{comment.body}\n\nAnd more."})

    assert f"[Ada Author](/comments/{source.pk}/) wrote:" in form
    assert Quotation.objects.get().source_comment == source


@pytest.mark.parametrize("headers", [{}, FRAGMENT])
def test_a_link_begins_a_reply_with_the_whole_comment(
    signed_in: Client, source: Comment, headers: dict[str, str]
) -> None:
    page = text_of(signed_in.get(f"/comments/{source.pk}/reply/?quote=1", headers=headers))

    assert f"[Ada Author](/comments/{source.pk}/) wrote:" in page
    assert "&gt; The pier was never that deep, and nobody measured it." in page
    assert "&gt; Ask the pilots." in page


def test_what_was_begun_with_is_a_quotation_when_it_is_sent(signed_in: Client, source: Comment) -> None:
    form = signed_in.get(f"/comments/{source.pk}/reply/?quote=1").context["form"]

    comment = reply(signed_in, source, form.initial["body"])

    assert comment.quotations.get().is_verbatim


def test_words_of_the_article_begin_a_comment(signed_in: Client) -> None:
    article = ArticleFactory.create(headline="On [ferries] & *piers*")
    path = f"/discussions/{article.pk}/comments/"
    form = signed_in.get(path, {"quote": "It happened at the harbour."}).context["form"]

    say(signed_in, article, f"{form.initial['body']}So it did.")

    assert Quotation.objects.get().source_revision == article.revisions.get()
    assert "On [ferries] &amp; *piers*</a></cite>" in Comment.objects.get().body_html


def test_quoting_leads_through_the_sign_in(client: Client, source: Comment) -> None:
    answer = client.get(f"/comments/{source.pk}/reply/?quote=1")

    assert answer.headers["Location"] == f"/account/login/?next=/comments/{source.pk}/reply/%3Fquote%3D1"


@pytest.mark.parametrize("of", ["", "1", "x", "9" * 30, "article"])
def test_nonsense_in_the_address_disturbs_nothing(signed_in: Client, source: Comment, of: str) -> None:
    answer = signed_in.get(f"/comments/{source.pk}/reply/", {"quote": "\x00 <b>\n>", "of": of})

    assert answer.status_code == 200
    assert "<b>" not in answer.context["form"].initial["body"].replace("\\<b>", "")


def test_hostile_words_and_names_are_quoted_as_they_are(signed_in: Client, author: User) -> None:
    article = ArticleFactory.create()

    for number, attack in enumerate(attacks()):
        User.objects.filter(pk=author.pk).update(display_name=attack[:60])
        source = CommentFactory.create(author=author, article=article, body=f"Word {number} {attack}")
        form = signed_in.get(f"/comments/{source.pk}/reply/?quote=1").context["form"]
        comment = reply(signed_in, source, form.initial["body"])
        tags = re.findall(r"<([^\s>]+)([^>]*)>", comment.body_html)
        assert {tag.lstrip("/") for tag, _attributes in tags} <= COMMENT_TAGS
        facts = [fact for _tag, attributes in tags for fact in re.findall(r' ([^=\s]+)="([^"]*)"', attributes)]
        assert {name for name, _value in facts} <= {"href", "rel", "class", "start"}
        assert all(re.match(r"/comments/|https?:|mailto:", value) for name, value in facts if name == "href")
        assert comment.quotations.get().source_comment == source


def attacks() -> list[str]:
    """A spread of the collection's payloads, each with something to be seen."""
    payloads = [one["payload"][:2_000] for one in read_shared_json("xss/payloads.json")]
    naughty = [one for one in read_shared_json("unicode/blns.json") if len(one.strip()) > 3]
    return [*payloads[::12], *naughty[::20]]


@pytest.mark.parametrize("count", [1, 30])
def test_quoting_costs_as_many_queries_in_a_long_discussion(source: Comment, reader: User, count: int) -> None:
    article = source.discussion.article
    for _time in range(count):
        CommentFactory.create(article=article)
    facts: dict[str, Any] = {"article": article, "author": reader, "parent": source}
    # What is asked of somebody's first comments only.
    for _time in range(3):
        post_comment(**facts, body="Plain.", form_key=uuid4())
    with CaptureQueriesContext(connection) as plain:
        post_comment(**facts, body="Plain.", form_key=uuid4())

    with CaptureQueriesContext(connection) as asked:
        post_comment(**facts, body="> Gulls nest below the eastern beam\n\nYes.", form_key=uuid4())

    # What stands above, and what stands elsewhere with the longest word.
    said = [one["sql"] for one in asked.captured_queries if "RECURSIVE" in one["sql"] or "LIKE" in one["sql"]]
    assert len(said) == 2
    assert len(asked) <= len(plain) + 3
