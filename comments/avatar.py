"""A person's initials on a colour of their own, as a small drawing inside the page."""

from zlib import crc32

# As many as static/css/discussion.css has tones.
TONES = 8


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
