"""What is quoted: it counts who quotes it, and what becomes of a quotation when its source changes."""

import pytest
from django.test import Client

from accounts.models import User
from articles.actions.publishing import save_article
from articles.models import Article
from comments.actions import quoting
from comments.models import Comment, Discussion, Quotation
from tests.comments.quoting import PASSAGE, linked, reply
from tests.comments.steps import path_of, say, text_of
from tests.factories import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(author: User) -> Comment:
    return CommentFactory.create(author=author, body=f"{PASSAGE}, and *nobody* measured it.\n\nAsk the pilots.")


def test_the_source_says_how_many_quote_it_and_leads_to_them(signed_in: Client, source: Comment) -> None:
    article = source.discussion.article
    quoting_it = [reply(signed_in, source, f"> {PASSAGE}\n\n> {PASSAGE}\n\n{n}") for n in range(2)]

    page = text_of(Client().get(article.get_absolute_url()))
    listed = text_of(Client().get(f"/comments/{source.pk}/quotations/"))

    assert f'<a href="/comments/{source.pk}/quotations/" rel="nofollow">quoted by 2</a>' in page
    assert all(f'id="comment-{one.pk}"' in listed for one in quoting_it)
    assert f'id="comment-{source.pk}"' not in listed


def test_the_count_follows_what_is_taken_down_restored_and_edited(
    signed_in: Client, source: Comment, moderator: User
) -> None:
    comment = reply(signed_in, source, f"> {PASSAGE}")
    desk = Client()
    desk.force_login(moderator)
    counts = []

    for verdict in ("remove", "restore"):
        desk.post(path_of("decision", comment), {"verdict": verdict, "reason": "abuse"})
        counts.append(Comment.objects.get(pk=source.pk).quoted_count)
    signed_in.post(path_of("edit", comment), {"body": "Nothing to quote."})
    counts.append(Comment.objects.get(pk=source.pk).quoted_count)

    assert counts == [0, 1, 0]
    assert not Quotation.objects.exists()


def test_what_waits_for_review_is_not_counted_until_it_is_approved(
    signed_in: Client, source: Comment, moderator: User
) -> None:
    Article.objects.update(discussion_mode="premoderated")
    comment = reply(signed_in, source, f"> {PASSAGE}")
    before = Comment.objects.get(pk=source.pk).quoted_count
    desk = Client()
    desk.force_login(moderator)

    desk.post(path_of("decision", comment), {"verdict": "approve"})

    assert (before, Comment.objects.get(pk=source.pk).quoted_count) == (0, 1)


def test_a_source_edited_so_that_the_words_are_gone_is_said_at_the_next_request(
    signed_in: Client, source: Comment, author: User
) -> None:
    comment = reply(signed_in, source, f"> {PASSAGE}\n\nIt was.")
    article = source.discussion.article
    Client().get(article.get_absolute_url())
    writer = Client()
    writer.force_login(author)

    writer.post(path_of("edit", source), {"body": "The pier is deep."})

    for path in (article.get_absolute_url(), comment.get_absolute_url()):
        page = text_of(Client().get(path))
        assert "Ada Author</a>, who has changed these words since" in page
    comment.refresh_from_db()
    assert comment.seq == Discussion.objects.get().version


def test_a_source_edited_elsewhere_changes_nothing(signed_in: Client, source: Comment, author: User) -> None:
    comment = reply(signed_in, source, f"> {PASSAGE}\n\nIt was.")
    writer = Client()
    writer.force_login(author)

    writer.post(path_of("edit", source), {"body": f"I say: {PASSAGE}."})

    assert Comment.objects.get(pk=comment.pk).body_html == comment.body_html


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Comment.Status.REMOVED, "from a comment that moderators have removed"),
        (Comment.Status.DELETED, "from a comment that its author has deleted"),
    ],
)
def test_a_source_taken_down_is_said_without_its_name_and_undone_when_it_is_back(
    signed_in: Client, source: Comment, author: User, moderator: User, status: int, sentence: str
) -> None:
    comment = reply(signed_in, source, linked(source, PASSAGE))
    actor = Client()
    actor.force_login(moderator if status == Comment.Status.REMOVED else author)

    def take(down: str, facts: dict[str, str]) -> str:
        actor.post(path_of(down, source), facts)
        return text_of(Client().get(source.discussion.article.get_absolute_url()))

    if status == Comment.Status.REMOVED:
        page = take("decision", {"verdict": "remove", "reason": "abuse"})
        back = take("decision", {"verdict": "restore"})
    else:
        page = take("deletion", {})
        back = take("deletion/undo", {})

    assert sentence in page
    assert "Ada Author" not in page
    assert ">Ada Author</a></cite>" in back
    assert Comment.objects.get(pk=comment.pk).body_html == comment.body_html


def test_a_corrected_article_is_said_at_the_next_request(signed_in: Client, editor: User) -> None:
    article = ArticleFactory.create(body="<p>The ferry sank at noon on Monday.</p>")
    say(signed_in, article, "> The ferry sank at noon\n\nTerrible.")
    before = text_of(Client().get(article.get_absolute_url()))
    article.body = "<p>The ferry was late on Monday.</p>"

    save_article(article=article, editor=editor)

    page = text_of(Client().get(article.get_absolute_url()))
    assert "these words since" not in before
    assert f"{article.headline}</a>, where these words are not any more" in page


def test_more_quotations_than_fit_one_transaction_are_all_told(
    signed_in: Client, source: Comment, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quoting, "RETOLD_AT_ONCE", 2)
    for number in range(5):
        reply(signed_in, source, f"> {PASSAGE}\n\n{number}")
    writer = Client()
    writer.force_login(author)

    writer.post(path_of("edit", source), {"body": "The pier is deep."})

    assert Comment.objects.filter(body_html__contains="who has changed these words since").count() == 5
