"""Who is spoken to in the first words of a comment."""

import re
from collections.abc import Collection

# Words that open a sentence, or call on everybody: a commenter of that name needs an @.
_COMMON_WORDS = frozenset(
    """
    actually again agreed ah all also alas and another anonymous anybody anyhow anyone anyway apparently basically
    besides bottom bravo but clearly congratulations correct correction dear ditto editor everybody everyone exactly
    excellent fact final finally first folks frankly friend friends funny gee gentlemen good great guess guest guys
    hello hence here hey hi hm hmm honestly hopefully how however huh i idea if incidentally indeed instead interesting
    ironically just kudos ladies lastly later lol look man mate maybe meanwhile moderator moreover my name naturally
    next nice no nobody nonsense nope note now obviously of off ok okay one oh only or otherwise overall people perhaps
    personally please point ps question quote re really reader remember right sad sadly seriously sir so soldier sorry
    still strange sure surely surprise thanks that then therefore this though thus today tomorrow true truly truth
    unfortunately update user visitor wait welcome well what when where who why wonderful wow wrong yeah yep yes
    yesterday yet you
    """.split()  # noqa: SIM905  # a list of 150 words reads better as text
)
_SEPARATOR = r"(?:\s*[,:–—]|\s*-{1,2}(?=\s)|\s*--)"


def names_at_opening(text: str, names: Collection[str], article: str = "") -> list[str]:
    """The names of `names` that the text opens by, in order: "Name, …", "Name: …", "Name – …" or "@Name …".

    A bare name counts unless it is a common word or stands in the article, a normalised text.
    """
    found: list[str] = []
    rest = text.strip()
    while name := _name_at_opening(rest, names, article):
        found.append(name)
        rest = _after(rest, name)
    return found


def same_name(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _name_at_opening(text: str, names: Collection[str], article: str) -> str | None:
    """The longest name that fits, the one in the same letters first."""
    fitting = [name for name in names if _opens_by(text, name, article)]
    return max(fitting, key=lambda name: (len(name), name in text), default=None)


def _opens_by(text: str, name: str, article: str) -> bool:
    if not text.removeprefix("@").casefold().startswith(name.casefold()):
        return False
    pattern = re.escape(name)
    if re.match(rf"@{pattern}(?!\w)", text, re.IGNORECASE):
        return True
    return not _is_common(name, article) and re.match(rf"{pattern}{_SEPARATOR}", text, re.IGNORECASE) is not None


def _is_common(name: str, article: str) -> bool:
    word = name.casefold()
    if len(word) < 2 or word in _COMMON_WORDS or not re.search(r"[^\W\d_]", word):
        return True
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", article) is not None


def _after(text: str, name: str) -> str:
    rest = text.removeprefix("@")[len(name) :]
    return re.sub(rf"^(?:{_SEPARATOR}|\s*(?:and|&)(?!\w))\s*", "", rest, flags=re.IGNORECASE).strip()
