"""Finding quoted words in a text: whitespace, case and the style of quotation marks do not matter, words do."""

import re
import unicodedata

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


def stands_in(passage: str, normalised: str) -> bool:
    """Whether `passage` is found in a normalised text; what an ellipsis joins, in that order."""
    parts = [part for part in (piece.strip(_AROUND) for piece in _ELLIPSIS.split(normalise(passage))) if part]
    position = 0
    for part in parts:
        found = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)").search(normalised, position)
        if found is None:
            return False
        position = found.end()
    return bool(parts)


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
