"""Hostile and odd texts: collections from beside the project, as people would send them.

The ordinary suite takes a spread of each where every text has its own request; with
`PARLEY_CORPORA=whole` in the environment it takes them all.
"""

import base64
import os
from collections.abc import Iterable, Sequence
from typing import TypeVar

from comments.models.comment import BODY_LENGTH
from comments.text import clean_body, is_blank
from tests.shared_data import read_shared_json

T = TypeVar("T")

# Some thirty texts.
LENGTH_TOGETHER = 5_000
TAKES_ALL = os.environ.get("PARLEY_CORPORA") == "whole"


def attacks() -> list[str]:
    """What the makers of sanitisers test them with; some of it is harmless."""
    return [case["payload"] for name in ("payloads", "payloads-bulk") for case in read_shared_json(f"xss/{name}.json")]


def naughty_strings() -> list[str]:
    """As a form has them: what is no UTF-8 has its marks of replacement."""
    sent = [
        base64.b64decode(case["base64"]) if "base64" in case else case["text"].encode(errors="replace")
        for case in read_shared_json("unicode/bad-input.json")
    ]
    return [*read_shared_json("unicode/blns.json"), *(text.decode(errors="replace") for text in sent)]


def naughty_bytes() -> list[bytes]:
    """The same as they may come over the wire: halves of surrogate pairs and broken UTF-8 among them."""
    odd = [
        base64.b64decode(case["base64"]) if "base64" in case else case["text"].encode(errors="surrogatepass")
        for case in read_shared_json("unicode/bad-input.json")
    ]
    return [*(text.encode() for text in read_shared_json("unicode/blns.json")), *odd]


def pathological(most: int) -> list[tuple[str, str]]:
    """Texts known to make parsers slow, by name; cut down in proportion to `most` characters."""
    cases = read_shared_json("commonmark/pathological.json")
    return [(case["name"], _shortened(case["pieces"], most / case["chars"])[:most]) for case in cases]


def fits_a_comment(typed: str) -> bool:
    return not is_blank(typed) and len(clean_body(typed)) <= BODY_LENGTH


def together(texts: Iterable[str]) -> list[str]:
    """Many in one text, the short ones first; as meaningful as each alone, and far fewer requests."""
    joined: list[str] = []
    for text in sorted(dict.fromkeys(filter(fits_a_comment, texts)), key=len):
        if joined and len(joined[-1]) + len(text) < LENGTH_TOGETHER:
            joined[-1] += f"\n\n{text}"
        else:
            joined.append(text)
    return joined


def spread(texts: Sequence[T], count: int) -> list[T]:
    """So many of them, evenly; or all, where the run is to take all."""
    if TAKES_ALL or len(texts) <= count:
        return list(texts)
    return [texts[len(texts) * number // count] for number in range(count)]


def _shortened(pieces: list[tuple[str, int]], share: float) -> str:
    return "".join(text * max(1, int(times * share)) for text, times in pieces)
