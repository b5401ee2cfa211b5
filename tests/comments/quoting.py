"""Quoting as it is typed, or begun by a click."""

from django.test import Client

from comments.models import Comment
from tests.comments.steps import path_of, written

PASSAGE = "The pier was never that deep"


def reply(client: Client, parent: Comment, body: str) -> Comment:
    """Said in answer, with something of one's own below."""
    client.post(path_of("reply", parent), written(f"{body.strip()}\n\nSo much for that."))
    return Comment.objects.filter(parent=parent).latest("pk")


def linked(source: Comment, words: str, verb: str = " wrote") -> str:
    return f"[{source.writer_name}](/comments/{source.pk}/){verb}:\n\n> {words}\n\nSo there."
