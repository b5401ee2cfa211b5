"""Removing, restoring and approving; what holds for every deed is in test_every_deed.py."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from accounts.models import User
from comments.models import Comment, Decision, Thread
from comments.models.judgement import Reason
from tests.comments.steps import FRAGMENT, everything, path_of, person, sign_in, text_of
from tests.factories import CommentFactory, ReportFactory

pytestmark = pytest.mark.django_db

REMOVE = {"verdict": "remove", "reason": "abuse", "note": "We do not name streets."}
RESTORE = {"verdict": "restore"}
APPROVE = {"verdict": "approve"}


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author, body="Words to be judged.")


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    """A browser in which the moderator is signed in."""
    client.force_login(moderator)
    return client


def page_of(comment: Comment) -> str:
    """The article's page as everybody sees it."""
    return text_of(Client().get(comment.discussion.article.get_absolute_url()))


def counts_of(comment: Comment) -> tuple[int, int, int]:
    comment.discussion.refresh_from_db()
    discussion = comment.discussion
    return discussion.comment_count, discussion.linkback_count, discussion.thread_count


def test_a_moderator_removes(desk: Client, moderator: User, comment: Comment) -> None:
    answer = desk.post(path_of("decision", comment), REMOVE)

    decision = Decision.objects.get()
    comment.refresh_from_db()
    assert answer.headers["Location"] == comment.get_absolute_url()
    assert comment.status == Comment.Status.REMOVED
    assert (decision.comment, decision.moderator, decision.role) == (comment, moderator, "moderator")
    assert (decision.verdict, decision.reason, decision.note) == ("remove", "abuse", "We do not name streets.")
    assert decision.revision_number == 1


def test_the_ruling_names_the_revision_it_judged(desk: Client, author: User, moderator: User) -> None:
    comment = CommentFactory.create(author=author, revision_number=3)

    desk.post(path_of("decision", comment), REMOVE)

    assert Decision.objects.get().revision_number == 3


def test_what_nobody_answered_disappears(desk: Client, comment: Comment) -> None:
    desk.post(path_of("decision", comment), REMOVE)

    assert f"comment-{comment.pk}" not in page_of(comment)
    assert counts_of(comment) == (0, 0, 0)


def test_what_was_answered_leaves_a_tombstone_that_tells_role_time_and_reason(desk: Client, comment: Comment) -> None:
    reply = CommentFactory.create(parent=comment)

    desk.post(path_of("decision", comment), REMOVE)

    page, time = page_of(comment), Decision.objects.get().decided_at
    assert "Removed by a moderator, " in page
    assert f'<time datetime="{time.isoformat(timespec="seconds")}"' in page
    assert "<strong>abuse</strong>." in page
    assert reply.body in page
    assert comment.body not in page
    assert "Ada Author" not in page
    assert "We do not name streets." not in page
    assert counts_of(comment) == (1, 0, 1)


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_the_role_is_the_one_it_was_ruled_in(client: Client, role: str, comment: Comment) -> None:
    CommentFactory.create(parent=comment)
    judge = sign_in(client, role)

    client.post(path_of("decision", comment), REMOVE)
    assert judge is not None
    judge.groups.clear()

    assert f"Removed by a {role}, " in page_of(comment)


@pytest.mark.parametrize("role", ["reader", "author", "editor"])
@pytest.mark.parametrize("form", [REMOVE, RESTORE, APPROVE], ids=["remove", "restore", "approve"])
def test_nobody_else_decides(client: Client, role: str, form: dict[str, str], comment: Comment) -> None:
    client.force_login(comment.author if role == "author" and comment.author else person(role))
    before = everything()

    answers = [client.get(path_of("decision", comment)), client.post(path_of("decision", comment), form)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Only moderators decide on comments." in text_of(answers[0])
    assert everything() == before


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_who_may_not_decide_learns_nothing_of_what_there_is(client: Client, role: str) -> None:
    waiting = CommentFactory.create(status=Comment.Status.PENDING)
    sign_in(client, role)

    hidden, absent = client.get(path_of("decision", waiting)), client.get("/comments/999999/decision/")

    assert hidden.status_code == absent.status_code == 403
    assert text_of(hidden) == text_of(absent).replace("999999", str(waiting.pk))


def test_a_removal_needs_a_reason_and_keeps_the_note(desk: Client, comment: Comment) -> None:
    before = everything()

    answer = desk.post(path_of("decision", comment), {"verdict": "remove", "note": "Kept."})

    assert answer.status_code == 422
    assert "Please choose the reason" in text_of(answer)
    assert "Kept.</textarea>" in text_of(answer)
    assert everything() == before


@pytest.mark.parametrize("verdict", ["", "burn", "\x00"])
def test_there_is_no_other_verdict(desk: Client, comment: Comment, verdict: str) -> None:
    before = everything()

    answer = desk.post(path_of("decision", comment), {"verdict": verdict, "reason": "spam"})

    assert answer.status_code == 422
    assert everything() == before


@pytest.mark.parametrize("reason", Reason.values)
def test_each_of_the_reasons_is_offered_and_taken(desk: Client, comment: Comment, reason: str) -> None:
    form = text_of(desk.get(path_of("decision", comment)))
    desk.post(path_of("decision", comment), {"verdict": "remove", "reason": reason})

    assert f'name="reason" value="{reason}"' in form
    assert Decision.objects.get().reason == reason


def test_removing_twice_adds_a_second_decision_and_changes_nothing_else(desk: Client, comment: Comment) -> None:
    CommentFactory.create(parent=comment)
    desk.post(path_of("decision", comment), REMOVE)
    once, page = everything()[:-1], page_of(comment)

    desk.post(path_of("decision", comment), {"verdict": "remove", "reason": "spam"})

    assert [decision.reason for decision in Decision.objects.order_by("pk")] == ["abuse", "spam"]
    assert everything()[:-1] == once
    assert page_of(comment) == page


def test_a_second_removal_after_a_return_is_the_one_that_is_told(desk: Client, comment: Comment) -> None:
    CommentFactory.create(parent=comment)

    for form in (REMOVE, RESTORE, {"verdict": "remove", "reason": "spam"}):
        desk.post(path_of("decision", comment), form)

    assert "<strong>spam</strong>." in page_of(comment)
    assert "<strong>abuse</strong>." not in page_of(comment)


def without_versions(page: str) -> str:
    """The page but for what counts changes: these only ever rise."""
    return re.sub(r' data-(?:version|seq)="\d+"', "", page)


@pytest.mark.parametrize("answered", [False, True])
def test_restoring_brings_back_exactly_what_was_there(desk: Client, comment: Comment, answered: bool) -> None:
    if answered:
        CommentFactory.create(parent=comment)
    page, counts = page_of(comment), counts_of(comment)
    thread = Thread.objects.values().get()

    desk.post(path_of("decision", comment), REMOVE)
    desk.post(path_of("decision", comment), RESTORE)

    assert without_versions(page_of(comment)) == without_versions(page)
    assert counts_of(comment) == counts
    assert Thread.objects.values().get() == thread


def test_restoring_twice_does_no_harm(desk: Client, comment: Comment) -> None:
    desk.post(path_of("decision", comment), REMOVE)
    desk.post(path_of("decision", comment), RESTORE)
    once = everything()[:-1]

    desk.post(path_of("decision", comment), RESTORE)

    assert everything()[:-1] == once


@pytest.mark.parametrize("form", [REMOVE, RESTORE, APPROVE], ids=["remove", "restore", "approve"])
def test_what_its_author_deleted_stays_deleted(desk: Client, author: User, form: dict[str, str]) -> None:
    deleted = CommentFactory.create(author=author, status=Comment.Status.DELETED)

    told = text_of(desk.post(path_of("decision", deleted), form, follow=True))

    deleted.refresh_from_db()
    assert deleted.status == Comment.Status.DELETED
    assert "dealt with before: it is deleted by its author." in told
    assert Decision.objects.count() == 1


def test_the_second_of_two_moderators_is_told_that_another_was_first(desk: Client, comment: Comment) -> None:
    desk.post(path_of("decision", comment), REMOVE)

    told = text_of(desk.post(path_of("decision", comment), APPROVE, follow=True))

    comment.refresh_from_db()
    assert comment.status == Comment.Status.REMOVED
    assert "dealt with before: it is removed by a moderator." in told


@pytest.mark.parametrize(
    ("status", "form", "sentence"),
    [
        (Comment.Status.PUBLISHED, REMOVE, "The comment is removed."),
        (Comment.Status.PUBLISHED, APPROVE, "The comment stays."),
        (Comment.Status.REMOVED, RESTORE, "The comment is back."),
        (Comment.Status.SPAM, RESTORE, "The comment is back."),
        (Comment.Status.PUBLISHED, {"verdict": "spam"}, "The comment is removed as spam."),
    ],
)
def test_a_moderator_is_told_what_was_done(desk: Client, status: int, form: dict[str, str], sentence: str) -> None:
    comment = CommentFactory.create(status=status)

    told = text_of(desk.post(path_of("decision", comment), form, follow=True))

    assert sentence in told


def test_what_waited_is_published_by_approval(desk: Client, comment: Comment) -> None:
    waiting = CommentFactory.create(parent=comment, status=Comment.Status.PENDING)

    desk.post(path_of("decision", waiting), APPROVE)

    waiting.refresh_from_db()
    comment.refresh_from_db()
    assert waiting.status == Comment.Status.PUBLISHED
    assert waiting.body in page_of(comment)
    assert counts_of(comment) == (2, 0, 1)
    assert (comment.reply_count, comment.thread.size) == (1, 2)


def test_what_waited_can_be_removed_without_ever_having_been_shown(desk: Client) -> None:
    waiting = CommentFactory.create(status=Comment.Status.PENDING)

    desk.post(path_of("decision", waiting), REMOVE)

    waiting.refresh_from_db()
    assert waiting.status == Comment.Status.REMOVED
    assert counts_of(waiting) == (0, 0, 0)


def test_approving_twice_publishes_once(desk: Client) -> None:
    waiting = CommentFactory.create(status=Comment.Status.PENDING)

    for _ in range(2):
        desk.post(path_of("decision", waiting), APPROVE)

    assert counts_of(waiting) == (1, 0, 1)
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("form", [REMOVE, APPROVE], ids=["remove", "approve"])
def test_a_decision_answers_every_open_report(desk: Client, comment: Comment, form: dict[str, str]) -> None:
    reports = ReportFactory.create_batch(2, comment=comment)

    desk.post(path_of("decision", comment), form)

    comment.refresh_from_db()
    assert comment.report_count == 0
    assert list(Decision.objects.get().reports.order_by("pk")) == reports


def test_an_answered_report_keeps_its_answer(desk: Client, comment: Comment) -> None:
    report = ReportFactory.create(comment=comment)
    desk.post(path_of("decision", comment), APPROVE)

    desk.post(path_of("decision", comment), REMOVE)

    report.refresh_from_db()
    assert report.decision == Decision.objects.earliest("pk")


def test_a_script_gets_what_is_left(desk: Client, comment: Comment) -> None:
    CommentFactory.create(parent=comment)

    removed = desk.post(path_of("decision", comment), REMOVE, headers=FRAGMENT)
    restored = desk.post(path_of("decision", comment), RESTORE, headers=FRAGMENT)

    assert removed.status_code == restored.status_code == 200
    assert "Removed by a moderator" in text_of(removed)
    assert comment.body in text_of(restored)


def test_from_the_desk_the_moderator_goes_back_to_the_desk(desk: Client, comment: Comment) -> None:
    there = "/moderation/?queue=reported&after=3"

    answer = desk.post(path_of("decision", comment), {**REMOVE, "next": there})

    assert answer.headers["Location"] == there


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        " //evil.example/",
        "/\t/evil.example/",
        "http://testserver@evil.example/",
        "\x00//evil.example/",
        "x" * 10_000,
        "",
    ],
)
def test_nobody_is_sent_to_another_site(desk: Client, comment: Comment, elsewhere: str) -> None:
    answer = desk.post(path_of("decision", comment), {**APPROVE, "next": elsewhere})

    location = answer.headers["Location"]
    there = urlsplit(urljoin("http://testserver/comments/1/decision/", location))
    assert answer.status_code == 302
    assert (there.scheme, there.netloc) == ("http", "testserver")
    # Browsers read a backslash as a slash, and skip blanks and control characters.
    assert not re.search(r"[\\\x00-\x20]", location)


def test_a_refused_form_still_knows_where_to_go_on(desk: Client, comment: Comment) -> None:
    page = text_of(desk.post(path_of("decision", comment), {"verdict": "remove", "next": "/moderation/"}))

    assert '<input type="hidden" name="next" value="/moderation/">' in page


def test_the_author_is_told_the_reason_and_the_sentence_other_readers_only_the_reason(
    desk: Client, author: User, reader: User, comment: Comment
) -> None:
    desk.post(path_of("decision", comment), REMOVE)

    pages = {}
    for somebody in (author, reader):
        desk.force_login(somebody)
        pages[somebody.handle] = text_of(desk.get(comment.get_absolute_url()))

    assert "We do not name streets." in pages["author"]
    assert "We do not name streets." not in pages["reader"]
    assert all("abuse" in page for page in pages.values())
    assert all("Mona Moderator" not in page for page in pages.values())


@pytest.mark.parametrize(
    ("status", "verdicts"),
    [
        (Comment.Status.PUBLISHED, {"remove", "approve", "spam"}),
        (Comment.Status.PENDING, {"remove", "approve", "spam"}),
        (Comment.Status.REMOVED, {"restore"}),
        (Comment.Status.SPAM, {"restore"}),
        (Comment.Status.DELETED, set()),
    ],
)
def test_the_form_offers_what_can_be_done(desk: Client, status: int, verdicts: set[str]) -> None:
    comment = CommentFactory.create(status=status)

    page = text_of(desk.get(path_of("decision", comment)))

    assert {verdict for verdict in Decision.Verdict.values if f'name="verdict" value="{verdict}"' in page} == verdicts
