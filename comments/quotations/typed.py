"""Block quotations as they are typed: `> words`, with a line above that may say whose they are.

That line is "Name said:", or a link to the source: "[Name](/comments/12/) wrote:", which is
what quoting by a click writes. It stays in the text as typed, so that an edit finds it again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

_NAMED = re.compile(r"@?(?P<name>\S[^\n\[\]]{0,100}?) (?:said|says|wrote|writes):?", re.IGNORECASE)
# A link within the site and a few words in any language, before the colon.
_LINKED = re.compile(r"\[(?P<name>(?:\\.|[^\]\\\n]){0,300})\]\((?P<path>/[^\s()<>]{1,400})\)[^\n:]{0,40}:")
_COMMENT = re.compile(r"/comments/(\d{1,18})/(?:#.*)?", re.ASCII)


@dataclass(frozen=True)
class Typed:
    """The quotation at `position`, from 0, with what the line above it claims.

    `passage` is what it shows, `links` where its words lead; `number` names a comment and `path` any
    page of the site. It `is_nested` where it quotes a quotation.
    """

    position: int
    passage: str
    links: frozenset[str] = frozenset()
    is_nested: bool = False
    name: str = ""
    path: str = ""

    @property
    def number(self) -> int | None:
        found = _COMMENT.fullmatch(self.path)
        return int(found[1]) if found else None


def typed_quotations(tokens: Sequence[Token]) -> Iterator[Typed]:
    """The top-level block quotations, in order."""
    position, start = -1, 0
    for place, token in enumerate(tokens):
        if token.level == 0 and token.type == "blockquote_open":
            position, start = position + 1, place
        elif token.level == 0 and token.type == "blockquote_close":
            yield _typed(position, tokens[start + 1 : place], _introduction(tokens[:start]))


def is_introduction(tokens: Sequence[Token], name: str) -> bool:
    """Whether they end by a paragraph that only says whose words follow: a link's, or those of `name`."""
    found = _introduction(tokens)
    return found is not None and ("path" in found.groupdict() or found["name"].casefold() == name.casefold())


def _introduction(tokens: Sequence[Token]) -> re.Match[str] | None:
    if len(tokens) < 3 or tokens[-1].type != "paragraph_close" or tokens[-1].level:
        return None
    line = tokens[-2].content.strip()
    return _LINKED.fullmatch(line) or _NAMED.fullmatch(line)


def _typed(position: int, tokens: Sequence[Token], introduction: re.Match[str] | None) -> Typed:
    claim = introduction.groupdict() if introduction else {}
    children = [child for token in tokens for child in token.children or []]
    return Typed(
        position=position,
        passage="\n".join(shown_text(token) for token in tokens if token.content).strip(),
        links=frozenset(str(child.attrGet("href")) for child in children if child.type == "link_open"),
        is_nested=any(token.type == "blockquote_open" for token in tokens),
        name=re.sub(r"\\(.)", r"\1", claim.get("name", "")),
        path=claim.get("path", ""),
    )


def shown_text(token: Token) -> str:
    """What a reader sees of a block, without its markup."""
    if token.children is None:
        return token.content
    return "".join("\n" if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children)
