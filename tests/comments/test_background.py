"""What stands around a comment on the desk: its thread, its article as it was, and similar comments."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from comments.actions.editing import edit_comment
from comments.actions.moderating import remove_comment
from comments.models import Comment
from comments.moderation.similar import SIMILAR_SHOWN
from tests.comments.steps import FRAGMENT, path_of, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db

SPAM = "Wonderful inexpensive watches from Rotterdam, delivered everywhere tomorrow. Offer {}."


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def background_of(desk: Client, comment: Comment) -> str:
    return text_of(desk.get(path_of("background", comment)))


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor", "moderator", "administrator"])
def test_moderators_alone_see_it(client: Client, role: str) -> None:
    comment = CommentFactory.create()
    sign_in(client, role)

    code = client.get(path_of("background", comment)).status_code

    assert code == {"anonymous": 302, "guest": 302, "reader": 403, "editor": 403}.get(role, 200)


@pytest.mark.parametrize("number", [999_999, 10**18])
def test_what_is_not_there_is_not_found(desk: Client, number: int) -> None:
    assert desk.get(f"/comments/{number}/background/").status_code == 404
    assert desk.post("/comments/1/background/").status_code == 405


def test_it_shows_what_is_answered_said_beside_and_answered_to(desk: Client) -> None:
    root = CommentFactory.create(body="The root.")
    before = CommentFactory.create(parent=root, body="One before.")
    comment = CommentFactory.create(parent=root, body="Judged.")
    after = CommentFactory.create(parent=root, body="One after.", status=Comment.Status.PENDING)
    answer = CommentFactory.create(parent=comment, body="An answer.")
    elsewhere = CommentFactory.create(body="Of another discussion.")

    page = background_of(desk, comment)

    places = [page.index(one.body) for one in (root, before, after, answer)]
    assert places == sorted(places)
    assert elsewhere.body not in page
    assert '<span class="mark">pending</span>' in page


def test_of_a_thread_the_neighbours_are_threads_of_its_discussion(desk: Client) -> None:
    article = ArticleFactory.create()
    first, second = (CommentFactory.create(article=article, body=body) for body in ("First.", "Second."))
    CommentFactory.create(parent=first, body="Below the first.")

    page = background_of(desk, second)

    assert "First." in page
    assert "Below the first." not in page


def test_deep_in_a_thread_the_nearest_are_shown(desk: Client) -> None:
    chain = [CommentFactory.create(body="Step 0.")]
    for step in range(1, 8):
        chain.append(CommentFactory.create(parent=chain[-1], body=f"Step {step}."))

    page = background_of(desk, chain[-1])

    assert [step for step in range(7) if f"Step {step}." in page] == [4, 5, 6]


def test_it_tells_which_revision_of_the_article_it_answered(desk: Client) -> None:
    article = ArticleFactory.create(headline="As it was")
    comment = CommentFactory.create(article=article, article_revision=article.revisions.get())
    article.revisions.create(number=2, headline="As it is", is_correction=True)
    article.corrected_at = timezone.now() + timedelta(seconds=1)
    article.save()

    page = background_of(desk, comment)

    assert "It answers revision 1 of 2" in page
    assert "“<bdi>As it was</bdi>”" in page
    assert "Corrected since:" in page


def test_from_an_archive_that_is_not_known(desk: Client) -> None:
    assert "Which revision it answers is not known" in background_of(desk, CommentFactory.create())


def test_changed_words_lead_to_what_changed(desk: Client, author: User) -> None:
    comment = CommentFactory.create(author=author)
    before = background_of(desk, comment)
    edit_comment(comment=comment, editor=author, body="Other words.")

    page = background_of(desk, comment)

    assert path_of("revisions", comment) not in before
    assert f'href="{path_of("revisions", comment)}"' in page


def test_similar_comments_come_with_what_was_decided(desk: Client, moderator: User) -> None:
    earlier = CommentFactory.create(body=SPAM.format(1))
    remove_comment(comment=earlier, moderator=moderator, reason="spam", note="An advertisement.")
    CommentFactory.create(body="The watches of the harbour master are always late, as everybody knows.")
    comment = CommentFactory.create(body=SPAM.format(2).upper())
    later = CommentFactory.create(body=SPAM.format(3))

    page = background_of(desk, comment)

    similar = page[page.index("Similar comments from before") :]
    assert earlier.body in similar
    assert "removed – spam" in similar
    assert "An advertisement." in similar
    assert "harbour master" not in similar
    assert later.body not in similar


def test_the_most_alike_come_first_and_no_more_than_a_few(desk: Client) -> None:
    for number in range(8):
        CommentFactory.create(body=SPAM.format(number))
    same = CommentFactory.create(body=SPAM.format("same"))
    CommentFactory.create(body=SPAM.format("other words, and more of them"))
    comment = CommentFactory.create(body=SPAM.format("same"))

    page = background_of(desk, comment)

    similar = page[page.index("Similar comments from before") :]
    assert similar.count('class="background-who"') == SIMILAR_SHOWN
    assert similar.index(f"/comments/{same.pk}/") == similar.index("/comments/")


@pytest.mark.parametrize("body", ["Yes.", "!!!", "\u202e", "العبّارة", "a b c d e", '" OR 1=1 --', "x" * 5_000])
def test_nothing_like_it_is_nothing_wrong(desk: Client, body: str) -> None:
    page = background_of(desk, CommentFactory.create(body=body))

    assert "Nobody has said anything like it before." in page


def test_of_a_withdrawn_article_nothing_is_similar(desk: Client) -> None:
    hidden = CommentFactory.create(body=SPAM.format("hidden"))
    article = hidden.discussion.article
    article.status = "withdrawn"
    article.save()

    page = background_of(desk, CommentFactory.create(body=SPAM.format(2)))

    assert hidden.body not in page


def test_a_card_leads_there_and_a_script_gets_it_alone(desk: Client) -> None:
    comment = CommentFactory.create(status=Comment.Status.PENDING)

    card = text_of(desk.get("/moderation/"))
    fragment = text_of(desk.get(path_of("background", comment), headers=FRAGMENT))

    assert f'href="{path_of("background", comment)}" data-background' in card
    assert "Similar comments from before" in fragment
    assert "<html" not in fragment


def test_it_costs_as_many_queries_among_many_as_among_few(desk: Client) -> None:
    counts = []
    for size in (3, 12):
        root = CommentFactory.create(body=SPAM.format(0))
        replies = [CommentFactory.create(parent=root, body=SPAM.format(number)) for number in range(size)]
        CommentFactory.create_batch(size, parent=replies[-2])
        with CaptureQueriesContext(connection) as queries:
            background_of(desk, replies[-2])
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 20
