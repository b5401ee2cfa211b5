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
    """What to measure and for how long: each kind of request for `seconds` in each of the `rounds`."""

    sizes: list[int]
    rounds: int
    seconds: float


@dataclass(frozen=True)
class Weight:
    """Bytes of an answer's body, None where the server does not send it so, and how many comments are in it."""

    raw: int
    gzip: int | None
    brotli: int | None
    comments: int


@dataclass
class Cell:
    """What requests of one kind cost: CPU and latency in seconds."""

    requests: int = 0
    site_cpu: float = 0.0
    database_cpu: float = 0.0
    latencies: list[float] = field(default_factory=list)
    queries: int | None = None
    weight: Weight | None = None

    def figures(self, unit_ms: float) -> dict[str, Any]:
        """In milliseconds a request; `ratio` is of the site's and the database's CPU together to `unit_ms`."""
        site, database = (1000 * cpu / self.requests for cpu in (self.site_cpu, self.database_cpu))
        return {
            "requests": self.requests,
            "cpu_ms": round(site + database, 4),
            "site_cpu_ms": round(site, 4),
            "database_cpu_ms": round(database, 4),
            "ratio": round((site + database) / unit_ms, 2),
            "p50_ms": round(1000 * quantile(self.latencies, 0.5), 3),
            "p99_ms": round(1000 * quantile(self.latencies, 0.99), 3),
            "queries": self.queries,
            "weight": asdict(self.weight) if self.weight else None,
        }


@dataclass
class Measured:
    """One database's cells by floor, and by size and kind of request."""

    floors: dict[str, Cell] = field(default_factory=dict)
    discussions: dict[int, dict[str, Cell]] = field(default_factory=dict)

    def figures(self) -> dict[str, Any]:
        unit = self.floors[UNIT]
        unit_ms = 1000 * unit.site_cpu / unit.requests
        return {
            "floors": {name: cell.figures(unit_ms) for name, cell in self.floors.items()},
            "discussions": {
                str(size): {name: cell.figures(unit_ms) for name, cell in cells.items()}
                for size, cells in self.discussions.items()
            },
        }


def quantile(values: list[float], share: float) -> float:
    """The value that `share` of the values, from 0 to 1, do not exceed; of none, 0."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
