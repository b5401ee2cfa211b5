"""Sanctions and notes in what people have of their own data, and what is left of them when it goes."""

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import User
from comments.guests.forgetting import forget_old_guests
from comments.models import Guest, ModeratorNote, Sanction
from tests.comments.steps import say
from tests.comments.test_erasure import authenticate, erase
from tests.comments.test_export import archive
from tests.factories import ArticleFactory, CommentFactory, GuestFactory, SanctionFactory

pytestmark = pytest.mark.django_db


def note(moderator: User, words: str, **about: User | Guest) -> ModeratorNote:
    return ModeratorNote.objects.create(moderator=moderator, words=words, **about)


def claim_all(client: Client, person: User, guest: Guest) -> None:
    EmailAddress.objects.create(user=person, email=guest.email, verified=True, primary=False)
    client.force_login(person)
    client.post("/account/claims/", {"comment": list(guest.comments.values_list("pk", flat=True))})


def test_the_archive_holds_what_was_done_to_me_and_noted_of_me(client: Client, author: User, moderator: User) -> None:
    SanctionFactory.create(person=author, sentence="For the author.", moderator=moderator)
    SanctionFactory.create(sentence="For somebody else.")
    note(moderator, "Third time.", person=author)
    authenticate(client, author)

    files = archive(client)

    assert [row["sentence"] for row in files["sanctions.json"]] == ["For the author."]
    assert [row["words"] for row in files["notes-of-moderators.json"]] == ["Third time."]
    assert "somebody else" not in json.dumps(files)
    assert moderator.display_name not in json.dumps(files)


def test_erasing_takes_the_notes_and_leaves_what_was_decided(client: Client, author: User, moderator: User) -> None:
    SanctionFactory.create(person=author, moderator=moderator)
    note(moderator, "Third time.", person=author)
    authenticate(client, author)

    erase(client, author)

    assert not ModeratorNote.objects.exists()
    assert Sanction.objects.get().person == author


def test_of_a_sanctioned_guest_who_became_somebody_and_went_no_name_is_left(
    client: Client, author: User, moderator: User
) -> None:
    guest = GuestFactory.create(name="Gita Gone")
    CommentFactory.create(guest=guest)
    SanctionFactory.create(guest=guest, moderator=moderator)
    note(moderator, "Also known as Gita.", guest=guest)
    claim_all(client, author, guest)
    authenticate(client, author)

    erase(client, author)

    guest.refresh_from_db()
    assert (guest.name, guest.email, guest.skeleton) == ("A former reader", "", "")
    assert not ModeratorNote.objects.exists()


def test_taking_over_what_one_wrote_as_a_guest_takes_the_sanctions_along(client: Client, author: User) -> None:
    guest = GuestFactory.create()
    CommentFactory.create_batch(2, guest=guest)
    SanctionFactory.create(guest=guest, kind="ban", sentence="Enough.")

    claim_all(client, author, guest)

    assert author.sanctions.get().sentence == "Enough."
    assert say(client, ArticleFactory.create()).status_code == 403


def test_one_that_was_lifted_does_not_come_back_with_the_next_comment(
    client: Client, author: User, moderator: User
) -> None:
    guest = GuestFactory.create()
    first, second = CommentFactory.create_batch(2, guest=guest)
    SanctionFactory.create(guest=guest)
    EmailAddress.objects.create(user=author, email=guest.email, verified=True, primary=False)
    client.force_login(author)
    client.post("/account/claims/", {"comment": first.pk})
    desk = Client()
    desk.force_login(moderator)
    desk.post(f"/moderation/sanctions/{author.sanctions.get().pk}/lifting/")

    client.post("/account/claims/", {"comment": second.pk})

    author.refresh_from_db()
    assert not author.is_sanctioned


def test_a_guest_under_a_sanction_is_not_forgotten(client: Client) -> None:
    guest = GuestFactory.create(confirmed_at=None)
    another = GuestFactory.create(confirmed_at=None)
    SanctionFactory.create(guest=guest, kind="ban")

    with time_machine.travel(timezone.now() + timedelta(days=30)):
        forget_old_guests()

    assert list(Guest.objects.all()) == [guest]
    assert another.pk != guest.pk
