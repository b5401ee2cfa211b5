"""Seeing how words will look before they are sent."""

import pytest
from django.test import Client

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from tests.comments.steps import (
    FRAGMENT,
    SIGNED_IN_ROLES,
    WORDS,
    everything,
    filled_in,
    path_of,
    sign_in,
    text_of,
    written,
)
from tests.factories import ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

FORMS = ("comment", "reply", "edit")
MARKED = "Said *once*, with `code` and <b>no</b> more.\n\n> The harbour\n\n1. one\n2. two\n\nhttps://example.org/"


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author)


@pytest.fixture
def as_author(client: Client, author: User) -> Client:
    """A browser of somebody who may do all three: comment, reply and edit."""
    client.force_login(author)
    return client


def preview_of(deed: str, comment: Comment) -> str:
    return f"{path_of(deed, comment)}preview/"


@pytest.mark.parametrize("deed", FORMS)
def test_a_script_gets_the_words_alone_as_they_will_be_published(
    as_author: Client, deed: str, comment: Comment
) -> None:
    answer = as_author.post(preview_of(deed, comment), filled_in(deed, MARKED), headers=FRAGMENT)
    as_author.post(path_of(deed, comment), filled_in(deed, MARKED))

    published = Comment.objects.get(body=MARKED)
    assert answer.status_code == 200
    assert text_of(answer).strip() == f'<div class="words" dir="auto">{published.body_html}</div>'


REFERRING = {
    "a quotation": "> Gulls nest below the beam\n\nThey do.",
    "an altered quotation": "Gus Gull said:\n\n> Gulls never nest\n\nThey do.",
    "a passage of the article": "> It happened at the harbour.\n\nIt did.",
    "somebody's name": "As @Gus Gull says, and not @nobody.",
    "a comment that is not here": "[Gus Gull](/comments/999999/) wrote:\n\n> Gulls nest below the beam\n\nNo.",
}


@pytest.mark.parametrize("deed", FORMS)
@pytest.mark.parametrize("words", REFERRING.values(), ids=REFERRING.keys())
def test_whom_they_quote_and_mention_is_seen_as_it_will_be_published(
    as_author: Client, deed: str, words: str, comment: Comment
) -> None:
    gus = UserFactory.create(display_name="Gus Gull")
    CommentFactory.create(article=comment.discussion.article, author=gus, body="Gulls nest below the beam.")

    shown = text_of(as_author.post(preview_of(deed, comment), filled_in(deed, words), headers=FRAGMENT))
    as_author.post(path_of(deed, comment), filled_in(deed, words))

    published = Comment.objects.get(body=words)
    assert "<cite>" in published.body_html or "/people/" in published.body_html
    assert shown.strip() == f'<div class="words" dir="auto">{published.body_html}</div>'


@pytest.mark.parametrize("deed", FORMS)
def test_without_a_script_they_stand_above_the_form_which_keeps_them(
    as_author: Client, deed: str, comment: Comment
) -> None:
    form = filled_in(deed, "Said *once*.")

    page = text_of(as_author.post(preview_of(deed, comment), form))

    assert "How it will look" in page
    assert "<p>Said <em>once</em>.</p>" in page
    assert "Said *once*.</textarea>" in page
    assert f'action="{path_of(deed, comment)}"' in page
    assert form.get("form_key", "") in page


@pytest.mark.parametrize("headers", [{}, FRAGMENT])
@pytest.mark.parametrize("deed", FORMS)
def test_looking_changes_nothing(as_author: Client, deed: str, headers: dict[str, str], comment: Comment) -> None:
    before = everything()

    as_author.post(preview_of(deed, comment), filled_in(deed), headers=headers)

    assert everything() == before


@pytest.mark.parametrize("deed", FORMS)
def test_its_address_alone_leads_to_the_form(as_author: Client, deed: str, comment: Comment) -> None:
    answer = as_author.get(preview_of(deed, comment))

    assert (answer.status_code, answer.headers["Location"]) == (302, path_of(deed, comment))


@pytest.mark.parametrize("role", SIGNED_IN_ROLES)
def test_everybody_who_may_comment_may_look(client: Client, role: str) -> None:
    sign_in(client, role)

    answer = client.post(f"{path_of('reply', CommentFactory.create())}preview/", written(), headers=FRAGMENT)

    assert answer.status_code == 200


@pytest.mark.parametrize("deed", FORMS)
def test_nobody_else_may_and_the_words_are_kept(client: Client, deed: str, comment: Comment) -> None:
    answer = client.post(preview_of(deed, comment), filled_in(deed))

    assert answer.status_code == 403
    assert f"{WORDS}</textarea>" in text_of(answer)
    assert f"/account/login/?next={path_of(deed, comment)}" in text_of(answer)


def test_of_anothers_comment_no_edit_is_shown(client: Client, comment: Comment, reader: User) -> None:
    client.force_login(reader)

    answer = client.post(preview_of("edit", comment), filled_in("edit"))

    assert answer.status_code == 403
    assert "Only its author edits a comment." in text_of(answer)


@pytest.mark.parametrize(("body", "sentence"), [("", "There is nothing to send yet"), ("x" * 10_001, "10001")])
@pytest.mark.parametrize("deed", FORMS)
def test_what_could_not_be_sent_is_not_shown_either(
    as_author: Client, deed: str, body: str, sentence: str, comment: Comment
) -> None:
    answer = as_author.post(preview_of(deed, comment), filled_in(deed, body))

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert f"{body}</textarea>" in text_of(answer)


def test_in_a_closed_discussion_there_is_nothing_to_look_at(as_author: Client) -> None:
    article = ArticleFactory.create(discussion_mode="closed")

    answer = as_author.post(f"/discussions/{article.pk}/comments/preview/", written())

    assert answer.status_code == 403
    assert f"{WORDS}</textarea>" in text_of(answer)


def test_of_what_cannot_be_seen_nothing_is_told(as_author: Client, comment: Comment) -> None:
    Article.objects.update(status=Article.Status.WITHDRAWN)

    codes = {as_author.post(preview_of(deed, comment), filled_in(deed)).status_code for deed in FORMS}
    codes.add(as_author.post("/comments/999999/reply/preview/", written()).status_code)

    assert codes == {404}
