"""Lists of words: what they find, what they leave alone, and that no text makes them slow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.rules import wordlists
from comments.rules.wordlists import OverrunError, compile_list
from comments.rules.words import words_of


def found(entries: str, text: str) -> list[str]:
    return [part.words for part in compile_list(entries).find(words_of(text), text)]


@pytest.mark.parametrize(
    ("entries", "text", "parts"),
    [
        ("spam", "Spam, SPAM and spám!", ["Spam", "SPAM", "spám"]),
        ("ass", "A class of assassins in embarrassment", []),
        ("buy now", "Buy  now! Or buy it now.", ["Buy  now"]),
        ("casino*", "casinos and casino", ["casinos", "casino"]),
        ("*coin", "bitcoin and coins", ["bitcoin"]),
        ("f*k", "fork, fk and forks", ["fork", "fk"]),
        ("*whale*", "Narwhales are whales", ["Narwhales", "whales"]),
        ("buy * now", "buy tulips now", []),
        ("cheap pill*", "cheap pills", ["cheap pills"]),
        ("# nothing\n\nspam # a remark", "nothing but spam", ["spam"]),
        ("e-mail me", "Just e-mail me", ["e-mail me"]),
        ("straße", "STRASSE", ["STRASSE"]),
        ("垃圾", "这是垃圾信息", ["这是垃圾信息"]),
        ("привет", "ПРИВЕТ, мир", ["ПРИВЕТ"]),
        ("हिन्दी", "हिन्दी में", ["हिन्दी"]),
        ("spam\nspam offer", "a spam offer", ["spam offer"]),
    ],
)
def test_whole_words_and_phrases_count(entries: str, text: str, parts: list[str]) -> None:
    assert found(entries, text) == parts


@pytest.mark.parametrize(
    "disguised",
    [
        "ѕраm",  # Cyrillic letters among Latin ones
        "$pam",
        "sp@m",
        "5pam",
        "s\u200bp\u00adam",
        "ｓｐａｍ",
        "𝓼𝓹𝓪𝓶",
        "ⓢⓟⓐⓜ",
        "s̷p̴a̵m̶",
        "s.p.a.m",
        "S P A M",
        "spaaaaam",
        "сhеар ѕраm",
    ],
)
def test_letters_that_look_alike_do_not_hide_a_word(disguised: str) -> None:
    assert found("spam", f"Get this {disguised} here")


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        ("com\nmodem", "Corn is modern."),
        ("pot", "Во рту пересохло, рот болит."),
        ("so", "It took 50 of them."),
        ("pam", "A spam"),
        ("iam", "I a bit"),
    ],
)
def test_words_that_say_what_they_say_are_no_disguise(entries: str, text: str) -> None:
    assert found(entries, text) == []


def test_a_star_sees_through_disguises_too() -> None:
    assert found("casin*", "A c@sino and a саsino") == ["c@sino", "саsino"]


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_list_can_be_held_against_any_text(text: str, entries: str) -> None:
    for part in compile_list(entries).find(words_of(text), text):
        assert text[part.start : part.end] == part.words != ""


@given(st.lists(st.text("abcde", min_size=2, max_size=6), min_size=1, max_size=5))
def test_a_word_of_the_list_is_found_among_others(words: list[str]) -> None:
    assert found(words[0], f"xx {' '.join(words)} yy")[0] == words[0]


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000, "a " * 5_000, "\u0301" * 10_000, "a@" * 5_000, "*" * 10_000, "spa " * 2_500, "a\u0301" * 5_000],
    ids=["one word", "letters", "accents", "signs", "stars", "beginnings", "accented"],
)
def test_no_text_takes_long(text: str) -> None:
    listed = compile_list("\n".join([*(f"word{n} thing" for n in range(2_000)), *(f"*q{n}z*" for n in range(100))]))

    since = time.thread_time()
    listed.find(words_of(text), text)

    # Some tenths here; a way that takes the square of that takes minutes.
    assert time.thread_time() - since < 3


def test_a_list_that_takes_too_long_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordlists, "TIME_BOUND", -1)

    with pytest.raises(OverrunError):
        found("spam", "spam")
