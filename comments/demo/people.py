"""Who takes part in the demonstration."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import ADMINISTRATOR, EDITOR, MODERATOR, READER, SENIOR_MODERATOR

DEMO_PASSWORD = "ferry-at-seven"  # noqa: S105  # meant to be known: it opens nothing but the demonstration
# Role, e-mail address and password, as seed_demo prints them.
DEMO_SIGN_INS = (
    (READER, "reader@parley.example", DEMO_PASSWORD),
    (EDITOR, "editor@parley.example", DEMO_PASSWORD),
    (MODERATOR, "moderator@parley.example", DEMO_PASSWORD),
    (ADMINISTRATOR, "administrator@parley.example", DEMO_PASSWORD),
)
_SIGN_IN_HANDLES = {READER: "ruth", EDITOR: "inga", MODERATOR: "milo", ADMINISTRATOR: "ada"}
_NEWSROOM = {EDITOR, ADMINISTRATOR}


@dataclass(frozen=True)
class Person:
    handle: str
    name: str
    role: str = READER


CAST = (
    Person("ruth", "Ruth Amsel"),
    Person("inga", "Inga Marsh", EDITOR),
    Person("milo", "Milo Strand", MODERATOR),
    Person("vera", "Vera Holm", SENIOR_MODERATOR),
    Person("ada", "Ada Norr", ADMINISTRATOR),
    Person("bert", "Bert from the quay"),
    Person("finn", "Finn Aldous"),
    Person("greta", "Greta Moss"),
    Person("hanna", "Hanna Okafor"),
    Person("harrow", "Q. Harrow"),
    Person("jonas", "Jonas Wend"),
    Person("kayak", "Kayak Bargains"),
    Person("leyla", "ليلى حداد"),
    Person("olga", "Ольга Сизова"),
    Person("pell", "Captain Pell (ret.)"),
    Person("priya", "Priya Raman"),
    Person("samira", "Samira Boateng"),
    Person("thalia", "Θάλεια Μάνου"),
    Person("tomasz", "Tomasz Bielak"),
    Person("wheels", "Two Wheels Good"),
)


def seed_people(now: datetime) -> dict[str, User]:
    """The cast by handle: those of DEMO_SIGN_INS can sign in, the others are there to be read."""
    groups = {group.name: group for group in Group.objects.all()}
    people: dict[str, User] = {}
    for number, person in enumerate(CAST):
        people[person.handle] = _seed_person(person, groups[person.role], now - timedelta(days=400 - 17 * number))
    return people


def _seed_person(person: Person, group: Group, joined_at: datetime) -> User:
    sign_in = next((entry for entry in DEMO_SIGN_INS if _SIGN_IN_HANDLES[entry[0]] == person.handle), None)
    email, password = (sign_in[1], sign_in[2]) if sign_in else (f"{person.handle}@people.example", None)
    user = User.objects.create_user(
        person.handle,
        email,
        password,
        display_name=person.name,
        is_staff=person.role in _NEWSROOM,
        joined_at=joined_at,
    )
    user.groups.add(group)
    if sign_in:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
