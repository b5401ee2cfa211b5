"""What a person does on the pages of accounts, step by step."""

import re
from typing import TYPE_CHECKING

from django.core import mail
from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

PASSWORD = "seven small boats"
SIGN_UP = {
    "email": "nina@example.org",
    "username": "nina",
    "display_name": "Nina Newcomer",
    "password1": PASSWORD,
    "homepage": "",
}


def sign_up(client: Client, **facts: str) -> "Answer":
    """The answer after the redirects: the page that asks for the code, or the form with its errors."""
    return client.post("/account/signup/", {**SIGN_UP, **facts}, follow=True)


def enter_code(client: Client, code: str, path: str = "/account/confirm-email/") -> "Answer":
    return client.post(path, {"code": code}, follow=True)


def mailed_code() -> str:
    """The code in the newest message."""
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, f"no code in {mail.outbox[-1].body!r}"
    return found[0]


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
