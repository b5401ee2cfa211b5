"""What changed in a text, and what it costs to say so."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import differences as module
from articles.differences import Kind, Piece, differences
from comments.models.comment import BODY_LENGTH

texts = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(["the ", "harbour ", "was ", "deep", ". ", "!", "\n", "港", "العبّارة "]), max_size=40
    ).map("".join),
)


def without(pieces: list[Piece], kind: Kind) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != kind)


def as_words(pieces: list[Piece]) -> str:
    marks = {Kind.KEPT: "{}", Kind.TAKEN: "[-{}-]", Kind.ADDED: "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)


@given(texts, texts)
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = differences(old, new)

    assert without(pieces, Kind.ADDED) == old
    assert without(pieces, Kind.TAKEN) == new
    assert all(piece.text for piece in pieces)


@given(texts, texts)
def test_neighbours_are_of_different_kinds_and_what_is_taken_stands_first(old: str, new: str) -> None:
    kinds = [piece.kind for piece in differences(old, new)]

    follows = set(pairwise(kinds))
    assert not follows & {(kind, kind) for kind in Kind}
    assert (Kind.ADDED, Kind.TAKEN) not in follows


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == ([Piece(Kind.KEPT, text)] if text else [])


@pytest.mark.parametrize("steps", [0, 5, 50])
@given(old=texts, new=texts)
def test_the_pieces_make_up_both_texts_however_little_may_be_spent(steps: int, old: str, new: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_STEPS", steps)
        pieces = differences(old, new)

    assert without(pieces, Kind.ADDED) == old
    assert without(pieces, Kind.TAKEN) == new


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("The harbour was deep.", "The old harbour was deep.", "The [+old +]harbour was deep."),
        ("The harbour was deep.", "The harbour was shallow.", "The harbour was [-deep-][+shallow+]."),
        ("It came late\n\nSo", "It came soon\n\nSo", "It came [-late-][+soon+]\n\nSo"),
        ("", "All new.", "[+All new.+]"),
        ("All gone.", "", "[-All gone.-]"),
        ("a, b", "x, y", "[-a, b-][+x, y+]"),
        ("今日は雨です", "今日は雪です", "今日は[-雨-][+雪+]です"),
        ("naïve cafe\u0301", "naïve café", "naïve [-cafe\u0301-][+café+]"),
    ],
)
def test_the_difference_reads_word_by_word(old: str, new: str, words: str) -> None:
    assert as_words(differences(old, new)) == words


def test_where_words_cost_too_much_sentences_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = "This sentence stays as it was. "
    old, new = (f"{kept}{' '.join(words)}. {kept}" for words in (["old"] * 50, [f"new{n}" for n in range(50)]))
    monkeypatch.setattr(module, "_STEPS", 200)

    pieces = differences(old, new)

    assert [piece.kind for piece in pieces] == [Kind.KEPT, Kind.TAKEN, Kind.ADDED, Kind.KEPT]


def chance(letters: str, ending: str = " ") -> tuple[str, str]:
    """Two texts of the greatest length, made of the same few words at random."""
    dice = random.Random(7)  # noqa: S311  # texts, not secrets
    both = ("".join(dice.choice(letters) + ending for _ in range(BODY_LENGTH)) for _ in range(2))
    one, other = both
    return one[:BODY_LENGTH], other[:BODY_LENGTH]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 5000, "b " * 5000),
        ("a " * 5000, "a " * 2500 + "b " * 2500),
        chance("ab"),
        chance("ab", "\n"),
        chance("abcdefghijklmnopqrstuvwxyz"),
        chance(".!?,", ""),
        chance("港口渡輪"),
    ],
    ids=["all other", "half other", "two words", "two lines", "letters", "marks", "no words"],
)
def test_the_longest_texts_cost_no_more_steps_than_allowed(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = 0

    class Counting(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            nonlocal looked_at
            looked_at += 1
            return str.__eq__(self, other)

    find = module._TOKEN.findall
    monkeypatch.setattr(module, "_TOKEN", type("", (), {"findall": lambda self, text: [*map(Counting, find(text))]})())

    differences(old, new)

    assert looked_at < 8 * module._STEPS
