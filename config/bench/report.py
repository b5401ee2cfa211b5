"""The figures as tables, the same in the terminal and in docs/performance.md."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from config.bench.budgets import Budget

FRAME = """\
# What a page costs

Written by `make bench`: do not edit it, make it anew. That takes nine minutes on a machine that does little else;
a busy one gives fewer turns, and after a quarter of an hour it is ended. The figures, and more of them, are also in
`var/bench/latest.json`.

CPU is the user and system time of the site's processes, and of PostgreSQL's where that is the database, for one
request, by the operating system's accounting: the median of several turns, which come round by round. It moves little
when something else is busy on the machine. Times are what one client on the same machine waited, and do move. In
brackets stands the ratio to an empty Django view without middleware on the same server, which has a turn before every
other: the figure to compare between machines.

- **Warm**: the page is kept from an earlier request. **304**: the browser holds it and asks whether it still may.
- **Cold**: before each request a comment is published, or taken back, as posting one does it, so that list and page
  are read, drawn and compressed anew. **First after a start**: nobody has asked for this page since the site was
  started, and nothing of it is kept; one other page was asked for before.
- The page **half way**, the **500th or last page**, **permalinks** and the **overlay** are never kept.
- **Posts** and **votes** are sent as a script sends them, and are on disk when answered.
- **The desk** is asked for last, when many more comments were made: of a hundred one waits, of two thousand one is
  reported. `make bench ARGS="--desk 2000000"` makes as many as the budgets speak of, and takes some minutes more.
- **Lists and searches** come after that, over an archive of made-up articles without discussions, as nobody in
  particular asks for them; `ARGS="--archive 10000"` makes another number of them.
- **Budgets** of milliseconds are those of the machine on which they were set, where the empty view took 0.17. They
  are held as ratios to it, since machines, and hours of one machine, differ by a factor of two and more.
- **Queries** are one request's, without the marks of transactions.
"""


def as_markdown(run: Mapping[str, Any], budgets: Mapping[str, Sequence[Budget]]) -> str:
    parts = [FRAME, "## Conditions", *(f"- {name}: {value}" for name, value in run["conditions"].items())]
    for name, figures in run["databases"].items():
        parts += [
            "",
            f"## {figures['database']}",
            "",
            as_tables(figures),
            "",
            "### Budgets",
            "",
            as_verdicts(budgets[name]),
        ]
    return "\n".join(parts) + "\n"


def as_verdicts(budgets: Sequence[Budget]) -> str:
    rows = [
        ["met" if one.is_met else "not met", one.what, f"{one.measured:g}", f"≤ {one.allowed:g} {one.unit}"]
        for one in budgets
    ]
    return table(["", "what", "measured", "budget"], rows, words=2)


def as_tables(figures: Mapping[str, Any]) -> str:
    discussions = figures["discussions"]
    parts = {
        "Floors": table(
            ["", "CPU ms", "p50 / p99 ms"], [[n, _cpu(c), _times(c)] for n, c in figures["floors"].items()]
        ),
        "CPU ms a request, by the number of comments": _by_size(discussions, _cpu),
        "Of that PostgreSQL": _by_size(discussions, _database),
        "p50 / p99 ms": _by_size(discussions, _times),
        "Queries": _by_size(discussions, lambda cell: str(cell["queries"])),
        "kB, plain / gzip / Brotli": _by_size(discussions, _kilobytes),
        "Comments in the answer": _by_size(discussions, _comments),
        f"The desk over {figures.get('desk_of', 0):,} comments": _by_name(figures.get("desk", {})),
        f"Lists and searches over {figures.get('archive_of', 0):,} articles": _by_name(figures.get("archive", {})),
        "First contentful paint in Chromium, ms": _paints(figures["paint_ms"]),
        "The discussions": _discussions(figures["facts"]),
        "Memory after it all, MiB": _memory(figures["memory_mib"]),
    }
    return "\n\n".join(f"### {title}\n\n{shown}" for title, shown in parts.items() if shown)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1) -> str:
    """Markdown that can be read as it stands; the first `words` columns to the left, figures to the right."""
    widths = [max(3, *(len(row[place]) for row in [heads, *rows])) for place in range(len(heads))]

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    def padded(cells: Sequence[str]) -> str:
        return line(
            cell.ljust(width) if place < words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )

    rule = line("-" * width if place < words else "-" * (width - 1) + ":" for place, width in enumerate(widths))
    return "\n".join([padded(heads), rule, *(padded(row) for row in rows)])


def _by_size(discussions: Mapping[str, Mapping[str, Any]], show: Callable[[Any], str]) -> str:
    """A row for each kind of request that has something to show, a column for each size."""
    names = dict.fromkeys(name for cells in discussions.values() for name in cells)
    rows = [[name, *(show(cells[name]) if name in cells else "" for cells in discussions.values())] for name in names]
    rows = [row for row in rows if any(row[1:])]
    return table(["", *(f"{int(size):,}" for size in discussions)], rows) if rows else ""


def _cpu(cell: Mapping[str, Any]) -> str:
    return (
        f"{cell['cpu_ms']:.3g} ({cell['ratio']:.2g})"
        if cell["ratio"] < 10
        else f"{cell['cpu_ms']:.3g} ({cell['ratio']:.0f})"
    )


def _database(cell: Mapping[str, Any]) -> str:
    return f"{cell['database_cpu_ms']:.3g}" if cell["database_cpu_ms"] else ""


def _times(cell: Mapping[str, Any]) -> str:
    return f"{cell['p50_ms']:.3g} / {cell['p99_ms']:.3g}"


def _kilobytes(cell: Mapping[str, Any]) -> str:
    if not cell["weight"]:
        return ""
    sizes = (cell["weight"][name] for name in ("raw", "gzip", "brotli"))
    return " / ".join("–" if size is None else f"{size / 1000:.1f}" for size in sizes)


def _comments(cell: Mapping[str, Any]) -> str:
    count = cell["weight"]["comments"] if cell["weight"] else 0
    return str(count) if count else ""


def _by_name(cells: Mapping[str, Any]) -> str:
    rows = [[name, _cpu(one), _database(one), _times(one), str(one["queries"])] for name, one in cells.items()]
    return table(["", "CPU ms", "of that PostgreSQL", "p50 / p99 ms", "queries"], rows) if rows else ""


def _discussions(facts: Mapping[str, Mapping[str, int]]) -> str:
    rows = [
        [f"{int(size):,}", str(fact["pages"]), str(fact["deep_page"]), str(fact["deepest"])]
        for size, fact in facts.items()
    ]
    return table(["comments", "pages", "“500th or last page”", "depth of the deepest comment"], rows)


def _paints(paints: Mapping[str, Sequence[float]]) -> str:
    rows = [
        [f"{int(size):,}", f"{median(times):.0f}", f"{min(times):.0f} – {max(times):.0f}"]
        for size, times in paints.items()
    ]
    return table(["comments", "median", "of"], rows) if rows else ""


def _memory(held: Mapping[str, Mapping[str, float]]) -> str:
    return table(["", "RSS", "PSS"], [[name, f"{one['rss']:.0f}", f"{one['pss']:.0f}"] for name, one in held.items()])
