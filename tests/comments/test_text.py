"""A reader's text: what is formatting and what stays text, and that nothing in it does harm."""

import re
import sys
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.quotations.attributions import Attribution
from comments.text import clean_body, is_blank, to_html
from tests.comments.markup import Reading, finds_nothing_more, has_all_words_of
from tests.corpora import attacks, fits_a_comment, naughty_strings

# As many as find what there is to find.
quick = settings(max_examples=100)

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*so* **very** `code <b>`", "<p><em>so</em> <strong>very</strong> <code>code &lt;b&gt;</code></p>"),
        ("one\ntwo  \nthree\n\nfour", "<p>one<br>\ntwo<br>\nthree</p>\n<p>four</p>"),
        ("> said\n> so\n\nno", "<blockquote>\n<p>said<br>\nso</p>\n</blockquote>\n<p>no</p>"),
        ("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("```python\nif a < b:\n    pass\n```", "<pre><code>if a &lt; b:\n    pass\n</code></pre>"),
        ("```\nnever closed", "<pre><code>never closed\n</code></pre>"),
        ("    first\n    second", "<pre><code>first\nsecond\n</code></pre>"),
        ("[here](https://example.org/?a=1&b=2)", f'<p><a href="https://example.org/?a=1&amp;b=2" {REL}>here</a></p>'),
        ("see https://example.org/x_y.", f'<p>see <a href="https://example.org/x_y" {REL}>https://example.org/x_y</a>.</p>'),
        ("<https://example.org>", f'<p><a href="https://example.org" {REL}>https://example.org</a></p>'),
        ("<ada@example.org>", f'<p><a href="mailto:ada@example.org" {REL}>ada@example.org</a></p>'),
        ("[up](/2007/08/ferry/)", f'<p><a href="/2007/08/ferry/" {REL}>up</a></p>'),
    ],
)  # fmt: skip
def test_what_is_formatting(typed: str, shown: str) -> None:
    assert to_html(typed).strip() == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# Loud", "<p># Loud</p>"),
        ("Loud\n====\nand\n---", "<p>Loud<br>\n====<br>\nand<br>\n---</p>"),
        ("***", "<p>***</p>"),
        ("<b>bold</b> <!-- aside -->", "<p>&lt;b&gt;bold&lt;/b&gt; &lt;!-- aside --&gt;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<div>\n*so*", "<p>&lt;div&gt;<br>\n<em>so</em></p>"),
        ("~~no~~ | a | b |", "<p>~~no~~ | a | b |</p>"),
        ("end.Then www.example.org ada@example.org", "<p>end.Then www.example.org ada@example.org</p>"),
        ("[1]: see the *log*", "<p>[1]: see the <em>log</em></p>"),
        ("a < b & c > d \"e\" 'f' &lt;", "<p>a &lt; b &amp; c &gt; d &quot;e&quot; 'f' &lt;</p>"),
    ],
)
def test_what_stays_text(typed: str, shown: str) -> None:
    assert to_html(typed).strip() == shown


def test_a_picture_becomes_a_link_to_it() -> None:
    assert to_html("![tide](https://example.org/t.png)").strip() == (
        f'<p>!<a href="https://example.org/t.png" {REL}>tide</a></p>'
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "data:image/png;base64,AAAA",
        "file:///etc/passwd",
        "ftp://example.org",
        "tel:112",
        "intent:1",
        "x-unknown:1",
    ],
)
@pytest.mark.parametrize("form", ["[x]({})", "<{}>", "[x](<{}>)", "{}"])
def test_an_address_that_leads_out_of_the_web_is_no_link(address: str, form: str) -> None:
    assert "<a" not in to_html(form.format(address))


def test_a_title_on_a_link_is_left_out() -> None:
    assert "title" not in to_html('[x](https://example.org "onmouseover")')


@quick
@given(st.text(alphabet="[]()<>!*_`#&;:/\\\"'= \n\tahtps.-+1~|x", max_size=60))
def test_no_way_of_typing_gets_past_the_second_opinion(typed: str) -> None:
    markup = to_html(typed)

    assert finds_nothing_more(markup)
    assert markup.count("<a ") == markup.count(REL)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\x00b\x08c\x0bd\x0ce\x1ff\x7fg\x9fh", "abcdefgh"),
        ("a\ud800b\udc00\ud800c\ufffe\uffffd", "abcd"),
        ("tab\tand \U0001f6a2 and \u202eRLO", "tab\tand \U0001f6a2 and \u202eRLO"),
        ("\n \n\t\n   first\n\n second \n \n", "   first\n\n second"),
        ("　段落", "　段落"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_what_is_kept_of_the_text_as_typed(typed: str, kept: str) -> None:
    assert clean_body(typed) == kept


@quick
@given(st.text())
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    once = clean_body(typed)

    assert clean_body(once) == once
    assert once.encode().decode() == once


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\x00\x1b", "\u200b\u200c\u200d\u2060\ufeff", "\u2800", "\u3164", "\u115f", "\u202e\u00ad"]
)
def test_what_nobody_can_see_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", [".", "\u200ba", "\U0001f468\u200d\U0001f469", "٣", "\ufffc", "`"])
def test_what_somebody_can_see_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize("depth", [1, 9, 10, 19, 20, 21, 3_000])
@pytest.mark.parametrize("sign", [">", "> ", "- ", "1. "])
def test_no_word_is_lost_however_deep_it_is_nested(sign: str, depth: int) -> None:
    markup = to_html(f"above\n\n{sign * depth}nested\n\nbelow")

    words = Reading(markup).words
    assert [word for word in ("above", "nested", "below") if word in words] == ["above", "nested", "below"]


def test_no_word_is_lost_in_a_list_that_goes_deeper_line_by_line() -> None:
    typed = "".join(f"{'  ' * depth}* item {depth}\n" for depth in range(40))

    assert re.findall(r"item (\d+)", Reading(to_html(typed)).words) == [str(depth) for depth in range(40)]


def test_texts_cleaned_at_the_same_time_do_not_mix() -> None:
    texts = [f"Said *by {number}* at https://example.org/{number} " * 10 for number in range(3)]
    wanted = [to_html(text) for text in texts]
    found: list[tuple[int, str]] = []
    threads = [
        Thread(target=lambda number=number: found.extend((number, to_html(texts[number])) for _ in range(8)))
        for number in range(3)
    ]
    switch = sys.getswitchinterval()

    sys.setswitchinterval(1e-5)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.setswitchinterval(switch)

    assert len(found) == 24
    assert all(markup == wanted[number] for number, markup in found)


QUOTE = "Dora said:\n\n> The tide *turns*.\n\nIt does."


def test_a_quotation_names_its_source_in_place_of_the_introduction() -> None:
    markup = to_html(QUOTE, {0: Attribution("Dora", "/comments/5/")})

    assert markup == (
        '<blockquote class="quotation">\n<p>The tide <em>turns</em>.</p>\n'
        '<p><cite><a href="/comments/5/">Dora</a></cite></p></blockquote>\n<p>It does.</p>\n'
    )


def test_a_quotation_whose_source_is_lost_says_so() -> None:
    markup = to_html(QUOTE, {0: Attribution()})

    assert '<blockquote class="quotation quotation-lost">' in markup
    assert "<cite>from a comment no longer here</cite>" in markup
    assert "Dora said:" in markup


@pytest.mark.parametrize("line", ["Dora wrote:", "DORA SAYS", "dora writes:"])
def test_an_introduction_is_known_by_its_verb(line: str) -> None:
    assert line not in to_html(f"{line}\n\n> Tide.", {0: Attribution("Dora", "/comments/5/")})


@pytest.mark.parametrize("line", ["As Dora said:", "Dora said, rightly:", "Doras said:"])
def test_other_words_above_a_quotation_stay(line: str) -> None:
    assert line in to_html(f"{line}\n\n> Tide.", {0: Attribution("Dora", "/comments/5/")})


def test_each_quotation_has_its_own_source_and_those_inside_count_with_it() -> None:
    typed = "> first\n>\n> > inside\n\nand\n\n> second\n\nand\n\n> third"

    markup = to_html(typed, {1: Attribution("Eve", "/comments/6/")})

    assert markup.count("<cite>") == 1
    assert markup.index("second") < markup.index("<cite>") < markup.index("third")


def test_the_name_of_a_source_is_only_ever_words() -> None:
    markup = to_html("> x", {0: Attribution('<b>"Dora"</b> (.*', '/comments/5/"><b>')})

    assert "<b>" not in markup
    assert "&lt;b&gt;&quot;Dora&quot;&lt;/b&gt; (.*</a>" in markup
    assert finds_nothing_more(markup)


def test_no_known_attack_gets_past_the_second_opinion() -> None:
    caught = [attack for attack in attacks() if not finds_nothing_more(to_html(attack))]

    assert caught == []
    assert len(attacks()) == 2_456


def test_no_known_attack_gets_past_it_as_the_name_of_a_source() -> None:
    shown = {attack: to_html("> x", {0: Attribution(attack, "/comments/5/")}) for attack in attacks()}

    assert [attack for attack in shown if not finds_nothing_more(shown[attack])] == []


def test_every_naughty_string_is_shown_as_typed() -> None:
    strings = [typed for typed in naughty_strings() if fits_a_comment(typed)]

    shown = {typed: to_html(typed) for typed in strings}

    assert [typed for typed in shown if not finds_nothing_more(shown[typed])] == []
    assert [typed for typed in shown if not has_all_words_of(typed, shown[typed])] == []
    assert len(strings) == 588
