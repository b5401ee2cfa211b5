import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.adapter import AccountAdapter
from accounts.models import User
from tests.accounts.steps import PASSWORD, SIGN_UP, enter_code, is_signed_in, mailed_code, sign_up
from tests.factories import UserFactory

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


def test_what_a_program_fills_in_makes_no_account(client: Client) -> None:
    sign_up(client, homepage="https://spam.example/")

    assert not User.objects.filter(handle="nina").exists()
    assert mail.outbox == []


def test_the_trap_is_out_of_the_way_of_people(client: Client) -> None:
    page = client.get("/account/signup/").content.decode()

    trap = page[page.index("account-trap") : page.index("homepage") + 200]
    assert 'aria-hidden="true"' in trap
    assert 'tabindex="-1"' in trap
    assert "style=" not in page


@pytest.mark.parametrize(
    ("handle", "sentence"),
    [
        ("Nina", "Use small letters"),
        ("nina!", "Use small letters"),
        ("-nina", "Use small letters"),
        ("нина", "Use small letters"),
        ("n", "at least 2 characters"),
        ("n" * 31, "at most 30 characters"),
        ("", "Choose a handle."),
        ("moderator", "kept for the site itself"),
        ("par-ley", "kept for the site itself"),
        ("taken", "This handle is taken."),
    ],
)
def test_a_handle_that_will_not_do_is_told_beside_the_field(client: Client, handle: str, sentence: str) -> None:
    UserFactory.create(handle="taken")

    page = sign_up(client, username=handle).content.decode()

    assert sentence in page[page.index('id="id_username_error"') :]
    assert not User.objects.filter(email="nina@example.org").exists()


def test_nothing_pasted_is_cut_short_without_a_word(client: Client) -> None:
    page = client.get("/account/signup/").content.decode()

    assert "maxlength" not in re.sub(r'<input type="email"[^>]*>', "", page)


def test_everything_typed_but_the_password_is_kept_when_something_is_wrong(client: Client) -> None:
    page = sign_up(client, username="Nina!").content.decode()

    assert 'value="nina@example.org"' in page
    assert 'value="Nina!"' in page
    assert 'value="Nina Newcomer"' in page
    assert PASSWORD not in page


def test_the_errors_come_first_and_take_the_focus(client: Client) -> None:
    page = sign_up(client, username="Nina!").content.decode()

    assert page.index('role="alert" tabindex="-1" autofocus') < page.index('<label for="id_email"')
    assert '<a href="#id_username">' in page


@pytest.mark.parametrize(
    "password", ["short", "password12", "8364519027", "nina@example.org"], ids=["short", "common", "digits", "address"]
)
def test_an_easy_password_is_refused(client: Client, password: str) -> None:
    page = sign_up(client, password1=password).content.decode()

    assert 'id="id_password1_error"' in page
    assert not User.objects.filter(handle="nina").exists()


def test_a_display_name_may_be_left_out(client: Client) -> None:
    sign_up(client, display_name="")

    assert User.objects.get(handle="nina").get_full_name() == "nina"


def test_a_display_name_cannot_speak_for_the_site(client: Client) -> None:
    page = sign_up(client, display_name="Moderator").content.decode()

    assert "kept for the site itself" in page
    assert not User.objects.filter(handle="nina").exists()


@pytest.fixture
def rival(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Facts of somebody who joins just after the newcomer's form was checked."""
    facts: dict[str, str] = {}
    check = AccountAdapter.clean_password

    def check_and_lose(self: AccountAdapter, password: str, user: User | None = None) -> str:
        checked: str = check(self, password, user)
        if not User.objects.exists():
            UserFactory.create(**facts)
        return checked

    monkeypatch.setattr(AccountAdapter, "clean_password", check_and_lose)
    return facts


def test_of_two_who_take_a_handle_at_the_same_moment_the_second_is_told(client: Client, rival: dict[str, str]) -> None:
    rival |= {"handle": "nina", "email": "other@example.org"}

    page = sign_up(client).content.decode()

    assert "This handle is taken." in page
    assert 'value="nina@example.org"' in page


def test_of_two_who_sign_up_with_an_address_at_the_same_moment_one_gets_an_account(
    client: Client, rival: dict[str, str]
) -> None:
    rival |= {"handle": "other", "email": "nina@example.org"}

    page = sign_up(client).content.decode()

    assert "Confirm your address" in page
    assert User.objects.count() == 1
