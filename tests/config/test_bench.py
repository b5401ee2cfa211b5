"""The bench's arithmetic and its tables; what it measures is seen by running it."""

import os
import sys
import threading
import time
from socket import create_server, socket
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.edition import edition_number
from accounts.statements import first_row
from comments.models import Comment
from config.bench.budgets import UNIT_MS, Budget, check_budgets
from config.bench.inprocess import count_queries, environ_of
from config.bench.load import Client, Request
from config.bench.processes import cpu_seconds, family, memory
from config.bench.report import as_markdown, as_verdicts, table
from config.bench.results import BARE, Cell, Measured, Turn, Weight, quantile
from config.bench.shots import Shot
from tests.factories import CommentFactory


def cell(cpu_ms: float = 1.0, queries: int = 2) -> Cell:
    turn = Turn(site=cpu_ms / 1000, database=0.0)
    return Cell([turn] * 3, [0.002] * 1000, queries, Weight(100_000, 10_000, 9_000, 150))


READING = ["first page, warm", "first page, 304", "first page, signed in, warm", "first page, cold, best"]
WRITING = ["post, a root", "post, a reply"]


def figures(usual_ms: float = 1.0, huge_ms: float = 1.0) -> dict[str, Any]:
    measured = Measured(floors={BARE: cell()})
    measured.discussions[200] = {name: cell(usual_ms) for name in READING + WRITING}
    measured.discussions[100_000] = {name: cell(huge_ms) for name in READING + WRITING}
    held = {"site": {"rss": 200, "pss": 100}, "worker": {"rss": 80, "pss": 40}}
    return {**measured.figures(), "memory_mib": held, "paint_ms": {}}


@given(st.lists(st.floats(0, 60), min_size=1), st.floats(0, 1))
def test_a_quantile_is_one_of_the_values(values: list[float], share: float) -> None:
    assert quantile(values, share) in values


def test_half_of_the_values_do_not_exceed_the_median() -> None:
    assert quantile([5.0, 1.0, 3.0], 0.5) == 3.0


def test_nothing_measured_has_a_quantile_of_nothing() -> None:
    assert quantile([], 0.99) == 0.0


def test_figures_are_those_of_the_median_turn() -> None:
    turns = [Turn(cpu, cpu / 4) for cpu in (0.001, 0.009, 0.002)]

    told = Cell(turns, [0.004] * 200, queries=3).figures(unit=0.001)

    assert (told["cpu_ms"], told["site_cpu_ms"], told["database_cpu_ms"]) == (2.5, 2.0, 0.5)
    assert told["ratio"] == 2.5
    assert (told["requests"], told["p99_ms"]) == (200, 4.0)


def test_every_ratio_is_to_the_median_turn_of_the_empty_view() -> None:
    measured = Measured(floors={BARE: Cell([Turn(cpu, 0.0) for cpu in (0.002, 0.001, 0.2)])})
    measured.cell(13, "a page").turns.append(Turn(0.005, 0.003))

    told = measured.figures()

    assert told["floors"][BARE]["ratio"] == 1.0
    assert told["discussions"]["13"]["a page"]["ratio"] == 4.0


def test_a_budget_is_met_up_to_its_limit() -> None:
    assert Budget("page", 4.0, 4.0, "ms").is_met
    assert not Budget("page", 4.01, 4.0, "ms").is_met


def test_a_huge_discussion_is_held_against_the_usual_one() -> None:
    light = {one.what: one for one in check_budgets("sqlite", figures(usual_ms=1.0, huge_ms=2.0))}

    budget = light["first page, cold, best, 100,000 comments"]
    assert (budget.measured, budget.is_met) == (2.0, False)


def test_a_deep_page_is_held_against_a_full_one_in_its_order() -> None:
    told = figures(usual_ms=2.0)
    told["discussions"]["100000"]["500th or last page, best"] = {"cpu_ms": 3.0}

    budget = next(one for one in check_budgets("sqlite", told) if one.what.startswith("500th"))

    assert (budget.measured, budget.unit) == (1.5, "× “first page, cold, best” of 200")


def test_a_huge_page_is_to_be_painted_nearly_as_soon_as_a_small_one() -> None:
    told = {**figures(), "paint_ms": {"13": [90.0, 50.0, 60.0], "100000": [96.0, 500.0, 60.0]}}

    budget = next(one for one in check_budgets("sqlite", told) if "paint" in one.what)

    assert (budget.measured, budget.allowed) == (1.6, 1.5)


def test_milliseconds_count_by_how_fast_the_machine_is() -> None:
    slow = Measured(floors={BARE: cell(UNIT_MS * 2)})
    slow.discussions[200] = {name: cell(11.9 if name in WRITING else 8.1) for name in READING + WRITING}

    found = {one.what: one for one in check_budgets("sqlite", {**figures(), **slow.figures()})}

    assert found["post, a root, 200 comments"].is_met
    assert not found["first page of 200, cold, dearest order"].is_met
    assert "6 ms where that takes 0.17" in found["post, a root, 200 comments"].unit


def test_the_desk_has_its_own_budgets() -> None:
    measured = Measured(
        floors={BARE: cell()}, desk={"queue, waiting": cell(177.0, 11), "search, a rare word": cell(177.0, 11)}
    )
    told = {**figures(), "desk": measured.figures()["desk"], "desk_of": 2_000_000}

    verdicts = {one.what: one.is_met for one in check_budgets("sqlite", told) if "2,000,000" in one.what}

    assert verdicts == {
        "queue, waiting, 2,000,000 comments": False,
        "queue, waiting, 2,000,000 comments, queries": False,
        "search, a rare word, 2,000,000 comments": True,
    }


def test_lists_and_searches_of_an_archive_have_theirs() -> None:
    measured = Measured(floors={BARE: cell()}, archive={"front page": cell(20.0), "search, a phrase": cell(589.0)})
    told = {**figures(), "archive": measured.figures()["archive"], "archive_of": 100_000}

    verdicts = {one.what: one.is_met for one in check_budgets("sqlite", told) if "100,000 articles" in one.what}

    assert verdicts == {"front page, 100,000 articles": True, "search, a phrase, 100,000 articles": False}


def test_sizes_that_were_not_measured_have_no_budgets() -> None:
    measured = {**figures(), "discussions": {}}

    assert [one.what for one in check_budgets("sqlite", measured)] == ["site and task worker together after the bench"]


def test_only_sqlite_has_a_budget_of_cold_milliseconds() -> None:
    names = {one.what for one in check_budgets("postgresql", figures())}

    assert "first page of 200, cold, dearest order" not in names
    assert "first page of 200, cold, queries" in names


def test_every_line_of_a_table_is_as_wide() -> None:
    lines = table(["", "13", "100,000"], [["a page", "1.25", "9"], ["x", "", "12,345,678"]]).splitlines()

    assert len({len(line) for line in lines}) == 1


def test_verdicts_give_both_numbers() -> None:
    told = as_verdicts([Budget("a post", 7.5, 6, "ms")])

    assert "not met" in told
    assert "7.5" in told
    assert "≤ 6 ms" in told


def test_the_document_tells_conditions_figures_and_verdicts() -> None:
    facts = {"200": {"pages": 1, "deep_page": 1, "deepest": 9}}
    run = {
        "conditions": {"Machine": "a small one", "Load average": "0.3"},
        "databases": {
            "sqlite": {
                **figures(),
                "database": "SQLite 3",
                "facts": facts,
                "paint_ms": {"13": [80.0, 90.0]},
                "desk": {"queue, waiting": cell(7.0, 9).figures(0.001)},
                "desk_of": 200_000,
                "archive": {"front page": cell(20.0, 6).figures(0.001)},
                "archive_of": 100_000,
            }
        },
    }

    told = as_markdown(run, {"sqlite": [Budget("a post", 7.5, 6, "ms")]})

    titles = [line for line in told.splitlines() if line.startswith("#")]
    assert titles[:3] == ["# What a page costs", "## Conditions", "## SQLite 3"]
    assert {"### Floors", "### First contentful paint in Chromium, ms", "### Budgets"} <= set(titles)
    assert "### The desk over 200,000 comments" in titles
    assert "### Lists and searches over 100,000 articles" in titles
    assert "7 (7)" in told
    assert "- Machine: a small one" in told
    assert "1 (1)" in told
    assert "| 13       |     85 | 80 – 90 |" in told


def test_a_request_is_written_with_the_length_of_its_body() -> None:
    written = Request("/comments/1/vote/", {"X-Fragment": "1"}, b"value=1").as_bytes

    assert written.startswith(b"POST /comments/1/vote/ HTTP/1.1\r\n")
    assert written.endswith(b"\r\nContent-Length: 7\r\n\r\nvalue=1")


def test_a_request_revalidates_only_what_had_an_etag() -> None:
    plain = Request("/")

    assert plain.revalidating(None) is plain
    assert b'If-None-Match: "v1"' in plain.revalidating('"v1"').as_bytes


@pytest.mark.django_db
def test_every_statement_of_a_request_is_counted_but_marks_of_transactions() -> None:
    def application(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        with transaction.atomic():
            edition_number()
            first_row("SELECT 1 + %s", 1)
        start_response("200 OK", [])
        return []

    shot = Shot("two questions", lambda: Request("/"))

    assert count_queries(application, shot) == 2


@pytest.mark.django_db
def test_what_a_write_sets_off_is_no_statement_of_the_request() -> None:
    comment = CommentFactory.create()

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        Comment.objects.filter(pk=comment.pk).update(body="The index of words follows.")
        start_response("200 OK", [])
        return []

    assert count_queries(application, Shot("a write", lambda: Request("/"))) == 1


def test_a_request_in_the_process_is_the_same_request() -> None:
    environ = environ_of(Request("/a/?sort=best", {"Accept-Encoding": "br", "Content-Type": "text/plain"}, b"words"))

    assert (environ["REQUEST_METHOD"], environ["PATH_INFO"], environ["QUERY_STRING"]) == ("POST", "/a/", "sort=best")
    assert (environ["HTTP_ACCEPT_ENCODING"], environ["CONTENT_LENGTH"]) == ("br", "5")
    assert environ["wsgi.input"].read() == b"words"


@pytest.mark.parametrize(
    ("sent", "status", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, b"hello"),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", 200, b"hello"),
        (b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", 304, b""),
    ],
)
def test_the_client_reads_answers_one_after_the_other(sent: bytes, status: int, body: bytes) -> None:
    with create_server(("127.0.0.1", 0)) as listener:
        answering = threading.Thread(target=_answer_twice, args=(listener, sent))
        answering.start()
        with Client(listener.getsockname()[1]) as client:
            answers = [client.ask(Request("/")), client.ask(Request("/"))]
        answering.join()

    assert [(answer.status, answer.body) for answer in answers] == [(status, body)] * 2


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, which Linux has")
def test_a_process_is_of_its_own_family_and_its_time_counts() -> None:
    before, end = cpu_seconds(os.getpid()), time.process_time() + 0.02
    while time.process_time() < end:
        pass

    assert os.getpid() in family(os.getpid())
    assert cpu_seconds(os.getpid()) - before >= 0.02
    assert memory(os.getpid()).rss > 1


def _answer_twice(listener: socket, sent: bytes) -> None:
    connection, _ = listener.accept()
    with connection:
        for _ in range(2):
            connection.recv(65536)
            connection.sendall(sent)
