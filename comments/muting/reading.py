"""Whom a reader has muted, and what a page does about it."""

from collections.abc import Collection
from typing import cast

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from comments.models import Mute

# Where an instance keeps what was found, for as long as the request lasts.
_FOUND = "_muted"


def muted_by(reader: User) -> frozenset[int]:
    """The keys of those whom they have muted: a query, the first time a request asks."""
    if _FOUND not in vars(reader):
        vars(reader)[_FOUND] = frozenset(Mute.objects.filter(reader=reader).values_list("muted", flat=True))
    return cast("frozenset[int]", vars(reader)[_FOUND])


def readers_muting(person: int, among: Collection[int]) -> set[int]:
    """Those of the readers with these keys who have muted the person; by a plain statement, as part of each reply."""
    places = ", ".join(["%s"] * len(among))
    statement = f"SELECT reader_id FROM comments_mute WHERE muted_id = %s AND reader_id IN ({places})"  # noqa: S608  # places only
    with connection.cursor() as cursor:
        cursor.execute(statement, [person, *among])
        return {key for (key,) in cursor.fetchall()}


def stylesheet_for(reader: User) -> str:
    """Rules that fold what those write; the list itself stays the same for everybody.

    It is where the reader looks at one comment that its words are shown: that page's own comment is left out.
    """
    handles = Mute.objects.filter(reader=reader).order_by("pk").values_list("muted__handle", flat=True)
    writers = ", ".join(f'[href="/people/{handle}/"]' for handle in handles)
    if not writers:
        return ""
    entry = f".comment:not(.chosen *) > .entry:has(> .facts > .writer:is({writers}))"
    found = f".found > li:has(.writer:is({writers}))"
    return f"""{entry} > :is(.words, .deeds, .note), {found} > .found-passage {{
  display: none;
}}

{entry}::after, {found}::after {{
  content: "{_in_css(_("You have muted this person. Their words are behind the time above."))}";
  display: block;
  font-size: 0.875rem;
  color: var(--quiet);
}}
"""


def _in_css(sentence: str) -> str:
    """As the inside of a string."""
    return "".join(char if char.isalnum() or char in " .,:;" else f"\\{ord(char):x} " for char in sentence)
