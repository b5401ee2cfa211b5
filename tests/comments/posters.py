"""The site's own server, posted to over HTTP and killed in the middle of it: run by test_many_writers.py.

`main(["--times", "20"])` prints what came of it as JSON, on a database of its own. The server is
started as `make run` starts it, and killed with all its processes, as by an operator's `kill -9`.
"""

import argparse
import json
import os
import random
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Semaphore
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone

from articles.models import Article
from config.bench.load import Client, Request
from config.bench.processes import free_port, is_listening, running, wait_until
from config.bench.subjects import Person, make_people
from config.serve import site_command
from tests.comments.writers import account, drift

# As many at once as the server works for at once.
POSTERS = 4
PATIENCE_SECONDS = 30
_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "X-Fragment": "1"}


@dataclass(frozen=True)
class Form:
    """What somebody typed; sent again it is the same form."""

    person: Person
    target: str
    key: UUID = field(default_factory=uuid4)

    @property
    def request(self) -> Request:
        fields = {"body": f"Words of the form {self.key}.", "form_key": self.key}
        body = urlencode({**fields, "csrfmiddlewaretoken": self.person.csrf_token}).encode()
        return Request(self.target, {**_HEADERS, "Cookie": self.person.cookies}, body)


@dataclass(frozen=True)
class Served:
    port: int
    pid: int


class Posting:
    """All that was sent to one discussion; `written` has the comment of each form that was acknowledged."""

    def __init__(self, article: int, people: Iterator[Person]) -> None:
        self.target = f"/discussions/{article}/comments/"
        self.people = people
        self.forms: list[Form] = []
        self.written: dict[UUID, int] = {}
        self.acknowledged = Semaphore(0)

    def post_until_killed(self, port: int) -> None:
        # The connection breaks, or is refused already.
        with suppress(ConnectionError), Client(port) as client:
            while True:
                form = Form(next(self.people), self.target)
                self.forms.append(form)
                self.written[form.key] = send(client, form)
                self.acknowledged.release()

    def send_again(self, port: int) -> int:
        """Everything that had no answer, which is counted, and one form that had its answer."""
        unanswered = [form for form in self.forms if form.key not in self.written]
        with Client(port) as client:
            for form in unanswered:
                self.written[form.key] = send(client, form)
            assert send(client, self.forms[0]) == self.written[self.forms[0].key]
        return len(unanswered)


def send(client: Client, form: Form) -> int:
    """The key of the comment that the answer shows."""
    answer = client.ask(form.request)
    assert answer.status == 201, (answer.status, answer.body[:500])
    return int(answer.body.partition(b'data-id="')[2].partition(b'"')[0])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=3)
    times = parser.parse_args(arguments).times
    article = Article.objects.create(
        headline="A killed server", slug=f"killed-{uuid4()}", status="published", published_at=timezone.now()
    )
    posting = Posting(article.pk, make_people())
    # Nobody but the server has the database open when it is killed.
    connection.close()
    with TemporaryDirectory() as logs:
        unanswered = _kill_again_and_again(posting, times, Path(logs))
    figures = {
        "killed": times,
        "forms": len(posting.forms),
        "unanswered": unanswered,
        **account(article.pk, list(posting.written.values())),
        "drift": drift(article.pk),
    }
    print(json.dumps(figures, indent=1))  # noqa: T201  # what it is for


def _kill_again_and_again(posting: Posting, times: int, logs: Path) -> int:
    """Each server is killed while the next one starts, which opens the database only when it is asked something."""
    with ExitStack() as stack:
        names = count(1)

        def started() -> Served:
            return stack.enter_context(_served(logs / f"{next(names)}.log"))

        unanswered, served = 0, started()
        for _ in range(times):
            upcoming = started()
            _wait_for(served)
            _post_and_kill(posting, served)
            served = upcoming
            _wait_for(served)
            unanswered += posting.send_again(served.port)
    return unanswered


@contextmanager
def _served(log: Path) -> Iterator[Served]:
    port = free_port()
    with running(site_command("127.0.0.1", port), log=log) as pid:
        yield Served(port, pid)


def _wait_for(served: Served) -> None:
    wait_until(lambda: is_listening(served.port), seconds=PATIENCE_SECONDS, what="The site")


def _post_and_kill(posting: Posting, served: Served) -> None:
    with ThreadPoolExecutor(POSTERS) as pool:
        posters = [pool.submit(posting.post_until_killed, served.port) for _ in range(POSTERS)]
        try:
            enough = random.randrange(4, 40)  # noqa: S311  # a moment, no secret
            goes_on = all(posting.acknowledged.acquire(timeout=PATIENCE_SECONDS) for _ in range(enough))
            # Somewhere in the next comments.
            Event().wait(random.random() / 50)  # noqa: S311  # as above
        finally:
            os.killpg(served.pid, signal.SIGKILL)
    for poster in posters:
        # Raises what ended it, if it was not the kill.
        poster.result()
    assert goes_on, "The site did not answer in time."
