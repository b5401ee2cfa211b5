import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.steps import PASSWORD, enter_code, is_signed_in, mailed_code

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "eight tall masts"


def reset(client: Client, user: User) -> None:
    client.post("/account/password/reset/", {"email": user.email})
    enter_code(client, mailed_code(), "/account/password/reset/confirm/")
    client.post("/account/password/reset/complete/", {"password1": NEW_PASSWORD})


def test_a_forgotten_password_is_replaced_by_a_code(client: Client, member: User) -> None:
    reset(client, member)

    client.post("/account/login/", {"login": member.email, "password": NEW_PASSWORD})
    assert is_signed_in(client)


def test_a_wrong_reset_code_is_told(client: Client, member: User) -> None:
    client.post("/account/password/reset/", {"email": member.email})

    answer = enter_code(client, "WRNG-CODE", "/account/password/reset/confirm/")

    assert "This is not the code we sent" in answer.content.decode()


def test_no_new_password_without_the_code(client: Client, member: User) -> None:
    client.post("/account/password/reset/", {"email": member.email})

    client.post("/account/password/reset/complete/", {"password1": NEW_PASSWORD})

    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def test_an_easy_new_password_is_refused(client: Client, member: User) -> None:
    client.post("/account/password/reset/", {"email": member.email})
    enter_code(client, mailed_code(), "/account/password/reset/confirm/")

    answer = client.post("/account/password/reset/complete/", {"password1": "password12"})

    assert 'id="id_password1_error"' in answer.content.decode()
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def test_a_reset_signs_out_wherever_one_was_signed_in(member: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(member)

    reset(Client(), member)

    assert elsewhere.get("/account/profile/").status_code == 302


def test_the_owner_is_told_of_a_reset(client: Client, member: User) -> None:
    reset(client, member)

    assert mail.outbox[-1].subject == "Parley: your password is changed"
    assert mail.outbox[-1].to == [member.email]
    assert "http://testserver/account/password/reset/" in mail.outbox[-1].body


def test_a_member_changes_the_password_and_stays_signed_in(client: Client, member: User) -> None:
    client.force_login(member)
    before = client.session.session_key

    answer = client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD}, follow=True
    )

    assert answer.redirect_chain == [("/account/profile/", 302)]
    assert "Your password is changed." in answer.content.decode()
    member.refresh_from_db()
    assert member.check_password(NEW_PASSWORD)
    assert client.session.session_key != before


def test_the_password_is_not_changed_without_the_present_one(client: Client, member: User) -> None:
    client.force_login(member)

    answer = client.post("/account/password/change/", {"oldpassword": "a guess", "password1": NEW_PASSWORD})

    assert "This is not your current password." in answer.content.decode()
    member.refresh_from_db()
    assert member.check_password(PASSWORD)
