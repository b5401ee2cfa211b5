"""Deciding on several comments together, and taking that back together."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.actions.editing import edit_comment
from comments.actions.moderating import approve_comment
from comments.actions.runs import COMMENTS_IN_A_RUN
from comments.models import Comment, Decision, DecisionRun
from comments.reasons import SENTENCES
from tests.comments.steps import everything, sign_in, text_of
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

RUN = "/moderation/run/"
PENDING, PUBLISHED = Comment.Status.PENDING, Comment.Status.PUBLISHED


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


@pytest.fixture
def waiting(author: User) -> list[Comment]:
    return [CommentFactory.create(author=author, status=PENDING) for _ in range(3)]


def cards(comments: list[Comment]) -> list[str]:
    return [f"{comment.pk}-{comment.revision_number}-0" for comment in comments]


def statuses(comments: list[Comment]) -> list[int]:
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]


def test_the_desk_offers_a_tick_for_each_and_the_next_page_shows_what_will_happen(
    desk: Client, waiting: list[Comment]
) -> None:
    queue = text_of(desk.get("/moderation/"))
    ticked = re.findall(r'name="card" value="([\d-]+)"', queue)
    before = everything()

    page = text_of(desk.get(RUN, {"verdict": "spam", "card": ticked[:2]}))

    assert ticked == cards(waiting)
    assert "Remove these comments as spam?" in page
    assert waiting[0].body in page
    assert waiting[1].body in page
    assert waiting[2].body not in page
    assert everything() == before


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"verdict": "approve"}, PUBLISHED),
        ({"verdict": "remove", "reason": "off-topic"}, Comment.Status.REMOVED),
        ({"verdict": "spam"}, Comment.Status.SPAM),
    ],
)
def test_all_that_are_ticked_are_decided_on_and_no_others(
    desk: Client, waiting: list[Comment], form: dict[str, str], status: int
) -> None:
    answer = desk.post(RUN, {**form, "card": cards(waiting[:2])})

    run = DecisionRun.objects.get()
    assert answer.headers["Location"] == f"/moderation/runs/{run.pk}/"
    assert statuses(waiting) == [status, status, PENDING]
    assert run.decisions.count() == 2
    assert "2 comments decided on together" in text_of(desk.get(answer.headers["Location"]))


def test_the_sentence_is_that_of_the_reason_where_none_was_written(desk: Client, waiting: list[Comment]) -> None:
    desk.post(RUN, {"verdict": "remove", "reason": "hate", "card": cards(waiting)})

    assert set(Decision.objects.values_list("note", flat=True)) == {SENTENCES["hate"]}


def test_a_removal_of_many_needs_its_reason_and_keeps_what_was_ticked(desk: Client, waiting: list[Comment]) -> None:
    answer = desk.post(RUN, {"verdict": "remove", "note": "Kept.", "card": cards(waiting)})

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Please choose the reason" in page
    assert "Kept.</textarea>" in page
    assert re.findall(r'name="card" value="([\d-]+)" checked', page) == cards(waiting)
    assert not Decision.objects.exists()


def test_what_happened_meanwhile_is_marked_and_left_as_it_is(
    desk: Client, waiting: list[Comment], author: User
) -> None:
    ticked = cards(waiting)
    approve_comment(comment=waiting[0], moderator=UserFactory.create(moderator=True))
    edit_comment(comment=waiting[1], editor=author, body="Other words.")

    preview = text_of(desk.get(RUN, {"verdict": "spam", "card": ticked}))
    told = text_of(desk.post(RUN, {"verdict": "spam", "card": ticked}, follow=True))

    assert preview.count("it will be left as it is") == 2
    assert "2 comments were left as they are" in told
    assert statuses(waiting) == [PUBLISHED, PENDING, Comment.Status.SPAM]


def test_one_press_takes_the_whole_run_back(desk: Client, waiting: list[Comment]) -> None:
    desk.post(RUN, {"verdict": "spam", "card": cards(waiting)})
    run = DecisionRun.objects.get()

    told = text_of(desk.post(f"/moderation/runs/{run.pk}/undo/", follow=True))

    assert statuses(waiting) == [PENDING] * 3
    assert "Undo all of it" not in told
    assert Decision.objects.filter(verdict="undo").count() == 3


def test_taking_it_back_twice_does_no_more_than_once(desk: Client, waiting: list[Comment]) -> None:
    desk.post(RUN, {"verdict": "spam", "card": cards(waiting)})
    undo = f"/moderation/runs/{DecisionRun.objects.get().pk}/undo/"
    desk.post(undo)
    once = everything()

    desk.post(undo)

    assert everything() == once


def test_no_more_are_decided_on_than_anybody_looked_at(desk: Client, waiting: list[Comment]) -> None:
    nobodys = [f"{10**6 + number}-1-0" for number in range(COMMENTS_IN_A_RUN)]

    desk.post(RUN, {"verdict": "spam", "card": [*nobodys, *cards(waiting)]})

    assert statuses(waiting) == [PENDING] * 3


@pytest.mark.parametrize("card", ["", "x", "1", "1-1", "1-1-1-1", "-1-1-0", "²-1-0", f"{10**30}-1-0", "\x00"])
def test_nonsense_is_no_card(desk: Client, waiting: list[Comment], card: str) -> None:
    answers = [desk.get(RUN, {"card": card}), desk.post(RUN, {"verdict": "spam", "card": card})]

    assert [answer.status_code for answer in answers] == [200, 422]
    assert "No comment is ticked." in text_of(answers[0])
    assert not Decision.objects.exists()


@pytest.mark.parametrize("verdict", ["", "undo", "restore", "burn"])
def test_there_is_no_other_verdict_for_many(desk: Client, waiting: list[Comment], verdict: str) -> None:
    assert desk.post(RUN, {"verdict": verdict, "card": cards(waiting)}).status_code == 422
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", ["anonymous", "reader", "editor"])
def test_runs_are_the_moderators(client: Client, waiting: list[Comment], moderator: User, role: str) -> None:
    run = DecisionRun.objects.create(moderator=moderator)
    sign_in(client, role)
    before = everything()

    answers = [
        client.get(RUN, {"card": cards(waiting)}),
        client.post(RUN, {"verdict": "spam", "card": cards(waiting)}),
        client.get(f"/moderation/runs/{run.pk}/"),
        client.post(f"/moderation/runs/{run.pk}/undo/"),
    ]

    assert {answer.status_code for answer in answers} == {302 if role == "anonymous" else 403}
    assert everything() == before


@pytest.mark.parametrize("count", [1, 6])
def test_the_pages_of_a_run_ask_the_database_as_often_for_many(
    desk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    comments = [CommentFactory.create(status=PENDING) for _ in range(count)]

    # Session, person; the comments, their topics and decisions; the masthead's topics and the inbox.
    with django_assert_num_queries(7):
        desk.get(RUN, {"verdict": "spam", "card": cards(comments)})
    desk.post(RUN, {"verdict": "spam", "card": cards(comments)})
    # Session, person; the run, its decisions; the masthead's topics and the inbox.
    run = DecisionRun.objects.get()
    with django_assert_num_queries(6):
        desk.get(f"/moderation/runs/{run.pk}/")
