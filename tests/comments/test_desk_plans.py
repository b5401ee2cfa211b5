"""What the desk asks must not cost more the more comments there are, whatever else it comes to show."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.http import QueryDict

from accounts.models import User
from comments.appeals.queue import STATES, appeals_page
from comments.moderation.filters import read_view
from comments.moderation.log import Filters, log_page
from comments.moderation.owed import owed_decisions
from comments.moderation.queues import QUEUES, queue_counts, queue_page
from tests.comments.test_plans import plans_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="What PostgreSQL plans depends on how much there is."),
]


def cards(moderator: User, *, queue: str) -> object:
    return queue_page(read_view(QueryDict(f"queue={queue}")).view, moderator)


READS: dict[str, Callable[[User], object]] = {
    "counts": queue_counts,
    "reasons owed": owed_decisions,
    "log": lambda moderator: log_page(Filters()),
    **{f"appeals, {state}": partial(appeals_page, state=state) for state in STATES},
    **{f"queue, {name}": partial(cards, queue=name) for name in QUEUES},
}
# What may be gone through: no more is in them than waits.
IN_ORDER = ("comments_comment_pending", "comments_comment_reported", "comments_comment_not_published")


@pytest.mark.parametrize("name", READS)
def test_the_desk_goes_through_no_list_of_all_comments(name: str, moderator: User) -> None:
    steps = plans_of(partial(READS[name], moderator))

    through = [step for step in steps if step.startswith("SCAN") and "comments_comment" in step]
    assert steps
    # Everything goes by key, and stops after a page.
    assert [step for step in through if not step.endswith(IN_ORDER) and name != "queue, all"] == []
