"""On what, with what and how long the bench was run."""

import os
import platform
import time
from importlib.metadata import version
from pathlib import Path

from config.bench.results import Plan


def conditions(plan: Plan, load_before: float, seconds: float) -> dict[str, str]:
    """By name, in the order in which they are told."""
    return {
        "Day": time.strftime("%Y-%m-%d"),
        "Machine": f"{_processor()}, {os.cpu_count()} cores, Linux {platform.release()}",
        "Python": platform.python_version(),
        **{name: version(name) for name in ("Django", "granian")},
        "Asked": f"each kind of request in at most {plan.rounds} turns of {plan.seconds:g} s, one client",
        "Took": f"{seconds:.0f} s in all",
        "Load average": f"{load_before:.1f} before and {os.getloadavg()[0]:.1f} after; the bench itself makes about 1",
    }


def _processor() -> str:
    facts = Path("/proc/cpuinfo").read_text().splitlines()
    return next(
        (line.partition(":")[2].strip() for line in facts if line.startswith("model name")), platform.machine()
    )
