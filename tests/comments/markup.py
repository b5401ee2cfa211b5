"""What a browser makes of a comment's HTML, what another sanitiser thinks of it, and whether a word is missing."""

import html
import re
from html.parser import HTMLParser

import nh3

from articles.sanitizing import COMMENT_TAGS, LINK_SCHEMES
from comments.text import clean_body

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


def has_all_words_of(typed: str, markup: str) -> bool:
    """Whether every letter and digit that was typed is there, in its order, in the text or in an address.

    Written as a character reference, it may stand there as the character; titles of links are not shown.
    """
    typed = re.sub(r'(\]\(\S+) "[^"]*"\)', r"\1)", typed)
    reading = Reading(markup)
    elsewhere = set(reading.attributes) | set("0123456789" if "<ol" in markup else "")
    written_out = re.sub(r"&[#\w]+;", lambda reference: html.unescape(reference[0]), typed)
    return any(lost_signs(text, reading.words) <= elsewhere for text in (typed, written_out, html.unescape(typed)))


def lost_signs(typed: str, shown: str) -> set[str]:
    place, lost = 0, set()
    for sign in filter(str.isalnum, clean_body(typed)):
        found = shown.find(sign, place)
        place = found + 1 or place
        lost |= {sign} if found < 0 else set()
    return lost


class Outline(HTMLParser):
    """What a page is made of, without the words of comments and what changes from one answer to the next."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[tuple[str, ...]] = []
        self._depth_in_words = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if self._depth_in_words:
            self._depth_in_words += tag == "div"
            return
        self._depth_in_words = int(facts.get("class") == "words")
        # A portrait's colour comes from the name.
        kind = re.sub(r" tone-\d", "", facts.get("class", ""))
        self.parts.append((tag, facts.get("id", ""), kind, *sorted(facts)))

    def handle_endtag(self, tag: str) -> None:
        if self._depth_in_words:
            self._depth_in_words -= tag == "div"
        else:
            self.parts.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.parts.append(("comment", data))


def outline_of(page: str) -> list[tuple[str, ...]]:
    return Outline(page).parts
