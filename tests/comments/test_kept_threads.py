"""After any change a discussion reads as if drawn afresh, though only what changed is drawn again."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.actions.naming import rename_person
from accounts.edition import raise_edition
from accounts.models import User
from articles.actions.publishing import save_article
from articles.corrections import Correction
from articles.models import Article
from comments import kept_threads
from comments.actions.editing import delete_comment, edit_comment
from comments.actions.measuring import lift_measure, take_measure
from comments.actions.moderating import give_reason, remove_comment, restore_comment, undo_decision
from comments.actions.posting import post_comment
from comments.actions.voting import vote_on
from comments.keeping import forget_all
from comments.kept_threads import threads_and_data
from comments.models import Branch, Comment, Decision
from comments.models.judgement import TO_FOLLOW
from comments.renderer import Facts, list_and_data
from comments.tree import reading_order
from tests.comments.rows import WHEN, a_row
from tests.factories import ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

Verdict = Decision.Verdict


class Talk:
    """Three threads under an article; what a deed is done to stands in the middle one, and has an answer."""

    def __init__(self, author: User, moderator: User) -> None:
        self.author, self.moderator = author, moderator
        self.editor = UserFactory.create(editor=True)
        self.article: Article = ArticleFactory.create(body="<p>The ferry sank.</p>")
        self.first, self.root, self.last = CommentFactory.create_batch(3, article=self.article)
        self.comment = CommentFactory.create(parent=self.root, author=author)
        self.sibling = CommentFactory.create(parent=self.root)
        self.answer = CommentFactory.create(parent=self.comment)

    def measured(self, verdict: str, **how: object) -> None:
        take_measure(comment=self.comment, moderator=self.moderator, verdict=verdict, reason="other", **how)  # type: ignore[arg-type]  # as take_measure says

    def removed(self, reason: str = "abuse") -> Decision:
        return remove_comment(comment=self.comment, moderator=self.moderator, reason=reason)


@pytest.fixture
def talk(author: User, moderator: User) -> Talk:
    return Talk(author, moderator)


def corrected(talk: Talk) -> None:
    talk.article.body = "<p>The ferry did not sink.</p>"
    save_article(article=talk.article, editor=talk.editor, note="It did not.", is_correction=True)


def closed(talk: Talk) -> None:
    talk.article.discussion_mode = "closed"
    talk.article.save()
    raise_edition()


def renamed(talk: Talk) -> None:
    talk.author.display_name = "Ada Renamed"
    rename_person(person=talk.author)


def explained(talk: Talk) -> None:
    decision = talk.removed(reason=TO_FOLLOW)
    page_of(talk)
    give_reason(decision=decision, moderator=talk.moderator, reason="off_topic")


def lifted(talk: Talk) -> None:
    talk.measured(Verdict.LOCK)
    page_of(talk)
    lift_measure(comment=talk.comment, moderator=talk.moderator, verdict=Verdict.LOCK)


def undone(talk: Talk) -> None:
    decision = talk.removed()
    page_of(talk)
    undo_decision(decision=decision, moderator=talk.moderator)
    talk.removed(reason="spam")


def page_of(talk: Talk, query: str = "") -> str:
    answer = Client().get(talk.article.get_absolute_url() + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("order", ["best", "newest", "oldest", "discussed"])
@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(lambda talk: CommentFactory.create(parent=talk.answer), id="a reply"),
        pytest.param(lambda talk: CommentFactory.create(article=talk.article), id="a thread"),
        pytest.param(
            lambda talk: edit_comment(comment=talk.comment, editor=talk.author, body="Said otherwise."), id="an edit"
        ),
        pytest.param(lambda talk: delete_comment(comment=talk.comment, author=talk.author), id="a deletion"),
        pytest.param(lambda talk: talk.removed(), id="a removal"),
        pytest.param(explained, id="a reason afterwards"),
        pytest.param(undone, id="removed, restored, removed for another reason"),
        pytest.param(
            lambda talk: (
                talk.removed(),
                page_of(talk),
                restore_comment(comment=talk.comment, moderator=talk.moderator),
            ),
            id="a restoration",
        ),
        pytest.param(
            lambda talk: remove_comment(comment=talk.answer, moderator=talk.moderator, reason="abuse"),
            id="a reply gone",
        ),
        pytest.param(
            lambda talk: post_comment(
                article=talk.article, author=talk.author, body=f"As #{talk.comment.pk} says.", form_key=uuid4()
            ),
            id="a quotation",
        ),
        pytest.param(lambda talk: talk.measured(Verdict.LOCK), id="a lock"),
        pytest.param(lambda talk: talk.measured(Verdict.COLLAPSE), id="a fold"),
        pytest.param(lifted, id="a lifted lock"),
        pytest.param(renamed, id="another name"),
        pytest.param(corrected, id="a correction of the article"),
        pytest.param(closed, id="the end"),
    ],
)
def test_after_a_deed_the_page_is_as_if_drawn_afresh(talk: Talk, deed: Callable[[Talk], object], order: str) -> None:
    before = page_of(talk, f"?sort={order}")

    deed(talk)
    after = page_of(talk, f"?sort={order}")
    forget_all()

    assert after != before
    assert after == page_of(talk, f"?sort={order}")


def test_scores_appear_when_they_come_of_age(talk: Talk) -> None:
    vote_on(comment=talk.comment, voter=UserFactory.create(), value=1)
    shown = []
    for minutes in (59, 61):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
            shown.append('<span class="score">1</span>' in page_of(talk))

    assert shown == [False, True]


def test_a_vote_on_an_old_comment_shows(talk: Talk) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        page_of(talk)
        vote_on(comment=talk.comment, voter=UserFactory.create(), value=1)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        shown = page_of(talk)

    assert '<span class="score">1</span>' in shown


def test_only_the_thread_that_changed_is_drawn_again(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def noting(rows: kept_threads.Thread, starts: list[int | None]) -> object:
        drawn.append(rows[0].pk)
        return reading_order(rows, starts)

    page_of(talk)
    monkeypatch.setattr(kept_threads, "reading_order", noting)
    reply: Comment = CommentFactory.create(parent=talk.last)

    assert f'id="comment-{reply.pk}"' in page_of(talk)
    assert drawn == [talk.last.pk]


REMOVAL = Decision(role="moderator", reason="abuse", decided_at=WHEN)
HELD = Branch(top_id=2, lock=Decision(role="moderator", reason="other", decided_at=WHEN))


@pytest.mark.parametrize(
    "facts",
    [
        Facts(accepts_comments=False),
        Facts(decisions={3: REMOVAL}),
        Facts(scores_until=WHEN - timedelta(hours=1)),
        Facts(since=WHEN - timedelta(hours=1)),
        Facts(branches={2: HELD}, locked={2, 3, 4}),
        Facts(locked={4}),
        Facts(corrections=[Correction(WHEN + timedelta(hours=1), "/corrections/1/")]),
        Facts(held={4: "A rule holds it."}),
    ],
)
def test_what_no_row_tells_of_shows_at_once_and_goes_again(facts: Facts) -> None:
    root = a_row(1, upvotes=2)
    gone = a_row(3, root, status=Comment.Status.REMOVED, reply_count=1)
    thread = [root, a_row(2, root), gone, a_row(4, gone, status=Comment.Status.PENDING)]

    for shown in (Facts(), facts, Facts()):
        assert threads_and_data([thread], shown, "best") == list_and_data(reading_order(thread, [None]), shown)
