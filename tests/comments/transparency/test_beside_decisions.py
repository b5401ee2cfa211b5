"""What the report counts beside decisions: appeals and how they ended, sanctions and which were lifted."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from comments.models import Lifting
from tests.comments.transparency.steps import figures_of
from tests.factories import AppealFactory, SanctionFactory

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
