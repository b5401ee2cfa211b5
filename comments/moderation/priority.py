"""Which reported comment comes first: a sum whose parts every card shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import log2

# What a report by somebody weighs of whom nothing is known yet.
OF_A_NEWCOMER = 10
# What ten doublings of readers' attention weigh; a few answers count more than the hundredth.
OF_A_DOUBLING = 4
# Waiting for two days weighs as much as two newcomers' reports; longer weighs no more, or old trifles would lead.
HOURS_TO_A_POINT = 2.4
MOST_FOR_WAITING = 20


@dataclass(frozen=True)
class ReporterRecord:
    """How many of somebody's earlier reports were answered, and how many of these by taking the comment down."""

    answered: int = 0
    upheld: int = 0

    @property
    def trust(self) -> float:
        """In (0, 1): the share that was upheld, held towards a half by two reports that nobody made."""
        return (self.upheld + 1) / (self.answered + 2)


@dataclass(frozen=True)
class Priority:
    """Points; the higher, the sooner."""

    reports: int
    attention: int
    waiting: int

    @property
    def total(self) -> int:
        return self.reports + self.attention + self.waiting


def priority(reporters: Sequence[ReporterRecord], *, replies: int, upvotes: int, waited: timedelta) -> Priority:
    """What it weighs, from its open reports' reporters, what it stirred and since when it is reported.

    Reports: 20 × trust for each reporter, so that one who was always right weighs up to two newcomers.
    Attention: 4 × log₂(1 + replies + recommendations). Waiting: a point for each 2.4 hours since the
    first open report, at most 20. The first two are rounded.
    """
    hours = max(waited.total_seconds(), 0) / 3600
    return Priority(
        reports=round(sum(2 * OF_A_NEWCOMER * reporter.trust for reporter in reporters)),
        attention=round(OF_A_DOUBLING * log2(1 + max(replies, 0) + max(upvotes, 0))),
        waiting=min(int(hours / HOURS_TO_A_POINT), MOST_FOR_WAITING),
    )
