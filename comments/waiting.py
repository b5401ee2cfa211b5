"""The words of somebody whose session was over, waiting for the sign-in."""

import time
from typing import TypedDict

from django.http import HttpRequest

from comments.models.comment import BODY_LENGTH

KEPT_WORDS = "kept-words"
# More than a comment holds, so that they can still be cut; not so many that strangers could fill the store.
KEPT_LENGTH = 10 * BODY_LENGTH
# A sign-in straight afterwards sends them; whoever comes back later looks them over first.
SENT_AT_ONCE_SECONDS = 3600


class Waiting(TypedDict):
    """`writer` is the key of the account whose form it was, as the form said; blank for nobody's."""

    body: str
    form_key: str
    writer: str
    at: float


def keep_words(request: HttpRequest, place: str) -> None:
    """Let the words of a form wait for the sign-in; those of the last form only.

    `place` names what is written, so that words kept for one discussion turn up in no other.
    The form's key waits with them: what arrived after all is not said twice.
    """
    sent = request.POST
    if words := sent.get("body", "")[:KEPT_LENGTH]:
        key, writer = (sent.get(name, "")[:40] for name in ("form_key", "writer"))
        request.session[KEPT_WORDS] = {place: Waiting(body=words, form_key=key, writer=writer, at=time.time())}


def waiting_words(request: HttpRequest, place: str) -> Waiting | None:
    """What waited, once somebody is signed in; asks no session of anybody else."""
    kept: dict[str, Waiting] = request.session.get(KEPT_WORDS, {}) if request.user.is_authenticated else {}
    return kept.get(place)


def drop_words(request: HttpRequest, place: str) -> None:
    if waiting_words(request, place):
        del request.session[KEPT_WORDS]


def is_sent_at_once(waiting: Waiting, request: HttpRequest) -> bool:
    """Whether its writer, and nobody who came after them, has just signed in again to send it."""
    return waiting["writer"] == str(request.user.pk) and time.time() - waiting["at"] < SENT_AT_ONCE_SECONDS
