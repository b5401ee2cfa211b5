"""What stands below a quotation: whose words they are, and what has become of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext, override
from markdown_it.token import Token

from comments.quotations.typed import is_introduction


class Standing(IntEnum):
    """How a quotation stands to its source now."""

    STANDS = 0
    ALTERED = 1
    """These were never the words of the source."""
    CHANGED = 2
    """The source has changed since, and the words are not in it any more."""
    CORRECTED = 6
    """The article has a new text, without the words."""
    REMOVED = 3
    DELETED = 4
    LOST = 5


@dataclass(frozen=True)
class Attribution:
    """Whom a block quotation quotes; `url` is the source's page, blank where the source is lost."""

    name: str = ""
    url: str = ""
    standing: Standing = Standing.STANDS

    @property
    def is_lost(self) -> bool:
        return not self.url

    @property
    def css_class(self) -> str:
        """Of its own wherever the words are not simply those of the one who is named."""
        if self.is_lost or self.standing in {Standing.REMOVED, Standing.DELETED, Standing.LOST}:
            return "quotation quotation-lost"
        return "quotation" if self.standing == Standing.STANDS else "quotation quotation-altered"


def attribute_quotations(tokens: list[Token], attributions: Mapping[int, Attribution]) -> list[Token]:
    """With a line below each top-level block quotation that has an attribution, by its position."""
    attributed: list[Token] = []
    position = -1
    for token in tokens:
        if token.level == 0 and token.type == "blockquote_open":
            position += 1
            if attribution := attributions.get(position):
                if is_introduction(attributed, attribution.name):
                    # The attribution says it.
                    del attributed[-3:]
                token.attrSet("class", attribution.css_class)
        elif token.level == 0 and token.type == "blockquote_close" and position in attributions:
            attributed.append(Token("html_block", "", 0, content=_cite(attributions[position])))
        attributed.append(token)
    return attributed


def _cite(attribution: Attribution) -> str:
    """In the site's language: the HTML is stored once, for readers of every language."""
    with override(settings.LANGUAGE_CODE):
        link = format_html('<a href="{}">{}</a>', attribution.url, attribution.name)
        return format_html("<p><cite>{}</cite></p>", _sentence(attribution, link))


def _sentence(attribution: Attribution, link: str) -> str:
    """Of what was taken down nobody's name is told."""
    if attribution.is_lost or attribution.standing == Standing.LOST:
        return gettext("from a comment no longer here")
    match attribution.standing:
        case Standing.ALTERED:
            return format_html(gettext("not word for word what {} wrote"), link)
        case Standing.CHANGED:
            return format_html(gettext("{}, who has changed these words since"), link)
        case Standing.CORRECTED:
            return format_html(gettext("{}, where these words are not any more"), link)
        case Standing.REMOVED:
            return _without_name(gettext("from a comment that moderators have removed"), attribution.url)
        case Standing.DELETED:
            return _without_name(gettext("from a comment that its author has deleted"), attribution.url)
    return link


def _without_name(sentence: str, url: str) -> str:
    return format_html('<a href="{}">{}</a>', re.sub("#.*", "", url), sentence)
