"""What moderators set until it is lifted, as it follows from the decisions in force on a comment.

A measure is a decision that changes no status; lifting it is undoing that decision. Of several of one kind the
last counts, and the one before it again when that is undone.
"""

from collections.abc import Mapping, Sequence

from comments.models import Decision
from comments.rulings import in_force

Verdict = Decision.Verdict

# For the comment and everything below it, and for the comment alone; each is also the field of a Branch
# that names its decision.
OF_A_BRANCH = (Verdict.LOCK, Verdict.COLLAPSE, Verdict.SLOW)
OF_A_COMMENT = (Verdict.PIN, Verdict.FEATURE)
MEASURES = OF_A_BRANCH + OF_A_COMMENT


def measures_in_force(decisions: Sequence[Decision]) -> Mapping[str, Decision]:
    """By verdict; `decisions` are all those on one comment, in the order of their keys."""
    return {one.verdict: one for one in in_force(decisions) if one.verdict in MEASURES}
