"""What a name looks like, so that nobody passes for somebody else by letters that look alike.

A skeleton is for comparing only, after the idea of Unicode's technical standard 39: names that a
reader takes for one another have the same one. Its full table of 9,600 characters weighs a
megabyte and knows nothing of case, spaces or digits; this one has the letters in which names
are written and forged. The skeletons of accounts are stored: whoever changes what is said here
writes them anew by a migration.
"""

import re
import unicodedata

SKELETON_LENGTH = 120

# Each letter, small, with what passes for it in some type. i, l and 1 are one: a capital I is a small l.
_PASSES_FOR = {
    "a": "аαɑᴀⱥⲁꓮᎪ4@ª",
    "b": "вьъβɓʙᏴᏏꓐ",
    "c": "сϲᴄⲥƈꓚᏟ©ȼ",
    "d": "ԁɗđðᴅꓓᎠᏧꓒɖ",
    "e": "еєεҽᴇəǝɛⲉꓰᎬ3€ɇ",
    "f": "ƒꜰғꓝϝքꬵ",
    "g": "ɡɢɠԍցꓖᏀᏳǥ",
    "h": "һнħʜհⲏꓧᎻңꜧ",
    "j": "јʝᴊյꓙᎫɉϳ",
    "k": "кκƙᴋⲕқҝꓗᏦĸ",
    "l": "iіӏıɩɪιłʟⅼǀ|1ⲓꓡꓲᎥᏞլɨƚ£׀וꙇ",
    "m": "мᴍⲙꓟᎷɱ",
    "n": "пɴⲛողռꓠŋɲ",
    "o": "оοօøᴏⲟꓳ0ɵө◯○ס٥۵০੦૦୦௦౦೦൦๐໐၀",
    "p": "рρþᴘⲣꓑᏢƥ",
    "q": "ԛզգ",
    "r": "гʀɾⲅꓣᎡᏒ®ɍ",
    "s": "ѕꜱտꓢᏚᏕ5$ʂƨ",
    "t": "тτᴛⲧꓔᎢ7ŧțƭ",
    "u": "иսᴜʋꓴʉ",
    "v": "ѵᴠꓦᏙⱱ",
    "w": "ԝᴡաꓪᎳɯѡᏔⱳ",
    "x": "хχⲭꓫ×ҳꭓ",
    "y": "уүұʏⲩꓬʎƴɏ¥ᎩᎽỿ",
    "z": "ʐᴢζⲍꓜᏃƶз",
    # Not Latin, but alike among themselves.
    "ک": "ك",
    "ی": "يىے",
    "ه": "ةەہ",
}
# Greek letters pass for other Latin ones as capitals than as small letters.
_AS_CAPITALS = {"η": "h", "ν": "n", "υ": "y", "μ": "m", "ω": "ω", "γ": "γ", "σ": "σ", "π": "π"}
_AS_SMALL = {"η": "n", "ν": "v", "υ": "u", "μ": "u", "ω": "w", "γ": "y", "σ": "o", "π": "n"}
_LETTERS = {ord(twin): letter for letter, twins in _PASSES_FOR.items() for twin in twins} | {
    ord("i"): "l",
    ord("æ"): "ae",
    ord("œ"): "oe",
}
# Letters in boxes and circles, which Unicode does not call compatible with the letters: 26 from each of these on.
_BOXED = {first + step: chr(ord("a") + step) for first in (0x1F150, 0x1F170, 0x1F1E6) for step in range(26)}
_CAPITALS = _LETTERS | {ord(twin): letter for twin, letter in _AS_CAPITALS.items()}
_SMALL = _LETTERS | {ord(twin): letter for twin, letter in _AS_SMALL.items()}

# Accents, and vowel points that may be left out; the vowels of Indian scripts are marks too, and stay.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)


def skeleton(name: str) -> str:
    """The one that is stored; at most SKELETON_LENGTH long, and blank for a blank name only."""
    return _skeleton(name, _CAPITALS)


def skeletons(name: str) -> set[str]:
    """All that `name` can be taken for, to be looked for among the stored ones."""
    return {_skeleton(name, _CAPITALS), _skeleton(name, _SMALL)}


def _skeleton(name: str, table: dict[int, str]) -> str:
    # Folding after the first pass: a letter in another typeface has no case of its own.
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name.translate(_BOXED)).casefold())
    letters = _ACCENTS.sub("", folded).translate(table)
    kept = "".join(_as_digit(letter) for letter in letters if unicodedata.category(letter)[0] in "LNM")
    alike = kept.translate(table).replace("rn", "m").replace("vv", "w")
    return (alike or "".join(folded.split()))[:SKELETON_LENGTH]


def _as_digit(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    return letter if digit is None else str(digit)
