"""What runs in the environment of one database: `python -m config.bench.inside PLAN RESULT PROCESS`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import django

from config.bench.results import Plan

SHOWN_LINES = 20


def main(plan: str, result: str, database: str) -> int:
    path = Path(result)
    try:
        path.write_text(json.dumps(_figures(Plan(**json.loads(plan)), path.parent, int(database) or None)))
    except (AssertionError, TimeoutError, ConnectionError, subprocess.SubprocessError) as problem:
        for log in sorted(path.parent.glob("*.log")):
            sys.stderr.write(
                "\n".join([f"{log.name}:", *log.read_text(errors="replace").splitlines()[-SHOWN_LINES:], ""])
            )
        sys.stderr.write(f"{problem} What the servers said last stands above.\n")
        return 1
    return 0


def _figures(plan: Plan, place: Path, database: int | None) -> dict[str, object]:
    # Imported here: models and site can be loaded only when what they need is there.
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from config.bench.measuring import measure, prepare

    subjects = prepare(plan)
    from config.wsgi import application

    return measure(plan, subjects, application, place, database)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
