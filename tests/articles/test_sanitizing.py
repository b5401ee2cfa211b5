"""The door for HTML: what an article or a comment may hold passes whole, and nothing else passes at all.

Judged by a second cleaner of other descent: with the same policy it must find nothing to take out.
"""

from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles import sanitizing
from articles.sanitizing import (
    ARTICLE_TAGS,
    COMMENT_TAGS,
    LINK_SCHEMES,
    clean_article_html,
    clean_comment_html,
    without_blank_pictures,
)
from tests.shared_data import read_shared_json

ATTRIBUTES = {
    "alt", "class", "colspan", "height", "href", "loading", "rel", "rowspan", "scope", "sizes", "src", "srcset",
    "start", "title", "type", "width",
}  # fmt: skip

# Pieces of which attacks are made, to be put together at random.
PIECES = [
    "<script>", "</script>", "<a href='", "javascript:", "java\tscript:", "&#106;avascript:", "//example.org", "'>",
    "</a>", "<p onclick=x>", "<img src=", "/media/a.png", " onerror=x>", "<svg>", "<math>", "<style>", "</style>",
    "<!--", "-->", "<![CDATA[", "]]>", "<template>", "<noscript>", "</p>", "<table><td>", "<li>", "<blockquote>", '"',
    "&lt;", "&", "\x00", " ", "text", "<br>", "<h2>", "</h2>", "<iframe srcdoc=", "<title>", "<textarea>", "<a title=",
]  # fmt: skip


class Inventory(HTMLParser):
    """Everything in a piece of HTML that is not text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: Counter[tuple[str, ...]] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[("tag", tag)] += 1
        self.found.update(("attribute", tag, name, value or "") for name, value in attrs)

    def handle_comment(self, data: str) -> None:
        self.found[("comment", data)] += 1

    def handle_decl(self, decl: str) -> None:
        self.found[("declaration", decl)] += 1

    def handle_pi(self, data: str) -> None:
        self.found[("instruction", data)] += 1


def inventory(html: str) -> Counter[tuple[str, ...]]:
    """Without links that no browser can follow: the judge drops them, we leave them be."""
    found = Inventory(html).found
    return Counter({item: count for item, count in found.items() if not leads_nowhere(item)})


def leads_nowhere(item: tuple[str, ...]) -> bool:
    try:
        return item[2:3] == ("href",) and urlsplit(item[3]).port == -1
    except ValueError:
        return True


def judge(html: str, tags: frozenset[str], rule: sanitizing.AttributeRule) -> str:
    return nh3.clean(
        html,
        tags=set(tags),
        attributes=dict.fromkeys(tags, ATTRIBUTES),
        attribute_filter=lambda tag, name, value: value if rule(tag, name, value) else None,
        url_schemes=set(LINK_SCHEMES),
        link_rel=None,
    )


def judge_article(html: str) -> str:
    return judge(html, frozenset(ARTICLE_TAGS), sanitizing._article_attribute)


def judge_comment(html: str) -> str:
    return judge(html, COMMENT_TAGS, sanitizing._comment_attribute)


DOORS = pytest.mark.parametrize(
    ("clean", "judged"),
    [(clean_article_html, judge_article), (clean_comment_html, judge_comment)],
    ids=["article", "comment"],
)
Cleaner = Callable[[str], str]


@DOORS
@pytest.mark.parametrize("name", ["payloads.json", "payloads-bulk.json"])
def test_the_judge_finds_nothing_left_of_any_known_attack(clean: Cleaner, judged: Cleaner, name: str) -> None:
    for sample in read_shared_json(f"xss/{name}"):
        cleaned = clean(sample["payload"])

        assert inventory(judged(cleaned)) == inventory(cleaned), sample["payload"]
        assert clean(cleaned) == cleaned, sample["payload"]


@DOORS
@example(pieces=["<a href='", "<script>", "&#106;avascript:", "'>"])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=12))
def test_the_judge_finds_nothing_left_of_any_mixture(clean: Cleaner, judged: Cleaner, pieces: list[str]) -> None:
    cleaned = clean("".join(pieces))

    assert inventory(judged(cleaned)) == inventory(cleaned)


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Tide</h2><h3>Noon</h3><h4>Wall</h4>",
        "<p>A <strong>bold</strong>, <em>stressed</em>, <s>struck</s> H<sub>2</sub>O m<sup>2</sup><br>line</p>",
        '<p><a href="https://example.org/?a=1&amp;b=2" title="There">away</a> <a href="/topics/harbour/">here</a></p>',
        '<p><a href="mailto:desk@example.org">write</a> <a href="#notes">below</a></p>',
        "<blockquote><p>Said <cite>Tess</cite></p></blockquote><hr>",
        '<ul><li><p>one</p></li></ul><ol start="3"><li>three</li></ol>',
        '<figure><img src="/media/a.png" alt="A wall" width="3" height="2"><figcaption>Wall</figcaption></figure>',
        '<table><caption>Tides</caption><thead><tr><th scope="col">At</th></tr></thead></table>',
        '<table><tbody><tr><td colspan="2">Noon</td></tr></tbody></table>',
        "<dl><dt>Ebb</dt><dd>Water goes</dd></dl><pre><code>a &lt; b</code></pre>",
        "<p><del>was</del> <ins>is</ins> <q>so</q> <small>print</small> <u>under</u></p>",
    ],
)
def test_what_an_article_may_hold_passes_whole(html: str) -> None:
    assert clean_article_html(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<p>A <strong>bold</strong> and <em>stressed</em> word</p>",
        '<p><a href="https://example.org/" rel="nofollow ugc noopener">link</a></p>',
        "<blockquote><p>Said</p></blockquote><pre><code>a &lt; b</code></pre>",
        '<blockquote class="quotation quotation-lost"><p>Lost</p><cite>Tess</cite></blockquote>',
        '<ol start="2"><li>two</li></ol><ul><li>any</li></ul>',
    ],
)
def test_what_a_comment_may_hold_passes_whole(html: str) -> None:
    assert clean_comment_html(html) == html


@DOORS
@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<style>p{}</style>",
        '<p onclick="x">p</p>',
        '<p style="color:red">p</p>',
        '<p id="content">p</p>',
        '<a href="javascript:x">a</a>',
        '<a href="JaVa&#x0A;script:x">a</a>',
        '<a href="data:text/html,x">a</a>',
        '<a href="vbscript:x">a</a>',
        '<a href="https://example.org/" target="_blank">a</a>',
        '<img src="https://example.org/a.png">',
        '<img src="//example.org/a.png">',
        '<img src="/\\example.org/a.png">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="/media/a.png" srcset="https://example.org/a.png">',
        '<iframe src="https://example.org/"></iframe>',
        '<form action="/"><input name="a"></form>',
        "<svg><a xlink:href='javascript:x'>a</a></svg>",
        "<math><mtext><style><img src=x onerror=x></style></mtext></math>",
        "<!-- comment -->",
        '<base href="https://example.org/">',
        '<meta http-equiv="refresh" content="0">',
        '<link rel="stylesheet" href="//example.org/a.css">',
        "<object data=x></object><embed src=x>",
        "<video src=x></video><audio src=x></audio>",
    ],
)
def test_what_does_not_belong_is_taken_out(clean: Cleaner, judged: Cleaner, html: str) -> None:
    passed = Inventory(clean(html)).found

    assert not {item for item in passed if item[0] == "attribute"} - ALLOWED_REST
    assert {item[1] for item in passed if item[0] == "tag"} <= {"a", "p", "img"}
    assert {item[0] for item in passed} <= {"attribute", "tag"}


@pytest.mark.parametrize(
    ("html", "passed"),
    [
        ("<p>One <img> two</p>", "<p>One  two</p>"),
        ('<p>One</p><figure class="figure"><img alt="a > b"></figure><p>Two</p>', "<p>One</p><p>Two</p>"),
        ("<figure><img src=' '></figure>", ""),
        ('<img alt="src=x" title="src=\'y\'">', ""),
        ('<figure><img src="https://example.org/a.png"><figcaption>Far <em>off</em></figcaption></figure>',
         "<p>Far <em>off</em></p>"),
        ("<figure><img><figcaption>One</figcaption>two</figure><figure><img><figcaption>Three</figcaption></figure>",
         "<figure><figcaption>One</figcaption>two</figure><p>Three</p>"),
        ("<figure><img><figcaption><p>One</p><p>two</p></figcaption></figure>", "<p>One</p><p>two</p>"),
        ("<figure><img><figcaption>One<p>two</p></figcaption></figure>", "One<p>two</p>"),
        ("<figure><img><figcaption><em>One<p>two</p></em></figcaption></figure>", "<em>One<p>two</p></em>"),
        ("<figure><img><figcaption><ul><li>One</li></ul></figcaption></figure>", "<ul><li>One</li></ul>"),
        ("<figure><img><img src=/media/a.png></figure>", '<figure><img src="/media/a.png"></figure>'),
    ],
)  # fmt: skip
def test_a_picture_without_an_address_leaves_no_more_than_its_caption(html: str, passed: str) -> None:
    assert clean_article_html(html) == passed
    assert clean_article_html(passed) == passed


@pytest.mark.parametrize("caption", ['<p class="x">One</p>', "One<P>two</P>", "One</p>two", "<div>One</div>"])
def test_a_caption_that_no_door_has_cleaned_yet_is_put_into_no_paragraph_that_it_ends(caption: str) -> None:
    assert without_blank_pictures(f"<figure><img><figcaption>{caption}</figcaption></figure>") == caption


# What of the examples above is harmless by itself.
ALLOWED_REST = {("attribute", "a", "href", "https://example.org/"), ("attribute", "img", "src", "/media/a.png")}


@DOORS
def test_words_are_never_lost(clean: Cleaner, judged: Cleaner) -> None:
    assert clean("1 < 2 & 3 > 2 <b>bold</b>") == "1 &lt; 2 &amp; 3 &gt; 2 bold"


def test_a_comment_has_no_headings_pictures_or_tables() -> None:
    html = '<h2>Loud</h2><img src="/media/a.png"><table><tr><td>cell</td></tr></table>'

    assert clean_comment_html(html).split() == ["Loud", "cell"]


def test_a_readers_link_cannot_vouch_for_itself() -> None:
    assert clean_comment_html('<a href="https://example.org/" rel="follow">a</a>') == (
        '<a href="https://example.org/">a</a>'
    )
