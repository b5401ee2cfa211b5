"""Changing the name beside what somebody wrote."""

from django.db import transaction

from accounts.edition import raise_edition
from accounts.models import User


@transaction.atomic
def rename_person(*, person: User) -> None:
    """Keep the display name that `person` carries, with what it looks like; every page shows it at once."""
    person.note_skeletons()
    person.save(update_fields=["display_name", "handle_skeleton", "name_skeleton"])
    raise_edition()
