"""Changing one's own words; what holds for every deed is in test_every_deed.py."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from comments.models import Comment, Notification
from tests.comments.steps import FRAGMENT, SIGNED_IN_ROLES, everything, path_of, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, DecisionFactory, ReportFactory

pytestmark = pytest.mark.django_db

NEW = {"body": "What I *meant* to say."}


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author, body="What I said.")


@pytest.fixture
def as_author(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def test_an_author_edits(as_author: Client, comment: Comment) -> None:
    answer = as_author.post(path_of("edit", comment), NEW)

    comment.refresh_from_db()
    assert answer.headers["Location"] == f"{comment.discussion.article.get_absolute_url()}#comment-{comment.pk}"
    assert comment.body == NEW["body"]
    assert comment.body_html == "<p>What I <em>meant</em> to say.</p>\n"


def test_the_former_words_are_kept_as_a_revision(as_author: Client, comment: Comment) -> None:
    as_author.post(path_of("edit", comment), NEW)

    comment.refresh_from_db()
    former = comment.revisions.get()
    assert (former.number, former.body, former.written_at) == (1, "What I said.", comment.created_at)
    assert comment.revision_number == 2


def page_of(comment: Comment) -> str:
    """The article's page as everybody sees it."""
    return text_of(Client().get(comment.discussion.article.get_absolute_url()))


def at(comment: Comment, minutes: float) -> time_machine.travel:
    """So many minutes after the comment was written."""
    return time_machine.travel(comment.created_at + timedelta(minutes=minutes), tick=False)


@pytest.mark.parametrize(("minutes", "is_marked"), [(0, False), (14.99, False), (15, True)])
def test_a_slip_mended_within_minutes_leaves_no_mark(
    as_author: Client, comment: Comment, minutes: float, is_marked: bool
) -> None:
    with at(comment, minutes):
        as_author.post(path_of("edit", comment), NEW)

        page = page_of(comment)
    assert "<em>meant</em>" in page
    assert "What I said." not in page
    assert (path_of("revisions", comment) in page) is is_marked


def answered(comment: Comment) -> None:
    CommentFactory.create(parent=comment)


def answered_by_what_waits(comment: Comment) -> None:
    CommentFactory.create(parent=comment, status=Comment.Status.PENDING)


def quoted(comment: Comment) -> None:
    other = CommentFactory.create(article=comment.discussion.article)
    other.quotations.create(position=0, passage="What I said.", source_comment=comment)


def reported(comment: Comment) -> None:
    ReportFactory.create(comment=comment)


def judged(comment: Comment) -> None:
    DecisionFactory.create(comment=comment, verdict="approve")


@pytest.mark.parametrize("happen", [answered, answered_by_what_waits, quoted, reported, judged])
def test_words_on_which_somebody_relies_are_not_changed_without_a_trace(
    as_author: Client, comment: Comment, happen: Callable[[Comment], None]
) -> None:
    happen(comment)

    as_author.post(path_of("edit", comment), NEW)

    assert path_of("revisions", comment) in page_of(comment)
    assert comment.revisions.get().is_public


def test_the_minutes_without_a_trace_are_the_sites_own(as_author: Client, comment: Comment, settings: Any) -> None:
    settings.QUIET_EDIT_MINUTES = 0

    as_author.post(path_of("edit", comment), NEW)

    assert path_of("revisions", comment) in page_of(comment)


def test_a_later_change_without_a_trace_does_not_take_the_mark_away(
    as_author: Client, comment: Comment, settings: Any
) -> None:
    with at(comment, 20):
        as_author.post(path_of("edit", comment), NEW)
    settings.QUIET_EDIT_MINUTES = 60

    with at(comment, 21):
        as_author.post(path_of("edit", comment), {"body": "And once more."})
        page = page_of(comment)

    assert path_of("revisions", comment) in page


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [(0, "your change leaves no trace"), (15, "will be marked as edited, and readers can see what you changed")],
)
def test_the_form_says_beforehand_what_a_change_leaves(
    as_author: Client, comment: Comment, minutes: float, sentence: str
) -> None:
    with at(comment, minutes):
        page = text_of(as_author.get(path_of("edit", comment)))

    assert sentence in page


def test_a_change_to_what_waits_leaves_no_trace_whenever_it_is_made(as_author: Client, author: User) -> None:
    waiting = CommentFactory.create(author=author, status=Comment.Status.PENDING)

    with at(waiting, 60):
        form = text_of(as_author.get(path_of("edit", waiting)))
        as_author.post(path_of("edit", waiting), NEW)

    waiting.refresh_from_db()
    assert "Nobody has read it yet" in form
    assert waiting.edited_at is None
    assert not waiting.revisions.get().is_public


def begun_from(page: str) -> str:
    """What the form says of the words with which it began."""
    found = re.search(r'name="begun_from" value="(\w+)"', page)
    assert found
    return found[1]


def test_the_second_of_two_windows_is_told_and_overwrites_nothing(as_author: Client, comment: Comment) -> None:
    begun = begun_from(text_of(as_author.get(path_of("edit", comment))))
    as_author.post(path_of("edit", comment), {"body": "What I meant.", "begun_from": begun})

    answer = as_author.post(path_of("edit", comment), {"body": "What I <b>said</b>!", "begun_from": begun})

    comment.refresh_from_db()
    page = text_of(answer)
    assert answer.status_code == 422
    assert comment.body == "What I meant."
    assert "You changed this comment meanwhile" in page
    assert "meant.</del>" not in page  # the words are in a sentence for screen readers, too
    assert "meant.<span" in page
    assert "What I &lt;b&gt;said&lt;/b&gt;!</textarea>" in page


def test_told_of_the_other_window_one_can_save_all_the_same(as_author: Client, comment: Comment) -> None:
    begun = begun_from(text_of(as_author.get(path_of("edit", comment))))
    as_author.post(path_of("edit", comment), {"body": "What I meant.", "begun_from": begun})
    told = text_of(as_author.post(path_of("edit", comment), {**NEW, "begun_from": begun}))

    as_author.post(path_of("edit", comment), {**NEW, "begun_from": begun_from(told)})

    comment.refresh_from_db()
    assert (comment.body, comment.revision_number) == (NEW["body"], 3)


def test_the_same_form_sent_twice_is_no_conflict(as_author: Client, comment: Comment) -> None:
    begun = begun_from(text_of(as_author.get(path_of("edit", comment))))

    codes = [as_author.post(path_of("edit", comment), {**NEW, "begun_from": begun}).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert comment.revisions.count() == 1


def test_the_form_holds_the_words_as_typed(as_author: Client, comment: Comment) -> None:
    Comment.objects.filter(pk=comment.pk).update(body="  <b>&amp;</b>\n\n> quoted")

    page = text_of(as_author.get(path_of("edit", comment)))

    # A newline right after the tag is dropped by browsers: the first one is not the writer's.
    assert ">\n  &lt;b&gt;&amp;amp;&lt;/b&gt;\n\n&gt; quoted</textarea>" in page


def test_the_same_words_again_change_nothing(as_author: Client, comment: Comment) -> None:
    before = everything()

    answer = as_author.post(path_of("edit", comment), {"body": "What I said.\r\n"})

    assert answer.status_code == 302
    assert everything() == before


def test_sending_the_change_twice_makes_one_revision(as_author: Client, comment: Comment) -> None:
    for _ in range(2):
        as_author.post(path_of("edit", comment), NEW)

    assert comment.revisions.count() == 1


def test_a_script_gets_the_comment_as_it_now_is(as_author: Client, comment: Comment) -> None:
    answer = as_author.post(path_of("edit", comment), NEW, headers=FRAGMENT)

    assert answer.status_code == 200
    assert text_of(answer).startswith(f'<li class="comment" id="comment-{comment.pk}"')
    assert "<em>meant</em>" in text_of(answer)


@pytest.mark.parametrize("role", SIGNED_IN_ROLES)
def test_nobody_edits_the_words_of_others(client: Client, role: str, comment: Comment) -> None:
    sign_in(client, role)
    before = everything()

    answers = [client.get(path_of("edit", comment)), client.post(path_of("edit", comment), NEW)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Only its author edits a comment." in text_of(answers[0])
    assert everything() == before


@pytest.mark.parametrize("role", ["anonymous", *SIGNED_IN_ROLES])
def test_nobody_edits_what_came_from_an_archive(client: Client, role: str) -> None:
    archived = CommentFactory.create(author=None, imported_name="Dora")
    sign_in(client, role)

    answer = client.post(path_of("edit", archived), NEW)

    assert answer.status_code == 403
    assert not Comment.objects.filter(body=NEW["body"]).exists()


def test_what_waits_can_be_edited_and_goes_on_waiting(as_author: Client, author: User) -> None:
    waiting = CommentFactory.create(author=author, status=Comment.Status.PENDING)

    answer = as_author.post(path_of("edit", waiting), NEW)

    waiting.refresh_from_db()
    assert answer.headers["Location"] == waiting.get_absolute_url()
    assert (waiting.body, waiting.status) == (NEW["body"], Comment.Status.PENDING)


@pytest.mark.parametrize("status", [Comment.Status.REMOVED, Comment.Status.DELETED, Comment.Status.SPAM])
def test_what_was_taken_down_cannot_be_edited(as_author: Client, author: User, status: int) -> None:
    gone = CommentFactory.create(author=author, status=status)

    answer = as_author.post(path_of("edit", gone), NEW)

    assert answer.status_code == 403
    assert "was taken down and cannot be edited" in text_of(answer)
    assert f"{NEW['body']}</textarea>" in text_of(answer)


@pytest.mark.parametrize(("hours", "may"), [(23.99, True), (24, False)])
def test_the_edit_window_closes_after_a_day(as_author: Client, comment: Comment, hours: float, may: bool) -> None:
    with time_machine.travel(comment.created_at + timedelta(hours=hours), tick=False):
        answer = as_author.post(path_of("edit", comment), NEW)

    comment.refresh_from_db()
    assert (comment.body == NEW["body"]) is may
    assert may or "can be edited for 24 hours" in text_of(answer)


def test_an_edit_moves_no_count_and_raises_the_version(as_author: Client, comment: Comment) -> None:
    before = comment.discussion.version

    as_author.post(path_of("edit", comment), NEW)

    comment.refresh_from_db()
    discussion = comment.discussion
    assert (discussion.comment_count, discussion.thread_count) == (1, 1)
    assert comment.seq == discussion.version == before + 1


def test_who_answered_is_told_that_the_words_changed_since(as_author: Client, comment: Comment, author: User) -> None:
    replies = CommentFactory.create_batch(2, parent=comment)
    CommentFactory.create(parent=comment, author=author)
    CommentFactory.create(parent=comment, status=Comment.Status.PENDING)
    Notification.objects.all().delete()

    as_author.post(path_of("edit", comment), NEW)
    as_author.post(path_of("edit", comment), {"body": "And once more."})

    told = Notification.objects.filter(kind="edited-after-reply", comment=comment)
    assert Counter(told.values_list("recipient", flat=True)) == Counter(2 * [reply.author_id for reply in replies])


def test_nobody_is_told_of_a_slip_mended_before_anybody_answered(as_author: Client, comment: Comment) -> None:
    as_author.post(path_of("edit", comment), NEW)

    assert not Notification.objects.exists()


@pytest.fixture
def approved(author: User) -> Comment:
    """Under an article whose comments a moderator looks at first."""
    article = ArticleFactory.create(discussion_mode="premoderated")
    return CommentFactory.create(article=article, author=author, body="What was approved.")


def test_other_words_than_those_approved_wait_again_and_the_form_says_so(as_author: Client, approved: Comment) -> None:
    form = text_of(as_author.get(path_of("edit", approved)))
    answer = as_author.post(path_of("edit", approved), NEW, follow=True)

    approved.refresh_from_db()
    assert "waits until a moderator has looked at the new words" in form
    assert approved.status == Comment.Status.PENDING
    assert "A moderator looks at it before others see it." in text_of(answer)
    assert "meant" not in page_of(approved)
    assert Client().get(approved.get_absolute_url()).status_code == 404


def test_the_same_words_again_do_not_wait(as_author: Client, approved: Comment) -> None:
    as_author.post(path_of("edit", approved), {"body": approved.body})

    approved.refresh_from_db()
    assert approved.is_published


def test_an_approved_comment_that_was_answered_stays_as_it_is(as_author: Client, approved: Comment) -> None:
    CommentFactory.create(parent=approved)

    answer = as_author.post(path_of("edit", approved), NEW)

    approved.refresh_from_db()
    assert answer.status_code == 403
    assert "they stay as they are" in text_of(answer)
    assert (approved.body, approved.is_published) == ("What was approved.", True)
