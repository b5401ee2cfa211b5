import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.accounts.steps import PASSWORD, SIGN_UP, enter_code, is_signed_in, mailed_code, sign_up

pytestmark = pytest.mark.django_db


def test_a_newcomer_signs_up_with_the_code_from_the_message(client: Client) -> None:
    sign_up(client)

    enter_code(client, mailed_code())

    nina = User.objects.get(handle="nina")
    assert (nina.display_name, nina.email) == ("Nina Newcomer", "nina@example.org")
    assert EmailAddress.objects.get(user=nina).verified
    assert client.session["_auth_user_id"] == str(nina.pk)


def test_a_newcomer_is_a_reader_and_nothing_else(client: Client) -> None:
    sign_up(client)

    nina = User.objects.get(handle="nina")
    assert [group.name for group in nina.groups.all()] == ["reader"]
    assert not nina.is_staff


def test_nobody_is_signed_in_before_the_address_is_confirmed(client: Client) -> None:
    answer = sign_up(client)

    assert "nina@example.org" in answer.content.decode()
    assert not is_signed_in(client)


def test_a_wrong_code_is_told_beside_the_field(client: Client) -> None:
    sign_up(client)

    answer = enter_code(client, "WRNG-CODE")

    assert "This is not the code we sent" in answer.content.decode()
    assert 'aria-describedby="id_code_error"' in answer.content.decode()
    assert not is_signed_in(client)


def test_a_code_may_be_typed_in_small_letters_without_the_dash(client: Client) -> None:
    sign_up(client)

    enter_code(client, mailed_code().replace("-", " ").lower())

    assert is_signed_in(client)


def test_the_fifth_wrong_code_ends_the_sign_up(client: Client) -> None:
    sign_up(client)
    code = mailed_code()

    answers = [enter_code(client, "WRNG-CODE") for _ in range(5)]
    enter_code(client, code)

    assert "too many tries" in answers[-1].content.decode()
    assert not is_signed_in(client)


def test_a_new_code_can_be_asked_for_and_replaces_the_first(client: Client) -> None:
    with time_machine.travel(timezone.now()) as clock:
        sign_up(client)
        first = mailed_code()
        clock.shift(11)
        client.post("/account/confirm-email/", {"action": "resend"})
        second = mailed_code()

        enter_code(client, first)
        assert not is_signed_in(client)
        enter_code(client, second)

    assert is_signed_in(client)


def test_a_new_code_asked_for_at_once_is_refused_in_our_words(client: Client) -> None:
    sign_up(client)

    answer = client.post("/account/confirm-email/", {"action": "resend"})

    assert answer.status_code == 429
    assert "That was too fast" in answer.content.decode()
    assert len(mail.outbox) == 1


def test_a_code_is_good_for_a_quarter_of_an_hour(client: Client) -> None:
    with time_machine.travel(timezone.now()) as clock:
        sign_up(client)
        clock.shift(15 * 60 + 1)

        enter_code(client, mailed_code())

    assert not is_signed_in(client)


def test_who_never_confirmed_gets_another_code_by_signing_in(client: Client) -> None:
    with time_machine.travel(timezone.now()) as clock:
        sign_up(client)
        clock.shift(60)
        client.post("/account/logout/")
        client.post("/account/login/", {"login": "nina@example.org", "password": PASSWORD})

        enter_code(client, mailed_code())

    assert len(mail.outbox) == 2
    assert is_signed_in(client)


def test_starting_over_frees_the_handle_for_another_address(client: Client) -> None:
    sign_up(client, email="nina@exmaple.org")

    client.post("/account/signup/again/")
    sign_up(client)

    assert User.objects.get(handle="nina").email == "nina@example.org"


def test_starting_over_needs_more_than_a_link(client: Client) -> None:
    sign_up(client)

    client.get("/account/signup/again/")

    assert User.objects.filter(handle="nina").exists()


def test_starting_over_never_deletes_an_account_that_is_in_use(client: Client, member: User) -> None:
    sign_up(client, email=member.email)

    client.post("/account/signup/again/")

    assert User.objects.filter(pk=member.pk).exists()


def test_starting_over_late_keeps_an_account_confirmed_elsewhere(client: Client) -> None:
    elsewhere = Client()
    sign_up(client)
    elsewhere.post("/account/password/reset/", {"email": "nina@example.org"})
    enter_code(elsewhere, mailed_code(), "/account/password/reset/confirm/")

    client.post("/account/signup/again/")

    assert User.objects.filter(handle="nina").exists()


def test_starting_over_keeps_an_account_that_is_signed_in(signed_in: Client, reader: User) -> None:
    signed_in.post("/account/reauthenticate/", {"password": "a-long-enough-secret"})
    signed_in.post("/account/email/", {"email": "new@example.org", "action_add": ""})

    signed_in.post("/account/signup/again/")

    assert User.objects.filter(pk=reader.pk).exists()


def test_the_session_is_a_new_one_after_signing_up(client: Client) -> None:
    sign_up(client)
    before = client.session.session_key

    enter_code(client, mailed_code())

    assert client.session.session_key != before


def test_signing_up_leads_back_to_where_it_began(client: Client) -> None:
    client.post("/account/signup/?next=/search/", SIGN_UP)

    answer = client.post("/account/confirm-email/", {"code": mailed_code()})

    assert answer.headers["Location"] == "/search/"


def test_signing_up_leads_to_no_other_host(client: Client) -> None:
    client.post("/account/signup/", {**SIGN_UP, "next": "https://elsewhere.example/"})

    answer = client.post("/account/confirm-email/", {"code": mailed_code()})

    assert answer.headers["Location"] == "/"
