"""What the report counts beside what moderators decide: what rules did, appeals, notices and sanctions."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from comments.actions.moderating import (
    approve_comment,
    mark_spam,
    remove_comment,
    restore_comment,
    undo_decision,
)
from comments.models import Comment, Decision, Lifting, NoticeLocation, Rule, RuleHit
from tests.comments.steps import text_of
from tests.comments.transparency.steps import ADDRESSES, asked, figures_of
from tests.factories import (
    AppealFactory,
    CommentFactory,
    DecisionFactory,
    NoticeFactory,
    ReportFactory,
    RuleFactory,
    SanctionFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 15, 30, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=400)


@pytest.fixture(autouse=True)
def _november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_appeals_are_told_by_how_they_ended_and_how_long_it_took(client: Client) -> None:
    for outcome, hours in (("overturned", 1), ("upheld", 5), ("upheld", 2), ("taken-back", 9)):
        AppealFactory.create(outcome=outcome, appealed_at=NOW - timedelta(hours=hours), answered_at=NOW)
    AppealFactory.create()
    AppealFactory.create(appealed_at=LONG_AGO)

    appeals = figures_of(client, "appeals")

    assert appeals["overturned-share"] == pytest.approx(100 / 3, abs=0.01)
    assert {key: count for key, count in appeals.items() if key != "overturned-share"} == {
        "appeals": 5,
        "overturned": 1,
        "upheld": 2,
        "taken-back": 1,
        "open": 1,
    }
    assert figures_of(client, "times")["appeal"] == 2 * 3600


def test_before_anybody_appealed_there_is_nothing_to_divide_by(client: Client) -> None:
    assert figures_of(client, "appeals")["overturned-share"] is None
    assert figures_of(client, "times")["appeal"] is None


def test_sanctions_are_told_by_kind_with_those_that_were_lifted(client: Client, moderator: User) -> None:
    lifted, *_others = (SanctionFactory.create(kind=kind, imposed_at=NOW) for kind in ("ban", "suspension", "ban"))
    SanctionFactory.create(kind="warning", imposed_at=LONG_AGO)
    Lifting.objects.create(sanction=lifted, moderator=moderator, role="moderator")

    assert +Counter(figures_of(client, "sanctions")) == {"ban": 2, "suspension": 1}
    assert +Counter(figures_of(client, "sanctions", "lifted")) == {"ban": 1}


def held(rule: Rule) -> tuple[Comment, Decision]:
    comment = CommentFactory.create(status=Comment.Status.PENDING, created_at=NOW)
    return comment, DecisionFactory.create(
        comment=comment, moderator=None, rule=rule, role="", verdict="hold", reason=rule.reason
    )


def test_what_rules_held_is_wrong_where_the_first_moderator_to_look_let_it_stand(
    client: Client, moderator: User
) -> None:
    rule = RuleFactory.create()
    (right, _), (wrong, _), (_, taken_back), (thought_over, _), _waits, (back_again, hold) = (
        held(rule) for _ in range(6)
    )
    remove_comment(comment=right, moderator=moderator, reason="spam")
    restore_comment(comment=right, moderator=moderator)
    approve_comment(comment=wrong, moderator=moderator)
    undo_decision(decision=taken_back, moderator=moderator)
    undo_decision(decision=approve_comment(comment=thought_over, moderator=moderator), moderator=moderator)
    undo_decision(decision=undo_decision(decision=hold, moderator=moderator), moderator=moderator)
    mark_spam(comment=back_again, moderator=moderator)

    automation = figures_of(client, "automation")

    assert (automation["automated"], automation["automated-open"], automation["automated-reversed"]) == (6, 2, 2)
    assert automation["automated-error"] == 50
    assert figures_of(client, "decisions", "rules")["hold"] == 6
    assert figures_of(client, "decisions", "reversed")["hold"] == 1


def test_what_rules_refused_and_reported_is_told_apart(client: Client) -> None:
    rule = RuleFactory.create(action="refuse")
    for facts in (
        {},
        {"is_shadow": True},
        {"hit_at": LONG_AGO},
        {"action": "hold", "comment": CommentFactory.create()},
    ):
        RuleHit.objects.create(**{"rule": rule, "rule_version": 1, "action": "refuse", **facts})
    ReportFactory.create(reporter=None, rule=rule, reason="spam")
    ReportFactory.create(reason="spam")
    ReportFactory.create(reason="hate")

    assert figures_of(client, "automation")["refused"] == 1
    assert +Counter(figures_of(client, "reports", "readers")) == {"spam": 1, "hate": 1}
    assert +Counter(figures_of(client, "reports", "rules")) == {"spam": 1}


def test_notices_are_told_by_ground_with_what_became_of_them_and_name_nobody(client: Client) -> None:
    two_hours_ago = NOW - timedelta(hours=2)
    followed = NoticeFactory.create(
        ground="hate",
        comments=[CommentFactory.create(), CommentFactory.create()],
        received_at=two_hours_ago,
        decided_at=NOW,
    )
    NoticeLocation.objects.filter(notice=followed).update(outcome="taken-down")
    left = NoticeFactory.create(ground="hate", received_at=two_hours_ago, decided_at=NOW, is_automated=True)
    left.locations.update(outcome="left")
    NoticeFactory.create(ground="fraud")
    NoticeFactory.create(ground="fraud", received_at=LONG_AGO)

    received, taken_down, waiting = (
        figures_of(client, "notices", column) for column in ("value", "taken_down", "waiting")
    )

    assert +Counter(received) == {"hate": 2, "fraud": 1, "all": 3, "automated": 1}
    assert (taken_down["hate"], taken_down["all"], waiting["fraud"], waiting["all"]) == (1, 1, 1, 1)
    assert figures_of(client, "times")["notice"] == 2 * 3600
    assert figures_of(client, "overview")["notices"] == 3
    for address in ADDRESSES:
        assert "Nora Notifier" not in text_of(client.get(address, asked()))
