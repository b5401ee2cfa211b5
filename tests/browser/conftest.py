"""Chromium, and people who open the site in it."""

import os
import shutil
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.watching import Watch

NO_CHROMIUM = (
    "No Chromium here for the browser tests: apt-get install chromium-headless-shell (or say CHROMIUM=/its/path)."
)
# The one without windows first: pages are the same in it, and the tests take half the time.
PLACES = [f"/usr/bin/{name}" for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")]
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # Nothing but this machine has an address.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
PHONE = 320
DESK = 1280
# Enough on a machine that does ten other things, and only a failing test waits so long.
PATIENCE_MS = 20_000


class OpenPage(Protocol):
    def __call__(self, path: str = "", *, reader: User | None = None, **how: Any) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # The flush after each test takes the roles with it, which a migration made: they are put back.
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say once that there is no browser, and not once for each test."""
    report = yield
    if report.skipped and NO_CHROMIUM in str(report.longrepr):
        report.longrepr = (__file__, 0, f"Skipped: {NO_CHROMIUM}")
    return report


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    executable = os.environ.get("CHROMIUM") or next(filter(shutil.which, PLACES), "")
    if not executable:
        _do_without_chromium()
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    migrated = connection._test_serialized_contents  # type: ignore[attr-defined]  # kept by the test database's setup
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread; Django would refuse to be asked anything beside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        # Beside the loop Django opens a connection of its own, which must know what is put back after a flush.
        connection._test_serialized_contents = migrated  # type: ignore[attr-defined]
        expect.set_options(timeout=PATIENCE_MS)
        browser = playwright.chromium.launch(executable_path=executable, args=[*as_root, *ARGUMENTS])
        yield browser
        browser.close()


class UnderWay:
    """Counts the requests that the site is answering."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    def begin(self, **_: object) -> None:
        self._add(1)

    def end(self, **_: object) -> None:
        self._add(-1)

    def _add(self, number: int) -> None:
        with self._changed:
            self._count += number
            self._changed.notify_all()

    def wait_for_none(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: not self._count, PATIENCE_MS / 1000), "a request never ended"


@pytest.fixture
def under_way(live_server: LiveServer) -> Iterator[UnderWay]:
    """What is still asked when a test is over would find the next one's database, or none."""
    requests = UnderWay()
    request_started.connect(requests.begin)
    request_finished.connect(requests.end)
    yield requests
    request_started.disconnect(requests.begin)
    request_finished.disconnect(requests.end)


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer, under_way: UnderWay) -> Iterator[OpenPage]:
    """Open `path` as `reader`, signed in without a form, or as a visitor.

    Further words go to the browser's context: `java_script_enabled`, `color_scheme`, `viewport`, `reduced_motion`.
    Whatever a Watch finds on any page fails the test.
    """
    contexts: list[tuple[BrowserContext, Watch]] = []

    def open_page(path: str = "", *, reader: User | None = None, **how: Any) -> Page:
        how.setdefault("viewport", {"width": DESK, "height": 900})
        # Whatever glides can be missed by a click.
        how.setdefault("reduced_motion", "reduce")
        context = browser.new_context(base_url=live_server.url, service_workers="block", **how)
        contexts.append((context, Watch(context)))
        context.set_default_timeout(PATIENCE_MS)
        if reader:
            sign_in(context, reader, live_server.url)
        page = context.new_page()
        if path:
            page.goto(path)
        return page

    yield open_page
    findings = []
    for context, watch in contexts:
        findings += watch.findings
        # A page that is left sends what is typed on it, which would arrive in the next test.
        context.set_offline(True)
        context.close()
    under_way.wait_for_none()
    assert not findings, "\n".join(findings)


def sign_in(context: BrowserContext, reader: User, url: str) -> None:
    client = Client()
    client.force_login(reader)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])


def _do_without_chromium() -> None:
    """Leave the tests out, or fail where they are required."""
    if "browser" in os.environ.get("PARLEY_REQUIRE", ""):
        pytest.fail(NO_CHROMIUM, pytrace=False)
    pytest.skip(NO_CHROMIUM)
