"""Appealing against a sanction, from one's standing page; and answering that."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import SENIOR_MODERATOR
from comments.actions.erasing import erase_person
from comments.models import Appeal, Sanction
from comments.sanctions.actions import impose_sanction, lift_sanction
from tests.comments.steps import everything, remember, sign_in, text_of
from tests.factories import AppealFactory, GuestFactory, SanctionFactory, UserFactory

pytestmark = pytest.mark.django_db

DESK = "/moderation/appeals/"
WHY = "It was <b>not</b> me."


@pytest.fixture
def sanction(reader: User, moderator: User) -> Sanction:
    """A suspension of Rita Reader by Mona Moderator."""
    until = timezone.now() + timedelta(days=7)
    sanction = impose_sanction(
        whom=reader, moderator=moderator, kind="suspension", reason="abuse", sentence="Calm down.", until=until
    )
    mail.outbox.clear()
    reader.refresh_from_db()
    return sanction


@pytest.fixture
def appeal(sanction: Sanction, moderator: User) -> Appeal:
    return AppealFactory.create(decision=None, sanction=sanction, decided_by=moderator, body=WHY)


@pytest.fixture
def second(db: None) -> User:
    return UserFactory.create(handle="second", display_name="Sven Second", moderator=True)


@pytest.fixture
def desk(client: Client, second: User) -> Client:
    client.force_login(second)
    return client


def path_of(sanction: Sanction) -> str:
    return f"/account/standing/{sanction.pk}/appeal/"


def path_to(appeal: Appeal) -> str:
    return f"{DESK}{appeal.pk}/"


def page_for(person: User, path: str) -> str:
    client = Client()
    client.force_login(person)
    return text_of(client.get(path))


def test_the_standing_page_leads_there_and_it_is_sent_once(client: Client, sanction: Sanction, reader: User) -> None:
    client.force_login(reader)
    standing, form = text_of(client.get("/account/standing/")), text_of(client.get(path_of(sanction)))

    client.post(path_of(sanction), {"body": WHY})
    client.post(path_of(sanction), {"body": "Again."})

    appeal = Appeal.objects.get()
    page = text_of(client.get(path_of(sanction)))
    assert f'href="{path_of(sanction)}"' in standing
    assert "Calm down." in form
    assert "Mona" not in form
    assert (appeal.sanction, appeal.decision, appeal.decided_by) == (sanction, None, sanction.moderator)
    assert "Waiting since" in page
    assert "It was &lt;b&gt;not&lt;/b&gt; me." in page


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("guest", 404), ("editor", 404), ("moderator", 404), ("administrator", 404)],
)
def test_nobody_else_finds_it(client: Client, sanction: Sanction, role: str, status: int) -> None:
    sign_in(client, role)

    codes = [client.get(path_of(sanction)).status_code, client.post(path_of(sanction), {"body": WHY}).status_code]

    assert codes == [status, status]
    assert not Appeal.objects.exists()


def test_a_guest_appeals_in_their_own_browser(client: Client) -> None:
    guest = GuestFactory.create()
    sanction = SanctionFactory.create(guest=guest)
    remember(client, guest)

    client.post(path_of(sanction), {"body": WHY})

    assert Appeal.objects.get().sanction == sanction


@pytest.mark.parametrize("body", ["", " \u200b", "x" * 2_001])
def test_words_that_cannot_be_taken_come_back(client: Client, sanction: Sanction, reader: User, body: str) -> None:
    client.force_login(reader)

    answer = client.post(path_of(sanction), {"body": body})

    assert answer.status_code == 422
    assert body.strip() in text_of(answer)


def test_after_six_months_or_when_it_is_lifted_it_is_too_late(
    client: Client, sanction: Sanction, reader: User, moderator: User
) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=185), tick=False):
        client.force_login(reader)
        late = client.post(path_of(sanction), {"body": WHY})
    lift_sanction(sanction=sanction, moderator=moderator)
    client.force_login(reader)

    lifted = client.post(path_of(sanction), {"body": WHY})

    assert (late.status_code, lifted.status_code) == (403, 403)
    assert "That time is over" in text_of(late)
    assert "This was lifted" in text_of(lifted)
    assert "It was &lt;b&gt;not&lt;/b&gt; me." in text_of(late)


def test_a_card_says_on_whom_what_and_why(desk: Client, appeal: Appeal) -> None:
    page = text_of(desk.get(DESK))

    for words in ("Rita Reader", "Suspension", "Calm down.", "Mona Moderator", "It was &lt;b&gt;not&lt;/b&gt; me."):
        assert words in page
    assert "Grant it: lift the sanction" in page


def test_granted_it_is_lifted_and_told(desk: Client, appeal: Appeal, reader: User, second: User) -> None:
    answer = desk.post(path_to(appeal), {"outcome": "grant", "note": "You are right."})

    appeal.refresh_from_db()
    sanction = Sanction.objects.get()
    assert answer.headers["Location"] == DESK
    assert not sanction.is_in_force
    assert (appeal.outcome, appeal.answered_by, appeal.answer) == ("overturned", second, "You are right.")
    assert "has been lifted" in page_for(reader, "/account/inbox/")
    assert len(mail.outbox) == 1
    assert "You are right." in mail.outbox[0].body
    assert "You are right." in page_for(reader, path_of(sanction))


def test_upheld_it_stands_and_that_is_told(desk: Client, appeal: Appeal, reader: User, second: User) -> None:
    desk.post(path_to(appeal), {"outcome": "uphold", "note": "It hurts people."})

    appeal.refresh_from_db()
    sanction = Sanction.objects.get()
    [letter] = mail.outbox
    assert sanction.is_in_force
    assert (appeal.outcome, appeal.answered_by) == ("upheld", second)
    assert "Your appeal was answered" in page_for(reader, "/account/inbox/")
    assert "It hurts people." in page_for(reader, path_of(sanction))
    assert letter.to == [reader.email]
    assert "It hurts people." in letter.body
    assert "Sven" not in letter.body + page_for(reader, path_of(sanction))


def test_granted_when_it_is_over_it_is_told_all_the_same(desk: Client, appeal: Appeal, second: User) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        desk.force_login(second)
        desk.post(path_to(appeal), {"outcome": "grant"})

    assert len(mail.outbox) == 1


def test_whoever_imposed_it_is_refused_and_may_lift_it(client: Client, appeal: Appeal, moderator: User) -> None:
    client.force_login(moderator)
    before = everything()

    page, answer = text_of(client.get(DESK)), client.post(path_to(appeal), {"outcome": "uphold"})

    assert "You made this decision" in page
    assert f'href="/moderation/sanctions/{appeal.sanction_id}/lifting/"' in page
    assert answer.status_code == 403
    assert everything() == before


def test_a_ban_is_for_those_who_lift_bans(client: Client, second: User) -> None:
    appeal = AppealFactory.create(decision=None, sanction=SanctionFactory.create(kind="ban"), decided_by=None)
    senior = UserFactory.create(role=SENIOR_MODERATOR)
    codes = []

    for somebody in (second, senior):
        client.force_login(somebody)
        codes.append(client.post(path_to(appeal), {"outcome": "grant"}).status_code)

    assert codes == [403, 302]


def test_lifted_before_anybody_answered_it_is_taken_back(
    client: Client, appeal: Appeal, moderator: User, reader: User
) -> None:
    assert appeal.sanction is not None
    lift_sanction(sanction=appeal.sanction, moderator=moderator, sentence="My mistake.")

    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.answered_by) == ("taken-back", None)
    assert "taken back before anybody answered" in page_for(reader, path_of(appeal.sanction))


def test_the_second_of_two_moderators_is_told(desk: Client, appeal: Appeal) -> None:
    desk.post(path_to(appeal), {"outcome": "uphold", "note": "First."})
    once = list(Appeal.objects.values())

    answer = desk.post(path_to(appeal), {"outcome": "grant", "note": "Second."})

    assert answer.status_code == 409
    assert "First." in text_of(answer)
    assert list(Appeal.objects.values()) == once


def test_erasing_oneself_takes_the_words_and_nobody_is_asked_any_more(
    desk: Client, appeal: Appeal, reader: User
) -> None:
    erase_person(person=reader)

    appeal.refresh_from_db()
    assert appeal.body == ""
    assert "No appeal waits" in text_of(desk.get(DESK))


def test_the_database_wants_one_thing_appealed_against(sanction: Sanction) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AppealFactory.create(sanction=sanction)
    with pytest.raises(IntegrityError), transaction.atomic():
        AppealFactory.create(decision=None, decided_by=None)


@pytest.mark.parametrize("count", [1, 6])
def test_the_queue_asks_the_database_as_often_for_many(
    desk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        AppealFactory.create(decision=None, sanction=SanctionFactory.create(), decided_by=None)

    # Session, person; the counts; the appeals; the topics, the inbox.
    with django_assert_num_queries(6):
        page = text_of(desk.get(DESK))

    assert page.count('class="desk-card"') == count


def test_the_admin_shows_it(client: Client, administrator: User, appeal: Appeal) -> None:
    client.force_login(administrator)

    listed = text_of(client.get("/admin/comments/appeal/"))

    assert f'href="{path_to(appeal)}"' in listed
    assert client.get(f"/admin/comments/appeal/{appeal.pk}/change/").status_code == 200
