"""What was measured: plain data that becomes the JSON file as it is."""

from dataclasses import asdict, dataclass, field
from typing import Any

BARE, FRAMED, CONSTANT = "empty Django view", "empty Django view, all middleware", "constant bytes"
# The floor that every figure is also given as a ratio to.
UNIT = BARE
# How the bench's own database connections call themselves: what they cost is not the site's.
APPLICATION_NAME = "parley-bench"


@dataclass(frozen=True)
class Plan:
    """What to measure and for how long: each kind of request for `seconds` in each of the `rounds`.

    No round begins after `stage_seconds`, so that a busy machine gives fewer turns and not a longer
    wait. The site is started afresh `starts` times, each page loaded in a browser `paints` times. The desk's
    pages are asked for over `desk` comments, lists and searches over `archive` articles, where there are any.
    """

    sizes: list[int]
    rounds: int
    seconds: float
    stage_seconds: float
    starts: int
    paints: int
    desk: int = 0
    archive: int = 0


@dataclass(frozen=True)
class Turn:
    """What some requests of one kind, one right after the other, cost each in CPU seconds."""

    site: float
    database: float

    @property
    def cpu(self) -> float:
        return self.site + self.database


@dataclass(frozen=True)
class Weight:
    """Bytes of an answer's body, None where the server does not send it so, and how many comments are in it."""

    raw: int
    gzip: int | None
    brotli: int | None
    comments: int


@dataclass
class Cell:
    """What requests of one kind cost, by turns; latencies in seconds, of every request."""

    turns: list[Turn] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    queries: int | None = None
    weight: Weight | None = None

    @property
    def middle(self) -> Turn:
        """The median turn: one that something else disturbed does not count for more than any other."""
        return sorted(self.turns, key=lambda turn: turn.cpu)[len(self.turns) // 2]

    def figures(self, unit: float) -> dict[str, Any]:
        """In milliseconds a request; `ratio` is to `unit` in seconds."""
        middle = self.middle
        return {
            "requests": len(self.latencies),
            "cpu_ms": round(1000 * middle.cpu, 4),
            "site_cpu_ms": round(1000 * middle.site, 4),
            "database_cpu_ms": round(1000 * middle.database, 4),
            "ratio": round(middle.cpu / unit, 3),
            "turns_cpu_ms": [round(1000 * turn.cpu, 4) for turn in self.turns],
            "p50_ms": round(1000 * quantile(self.latencies, 0.5), 3),
            "p99_ms": round(1000 * quantile(self.latencies, 0.99), 3),
            "queries": self.queries,
            "weight": asdict(self.weight) if self.weight else None,
        }


@dataclass
class Measured:
    """One database's cells by floor, by size and kind of request, and those of the desk and of the archive."""

    floors: dict[str, Cell] = field(default_factory=dict)
    discussions: dict[int, dict[str, Cell]] = field(default_factory=dict)
    desk: dict[str, Cell] = field(default_factory=dict)
    archive: dict[str, Cell] = field(default_factory=dict)

    def floor(self, name: str) -> Cell:
        return self.floors.setdefault(name, Cell())

    def cell(self, size: int, name: str) -> Cell:
        return self.discussions.setdefault(size, {}).setdefault(name, Cell())

    def figures(self) -> dict[str, Any]:
        unit = self.floors[UNIT].middle.cpu
        return {
            "floors": {name: cell.figures(unit) for name, cell in self.floors.items()},
            "discussions": {
                str(size): {name: cell.figures(unit) for name, cell in cells.items()}
                for size, cells in self.discussions.items()
            },
            "desk": {name: cell.figures(unit) for name, cell in self.desk.items()},
            "archive": {name: cell.figures(unit) for name, cell in self.archive.items()},
        }


def quantile(values: list[float], share: float) -> float:
    """The value that `share` of the values, from 0 to 1, do not exceed; of none, 0."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
