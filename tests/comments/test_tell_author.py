"""The author of a comment is told what became of it: why, in a sentence, and where to read on."""

import pytest
from django.test import Client

from accounts.models import User
from comments.actions.moderating import approve_comment, remove_comment, undo_decision
from comments.models import Comment, Decision, Notification
from comments.models.judgement import Reason
from comments.reasons import SENTENCES
from tests.comments.steps import path_of, text_of
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db

INBOX = "/account/inbox/"


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author, body="Words to be judged.")


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def inbox_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return text_of(client.get(INBOX))


def test_the_inbox_says_why_with_the_moderators_sentence_and_leads_there(
    desk: Client, author: User, comment: Comment
) -> None:
    desk.post(path_of("decision", comment), {"verdict": "remove", "reason": "abuse", "note": "No <b>names</b>."})

    inbox = inbox_of(author)
    assert f"Your comment on “<bdi>{comment.discussion.article.headline}</bdi>” was removed: abuse" in inbox
    assert "<q>No &lt;b&gt;names&lt;/b&gt;.</q>" in inbox
    assert f'href="{comment.get_absolute_url()}"' in inbox
    assert "Mona" not in inbox


@pytest.mark.parametrize("reason", Reason.values)
def test_left_blank_the_sentence_is_the_sites_own_for_the_reason(desk: Client, comment: Comment, reason: str) -> None:
    form = text_of(desk.get(path_of("decision", comment)))
    desk.post(path_of("decision", comment), {"verdict": "remove", "reason": reason})

    assert Decision.objects.get().note == SENTENCES[reason]
    assert f'data-sentence="{SENTENCES[reason]}"' in form


def test_spam_says_so(desk: Client, author: User, comment: Comment) -> None:
    desk.post(path_of("decision", comment), {"verdict": "spam"})

    assert "was removed: spam" in inbox_of(author)
    assert Decision.objects.get().note == SENTENCES["spam"]


def test_an_approval_and_a_return_are_told_without_a_sentence_that_nobody_wrote(
    desk: Client, author: User, comment: Comment
) -> None:
    waiting = CommentFactory.create(author=author, status=Comment.Status.PENDING)
    removed = CommentFactory.create(author=author, status=Comment.Status.REMOVED)

    desk.post(path_of("decision", waiting), {"verdict": "approve"})
    desk.post(path_of("decision", removed), {"verdict": "restore"})

    inbox = inbox_of(author)
    assert "it is published" in inbox
    assert "is shown again" in inbox
    assert set(Decision.objects.values_list("note", flat=True)) == {""}


def test_what_is_taken_back_is_told_too(author: User, comment: Comment, moderator: User) -> None:
    ruling = remove_comment(comment=comment, moderator=moderator, reason="abuse")

    undo_decision(decision=ruling, moderator=moderator)

    assert "was taken back" in inbox_of(author)


def test_what_changes_nothing_is_told_nobody(comment: Comment, moderator: User) -> None:
    approve_comment(comment=comment, moderator=moderator)

    assert not Notification.objects.exists()


def test_a_moderator_is_not_told_of_their_own_decision(moderator: User) -> None:
    own = CommentFactory.create(author=moderator)

    remove_comment(comment=own, moderator=moderator, reason="other")

    assert not Notification.objects.exists()
