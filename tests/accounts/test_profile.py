import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_reader_changes_the_name_shown(signed_in: Client, reader: User) -> None:
    answer = signed_in.post("/account/profile/", {"display_name": "Rita R."})

    assert answer.headers["Location"] == "/account/profile/"
    reader.refresh_from_db()
    assert reader.display_name == "Rita R."


def test_the_change_is_told(signed_in: Client) -> None:
    answer = signed_in.post("/account/profile/", {"display_name": "Rita R."}, follow=True)

    assert "Your name is changed." in answer.content.decode()


def test_without_a_name_the_handle_is_shown(signed_in: Client, reader: User) -> None:
    signed_in.post("/account/profile/", {"display_name": ""})

    reader.refresh_from_db()
    assert reader.get_full_name() == "reader"


def test_a_link_changes_nothing(signed_in: Client, reader: User) -> None:
    signed_in.get("/account/profile/?display_name=Changed")

    reader.refresh_from_db()
    assert reader.display_name == "Rita Reader"


def test_a_visitor_is_asked_to_sign_in_first(client: Client) -> None:
    answer = client.post("/account/profile/", {"display_name": "Changed"})

    assert answer.headers["Location"] == "/account/login/?next=/account/profile/"


def test_nothing_but_the_name_can_be_changed(signed_in: Client, reader: User) -> None:
    signed_in.post(
        "/account/profile/", {"display_name": "Rita R.", "handle": "root", "is_staff": "on", "email": "x@example.org"}
    )

    reader.refresh_from_db()
    assert (reader.handle, reader.is_staff, reader.email) == ("reader", False, "reader@example.org")


def test_a_name_that_is_too_long_is_told_and_kept_and_shown_nowhere_else(signed_in: Client, reader: User) -> None:
    page = signed_in.post("/account/profile/", {"display_name": "R" * 61}).content.decode()

    assert "at most 60 characters" in page
    assert page.count("R" * 61) == 1
    assert "Rita Reader" in page


@pytest.mark.parametrize("name", ["Moderator", "  ADMIN ", "S-i-t-e", "Senior Moderator"])
def test_a_name_cannot_speak_for_the_site(signed_in: Client, reader: User, name: str) -> None:
    page = signed_in.post("/account/profile/", {"display_name": name}).content.decode()

    assert "kept for the site itself" in page
    reader.refresh_from_db()
    assert reader.display_name == "Rita Reader"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Rita \t\n Reader ", "Rita Reader"),
        ("Rita\u202eredaeR", "RitaredaeR"),
        ("\u200bRita\u2066", "Rita"),
        ("\u200b \ufeff", ""),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("<b>Rita</b>", "<b>Rita</b>"),
    ],
)
def test_a_name_stays_on_its_line_and_in_its_direction(signed_in: Client, reader: User, typed: str, kept: str) -> None:
    signed_in.post("/account/profile/", {"display_name": typed})

    reader.refresh_from_db()
    assert reader.display_name == kept
