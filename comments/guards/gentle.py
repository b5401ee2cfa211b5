"""A gentle stop for what adds nothing: the writer is told why, and may send it all the same.

Only the writer's own words count. Each finding is cautious: it is better to let a dull comment
through than to lecture somebody who had something to say.
"""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Fewer letters than this are an exclamation or an abbreviation.
LETTERS_OF_A_SHOUT = 24
SHARE_OF_A_SHOUT = 0.7
# Some twenty lines on a desk, two screens on a phone.
LENGTH_OF_A_WALL = 1_500
# So few words beside a link do not say why anybody should follow it.
WORDS_BESIDE_A_LINK = 3

_FENCE = re.compile(r"^(`{3,}|~{3,}).*?(?:^\1|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`")
_QUOTATION = re.compile(r"^ {0,3}>.*$", re.MULTILINE)
_ATTRIBUTION = re.compile(r"^.{1,80}\b(?:said|says|wrote|writes):\s*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]{0,200})\]\([^)\s]{1,2000}\)|<?https?://[^\s<>]+>?", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class OwnWords:
    """What the writer added: the text without quotations, code and addresses."""

    text: str
    has_quotation: bool
    has_link: bool

    @property
    def count(self) -> int:
        return len(_WORD.findall(self.text))


@dataclass(frozen=True)
class Finding:
    name: str
    applies_to: Callable[[OwnWords], bool]
    sentence: str | Promise


def own_words(body: str) -> OwnWords:
    """Linear in the length of the text."""
    without_code = _CODE.sub(" ", _FENCE.sub(" ", body))
    unquoted, quotations = _QUOTATION.subn("", without_code)
    if quotations:
        unquoted = _ATTRIBUTION.sub("", unquoted)
    text, links = _LINK.subn(lambda match: match[1] or " ", unquoted)
    return OwnWords(text.strip(), has_quotation=quotations > 0, has_link=links > 0)


def find_nothing_added(body: str, insisted: Container[str] = ()) -> Finding | None:
    """The first thing that is worth a word to the writer and was not overridden, or None."""
    own = own_words(body)
    return next((one for one in FINDINGS if one.name not in insisted and one.applies_to(own)), None)


def _is_only_a_link(own: OwnWords) -> bool:
    return own.has_link and own.count <= WORDS_BESIDE_A_LINK


def _is_only_a_quotation(own: OwnWords) -> bool:
    return own.has_quotation and own.count == 0


def _is_shouted(own: OwnWords) -> bool:
    """Letters of scripts without capitals do not count either way."""
    capitals = sum(map(str.isupper, own.text))
    letters = capitals + sum(map(str.islower, own.text))
    return letters >= LETTERS_OF_A_SHOUT and capitals > SHARE_OF_A_SHOUT * letters


def _is_a_wall(own: OwnWords) -> bool:
    return max(map(len, own.text.split("\n")), default=0) > LENGTH_OF_A_WALL


FINDINGS = (
    Finding(
        "link",
        _is_only_a_link,
        _("This is only a link. A sentence about what is behind it would help others decide to follow it."),
    ),
    Finding(
        "quotation",
        _is_only_a_quotation,
        _("This quotes somebody and adds nothing yet. What do you make of it?"),
    ),
    Finding(
        "shouting",
        _is_shouted,
        _("This is written in capitals, which reads as shouting. In ordinary letters more people will read it."),
    ),
    Finding(
        "wall",
        _is_a_wall,
        _("This is one long paragraph. An empty line here and there makes it much easier to read."),
    ),
)

OVERRIDABLE = frozenset(finding.name for finding in FINDINGS)
