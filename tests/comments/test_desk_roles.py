"""Every address of the desk, asked by everybody: only moderators get an answer, and nobody else changes anything."""

from collections.abc import Iterable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from comments.actions.moderating import remove_comment
from comments.actions.runs import decide_together
from comments.models import Comment, Decision, SavedFilter
from comments.rulings import Seen
from tests.comments.steps import everything, sign_in
from tests.factories import (
    AppealFactory,
    CommentFactory,
    GuestFactory,
    NoticeFactory,
    RuleFactory,
    SanctionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

OUTSIDERS = ["anonymous", "guest", "reader", "editor"]
# Everybody's, under the same roof.
PUBLIC = {"log", "log_feed", "transparency", "transparency_csv", "transparency_json"}
# On a comment's own page.
ON_A_COMMENT = {"decision", "branch", "pin", "feature"}
# Sent to, not opened.
TURNED_AWAY = {302, 403, 404, 405}


def patterns(found: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in found:
        path = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, path)
        else:
            yield path, pattern


def desk_names() -> list[str]:
    all_patterns = patterns(get_resolver().url_patterns)
    desk = {str(pattern.name) for path, pattern in all_patterns if path.startswith("moderation/")}
    return sorted((desk | ON_A_COMMENT) - PUBLIC)


def path_to(name: str, moderator: User) -> str:
    """The address, with something at it: what a row must be, where the address names one."""
    match name:
        case "decision" | "branch" | "pin" | "feature":
            return reverse(name, args=[CommentFactory.create().pk])
        case "person_desk" | "note_on_person" | "sanction_person":
            return reverse(name, args=[UserFactory.create().handle])
        case "guest_desk" | "note_on_guest" | "sanction_guest":
            return reverse(name, args=[GuestFactory.create().pk])
        case "lifting":
            return reverse(name, args=[SanctionFactory.create().pk])
        case "appeal_answer":
            return reverse(name, args=[AppealFactory.create().pk])
        case "notice_decision":
            return reverse(name, args=[NoticeFactory.create().pk])
        case "rule" | "rule_edit" | "rule_state" | "rule_rehearsal":
            return reverse(name, args=[RuleFactory.create().pk])
        case "saved_filter_deletion":
            return reverse(name, args=[SavedFilter.objects.create(moderator=moderator, name="Mine", query="q=a").pk])
        case "run_done" | "run_undo":
            return reverse(name, args=[_run_of(moderator)])
        case "decision_undo":
            remove_comment(comment=(comment := CommentFactory.create()), moderator=moderator, reason="abuse")
            return reverse(name, args=[comment.decisions.get().pk])
        case _:
            return reverse(name)


def _run_of(moderator: User) -> int:
    waiting = CommentFactory.create_batch(2, status=Comment.Status.PENDING)
    chosen = [(comment, Seen(revision=1, decision=0)) for comment in waiting]
    return decide_together(chosen=chosen, moderator=moderator, verdict=Decision.Verdict.APPROVE).run.pk


@pytest.mark.parametrize("role", OUTSIDERS)
@pytest.mark.parametrize("name", desk_names())
def test_nobody_else_sees_or_changes_anything(client: Client, moderator: User, name: str, role: str) -> None:
    path = path_to(name, moderator)
    sign_in(client, role)
    before = everything()

    answers = [
        client.get(path),
        client.post(path, {"verdict": "remove", "reason": "abuse", "comments": "1", "kind": "warning"}),
    ]

    assert {answer.status_code for answer in answers} <= TURNED_AWAY
    assert everything() == before


@pytest.mark.parametrize("name", desk_names())
def test_there_is_something_at_each_for_those_who_may(client: Client, moderator: User, name: str) -> None:
    path = path_to(name, moderator)
    sign_in(client, "administrator")

    assert client.get(path).status_code in {200, 204, 302, 304, 405}
