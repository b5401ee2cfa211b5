"""Requests of one kind, one after the other, for a while."""

import time
from collections.abc import Callable

from config.bench.load import Answer, Client
from config.bench.results import Cell, Turn, Weight
from config.bench.servers import Server
from config.bench.shots import Shot

WARM_UPS = 2
LEAST, MOST = 3, 20_000
# Enough that each of the server's threads has its own connection to the database.
FIRST_REQUESTS = 50


class WrongAnswer(AssertionError):  # noqa: N818 - the name says what is wrong
    """The site answered something else than was expected: there is nothing to measure then."""


def take_turn(target: Server, shot: Shot, cell: Cell, seconds: float) -> None:
    with Client(target.port) as client:
        ask = _asker(client, shot)
        for _ in range(WARM_UPS):
            ask()
        _measure(target, ask, cell, until=time.monotonic() + seconds, least=LEAST)


def take_once(target: Server, shot: Shot, cell: Cell) -> None:
    """The very next request, whatever it finds."""
    with Client(target.port) as client:
        _measure(target, _asker(client, shot), cell, until=0.0, least=1)


def wake(target: Server, shot: Shot) -> None:
    with Client(target.port) as client:
        for _ in range(FIRST_REQUESTS):
            checked(shot, client.ask(shot.request()))


def weigh(target: Server, shot: Shot) -> Weight:
    """The answer's bytes, plain and compressed each way."""

    def body(encoding: str) -> bytes | None:
        with Client(target.port) as client:
            answer = client.ask(shot.request().accepting(encoding))
        return answer.body if answer.headers.get("content-encoding", "identity") == encoding else None

    plain, gzip, brotli = (body(encoding) for encoding in ("identity", "gzip", "br"))
    comments = (plain or b"").count(b'<li class="comment')
    return Weight(len(plain or b""), _length(gzip), _length(brotli), comments)


def checked(shot: Shot, answer: Answer) -> Answer:
    if answer.status not in shot.expects:
        raise WrongAnswer(
            f"“{shot.name}” ({shot.request().target}) was answered with {answer.status}"
            f" instead of {' or '.join(str(status) for status in sorted(shot.expects))}."
        )
    return answer


def _length(body: bytes | None) -> int | None:
    return None if body is None else len(body)


def _asker(client: Client, shot: Shot) -> Callable[[], float]:
    """Sends the next request of its kind, and says how many seconds the answer took."""
    etag = client.ask(shot.request()).headers.get("etag") if shot.revalidates else None

    def ask() -> float:
        shot.before()
        request = shot.request().revalidating(etag)
        start = time.perf_counter()
        try:
            answer = client.ask(request)
        except (TimeoutError, ConnectionError) as problem:
            raise WrongAnswer(f"“{shot.name}” ({request.target}) was not answered: {problem}.") from problem
        taken = time.perf_counter() - start
        checked(shot, answer)
        return taken

    return ask


def _measure(target: Server, ask: Callable[[], float], cell: Cell, *, until: float, least: int) -> None:
    latencies: list[float] = []
    before = target.spent()
    while len(latencies) < least or (len(latencies) < MOST and time.monotonic() < until):
        latencies.append(ask())
    after = target.spent()
    spent = (after.site - before.site, after.database - before.database)
    cell.turns.append(Turn(*(seconds / len(latencies) for seconds in spent)))
    cell.latencies += latencies
