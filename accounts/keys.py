"""Rows' keys as addresses and forms carry them."""


def key_of(word: str) -> int | None:
    """A row's key; None for anything that cannot be one."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 19 else None
