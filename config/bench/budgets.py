"""What a page may cost, and whether what was measured keeps to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from statistics import median
from typing import Any

from config.bench.results import UNIT

# The size that the budgets speak of, and the one that must be as light.
SMALL, USUAL, HUGE = "13", "200", "100000"
LIGHT_AS = 1.3
# What the floor took on the machine on which milliseconds were allowed.
UNIT_MS = 0.17
PAINTED_AS_SOON = 1.5


@dataclass(frozen=True)
class Budget:
    """`measured` and `allowed` are in `unit`."""

    what: str
    measured: float
    allowed: float
    unit: str

    @property
    def is_met(self) -> bool:
        return self.measured <= self.allowed


def check_budgets(database: str, figures: Mapping[str, Any]) -> list[Budget]:
    """Every budget that the figures of one database speak to."""
    sizes = figures["discussions"]
    found = [*_memory(figures), *_paint(figures)]
    if usual := sizes.get(USUAL):
        found = [*_warm(usual), *_writes(usual), *_cold(database, usual), *found]
        if huge := sizes.get(HUGE):
            found += _light(usual, huge)
    return [*found, *_desk(figures), *_archive(figures)]


def _warm(cells: Mapping[str, Any]) -> Iterator[Budget]:
    unit = f"× the {UNIT}"
    yield Budget("first page of 200, warm", cells["first page, warm"]["ratio"], 0.6, unit)
    yield Budget("first page of 200, 304", cells["first page, 304"]["ratio"], 0.4, unit)
    yield Budget("first page of 200, signed in, warm", cells["first page, signed in, warm"]["ratio"], 5, unit)
    weight = cells["first page, warm"]["weight"]
    yield Budget("first page of 200, compressed", (weight["brotli"] or weight["raw"]) / 1000, 40, "kB")


def _of_time(what: str, cell: Mapping[str, Any], milliseconds: float) -> Budget:
    """Milliseconds where the budgets were set, which are twice as many on a machine that is half as fast."""
    unit = f"× the {UNIT} ({milliseconds:g} ms where that takes {UNIT_MS:g})"
    return Budget(what, cell["ratio"], round(milliseconds / UNIT_MS, 1), unit)


def _writes(cells: Mapping[str, Any]) -> Iterator[Budget]:
    for name in ("post, a root", "post, a reply"):
        yield _of_time(f"{name}, 200 comments", cells[name], 6)


def _cold(database: str, cells: Mapping[str, Any]) -> Iterator[Budget]:
    cold = {name: cell for name, cell in cells.items() if name.startswith("first page, cold")}
    if database == "sqlite":
        yield _of_time("first page of 200, cold, dearest order", max(cold.values(), key=itemgetter("ratio")), 4)
    yield Budget("first page of 200, cold, queries", max(cell["queries"] for cell in cold.values()), 6, "queries")


def _light(usual: Mapping[str, Any], huge: Mapping[str, Any]) -> Iterator[Budget]:
    """Each kind of request on the huge discussion against the same on the usual one.

    Deep pages are held against the usual one's first: its last is hardly begun.
    """
    for name, cell in huge.items():
        order = name.rpartition(", ")[2]
        match = f"first page, cold, {order}" if name.startswith(("page half way", "500th")) else name
        times = cell["cpu_ms"] / usual[match]["cpu_ms"]
        yield Budget(f"{name}, 100,000 comments", round(times, 2), LIGHT_AS, f"× “{match}” of 200")


def _desk(figures: Mapping[str, Any]) -> Iterator[Budget]:
    for name, cell in figures.get("desk", {}).items():
        what = f"{name}, {figures['desk_of']:,} comments"
        yield _of_time(what, cell, 30 if name.startswith("queue") else 50)
        if name.startswith("queue"):
            yield Budget(f"{what}, queries", cell["queries"], 10, "queries")


def _archive(figures: Mapping[str, Any]) -> Iterator[Budget]:
    for name, cell in figures.get("archive", {}).items():
        yield _of_time(f"{name}, {figures['archive_of']:,} articles", cell, 100)


def _memory(figures: Mapping[str, Any]) -> Iterator[Budget]:
    held = sum(process["pss"] for process in figures["memory_mib"].values())
    yield Budget("site and task worker together after the bench", round(held * 1.048576, 1), 300, "MB")


def _paint(figures: Mapping[str, Any]) -> Iterator[Budget]:
    small, huge = (figures["paint_ms"].get(size) for size in (SMALL, HUGE))
    if small and huge:
        times = median(huge) / median(small)
        yield Budget("first contentful paint, 100,000 comments", round(times, 2), PAINTED_AS_SOON, "× that of 13")
