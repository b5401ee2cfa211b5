"""Laws of finding a passage: what is cut out of a text stands in it, and other words do not."""

import re
from html import escape

from hypothesis import assume, given
from hypothesis import strategies as st

from comments.quotations.passages import normalise
from comments.quotations.shown import holds, plain_text, without_quotations
from comments.quotations.typed import typed_quotations
from comments.quotations.writing import quotation
from comments.text import clean_body, parse, to_html

WORD = st.from_regex(r"[a-zäöéα-ωא-ת0-9]{1,9}", fullmatch=True)
WORDS = st.lists(WORD, min_size=3, max_size=40)
ANYTHING = st.text(max_size=200).map(clean_body)
# Hardly anything but marks, lines and the beginnings of names and links.
MARKED = st.text(alphabet=">>>\n\n  *_`[]()/:.-+#<&1a wrote\t", max_size=60).map(clean_body)


@given(WORDS, st.data())
def test_what_is_cut_out_of_a_text_stands_in_it(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))

    assert holds(f"<p>{escape(' '.join(words))}</p>", " \n ".join(words[start:end]).upper().lower())


@given(WORDS, st.data())
def test_a_word_left_out_or_put_in_is_noticed(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(words) - 2))
    html = f"<p>{' '.join(words)}</p>"

    assert not holds(html, " ".join([*words[:place], "zzzzzzzzzzzz", *words[place:]]))
    shortened = [*words[:place], *words[place + 1 :]]
    assume(normalise(" ".join(shortened)) not in normalise(" ".join(words)))
    assert not holds(html, " ".join(shortened))


@given(WORDS, WORDS)
def test_what_stands_in_a_quotation_is_not_its_quoters(own: list[str], quoted: list[str]) -> None:
    html = f"<p>{' '.join(own)}</p><blockquote><p>{' '.join(quoted)}</p></blockquote>"

    assert plain_text(without_quotations(html)) == " ".join(own)


@given(ANYTHING)
def test_whatever_somebody_says_can_be_quoted_and_is_found_again(words: str) -> None:
    text = quotation(words, "Dora", "/comments/5/", "wrote")

    found = list(typed_quotations(parse(clean_body(text))))

    if not text:
        return
    assert [typed.number for typed in found] == [5]
    assert normalise(found[0].passage) == normalise(" ".join(words.split()))


@given(ANYTHING | MARKED)
def test_whatever_is_typed_each_quotation_that_is_shown_is_read_in_its_place(words: str) -> None:
    html = to_html(words)

    found = list(typed_quotations(parse(words)))

    assert [typed.position for typed in found] == list(range(outermost_quotations(html)))


def outermost_quotations(html: str) -> int:
    count = depth = 0
    for is_end in re.findall(r"<(/?)blockquote\b", html):
        count += not is_end and depth == 0
        depth += -1 if is_end else 1
    return count
