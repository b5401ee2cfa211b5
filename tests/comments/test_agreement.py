"""Log, standing page, report and status tell one story, whatever moderators, authors and appeals did."""

from collections import Counter

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from comments.discussion import decisions_on, removals
from comments.models import Appeal, Comment, Decision
from comments.moderation import log
from comments.moderation.log import Filters, log_page
from comments.rulings import in_force, last_word_on
from comments.sanctions.standing import removals_of
from comments.transparency.counting import count_figures
from comments.transparency.periods import Period
from tests.comments.test_laws import Room, check_laws
from tests.factories import UserFactory

DEEDS = [
    *["reply", "wait", "edit", "delete", "undo", "report"],
    *["remove", "remove_first", "explain", "spam", "approve", "restore", "take_back"],
    *["appeal", "grant", "uphold"],
]
attempts = st.tuples(st.sampled_from(DEEDS), st.integers(0, 1), st.integers(0, 2))
# Where it begins to be interesting.
REMOVED_AND_APPEALED = [("post", 0, 0), ("reply", 1, 0), ("remove", 0, 0), ("appeal", 0, 0)]


def check_log(room: Room) -> None:
    """Every decision, the newest first, and of each whether it still holds."""
    entries = [one for one in _whole_log() if one.decision.comment.discussion_id == room.article.pk]
    decisions = list(Decision.objects.filter(comment__discussion=room.article.pk).order_by("-pk"))
    assert [entry.decision for entry in entries] == decisions
    for entry in entries:
        assert entry.decision.is_undone == last_word_on(entry.decision, decisions)[1]
        assert ("after an appeal" in entry.sentence) is (entry.decision.answers_id is not None)


def _whole_log() -> list[log.Entry]:
    page = log_page(Filters())
    entries = [*page.entries]
    while page.earlier:
        page = log_page(Filters(), page.earlier)
        entries += page.entries
    return entries


def check_standing(room: Room) -> None:
    """What its page tells a person is down is what moderators hold down of theirs, by the decision that does."""
    down = {Comment.Status.REMOVED, Comment.Status.SPAM}
    for person in room.people:
        told = {one.comment.pk: one.decision for one in removals_of(person).removals}
        mine = [comment for comment in room.comments if comment.author_id == person.pk and comment.status in down]
        assert told == removals(decisions_on({comment.pk for comment in mine}))
        assert set(told) == {comment.pk for comment in mine}


def check_report() -> None:
    """Of today it counts each decision once, and as reversed those that hold no more."""
    today = timezone.localdate()
    figures = count_figures(Period(today, today))
    made: Counter[str] = Counter()
    for kind, count in figures.made.items():
        made[kind.verdict] += count
    assert made == Counter(Decision.objects.values_list("verdict", flat=True))
    overturned = Appeal.objects.filter(outcome="overturned").count()
    assert sum(count for kind, count in figures.reversed.items() if kind.takes_down) >= overturned


def check_appeals_settled_once(room: Room) -> None:
    """An answer in force is the outcome; no two answers to one appeal are in force at a time."""
    for comment in room.comments:
        answered = Counter(
            one.answers_id for one in in_force(list(comment.decisions.order_by("pk"))) if one.answers_id
        )
        assert all(count == 1 for count in answered.values())
        for appeal in Appeal.objects.filter(decision__comment=comment):
            assert (appeal.answered_by_id is not None) == (appeal.pk in answered)


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(attempts, min_size=2, max_size=12))
@example([("take_back", 0, 0)])
@example([("grant", 0, 0), ("take_back", 0, 0), ("take_back", 1, 0), ("uphold", 0, 0)])
@example([("uphold", 0, 0), ("take_back", 0, 0), ("take_back", 1, 0), ("grant", 0, 0), ("remove", 0, 0)])
def test_whatever_is_decided_all_tell_the_same_of_it(tries: list[tuple[str, int, int]]) -> None:
    room = Room(UserFactory.create_batch(2), UserFactory.create(moderator=True))
    for attempt in [*REMOVED_AND_APPEALED, *tries]:
        room.attempt(*attempt)

    check_laws(room)
    check_log(room)
    check_standing(room)
    check_report()
    check_appeals_settled_once(room)
