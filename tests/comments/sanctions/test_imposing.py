"""Imposing and lifting a sanction: who may, what is kept of it, and how whom it is imposed on is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from comments.models import Lifting, ModeratorNote, Notification, Sanction
from tests.comments.steps import sign_in, text_of
from tests.factories import GuestFactory, SanctionFactory, UserFactory

pytestmark = pytest.mark.django_db

FOR_READER = "/moderation/people/reader/sanctions/"


@pytest.fixture
def desk(client: Client, moderator: User, reader: User) -> Client:
    """A browser in which the moderator is signed in; the reader is there to be dealt with."""
    client.force_login(moderator)
    return client


def filled_in(choice: str = "suspension-7d", **facts: str) -> dict[str, str]:
    return {"sanction": choice, "reason": "abuse", **facts}


@pytest.mark.parametrize(
    ("choice", "kind", "span"),
    [
        ("warning", "warning", None),
        ("premoderation", "premoderation", None),
        ("premoderation-30d", "premoderation", timedelta(days=30)),
        ("suspension-1h", "suspension", timedelta(hours=1)),
        ("suspension-1d", "suspension", timedelta(days=1)),
        ("suspension-7d", "suspension", timedelta(days=7)),
        ("suspension-30d", "suspension", timedelta(days=30)),
    ],
)
def test_each_sanction_is_kept_with_its_end_and_reason_and_by_whom(
    desk: Client, reader: User, moderator: User, choice: str, kind: str, span: timedelta | None
) -> None:
    before = timezone.now()

    answer = desk.post(FOR_READER, filled_in(choice, note="Take a break.", colleagues="The third time."))

    sanction = Sanction.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/moderation/people/reader/"
    assert (sanction.person, sanction.kind, sanction.reason) == (reader, kind, "abuse")
    assert (sanction.sentence, sanction.moderator, sanction.role) == ("Take a break.", moderator, "moderator")
    assert (sanction.until is None) if span is None else (before + span <= sanction.until <= timezone.now() + span)  # type: ignore[operator]  # there is one
    assert ModeratorNote.objects.get().words == "The third time."
    reader.refresh_from_db()
    assert reader.is_sanctioned


def test_a_suspension_ends_when_the_moderator_says(desk: Client) -> None:
    until = timezone.localtime() + timedelta(days=3)

    desk.post(FOR_READER, filled_in("suspension-until", until=until.strftime("%Y-%m-%dT%H:%M")))

    assert Sanction.objects.get().until == until.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("", "Please say until when."),
        ("2001-01-01T00:00", "This is past already."),
        ("2999-01-01T00:00", "three years from now: that would be a ban"),
        ("soon", "Please give a day and a time"),
        ("0000-99-99T99:99", "Please give a day and a time"),
    ],
)
def test_an_end_that_is_none_is_told_beside_the_field_and_what_was_typed_stays(
    desk: Client, until: str, sentence: str
) -> None:
    answer = desk.post(FOR_READER, filled_in("suspension-until", until=until, note="Take <b>a</b> break."))

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Take &lt;b&gt;a&lt;/b&gt; break.</textarea>" in text_of(answer)
    assert not Sanction.objects.exists()


def test_nothing_is_imposed_without_a_choice_and_reason(desk: Client) -> None:
    page = text_of(desk.post(FOR_READER, {}))

    assert "Please choose what is to happen." in page
    assert "Please choose the reason" in page
    assert not Sanction.objects.exists()


def test_left_blank_the_person_is_told_the_usual_sentence(desk: Client) -> None:
    desk.post(FOR_READER, filled_in("warning"))

    assert Sanction.objects.get().sentence == (
        "Your comments attack people. Disagree with what somebody says, without insults."
    )
    assert not ModeratorNote.objects.exists()


def test_the_person_is_told_in_the_inbox_and_by_mail(desk: Client, reader: User) -> None:
    desk.post(FOR_READER, filled_in("suspension-1d", note="Take a <break>."))

    told = Notification.objects.get()
    message = mail.outbox[0]
    desk.force_login(reader)
    page = text_of(desk.get("/account/inbox/"))
    assert (told.recipient, told.kind, told.comment) == (reader, "sanction", None)
    assert "you cannot write, recommend or report here" in page
    assert "<q>Take a &lt;break&gt;.</q>" in page
    assert 'href="/account/standing/"' in page
    assert message.to == [reader.email]
    assert "you cannot write, recommend or report here." in message.body
    assert "Take a <break>." in message.body
    assert "/account/standing/" in message.body


def test_a_guest_is_told_by_mail_if_the_address_is_theirs(desk: Client) -> None:
    confirmed, unconfirmed = GuestFactory.create(), GuestFactory.create(confirmed_at=None)

    for guest in (confirmed, unconfirmed):
        desk.post(f"/moderation/guests/{guest.pk}/sanctions/", filled_in("premoderation"))

    assert [sanction.guest for sanction in Sanction.objects.order_by("pk")] == [confirmed, unconfirmed]
    assert [message.to for message in mail.outbox] == [[confirmed.email]]


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_but_moderators_imposes_or_lifts_anything(client: Client, reader: User, role: str, method: str) -> None:
    sanction = SanctionFactory.create(person=reader)
    guest = GuestFactory.create()
    sign_in(client, role)
    paths = [FOR_READER, f"/moderation/guests/{guest.pk}/sanctions/", f"/moderation/sanctions/{sanction.pk}/lifting/"]

    codes = {getattr(client, method)(path, filled_in()).status_code for path in paths}

    assert codes == ({403} if role in {"reader", "editor"} else {302})
    assert (Sanction.objects.count(), Lifting.objects.count()) == (1, 0)


@pytest.mark.parametrize(("role", "bans"), [("moderator", False), ("senior", True), ("administrator", True)])
def test_only_senior_moderators_ban_and_lift_bans(client: Client, reader: User, role: str, bans: bool) -> None:
    client.force_login(UserFactory.create(**{role: True}))
    ban = SanctionFactory.create(kind="ban")

    offered = 'value="ban"' in text_of(client.get(FOR_READER))
    client.post(FOR_READER, filled_in("ban"))
    client.post(f"/moderation/sanctions/{ban.pk}/lifting/")

    assert offered is bans
    assert reader.sanctions.filter(kind="ban").exists() is bans
    assert Lifting.objects.exists() is bans


@pytest.mark.parametrize("whom", ["moderator", "another", "administrator"])
def test_neither_oneself_nor_who_moderates_can_be_sanctioned(
    desk: Client, moderator: User, administrator: User, whom: str
) -> None:
    another = UserFactory.create(handle="another", moderator=True)
    handle = {"moderator": moderator, "another": another, "administrator": administrator}[whom].handle

    answer = desk.post(f"/moderation/people/{handle}/sanctions/", filled_in())

    assert answer.status_code == 403
    assert not Sanction.objects.exists()


def test_opening_the_form_changes_nothing(desk: Client) -> None:
    answer = desk.get(FOR_READER, filled_in())

    assert answer.status_code == 200
    assert not Sanction.objects.exists()


@pytest.mark.parametrize("path", ["people/nobody", "guests/999999", "guests/99999999999999999999"])
def test_who_is_not_there_is_not_found(desk: Client, path: str) -> None:
    assert desk.post(f"/moderation/{path}/sanctions/", filled_in()).status_code == 404


def test_lifting_is_a_further_record_and_the_person_is_told(desk: Client, reader: User, moderator: User) -> None:
    sanction = SanctionFactory.create(person=reader)

    answers = [
        desk.post(f"/moderation/sanctions/{sanction.pk}/lifting/", {"note": note}) for note in ("A mistake.", "Again.")
    ]

    lifting = Lifting.objects.get()
    reader.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (lifting.moderator, lifting.role, lifting.sentence) == (moderator, "moderator", "A mistake.")
    assert not reader.is_sanctioned
    assert [message.subject for message in mail.outbox] == ["Parley: A decision about you was taken back"]
    desk.force_login(reader)
    assert "Your suspension has been lifted" in text_of(desk.get("/account/inbox/"))


def test_what_is_over_can_be_lifted_no_more_and_nobody_is_told(desk: Client, reader: User) -> None:
    sanction = SanctionFactory.create(person=reader, until=timezone.now() - timedelta(hours=1))

    page = text_of(desk.get(f"/moderation/sanctions/{sanction.pk}/lifting/"))
    desk.post(f"/moderation/sanctions/{sanction.pk}/lifting/")

    assert "It is over already" in page
    assert not Notification.objects.exists()


def rewritten(sanction: Sanction) -> None:
    sanction.until = None
    sanction.kind = "ban"
    sanction.save()


def taken_away(sanction: Sanction) -> None:
    sanction.delete()


def lifting_taken_away(sanction: Sanction) -> None:
    Lifting.objects.create(sanction=sanction, moderator=sanction.moderator, role="moderator").delete()


@pytest.mark.parametrize("tamper", [rewritten, taken_away, lifting_taken_away])
def test_the_database_keeps_sanctions_as_they_were_imposed(tamper: Callable[[Sanction], None]) -> None:
    sanction = SanctionFactory.create()
    before = list(Sanction.objects.values())

    with pytest.raises(IntegrityError, match="appended, never edited"), transaction.atomic():
        tamper(sanction)

    assert list(Sanction.objects.values()) == before
