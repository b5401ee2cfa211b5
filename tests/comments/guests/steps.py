"""What guests do, step by step."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.guards.pace import opened_now
from tests.comments.steps import discussion_path, written

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


def opened_a_while_ago(seconds: int = 60) -> str:
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds), tick=False):
        return opened_now()


def guest_form(body: str = "The tide was out.", **facts: str) -> dict[str, str]:
    """The form of somebody without an account, filled in and not in haste."""
    usual = {"name": "Gita Guest", "email": "gita@example.org", "homepage": "", "opened": opened_a_while_ago()}
    return written(body, **{**usual, **facts})


def write(client: Client, article: Article, body: str = "The tide was out.", **facts: str) -> "Answer":
    return client.post(discussion_path(article), guest_form(body, **facts))


def mailed_link(kind: str = "confirmation") -> str:
    """The path of the link in the newest letter: "confirmation" or "disavowal"."""
    ending = "disavowal/" if kind == "disavowal" else ""
    text = str(mail.outbox[-1].body)
    found = re.search(rf"^https://news\.example(/comments/confirmation/[^/\s]+/{ending})$", text, re.MULTILINE)
    assert found, text
    return found[1]
