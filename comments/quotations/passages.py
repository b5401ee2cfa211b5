"""Finding quoted words in a text: whitespace, case and the style of quotation marks do not matter, words do."""

import re
import unicodedata
from dataclasses import dataclass

# Fewer words than these are an expression, not somebody's passage.
FEWEST_WORDS = 4

_DOUBLE_MARKS = '“”„‟«»"'
_SINGLE_MARKS = "‘’‚‛'"
_ALIKE = str.maketrans(dict.fromkeys(_DOUBLE_MARKS, '"') | dict.fromkeys(_SINGLE_MARKS + "`´", "'"))
_ELLIPSIS = re.compile(r"(?:\.\s?){2,}\.")
# What may differ at the ends of a passage: the sentence went on, or was cut.
_AROUND = " \t\n.,;:!?\"'–—-()[]"
_TRAILING = ".,;:!?"


def normalise(text: str) -> str:
    alike = unicodedata.normalize("NFKC", text.translate(_ALIKE)).translate(_ALIKE)
    return " ".join(alike.casefold().split())


def count_words(text: str) -> int:
    return len(re.findall(r"\w+", text))


@dataclass(frozen=True)
class Passage:
    """Quoted words; `parts` are normalised, and an ellipsis stood between them."""

    parts: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> "Passage":
        pieces = (piece.strip(_AROUND) for piece in _ELLIPSIS.split(normalise(text)))
        return cls(tuple(piece for piece in pieces if piece))

    def stands_in(self, normalised: str) -> bool:
        """Whether every part is found in a normalised text, in order and as whole words."""
        position = 0
        for part in self.parts:
            # Most texts hold no such words at all, and that is told much faster.
            if normalised.find(part, position) < 0:
                return False
            found = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)").search(normalised, position)
            if found is None:
                return False
            position = found.end()
        return bool(self.parts)


def inside_marks(text: str) -> str | None:
    """The words between the quotation marks, if the whole text is one quotation."""
    shown = text.strip().rstrip(_TRAILING).rstrip()
    if len(shown) < 3:
        return None
    opening, inner, closing = shown[0], shown[1:-1], shown[-1]
    is_whole = (
        (opening in _DOUBLE_MARKS and closing in _DOUBLE_MARKS and not set(inner) & set(_DOUBLE_MARKS))
        or (opening == "“" and closing == "”" and _is_nested(inner, "“", "”"))
        or (opening == "«" and closing == "»" and _is_nested(inner, "«", "»"))
        or (opening == "‘" and closing == "’" and "‘" not in inner and not re.search(r"’(?!\w)", inner))
    )
    return inner.strip() if is_whole else None


def _is_nested(inner: str, opening: str, closing: str) -> bool:
    """Whether every mark inside closes what was opened inside."""
    depth = 0
    for character in inner:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return False
    return depth == 0
