"""Secrets in addresses."""

from secrets import token_urlsafe


def new_token() -> str:
    """43 letters that nobody can guess."""
    return token_urlsafe(32)
