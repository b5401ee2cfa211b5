"""The fold from which a comment's status follows, against what one would do by hand."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from comments.models import Comment, Decision
from comments.rulings import in_force, outcome, status_after

PENDING, PUBLISHED = Comment.Status.PENDING, Comment.Status.PUBLISHED
REMOVED, SPAM = Comment.Status.REMOVED, Comment.Status.SPAM
VERDICTS = [verdict for verdict in Decision.Verdict.values if verdict != "undo"]


@dataclass
class Step:
    pk: int
    verdict: str
    undoes_id: int | None = None


def steps(*verdicts: str | int) -> list[Step]:
    """A verdict each, or, as a number, the undo of the step with that key."""
    return [
        Step(pk, "undo", verdict) if isinstance(verdict, int) else Step(pk, verdict)
        for pk, verdict in enumerate(verdicts, 1)
    ]


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Verdicts and undos, of what is not yet undone, in any sequence."""
    history: list[Step] = []
    for pk in range(1, draw(st.integers(1, 9))):
        undone = {step.undoes_id for step in history}
        open_ones = [step.pk for step in history if step.pk not in undone]
        choices = [Step(pk, verdict) for verdict in VERDICTS] + [Step(pk, "undo", one) for one in open_ones]
        history.append(draw(st.sampled_from(choices)))
    return history


def counts(step: Step, history: list[Step]) -> bool:
    """Whether no undo of it counts."""
    return not any(other.undoes_id == step.pk and counts(other, history) for other in history)


@given(st.sampled_from([PENDING, PUBLISHED, REMOVED, SPAM]), histories())
def test_what_was_undone_might_as_well_never_have_been(first: int, history: list[Step]) -> None:
    status = int(first)
    for step in history:
        if step.verdict != "undo" and counts(step, history):
            status = outcome(step.verdict, status)

    assert status_after(first, history) == status


@given(st.sampled_from([PENDING, PUBLISHED]), histories())
def test_all_undone_it_is_what_it_was_at_first(first: int, history: list[Step]) -> None:
    undos = [Step(100 + step.pk, "undo", step.pk) for step in in_force(history) if step.undoes_id is None]
    chained = [step for step in history if step.undoes_id is None and counts(step, history)]

    undone_by = {step.undoes_id: step for step in history if step.undoes_id}
    for undo, step in zip(undos, chained, strict=True):
        last = step
        while last.pk in undone_by:
            last = undone_by[last.pk]
        undo.undoes_id = last.pk

    assert status_after(first, [*history, *undos]) == first


def test_an_older_decision_undone_below_a_newer_one_leaves_the_newer_ones_word() -> None:
    assert status_after(PUBLISHED, steps("remove", "spam", 1)) == SPAM
    assert status_after(PENDING, steps("approve", "remove", 1)) == REMOVED
    assert status_after(PUBLISHED, steps("remove", "restore", 1)) == PUBLISHED
    assert status_after(PUBLISHED, steps("remove", "restore", 2)) == REMOVED


def test_an_undo_undone_puts_the_decision_in_force_again() -> None:
    assert status_after(PUBLISHED, steps("remove", 1, 2)) == REMOVED
    assert status_after(PUBLISHED, steps("remove", 1, 2, 3)) == PUBLISHED


def test_what_a_verdict_does_not_apply_to_stays_as_it_is() -> None:
    assert status_after(PUBLISHED, steps("approve")) == PUBLISHED
    assert status_after(REMOVED, steps("approve")) == REMOVED
    assert status_after(PENDING, steps("restore")) == PENDING
