"""What is found to add nothing, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.guards.gentle import find_nothing_added, own_words

SENTENCE = "The harbour was dredged twice, and twice it silted up again within the year. "


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("https://example.org/a/long/path?with=words", "link"),
        ("See https://example.org/", "link"),
        ("[this](https://example.org/)", "link"),
        ("<https://example.org/>", "link"),
        ("> The harbour was deep.", "quotation"),
        ("Ada Author said:\n> The harbour was deep.\n", "quotation"),
        ("WHY DOES NOBODY EVER LISTEN TO THE PILOTS", "shouting"),
        ("ПОЧЕМУ НИКТО НЕ СЛУШАЕТ ЛОЦМАНОВ", "shouting"),
        (SENTENCE * 25, "wall"),
    ],
)
def test_what_adds_nothing_is_found(body: str, found: str) -> None:
    finding = find_nothing_added(body)

    assert finding is not None
    assert finding.name == found


@pytest.mark.parametrize(
    "body",
    [
        "Thanks!",
        "NATO and the EU, again.",
        "OK",
        "NO WAY, REALLY?",
        "👍",
        "Der Hafen in Hamburg ist nicht der in Bremen.",
        "这个港口从来没有那么深。",
        "The soundings are at https://example.org/ since last week.",
        "> THE WHOLE HARBOUR WAS CLOSED AND NOBODY SAID A WORD\n\nWho says so?",
        "```\nSELECT * FROM HARBOURS WHERE DEPTH IS NULL AND OPEN\n```\nThat is the query.",
        "\n\n".join([SENTENCE * 5] * 6),
        "\n".join([SENTENCE * 5] * 6),
    ],
)
def test_what_somebody_had_to_say_is_left_alone(body: str) -> None:
    assert find_nothing_added(body) is None


def test_own_words_leave_out_what_others_said_and_what_is_no_prose() -> None:
    own = own_words("Ada said:\n> Deep.\n\nNot `so` deep, says [the chart](https://example.org/chart).")

    assert (own.text, own.has_quotation, own.has_link) == ("Not   deep, says the chart.", True, True)


@given(st.text(alphabet="`~>[]() \n<>https:/ABab", max_size=300))
def test_any_text_can_be_looked_at(body: str) -> None:
    finding = find_nothing_added(body)

    assert finding is None or finding.sentence
