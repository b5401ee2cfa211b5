"""What of a text the classifier looks at: its words, folded, pairs of them, and the sites that it links to."""

from collections.abc import Iterator
from itertools import pairwise

from comments.rules.links import links_of
from comments.rules.words import words_of

# Longer ones are looked at up to here: what is long is not bought with time.
MOST_WORDS = 1_000


def terms_of(text: str) -> set[str]:
    return set(_terms(text))


def _terms(text: str) -> Iterator[str]:
    words = [word.folded for word in words_of(text).plain[:MOST_WORDS]]
    yield from words
    yield from map(" ".join, pairwise(words))
    links = links_of(text)
    yield from (f"link to {link.domain}" for link in links)
    if links:
        yield f"{min(len(links), 5)} links"
