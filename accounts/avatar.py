"""A person's initials on a colour of their own, as a small drawing inside the page."""

from html import escape
from zlib import crc32

from django.utils.safestring import SafeString, mark_safe

# As many as static/css/base.css has.
TONES = 8


def avatar_svg(name: str) -> SafeString:
    """Decoration: the name itself always stands beside it."""
    return mark_safe(  # noqa: S308  # the name is escaped, the rest is ours
        f'<svg class="avatar tone-{tone(name)}" viewBox="0 0 32 32" aria-hidden="true">'
        f'<circle cx="16" cy="16" r="16"/><text x="16" y="16">{escape(initials(name))}</text></svg>'
    )


def initials(name: str) -> str:
    """One or two letters: of the first and the last word of the name."""
    words = [letters for word in name.split() if (letters := "".join(filter(str.isalnum, word)))]
    if not words:
        return "?"
    ends = words if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()


def tone(name: str) -> int:
    """The colour's number, the same for the same name everywhere."""
    return crc32(name.encode()) % TONES
