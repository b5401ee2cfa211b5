"""The made-up people who write made-up discussions: the same ones each time."""

from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import READER
from comments.generating.words import invented_name

MOST_PEOPLE = 400
# No mail ever arrives there, so that nobody can sign in as one of them.
DOMAIN = "invented.invalid"
JOINED_AT = datetime(2024, 1, 8, 9, tzinfo=UTC)


def invented_people(count: int) -> list[int]:
    """The keys of `count` people without a password, made where they are not there yet.

    Fewer where somebody real has one of their handles.
    """
    handles = [f"invented-{number:04}" for number in range(1, count + 1)]
    # Somebody real who happens to have such a handle has an address that mail reaches.
    invented = User.objects.filter(handle__in=handles, email__endswith=f"@{DOMAIN}")
    there = set(invented.values_list("handle", flat=True))
    people = [_person(number, handle) for number, handle in enumerate(handles) if handle not in there]
    User.objects.bulk_create(people, ignore_conflicts=True)
    keys = list(invented.order_by("handle").values_list("pk", flat=True))
    reader = Group.objects.get(name=READER)
    User.groups.through.objects.bulk_create(
        [User.groups.through(user_id=key, group_id=reader.pk) for key in keys], ignore_conflicts=True
    )
    return keys


def _person(number: int, handle: str) -> User:
    person = User(
        handle=handle,
        display_name=invented_name(number),
        email=f"{handle}@{DOMAIN}",
        password=make_password(None),
        joined_at=JOINED_AT,
    )
    person.note_skeletons()
    return person
