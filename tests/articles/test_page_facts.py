"""What a page says of itself, read from whatever comes as one."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.fetching.door import Fetched
from articles.link_cards.facts import MOST, Facts, facts_of, plain
from articles.models.link_card import DESCRIPTION_LENGTH, SITE_NAME_LENGTH, TITLE_LENGTH


def said(body: str | bytes, charset: str = "", *, is_whole: bool = True) -> Facts:
    content = body if isinstance(body, bytes) else body.encode()
    return facts_of(Fetched("https://example.org/a/b", "text/html", charset, content, is_whole))


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Tide</title>", "Tide"),
        ("<TITLE lang=en>\n  Tide &amp;\n\ttables </TITLE>", "Tide & tables"),
        ("<title>Tide", "Tide"),
        ("<title>Tide</title><title>Other</title>", "Tide"),
        ("<title>Tide</title><meta property='og:title' content='High tide'>", "High tide"),
        ("<meta name=og:title content=High>", "High"),
        ("<meta PROPERTY='OG:Title' content='High'><meta property=og:title content=Second>", "High"),
        ("<title>Tide</title><meta property='og:title' content=''>", "Tide"),
        ("<title>Tide</title><meta name='twitter:title' content='High tide'>", "High tide"),
        ("<script>var a = '<title>No</title>'</script><title>Tide</title>", "Tide"),
        ("<!-- <title>No</title> --><title>Tide</title>", "Tide"),
        ("<title>Tide</title><body><meta property='og:title' content='A comment'>", "Tide"),
        ("<head><title>Tide</title></head><meta property='og:title' content='Late'>", "Tide"),
        ("<body><svg><title>Icon</title></svg>", ""),
        ("<title><b>Tide</b></title>", "Tide"),
        ("<title>\u202etide\u202c \u200b\ufeffs</title>", "tide s"),
        ("<title> \u00ad\u200b </title>", ""),
        ("<p>Nothing", ""),
        ("", ""),
    ],
)
def test_the_title(html: str, title: str) -> None:
    assert said(html).title == title


def test_the_rest() -> None:
    facts = said(
        "<meta name=description content='Plain'><meta property='og:description' content='Shared'>"
        "<meta property='og:site_name' content='Review'><link rel='alternate Canonical' href='../c?d=1#e'>"
    )

    assert facts == Facts("", "Shared", "Review", "https://example.org/c?d=1#e")


@pytest.mark.parametrize("href", ["javascript:alert(1)", "https://example.org/" + "a" * 1_000, "http://[", ""])
def test_a_canonical_address_is_one_of_the_web_or_none(href: str) -> None:
    assert said(f'<link rel="canonical" href="{href}">').canonical == ""


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<title>Größe</title>".encode(), ""),
        ("<title>Größe</title>".encode(), "utf-8"),
        ("<title>Größe</title>".encode("latin-1"), ""),
        ("<title>Größe</title>".encode("latin-1"), "ISO-8859-1"),
        ("<title>Größe</title>".encode("utf-16"), ""),
        ("\ufeff<title>Größe</title>".encode(), "iso-8859-1"),
        ("<meta charset=iso-8859-15><title>Größe</title>".encode("iso-8859-15"), ""),
        (
            "<meta content='text/html; charset=cp1250' http-equiv=Content-Type><title>Größe</title>".encode("cp1250"),
            "",
        ),
        ("<title>Größe</title>".encode(), "no-such-charset"),
        ("<title>Größe</title>".encode(), "rot13"),
        ("<title>Größe</title>".encode(), "idna"),
        ("<title>Größe</title>".encode(), "unicode_escape"),
        ("<title>Größe</title>".encode(), "utf-7"),
        ("<title>Größe</title>".encode(), "\x00"),
    ],
)
def test_letters_are_read_as_they_were_written(body: bytes, charset: str) -> None:
    assert said(body, charset).title == "Größe"


def test_a_page_that_was_cut_within_a_letter_is_still_utf_8() -> None:
    assert said("<title>Größe</title>ö".encode()[:-1], is_whole=False).title == "Größe"


@pytest.mark.parametrize("charset", ["", "utf-8", "utf-16", "shift_jis", "gb18030"])
def test_letters_that_are_none_do_no_harm(charset: str) -> None:
    facts = said(b"<title>\xff\xfe\x00\xc3\x28\x80</title>", charset)

    assert "\x00" not in facts.title


def test_what_is_said_is_cut_to_what_there_is_room_for() -> None:
    long = "a" * 20_000
    facts = said(
        f"<title>{long}</title><meta name=description content='{long}'><meta property=og:site_name content={long}>"
    )

    lengths = [len(facts.title), len(facts.description), len(facts.site_name)]
    assert lengths == [TITLE_LENGTH, DESCRIPTION_LENGTH, SITE_NAME_LENGTH]
    assert facts.title.endswith("a…")


@given(st.text(max_size=400))
def test_plain_is_plain(text: str) -> None:
    found = plain(text, 50)

    assert len(found) <= 50
    assert found == plain(found, 50)
    assert "\n" not in found
    assert "\x00" not in found


# A quarter of what is read at most: what takes more than its share of time would show here, too.
A_LOT = MOST // 4
PIECES = ["<", "<title>", "</title>", "<meta ", "content='", "'", ">", "<!--", "&#", "<script>", "a"]


@given(st.lists(st.sampled_from(PIECES)))
def test_no_markup_breaks_the_reader(pieces: list[str]) -> None:
    facts = said("".join(pieces))

    assert len(facts.title) <= TITLE_LENGTH


@pytest.mark.parametrize(
    "piece",
    [*PIECES, "<a ", "<a a=", "<a a='", "&", "<![CDATA[", "<?", "<meta a ", "</", "</a ", " ", "<a/", "<!", "<a a=a ",
     "<meta charset", "<p>"],
)  # fmt: skip
def test_no_page_keeps_the_worker_busy(piece: str) -> None:
    body = (piece * (A_LOT // len(piece))).encode()
    begun = process_time()

    said(body, is_whole=False)

    assert process_time() - begun < 2


def test_a_long_script_does_not_keep_the_rest_from_being_read() -> None:
    assert said(f"<script>{'a < b; ' * 40_000}</script><title>Tide</title>").title == "Tide"
