"""Staying signed in: what ends it ends it at the next request, and what a person may do is read afresh."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.backends import person_with_permissions
from accounts.models import User
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db

PROFILE = "/account/profile/"


def sees_profile(client: Client) -> bool:
    return client.get(PROFILE).status_code == 200


def same_browser(client: Client) -> Client:
    """The same cookies, as another process is sent them."""
    other = Client()
    other.cookies.update(client.cookies)
    return other


def test_a_sign_out_holds_for_every_holder_of_the_cookie(signed_in: Client) -> None:
    other = same_browser(signed_in)
    assert sees_profile(other)

    signed_in.post("/account/logout/")

    assert not sees_profile(other)


def test_a_session_ended_by_another_process_is_over(signed_in: Client) -> None:
    assert sees_profile(signed_in)

    Session.objects.all().delete()

    assert not sees_profile(signed_in)


def test_a_new_password_signs_out_everywhere_else(signed_in: Client, reader: User) -> None:
    assert sees_profile(signed_in)

    reader.set_password("eight tall masts")
    reader.save(update_fields=["password"])

    assert not sees_profile(signed_in)


def test_whose_account_is_closed_is_signed_out(signed_in: Client, reader: User) -> None:
    assert sees_profile(signed_in)

    User.objects.filter(pk=reader.pk).update(is_active=False)

    assert not sees_profile(signed_in)


def test_whose_account_is_gone_is_signed_out(signed_in: Client, reader: User) -> None:
    reader.groups.clear()
    User.objects.filter(pk=reader.pk).delete()

    assert not sees_profile(signed_in)


def test_a_session_ends_with_its_time(signed_in: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert not sees_profile(signed_in)


@pytest.mark.parametrize("key", ["x", "\x00" * 12, '"\\000bcdefghijklmnop"', "é" * 12, "a" * 5000, "' OR 1=1 --"])
def test_a_cookie_that_is_none_of_ours_signs_nobody_in(client: Client, key: str) -> None:
    client.cookies["sessionid"] = key

    assert not sees_profile(client)


def test_a_session_that_was_tampered_with_signs_nobody_in(signed_in: Client) -> None:
    session = Session.objects.get()
    session.session_data = f"{session.session_data[:-1]}!"
    session.save()

    assert not sees_profile(signed_in)


def test_a_session_that_names_an_unknown_way_of_signing_in_signs_nobody_in(signed_in: Client) -> None:
    session = signed_in.session
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.AllowAllUsersModelBackend"
    session.save()

    assert not sees_profile(signed_in)


def test_a_role_given_or_taken_away_counts_at_the_next_request(signed_in: Client, reader: User) -> None:
    before = signed_in.get("/moderation/").status_code

    reader.groups.add(Group.objects.get(name="moderator"))
    given = signed_in.get("/moderation/").status_code
    reader.groups.remove(Group.objects.get(name="moderator"))

    assert (before, given, signed_in.get("/moderation/").status_code) == (403, 200, 403)


def test_a_permission_of_ones_own_or_of_a_whole_role_counts_at_the_next_request(
    signed_in: Client, reader: User
) -> None:
    moderate = Permission.objects.get(codename="moderate_comment")

    reader.user_permissions.add(moderate)
    own = signed_in.get("/moderation/").status_code
    reader.user_permissions.clear()
    none = signed_in.get("/moderation/").status_code
    Group.objects.get(name="reader").permissions.add(moderate)

    assert (own, none, signed_in.get("/moderation/").status_code) == (200, 403, 200)


@pytest.mark.parametrize("facts", [{}, {"editor": True}, {"moderator": True}, {"administrator": True}])
def test_the_person_is_the_one_that_the_orm_reads(facts: dict[str, bool]) -> None:
    user = UserFactory.create(**facts, last_login=timezone.now())
    expected = User.objects.get(pk=user.pk)

    person = person_with_permissions(user.pk)

    assert person == expected
    fields = [field.attname for field in User._meta.concrete_fields]
    assert [getattr(person, name) for name in fields] == [getattr(expected, name) for name in fields]
    assert person.get_all_permissions() == expected.get_all_permissions()


def test_a_superuser_may_do_everything() -> None:
    root = User.objects.create_superuser("root", "root@example.org")

    person = person_with_permissions(root.pk)

    assert person is not None
    assert person.has_perm("comments.moderate_comment")
    assert person.get_all_permissions() == User.objects.get(pk=root.pk).get_all_permissions() != set()


@pytest.mark.parametrize("role", ["reader", "moderator", "administrator"])
def test_being_signed_in_costs_two_statements(
    client: Client, role: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = ArticleFactory.create()
    client.force_login(UserFactory.create(role=role))

    # Session; person with permissions, which the article is asked with; the article.
    with django_assert_num_queries(3):
        client.get(f"/discussions/{article.pk}/version/")
