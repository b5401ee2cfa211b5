"""Pages loaded in Chromium, to see when something of them stands there: `python -m config.bench.painting …`.

In a process of its own: Playwright runs an event loop, beside which Django refuses to ask the database.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from playwright.sync_api import Browser, sync_playwright

PLACES = ("chromium", "chromium-browser", "google-chrome")
AT_MOST_SECONDS = 120
# Nothing that Chromium does by itself, and no address but this machine's.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_WHEN = """() => new Promise(tell => new PerformanceObserver(list => {
    for (const paint of list.getEntriesByName('first-contentful-paint')) tell(paint.startTime)
}).observe({type: 'paint', buffered: true}))"""


def chromium() -> str:
    """Its program, which CHROMIUM may name; blank where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PLACES)), "")


def paint(executable: str, port: int, paths: Sequence[str], times: int) -> dict[str, list[float]]:
    """Milliseconds from asking for each path to its first contentful paint, `times` times."""
    command = [sys.executable, "-m", "config.bench.painting", executable, str(port), str(times), *paths]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=AT_MOST_SECONDS)
    painted: dict[str, list[float]] = json.loads(done.stdout)
    return painted


def main(executable: str, port: str, times: str, *paths: str) -> None:
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*as_root, *ARGUMENTS])
        addresses = {path: f"http://127.0.0.1:{port}{path}" for path in paths}
        # The first load of all starts what a browser starts once.
        _painted_after(browser, addresses[paths[0]])
        # By turns, so that what slows the machine down slows them all.
        rounds = [{path: _painted_after(browser, addresses[path]) for path in paths} for _ in range(int(times))]
        browser.close()
    sys.stdout.write(json.dumps({path: [one[path] for one in rounds] for path in paths}))


def _painted_after(browser: Browser, address: str) -> float:
    """By a reader who has never been here."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    painted: float = page.evaluate(_WHEN)
    context.close()
    return round(painted, 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
