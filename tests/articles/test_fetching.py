"""The door to other sites: it asks public addresses only, and comes back in time with no more than it was to bring."""

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from itertools import chain, count, repeat
from threading import Event
from typing import Any

import httpcore
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.fetching import connecting
from articles.fetching.addresses import is_public, may_be_asked
from articles.fetching.connecting import resolve
from articles.fetching.door import REDIRECTS, Fetched, fetch
from articles.fetching.trouble import NotFetched, Trouble
from tests.articles.outside import PUBLIC, Answer, Outside, moved, page

MOST = 10_000
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def asked(address: str) -> Fetched:
    return fetch(address, kinds={"text/html"}, most=MOST)


def trouble_with(address: str) -> Trouble:
    with pytest.raises(NotFetched) as caught:
        asked(address)
    return caught.value.trouble


def test_a_page_comes_as_it_is(outside: Outside) -> None:
    address = outside.says("example.org/a?b=1", page("<p>Ebb</p>", kind="Text/HTML; charset=ISO-8859-15"))

    found = asked(address)

    assert found == Fetched("https://example.org/a?b=1", "text/html", "iso-8859-15", b"<p>Ebb</p>", is_whole=True)
    assert outside.dialled == [(PUBLIC, 443)]
    assert outside.secured == ["example.org"]


def test_who_asks_is_said_and_nothing_else(outside: Outside, settings: Any) -> None:
    settings.SITE_URL = "https://näws.example"

    asked(outside.says("example.org/", page("")))

    [head] = outside.heads
    lines = sorted(line.lower() for line in head.strip().split("\r\n")[1:])
    assert lines == [
        "accept-encoding: gzip",
        "accept: text/html",
        "connection: keep-alive",
        "host: example.org",
        "user-agent: parley (+https://nws.example/)",
    ]


def test_proxies_and_passwords_of_the_environment_are_not_used(
    outside: Outside, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    (tmp_path / "netrc").write_text("machine example.org login me password secret")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))

    asked(outside.says("example.org/", page("")))

    assert "authorization" not in outside.heads[0].lower()


HOSTILE = [
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16"),  # noqa: S104
    *("169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1"),
    *("198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1"),
    *("2001::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254"),
    *("fe80::1", "fe80::1%eth0", "2600::1%eth0", "fec0::1", "ff02::1", "ff0e::1"),
]


@pytest.mark.parametrize("address", HOSTILE)
def test_a_name_that_leads_inside_is_not_asked(outside: Outside, address: str) -> None:
    outside.says("example.org/", page("secret"))
    outside.names["example.org"] = [address]

    assert trouble_with("http://example.org/") == Trouble.NOT_ALLOWED
    assert outside.dialled == []


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "localhost.", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1%25lo]"),
        *("2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "0", "127.0.0.1."),
        *("１２７.０.０.１", "127。0。0。1", "①②⑦.0.0.1"),
    ],
)
def test_no_spelling_of_this_machine_is_asked(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """As the machine's own resolver reads them: none of these needs a network."""
    dialled: list[Any] = []
    monkeypatch.setattr(connecting, "dial", lambda *place: dialled.append(place))

    assert trouble_with(f"http://{host}/") in {Trouble.NOT_ALLOWED, Trouble.UNREACHABLE}
    assert dialled == []


@pytest.mark.parametrize("others", [[PUBLIC, "10.0.0.1"], ["127.0.0.1", PUBLIC], [PUBLIC, "::1", "2600::1"]])
def test_a_name_with_one_address_inside_is_not_asked_at_the_others(outside: Outside, others: list[str]) -> None:
    outside.names["example.org"] = others

    assert trouble_with("http://example.org/") == Trouble.NOT_ALLOWED
    assert outside.dialled == []


def test_a_name_is_resolved_once_and_the_checked_address_is_dialled(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever answers with another address the next time is not asked a next time."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    monkeypatch.setattr(connecting, "resolve", lambda host, port: next(answers))
    outside.says("example.org/", page("Ebb"))

    assert asked("http://example.org/").body == b"Ebb"
    assert outside.dialled == [(PUBLIC, 80)]


def test_the_next_address_is_tried_where_one_does_not_answer(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dial(address: str, port: int, seconds: float) -> Any:
        if address == "2600::1":
            raise httpcore.ConnectError
        return outside.dial(address, port, seconds)

    monkeypatch.setattr(connecting, "dial", dial)
    outside.says("example.org/", page("Ebb"))
    outside.names["example.org"] = ["2600::1", PUBLIC]

    assert asked("https://example.org/").body == b"Ebb"


@given(st.ip_addresses())
@example(ip_address("::ffff:0:0"))
def test_what_we_call_public_is_public_to_others_too(address: IPv4Address | IPv6Address) -> None:
    if is_public(str(address)):
        assert address.is_global
        assert not address.is_multicast
        assert getattr(address, "ipv4_mapped", None) is getattr(address, "sixtofour", None) is None


@pytest.mark.parametrize("address", ["8.8.8.8", "100.63.0.1", PUBLIC, "223.255.255.1", "2600::1", "2a00:1450:4001::5"])
def test_the_internet_itself_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://example.org/", "file:///etc/passwd", "gopher://example.org:70/", "javascript:alert(1)", "data:,a"),
        *("//example.org/", "/a", "", "https://", "https:///a", "http://example.org:22/", "http://example.org:8080/"),
        *(
            "http://me@example.org/",
            "http://me:secret@example.org/",
            "http://:@example.org/",
            "http://[::1",
            "http://a b/",
        ),
        *("http://example.org\r\nX: y/", "http://exa\x00mple.org/", "https://example.org/" + "a" * 2_000),
        "http://" + "a" * 70 + ".example/",
    ],
)
def test_what_is_no_plain_web_address_is_not_asked(outside: Outside, address: str) -> None:
    assert trouble_with(address) in {Trouble.NOT_ALLOWED, Trouble.UNREACHABLE}
    assert outside.dialled == []


@given(st.text(max_size=60) | st.text(max_size=20).map("http://{}/".format))
def test_an_address_is_taken_or_refused_and_never_anything_else(text: str) -> None:
    try:
        url = may_be_asked(text)
    except NotFetched:
        return
    assert url.scheme in {"http", "https"}
    assert url.port in {None, 80, 443}
    assert not url.userinfo


@pytest.mark.parametrize("port", ["80", "443"])
def test_the_two_ports_of_the_web_may_be_written(outside: Outside, port: str) -> None:
    outside.names["example.org"] = [PUBLIC]

    trouble_with(f"http://example.org:{port}/")

    assert outside.dialled == [(PUBLIC, int(port))]


def test_redirects_are_followed_and_told(outside: Outside) -> None:
    outside.says("example.org/a", moved("/b", "301 Moved Permanently"))
    outside.says("example.org/b", moved("https://other.example/c#part", "307 Temporary Redirect"))
    outside.says("other.example/c", page("Ebb"))

    found = asked("http://example.org/a")

    assert found.body == b"Ebb"
    assert found.url == "https://other.example/c#part"
    assert outside.asked == ["example.org/a", "example.org/b", "other.example/c"]
    assert outside.dialled[-1] == (PUBLIC, 443)


def test_one_redirect_too_many_is_not_followed(outside: Outside) -> None:
    for number in range(9):
        outside.says(f"example.org/{number}", moved(f"/{number + 1}"))

    assert trouble_with("https://example.org/0") == Trouble.NOT_SHOWN
    assert len(outside.asked) == 1 + REDIRECTS


@pytest.mark.parametrize(
    "to",
    [
        *("http://127.0.0.1/", "http://[::1]/", "//169.254.169.254/latest/meta-data/", "http://inside.example/"),
        *("file:///etc/passwd", "https://me:secret@example.org/", "http://example.org:6379/", "http://0x7f.1/"),
    ],
)
def test_a_redirect_leads_no_further_than_an_address_would(outside: Outside, to: str) -> None:
    outside.says("example.org/", moved(to))
    outside.names |= {name: [name] for name in ("127.0.0.1", "::1", "169.254.169.254")}
    outside.names |= {"inside.example": ["192.168.1.1"], "0x7f.1": ["127.0.0.1"]}

    assert trouble_with("https://example.org/") == Trouble.NOT_ALLOWED
    assert len(outside.dialled) == 1


def test_what_a_redirect_asks_to_be_remembered_is_not(outside: Outside) -> None:
    outside.says("example.org/a", page("", "Location: /b", "Set-Cookie: who=me; Path=/", status="302 Found"))
    outside.says("example.org/b", page("Ebb"))

    asked("https://example.org/a")

    assert "cookie" not in outside.heads[1].lower()


@given(st.binary(max_size=40).filter(lambda to: not set(to) & {0, 10, 13}))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(b"http://[")
@example(b"http://\xff.example/")
@example(b"http://xn--a/")
@example(b"\xe2\x80\xae:")
def test_a_broken_redirect_is_no_more_than_no_page(outside: Outside, to: bytes) -> None:
    outside.says("example.org/", b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + to + b"\r\n\r\n")

    trouble_with("https://example.org/")


class Clock:
    """Half a second goes by whenever somebody looks."""

    def __init__(self) -> None:
        self._moments = count(0, 0.5)

    def __call__(self) -> float:
        return next(self._moments)


@pytest.mark.parametrize(
    "answer",
    [
        repeat(b"H" * 8),
        [HEAD, *repeat(b"X-A: b\r\n", 99)],
        repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *repeat(b"1\r\na\r\n", 999)],
    ],
    ids=["status", "headers", "hints", "body"],
)
def test_an_answer_that_drips_in_is_left_when_time_is_up(
    outside: Outside, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    outside.sip = 8
    monkeypatch.setattr(connecting, "monotonic", Clock())

    assert trouble_with(outside.says("example.org/", answer)) == Trouble.TOO_SLOW


def test_a_site_that_never_answers_is_left_when_time_is_up(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = Event()
    monkeypatch.setattr("articles.fetching.door.SECONDS", 0.05)

    def silence() -> Iterator[bytes]:
        answered.wait(60)
        yield b""

    assert trouble_with(outside.says("example.org/", silence())) == Trouble.TOO_SLOW
    answered.set()


def test_a_resolver_that_hangs_is_left_when_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = Event()
    monkeypatch.setattr(connecting, "resolve", lambda host, port: [str(answered.wait(60))])
    monkeypatch.setattr("articles.fetching.door.SECONDS", 0.02)

    assert trouble_with("https://example.org/") == Trouble.TOO_SLOW
    answered.set()


def test_a_name_that_nobody_knows_is_nobody() -> None:
    assert resolve("name.invalid" + "a" * 70, 80) == []


def test_an_endless_page_is_cut_off(outside: Outside) -> None:
    head = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"

    found = asked(outside.says("example.org/", chain([head], repeat(b"400\r\n" + b"a" * 1024 + b"\r\n"))))

    assert found.body == b"a" * MOST
    assert not found.is_whole


@pytest.mark.parametrize("length", [MOST - 1, MOST, MOST + 1])
def test_a_page_is_whole_up_to_the_bound(outside: Outside, length: int) -> None:
    found = asked(outside.says("example.org/", page("a" * length)))

    assert (len(found.body), found.is_whole) == (min(length, MOST), length <= MOST)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_packed_page_is_unpacked_and_a_bomb_is_left_before_it_goes_off(outside: Outside, pack: Any) -> None:
    small = asked(outside.says("example.org/a", page(pack(b"Ebb" * 100), "Content-Encoding: gzip")))
    bomb = asked(outside.says("example.org/b", page(pack(bytes(20_000_000)), "Content-Encoding: gzip")))

    assert (small.body, small.is_whole) == (b"Ebb" * 100, True)
    assert (len(bomb.body), bomb.is_whole) == (MOST, False)


def test_a_bomb_takes_no_memory(outside: Outside) -> None:
    address = outside.says("example.org/", page(gzip.compress(bytes(20_000_000)), "Content-Encoding: gzip"))
    asked(address)

    tracemalloc.start()
    asked(address)
    _now, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert highest < 1_000_000


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (page("", status="404 Not Found"), Trouble.NOT_SHOWN),
        (page("", status="401 Unauthorized"), Trouble.NOT_SHOWN),
        (page("", status="410 Gone"), Trouble.NOT_SHOWN),
        (page("", status="451 Unavailable"), Trouble.NOT_SHOWN),
        (page("", status="304 Not Modified"), Trouble.NOT_SHOWN),
        (page("", status="429 Too Many Requests"), Trouble.BROKEN),
        (page("", status="503 Unavailable"), Trouble.BROKEN),
        (page("", status="206 Partial Content"), Trouble.BROKEN),
        (page("%PDF", kind="application/pdf"), Trouble.OTHER_KIND),
        (page("", kind=""), Trouble.OTHER_KIND),
        (page("Ebb", "Content-Encoding: br"), Trouble.BROKEN),
        (page("not packed", "Content-Encoding: gzip"), Trouble.BROKEN),
        (HEAD + b"Content-Length: 99\r\n\r\nshort", Trouble.BROKEN),
        (HEAD + b"Content-Length: -1\r\n\r\n", Trouble.BROKEN),
        (HEAD + b"X: " + b"a" * 200_000 + b"\r\n\r\n", Trouble.BROKEN),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Trouble.BROKEN),
        (b"", Trouble.BROKEN),
    ],
)
def test_whatever_is_no_page_is_said(outside: Outside, answer: bytes, trouble: Trouble) -> None:
    assert trouble_with(outside.says("example.org/", answer)) == trouble


def test_only_what_may_pass_is_worth_asking_again() -> None:
    passing = {trouble for trouble in Trouble if NotFetched(trouble).may_pass}

    assert passing == {Trouble.UNREACHABLE, Trouble.TOO_SLOW, Trouble.BROKEN}
