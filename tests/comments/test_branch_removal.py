"""Removing a whole branch, as one run that one press takes back."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.actions import branching
from comments.actions.branching import remove_branch
from comments.actions.runs import undo_run
from comments.models import Comment, Decision, DecisionRun, Notification, Report
from comments.rows import published_below, size_of_branch
from tests.comments.steps import everything, path_of, sign_in, text_of
from tests.factories import CommentFactory, ReportFactory

pytestmark = pytest.mark.django_db

REMOVE = {"verdict": "remove", "reason": "hate"}
PUBLISHED, REMOVED = Comment.Status.PUBLISHED, Comment.Status.REMOVED


@pytest.fixture
def thread() -> list[Comment]:
    """Root ← top ← answer ← last, and a sibling of the top; below the answer something waits."""
    root = CommentFactory.create(body="The root.")
    top = CommentFactory.create(parent=root, body="The top.")
    answer = CommentFactory.create(parent=top)
    last = CommentFactory.create(parent=answer)
    CommentFactory.create(parent=answer, status=Comment.Status.PENDING)
    return [root, top, answer, last, CommentFactory.create(parent=root)]


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def statuses(comments: list[Comment]) -> list[int]:
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]


def test_every_published_comment_of_it_goes_by_a_decision_of_one_run(
    desk: Client, thread: list[Comment], moderator: User
) -> None:
    answer = desk.post(path_of("branch", thread[1]), {**REMOVE, "note": "Not here."})

    run = DecisionRun.objects.get()
    decisions = Decision.objects.filter(
        run=run, moderator=moderator, verdict="remove", reason="hate", note="Not here."
    )
    assert answer.headers["Location"] == f"/moderation/runs/{run.pk}/"
    assert {decision.comment for decision in decisions} == set(thread[1:4])
    assert statuses(thread) == [PUBLISHED, REMOVED, REMOVED, REMOVED, PUBLISHED]
    assert Comment.objects.filter(status=Comment.Status.PENDING).count() == 1
    assert Notification.objects.filter(kind=Notification.Kind.DECISION).count() == 3


def test_the_page_says_how_many_and_changes_nothing(desk: Client, thread: list[Comment]) -> None:
    before = everything()

    page = text_of(desk.get(path_of("branch", thread[1])))

    assert "Remove all 3 comments" in page
    assert everything() == before


def test_nothing_of_it_is_left_for_readers_and_the_log_tells_each(desk: Client, thread: list[Comment]) -> None:
    desk.post(path_of("branch", thread[1]), REMOVE)

    page = text_of(Client().get(thread[0].discussion.article.get_absolute_url()))
    log = text_of(desk.get("/moderation/log/"))
    assert "2 comments" in page
    assert "epitaph" not in page
    assert "1 reply" in page
    assert log.count(f'href="/moderation/runs/{DecisionRun.objects.get().pk}/"') == 3


def test_one_press_takes_all_of_it_back(desk: Client, thread: list[Comment]) -> None:
    report = ReportFactory.create(comment=thread[2])
    before = [page_of(thread), list(Report.objects.values())]
    done = desk.post(path_of("branch", thread[1]), REMOVE).headers["Location"]

    page = text_of(desk.get(done))
    desk.post(f"{done}undo/")

    report.refresh_from_db()
    assert "3 comments decided on together" in page
    assert "Undo all of it" in page
    assert statuses(thread) == [PUBLISHED] * 5
    assert [page_of(thread), list(Report.objects.values())] == before
    assert Decision.objects.filter(verdict="undo").count() == 3


def page_of(thread: list[Comment]) -> list[object]:
    counts = ("reply_count", "report_count", "status")
    return [list(Comment.objects.order_by("pk").values(*counts)), size_of_branch(thread[1].pk)]


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor"])
def test_nobody_else_removes_it(client: Client, thread: list[Comment], role: str) -> None:
    sign_in(client, role)
    before = everything()

    client.post(path_of("branch", thread[1]), REMOVE)

    assert everything() == before


def test_without_a_reason_nothing_goes_and_the_sentence_is_kept(desk: Client, thread: list[Comment]) -> None:
    before = everything()

    answer = desk.post(path_of("branch", thread[1]), {"verdict": "remove", "note": "Kept words."})

    assert answer.status_code == 422
    assert "Please choose the reason: the author and the readers are told it." in text_of(answer)
    assert "Kept words.</textarea>" in text_of(answer)
    assert everything() == before


def test_below_a_removed_top_the_answers_still_go(desk: Client, thread: list[Comment]) -> None:
    desk.post(path_of("decision", thread[1]), {"verdict": "remove", "reason": "abuse"})

    desk.post(path_of("branch", thread[1]), REMOVE)

    assert statuses(thread) == [PUBLISHED, REMOVED, REMOVED, REMOVED, PUBLISHED]
    assert thread[1].decisions.count() == 1


def test_a_long_branch_goes_in_slices_of_one_run(
    thread: list[Comment], moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(branching, "COMMENTS_IN_A_RUN", 2)

    run = remove_branch(top=thread[0], moderator=moderator, reason="abuse")

    assert statuses(thread) == [REMOVED] * 5
    assert run.decisions.count() == 5


def test_taken_back_in_the_middle_it_does_not_go_on(
    thread: list[Comment], moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(branching, "published_below", lambda top, limit: published_below(top, 1))
    run = remove_branch(top=thread[0], moderator=moderator, reason="abuse")
    undo_run(run=run, moderator=moderator)

    branching.go_on_with(run=run, top=thread[0].pk, reason="abuse", note="")

    assert statuses(thread) == [PUBLISHED] * 5


def test_the_comments_page_leads_to_what_was_decided_together(desk: Client, thread: list[Comment]) -> None:
    done = desk.post(path_of("branch", thread[1]), REMOVE).headers["Location"]

    assert f'href="{done}"' in text_of(desk.get(thread[2].get_absolute_url()))
    assert f'href="{done}"' not in text_of(Client().get(thread[2].get_absolute_url()))


@pytest.mark.parametrize("count", [1, 4])
def test_its_page_costs_as_many_queries_for_a_long_branch(
    desk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    top = CommentFactory.create()
    for _ in range(count):
        CommentFactory.create(parent=top)
    desk.get(path_of("branch", top))

    with django_assert_num_queries(8):
        desk.get(path_of("branch", top))
