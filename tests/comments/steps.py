"""What people do in a discussion, step by step, and how to look at what came of it."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from articles.models import Article
from comments.guests.remembering import remember_guest
from comments.models import (
    Appeal,
    Branch,
    Comment,
    Decision,
    Discussion,
    Draft,
    Guest,
    Letter,
    Notice,
    NoticeLocation,
    Report,
    Thread,
)
from tests.factories import GuestFactory, UserFactory

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

# What a script of ours sends to have the fragment for an answer.
FRAGMENT = {"X-Fragment": "1"}
MODERATORS_DEEDS = ("decision", "branch", "pin", "feature")
DEEDS = ("comment", "reply", "edit", "deletion", "deletion/undo", "report", *MODERATORS_DEEDS)
SIGNED_IN_ROLES = ("reader", "editor", "moderator", "administrator")
WORDS = "The harbour was never that deep."


def person(role: str) -> User:
    return UserFactory.create(**({} if role == "reader" else {role: True}))


def sign_in(client: Client, role: str) -> User | None:
    """Somebody in that role, signed in; nobody for "anonymous" and, remembered by the browser, for "guest"."""
    if role == "guest":
        remember(client, GuestFactory.create())
    if role in {"anonymous", "guest"}:
        return None
    somebody = person(role)
    client.force_login(somebody)
    return somebody


def remember(client: Client, guest: Guest) -> None:
    """Let the browser be the guest's."""
    response = HttpResponse()
    remember_guest(response, guest)
    client.cookies[settings.GUEST_COOKIE_NAME] = response.cookies[settings.GUEST_COOKIE_NAME].value


def text_of(answer: "Answer") -> str:
    return answer.content.decode()


def discussion_path(article: Article) -> str:
    return f"/discussions/{article.pk}/comments/"


def path_of(deed: str, comment: Comment) -> str:
    """Where the deed is done on the comment, or, to say something new, on its article."""
    if deed == "comment":
        return f"/discussions/{comment.discussion_id}/comments/"
    return f"/comments/{comment.pk}/{deed}/"


def written(body: str = WORDS, **facts: str) -> dict[str, str]:
    """A comment's form, filled in."""
    return {"body": body, "form_key": str(uuid4()), **facts}


def filled_in(deed: str, words: str = WORDS) -> dict[str, str]:
    """The deed's form, filled in so that it would be done; with `words` where it takes any."""
    match deed:
        case "edit":
            return {"body": words}
        case "deletion" | "deletion/undo" | "pin" | "feature":
            return {}
        case "report":
            return {"reason": "spam", "note": words}
        case "decision":
            return {"verdict": "remove", "reason": "abuse", "note": words}
        case "branch":
            return {"verdict": "lock", "reason": "off-topic", "note": words}
    return written(words)


def say(client: Client, article: Article, body: str = WORDS, **headers: str) -> "Answer":
    return client.post(discussion_path(article), written(body), headers=headers)


def everything() -> list[Any]:
    """All that a deed could change, to be compared with what it was."""
    managers = (
        Guest.objects,
        Letter.objects,
        Comment.objects,
        Discussion.objects,
        Thread.objects,
        Report.objects,
        Draft.objects,
        Branch.objects,
        Appeal.objects,
        Notice.objects,
        NoticeLocation.objects,
        Decision.objects,
    )
    return [list(manager.order_by("pk").values()) for manager in managers]
