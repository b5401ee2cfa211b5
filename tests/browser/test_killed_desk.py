"""The site's own server is killed while an editor writes: what is lost is what was typed in the last two seconds."""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from config.bench.processes import free_port, is_listening, running, wait_until
from config.serve import site_command
from tests.browser.conftest import PATIENCE_MS
from tests.comments.test_many_writers import Ground, database, run

LOST_AT_MOST_SECONDS = 2
WORDS = 60
ADD = "/admin/articles/article/add/"
TEXT = ".prose-editor > .ProseMirror"
# An editor who is signed in, in a database of the server's own; prints the cookie of their session.
_SIGN_IN = """
import json
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from accounts.models import User
from accounts.roles import EDITOR
editor = User.objects.create_user(handle="ines", email="ines@example.org", password="a-long-secret", is_staff=True)
editor.groups.add(Group.objects.get(name=EDITOR))
client = Client()
client.force_login(editor)
name = settings.SESSION_COOKIE_NAME
print(json.dumps({"name": name, "value": client.cookies[name].value}))
"""


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    with database(tmp_path) as address:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": address,
            "DEMO": "yes",
        }
        run(environment, "manage.py", "migrate", "--verbosity=0")
        run(environment, "manage.py", "collectstatic", "--noinput", "--verbosity=0")
        yield environment


def test_a_killed_server_loses_no_more_than_two_seconds(browser: Browser, ground: Ground, tmp_path: Path) -> None:
    cookie = json.loads(run(ground, "manage.py", "shell", "--verbosity=0", "-c", _SIGN_IN).splitlines()[-1])
    port = free_port()
    typed_at: list[float] = []

    with running(site_command("127.0.0.1", port), log=tmp_path / "1.log", environment=ground) as pid:
        context = _signed_in(browser, cookie, port)
        page = context.new_page()
        page.goto(ADD)
        page.click(TEXT)
        for number in range(WORDS):
            page.keyboard.type(f"w{number} ", delay=15)
            typed_at.append(time.monotonic())
        killed_at = time.monotonic()
        os.killpg(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)
    # Its page would go on trying, and bring all of it to the next server.
    context.set_offline(True)
    context.close()

    with running(site_command("127.0.0.1", port), log=tmp_path / "2.log", environment=ground):
        context = _signed_in(browser, cookie, port)
        page = context.new_page()
        page.goto(ADD)
        page.get_by_role("link", name="Take it up").click()
        expect(page.locator(TEXT)).to_contain_text("w0 w1 w2")
        kept = page.locator(TEXT).inner_text().split()
        context.close()

    assert kept[:-1] == [f"w{number}" for number in range(len(kept) - 1)]
    # The last one may have been cut in the middle of being typed.
    whole = len(kept) - 1
    lost = killed_at - typed_at[whole]
    sys.stdout.write(f"\nof {WORDS} words {whole} were kept; lost: {lost:.2f} seconds\n")
    assert lost <= LOST_AT_MOST_SECONDS


def _signed_in(browser: Browser, cookie: dict[str, str], port: int) -> BrowserContext:
    wait_until(lambda: is_listening(port), seconds=PATIENCE_MS / 1000, what="The site")
    url = f"http://127.0.0.1:{port}"
    context = browser.new_context(base_url=url, service_workers="block")
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": url}])
    return context
