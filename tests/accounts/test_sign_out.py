import pytest
from django.test import Client

from tests.accounts.steps import is_signed_in

pytestmark = pytest.mark.django_db


def test_a_link_only_asks(signed_in: Client) -> None:
    answer = signed_in.get("/account/logout/")

    assert "Sign out?" in answer.content.decode()
    assert is_signed_in(signed_in)


def test_the_button_signs_out(signed_in: Client) -> None:
    answer = signed_in.post("/account/logout/", follow=True)

    assert "You are signed out." in answer.content.decode()
    assert not is_signed_in(signed_in)


def test_signing_out_twice_does_no_harm(signed_in: Client) -> None:
    signed_in.post("/account/logout/")

    answer = signed_in.post("/account/logout/")

    assert answer.headers["Location"] == "/"


def test_signing_out_leads_to_no_other_host(signed_in: Client) -> None:
    answer = signed_in.post("/account/logout/", {"next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"


def test_signing_out_needs_the_token_of_our_form(signed_in: Client) -> None:
    stranger = Client(enforce_csrf_checks=True)
    stranger.cookies = signed_in.cookies

    answer = stranger.post("/account/logout/")

    assert answer.status_code == 403
    assert is_signed_in(signed_in)
