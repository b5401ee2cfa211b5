"""A reader's text: what is formatting and what stays text, and that nothing in it does harm."""

import base64
import html
import re
import sys
import time
from html.parser import HTMLParser
from threading import Thread

import nh3
import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.sanitizing import COMMENT_TAGS, LINK_SCHEMES
from comments.guards.gentle import OVERRIDABLE
from comments.models import Comment
from comments.models.comment import BODY_LENGTH
from comments.quotations.attributions import Attribution
from comments.text import clean_body, is_blank, to_html
from tests.comments.steps import FRAGMENT, discussion_path, text_of, written
from tests.factories import ArticleFactory
from tests.shared_data import read_shared_json

# As many as find what there is to find.
quick = settings(max_examples=100)

REL = 'rel="nofollow ugc noopener"'
ATTRIBUTES = {"a": {"href", "rel"}, "blockquote": {"class"}, "ol": {"start"}}


class Reading(HTMLParser):
    """What a browser makes of HTML: tags with their attributes and the words between, in order."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[int, str, list[tuple[str, str | None]]]] = []
        self.words = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((len(self.words), tag, sorted(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((len(self.words), f"/{tag}", []))

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def attributes(self) -> str:
        return " ".join(value or "" for _, _, attrs in self.tags for _, value in attrs)


def second_opinion(markup: str) -> str:
    """The same policy, kept by another sanitiser."""
    return nh3.clean(
        markup, tags=set(COMMENT_TAGS), attributes=ATTRIBUTES, url_schemes=set(LINK_SCHEMES), link_rel=None
    )


def finds_nothing_more(markup: str) -> bool:
    """Whether the second opinion takes the markup as it stands: same tags, attributes and words."""
    first, second = Reading(markup), Reading(second_opinion(markup))
    return (first.tags, first.words) == (second.tags, second.words)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*so* **very** `code <b>`", "<p><em>so</em> <strong>very</strong> <code>code &lt;b&gt;</code></p>"),
        ("one\ntwo  \nthree\n\nfour", "<p>one<br>\ntwo<br>\nthree</p>\n<p>four</p>"),
        ("> said\n> so\n\nno", "<blockquote>\n<p>said<br>\nso</p>\n</blockquote>\n<p>no</p>"),
        ("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("```python\nif a < b:\n    pass\n```", "<pre><code>if a &lt; b:\n    pass\n</code></pre>"),
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


@pytest.mark.parametrize("name", ["xss/payloads.json", "xss/payloads-bulk.json"])
def test_no_known_attack_gets_past_the_second_opinion(name: str) -> None:
    payloads = [case["payload"] for case in read_shared_json(name)]

    caught = [payload for payload in payloads if not finds_nothing_more(to_html(payload))]

    assert caught == []
    assert len(payloads) > 900


@pytest.mark.django_db
def test_no_known_attack_gets_through_the_form_and_back(signed_in: Client) -> None:
    article = ArticleFactory.create()
    payloads = [case["payload"] for case in read_shared_json("xss/payloads.json") if case["payload"].strip()]

    for payload in payloads[:: len(payloads) // 60]:
        markup = shown_after_posting(signed_in, article, payload)
        assert finds_nothing_more(markup), payload
        assert has_all_words_of(payload, markup), payload

    page = text_of(signed_in.get(article.get_absolute_url()))
    assert page.count("<script") == 1
    assert not re.search(r"<[^>]+\son\w+\s*=", re.sub(r'"[^"]*"', '""', page))


def shown_after_posting(client: Client, article: Article, body: str) -> str:
    """The comment's HTML as the answer to the form has it."""
    form = {**written(body), "insist": sorted(OVERRIDABLE)}
    answer = client.post(discussion_path(article), form, headers=FRAGMENT)
    assert answer.status_code == 201, body
    entry = text_of(answer)
    start = entry.index('<div class="words" dir="auto">') + len('<div class="words" dir="auto">')
    return entry[start : entry.rindex('</div><footer class="deeds">')]


def has_all_words_of(typed: str, markup: str) -> bool:
    """Whether every letter and digit that was typed is there, in its order, in the text or in an address.

    Written as a character reference, it may stand there as the character.
    """
    reading = Reading(markup)
    elsewhere = set(reading.attributes) | set("0123456789" if "<ol" in markup else "")
    return any(lost_signs(text, reading.words) <= elsewhere for text in (typed, html.unescape(typed)))


def lost_signs(typed: str, shown: str) -> set[str]:
    place, lost = 0, set()
    for sign in filter(str.isalnum, clean_body(typed)):
        found = shown.find(sign, place)
        place = found + 1 or place
        lost |= {sign} if found < 0 else set()
    return lost


def naughty_strings() -> list[str]:
    """As a form has them: what is no UTF-8 has its marks of replacement."""
    sent = [
        base64.b64decode(case["base64"]) if "base64" in case else case["text"].encode(errors="replace")
        for case in read_shared_json("unicode/bad-input.json")
    ]
    return [*read_shared_json("unicode/blns.json"), *(text.decode(errors="replace") for text in sent)]


def is_taken(typed: str) -> bool:
    return not is_blank(typed) and len(clean_body(typed)) <= BODY_LENGTH


def test_every_naughty_string_is_shown_as_typed() -> None:
    strings = [typed for typed in naughty_strings() if is_taken(typed)]

    shown = {typed: to_html(typed) for typed in strings}

    assert [typed for typed in shown if not finds_nothing_more(shown[typed])] == []
    assert [typed for typed in shown if not has_all_words_of(typed, shown[typed])] == []
    assert len(strings) > 580


@pytest.mark.django_db
def test_every_naughty_string_goes_through_the_form_and_back_unchanged(signed_in: Client) -> None:
    strings = sorted(filter(is_taken, naughty_strings()), key=len)
    # Ten in one comment, the long ones alone.
    tens = ["\n\n".join(strings[start : start + 10]) for start in range(0, len(strings) - 10, 10)]

    for typed in [*tens, *strings[-10:]]:
        # In one discussion one would be found to quote another.
        assert shown_after_posting(signed_in, ArticleFactory.create(), typed) == to_html(typed)
        assert Comment.objects.latest("pk").body == clean_body(typed)


@pytest.mark.django_db
def test_every_naughty_string_that_is_no_comment_comes_back_with_its_words(signed_in: Client) -> None:
    article = ArticleFactory.create()
    refused = [typed for typed in naughty_strings() if not is_taken(typed)]

    for typed in refused:
        answer = signed_in.post(discussion_path(article), written(typed), headers=FRAGMENT)
        assert answer.status_code == 422
        assert html.escape(clean_body(typed)) in text_of(answer)

    assert len(refused) > 3
    assert not Comment.objects.exists()


def pathological(most: int) -> list[tuple[str, str]]:
    """Texts known to make parsers slow, by name; cut down in proportion to `most` characters."""
    cases = read_shared_json("commonmark/pathological.json")
    return [(case["name"], shortened(case["pieces"], most / case["chars"])[:most]) for case in cases]


def shortened(pieces: list[tuple[str, int]], share: float) -> str:
    return "".join(text * max(1, int(times * share)) for text, times in pieces)


def test_no_text_of_the_length_we_take_keeps_the_site_busy() -> None:
    slow = {}

    for name, typed in pathological(BODY_LENGTH):
        start = time.process_time()
        to_html(typed)
        slow[name] = time.process_time() - start

    assert {name: seconds for name, seconds in slow.items() if seconds > 2} == {}
    assert len(slow) == 17


@pytest.mark.django_db
def test_longer_ones_are_refused_at_once(signed_in: Client) -> None:
    article = ArticleFactory.create()
    texts = pathological(1_000_000)
    start = time.process_time()

    codes = {signed_in.post(discussion_path(article), written(typed)).status_code for _, typed in texts}

    assert codes == {422}
    assert time.process_time() - start < 2 * len(texts)
    assert not Comment.objects.exists()
