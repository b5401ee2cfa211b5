"""Nobody learns from a page whether an address has an account; the owner of the address does, by mail."""

import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.steps import enter_code, is_signed_in, sign_up

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "member@example.org", "stranger@example.org"


def seen(answer: "Answer") -> tuple[int, str]:
    """What a person sees, but for what differs each time: the address, tokens and links that carry them."""
    page = answer.content.decode()
    for address in (KNOWN, UNKNOWN):
        page = page.replace(address, "ADDRESS")
    return answer.status_code, re.sub(r'(csrfmiddlewaretoken" value)="\w+"', r"\1", page)


def test_signing_up_with_a_taken_address_looks_the_same(member: User) -> None:
    taken = sign_up(Client(), email=KNOWN, username="new-one")
    free = sign_up(Client(), email=UNKNOWN, username="new-two")

    assert seen(taken) == seen(free)
    assert taken.redirect_chain == free.redirect_chain


def test_signing_up_with_a_taken_address_tells_its_owner(client: Client, member: User) -> None:
    sign_up(client, email=KNOWN)

    assert mail.outbox[0].to == [KNOWN]
    assert "has an account already" in mail.outbox[0].body
    assert not User.objects.filter(handle="nina").exists()


def test_signing_up_with_a_taken_address_takes_as_long(member: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def count(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)

    sign_up(Client(), email=KNOWN, username="new-one", password1="seven tall masts")
    sign_up(Client(), email=UNKNOWN, username="new-two", password1="eight tall masts")

    assert hashed == ["seven tall masts", "eight tall masts"]


def test_a_wrong_code_for_a_taken_address_looks_the_same(member: User) -> None:
    visitors = Client(), Client()
    sign_up(visitors[0], email=KNOWN, username="new-one")
    sign_up(visitors[1], email=UNKNOWN, username="new-two")

    for _ in range(5):
        taken, free = (enter_code(visitor, "WRNG-CODE") for visitor in visitors)
        assert seen(taken) == seen(free)


def test_a_new_code_for_a_taken_address_looks_the_same(member: User) -> None:
    visitors = Client(), Client()
    sign_up(visitors[0], email=KNOWN, username="new-one")
    sign_up(visitors[1], email=UNKNOWN, username="new-two")

    taken, free = (visitor.post("/account/confirm-email/", {"action": "resend"}, follow=True) for visitor in visitors)

    assert seen(taken) == seen(free)


def test_starting_over_with_a_taken_address_looks_the_same(member: User) -> None:
    visitors = Client(), Client()
    sign_up(visitors[0], email=KNOWN, username="new-one")
    sign_up(visitors[1], email=UNKNOWN, username="new-two")

    taken, free = (visitor.post("/account/signup/again/", follow=True) for visitor in visitors)

    assert seen(taken) == seen(free)


@pytest.mark.parametrize("path", ["/account/login/code/", "/account/password/reset/"])
def test_asking_for_a_code_looks_the_same_for_an_unknown_address(path: str, member: User) -> None:
    known = Client().post(path, {"email": KNOWN}, follow=True)
    unknown = Client().post(path, {"email": UNKNOWN}, follow=True)

    assert seen(known) == seen(unknown)
    assert [message.to for message in mail.outbox] == [[KNOWN], [UNKNOWN]]
    assert "No account here has this address" in mail.outbox[1].body


@pytest.mark.parametrize(
    ("path", "confirmation"),
    [
        ("/account/login/code/", "/account/login/code/confirm/"),
        ("/account/password/reset/", "/account/password/reset/confirm/"),
    ],
)
def test_a_code_that_was_never_sent_cannot_be_guessed(client: Client, path: str, confirmation: str) -> None:
    client.post(path, {"email": UNKNOWN})

    for guess in ("", "-", "WRNG-CODE"):
        enter_code(client, guess, confirmation)

    assert not is_signed_in(client)


def test_signing_in_with_an_unknown_address_looks_the_same(member: User) -> None:
    known = Client().post("/account/login/", {"login": KNOWN, "password": "not the password"})
    unknown = Client().post("/account/login/", {"login": UNKNOWN, "password": "not the password"})

    assert seen(known) == seen(unknown)


def test_changing_to_a_taken_address_looks_the_same(signed_in: Client, member: User) -> None:
    signed_in.post("/account/reauthenticate/", {"password": "a-long-enough-secret"})

    known = signed_in.post("/account/email/", {"email": KNOWN, "action_add": ""}, follow=True)
    unknown = signed_in.post("/account/email/", {"email": UNKNOWN, "action_add": ""}, follow=True)

    assert "Confirm your address" in known.content.decode()
    assert seen(known) == seen(unknown)
