"""Administrators look after people and roles, within their own standing."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.models import User
from tests.articles.desk import count_queries, errors_of, save_form
from tests.factories import UserFactory

LIST = "/admin/accounts/user/"
ADD = f"{LIST}add/"


@pytest.fixture
def office(client: Client, administrator: User) -> Client:
    """A browser in which an administrator is signed in."""
    client.force_login(administrator)
    return client


@pytest.fixture
def superuser(db: None) -> User:
    return User.objects.create_superuser("root", "root@example.org", "a-long-enough-secret")


def change_url(person: User) -> str:
    return f"{LIST}{person.pk}/change/"


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def test_a_person_is_given_a_role_and_the_admin(office: Client, reader: User) -> None:
    save_form(office, change_url(reader), groups=[group("editor").pk], is_staff="on")

    reader.refresh_from_db()
    assert [*reader.groups.all()] == [group("editor")]
    assert reader.is_staff


def test_a_person_is_kept_from_signing_in(office: Client, reader: User) -> None:
    form = {"display_name": reader.display_name, "email": reader.email, "groups": [group("reader").pk]}

    office.post(change_url(reader), form)

    reader.refresh_from_db()
    assert not reader.is_active


def test_a_new_person_has_a_password_and_no_role(office: Client) -> None:
    secret = "seven small boats"

    save_form(office, ADD, handle="nina", email="nina@example.org", password1=secret, password2=secret)

    nina = User.objects.get(handle="nina")
    assert nina.check_password(secret)
    assert (nina.is_staff, nina.is_superuser) == (False, False)


def test_an_address_in_use_is_refused(office: Client, reader: User) -> None:
    secret = "seven small boats"

    answer = save_form(office, ADD, handle="nina", email="READER@example.org", password1=secret, password2=secret)

    assert errors_of(answer) == {"__all__": ["This address belongs to another account."]}


def test_a_handle_is_for_good(office: Client, reader: User) -> None:
    save_form(office, change_url(reader), handle="other", display_name="Rita")

    reader.refresh_from_db()
    assert (reader.handle, reader.display_name) == ("reader", "Rita")


def test_a_changed_address_is_confirmed_anew(office: Client, reader: User) -> None:
    EmailAddress.objects.create(user=reader, email=reader.email, verified=True, primary=True)

    save_form(office, change_url(reader), email="rita@example.org")

    assert not EmailAddress.objects.filter(user=reader).exists()


def test_other_changes_leave_the_confirmed_address(office: Client, reader: User) -> None:
    EmailAddress.objects.create(user=reader, email=reader.email, verified=True, primary=True)

    save_form(office, change_url(reader), display_name="Rita")

    assert EmailAddress.objects.filter(user=reader, verified=True).exists()


def test_a_password_can_be_set_and_is_never_shown(office: Client, reader: User) -> None:
    secret = {"password1": "seven small boats", "password2": "seven small boats"}

    office.post(f"{LIST}{reader.pk}/password/", {**secret, "usable_password": "true", "set-password": "1"})

    reader.refresh_from_db()
    assert reader.check_password("seven small boats")
    assert reader.password not in office.get(change_url(reader)).content.decode()


def test_an_administrator_makes_nobody_a_superuser(office: Client, reader: User) -> None:
    permission = Permission.objects.get(codename="delete_user")

    save_form(office, change_url(reader), is_superuser="on", user_permissions=[permission.pk])

    reader.refresh_from_db()
    assert not reader.is_superuser
    assert not reader.user_permissions.exists()


def test_an_administrator_does_not_change_their_own_standing(office: Client, administrator: User) -> None:
    form = {"display_name": "Anton", "email": administrator.email, "groups": [group("editor").pk]}

    office.post(change_url(administrator), form)

    administrator.refresh_from_db()
    assert administrator.display_name == "Anton"
    assert administrator.is_active
    assert [*administrator.groups.all()] == [group("administrator")]


@pytest.mark.parametrize("page", ["change/", "password/", "delete/"])
def test_a_superuser_is_out_of_an_administrators_reach(office: Client, superuser: User, page: str) -> None:
    before = User.objects.filter(pk=superuser.pk).values().get()
    secret = {"password1": "seven small boats", "password2": "seven small boats", "usable_password": "true"}

    answer = office.post(f"{LIST}{superuser.pk}/{page}", {**secret, "email": "mine@example.org", "post": "yes"})

    assert answer.status_code == 403
    assert User.objects.filter(pk=superuser.pk).values().get() == before


def test_a_superuser_makes_another(client: Client, superuser: User, reader: User) -> None:
    client.force_login(superuser)

    save_form(client, change_url(reader), is_superuser="on")

    reader.refresh_from_db()
    assert reader.is_superuser


def test_a_roles_permissions_are_tuned_and_its_name_is_kept(office: Client) -> None:
    editor = group("editor")
    permission = Permission.objects.get(codename="view_article")

    save_form(office, f"/admin/auth/group/{editor.pk}/change/", name="scribe", permissions=[permission.pk])

    editor.refresh_from_db()
    assert editor.name == "editor"
    assert [*editor.permissions.all()] == [permission]


def test_an_administrator_hands_out_no_permission_that_they_lack(office: Client) -> None:
    role = group("administrator")
    before = {*role.permissions.all()}
    beyond = Permission.objects.get(codename="add_emailaddress")

    answer = save_form(office, f"/admin/auth/group/{role.pk}/change/", permissions=[beyond.pk])

    assert [*errors_of(answer)] == ["permissions"]
    assert {*role.permissions.all()} == before


def test_a_role_beyond_an_administrators_own_is_left_alone(office: Client) -> None:
    role = group("editor")
    role.permissions.add(Permission.objects.get(codename="add_emailaddress"))
    before = {*role.permissions.all()}

    save_form(office, f"/admin/auth/group/{role.pk}/change/", permissions=[])

    assert {*role.permissions.all()} == before


def test_a_role_cannot_be_deleted_even_by_a_superuser(client: Client, superuser: User) -> None:
    client.force_login(superuser)

    answer = client.post(f"/admin/auth/group/{group('editor').pk}/delete/", {"post": "yes"})

    assert answer.status_code == 403
    assert Group.objects.filter(name="editor").exists()


def test_roles_are_not_deleted_from_their_list_either(client: Client, superuser: User) -> None:
    client.force_login(superuser)
    chosen = {"action": "delete_selected", "_selected_action": [group("editor").pk], "post": "yes"}

    client.post("/admin/auth/group/", chosen)

    assert Group.objects.filter(name="editor").exists()


@pytest.mark.parametrize("query", [{"q": "Rita"}, {"q": "reader@"}, {"groups__id__exact": "reader"}])
def test_a_person_is_found_by_name_address_or_role(office: Client, reader: User, query: dict[str, Any]) -> None:
    if "groups__id__exact" in query:
        query = {"groups__id__exact": group("reader").pk}

    assert [*office.get(LIST, query).context["cl"].result_list] == [reader]


def test_the_list_names_the_roles(office: Client, editor: User) -> None:
    assert '<td class="field-roles">editor</td>' in office.get(LIST).content.decode()


def test_a_long_list_asks_no_more_than_a_short_one(office: Client) -> None:
    UserFactory.create_batch(2)
    short = count_queries(office, LIST)

    UserFactory.create_batch(10)

    assert count_queries(office, LIST) == short <= 9
