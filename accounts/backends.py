"""Who is signed in, with all that they may do: read afresh for every request, by one statement.

The ORM's way takes three, and more time than most answers. Nothing is kept from one request to the
next: a closed account, a new password or a role taken away counts at once, in every process.
"""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from accounts.models import User

_FIELDS = [field.attname for field in User._meta.concrete_fields]


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    def get_user(self, user_id: int) -> User | None:
        """The person of a session, unless the account is closed."""
        person = person_with_permissions(user_id)
        return person if person and self.user_can_authenticate(person) else None


def person_with_permissions(key: int) -> User | None:
    """Asking what the person may do costs no further query."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(connection.vendor), [key])
        found = cursor.fetchone()
    if found is None:
        return None
    *values, permissions = found
    person = User.from_db(connection.alias, _FIELDS, [_with_zone(value) for value in values])
    if not person.is_superuser:
        # Where Django's ModelBackend keeps the permissions that it would ask for; a superuser has all there are.
        person._perm_cache = set((permissions or "").split())  # type: ignore[attr-defined]
    return person


@cache
def _statement(vendor: str) -> str:
    columns = ", ".join(f"u.{field.column}" for field in User._meta.concrete_fields)
    together = "string_agg" if vendor == "postgresql" else "group_concat"
    return f"""
        SELECT {columns}, (
            SELECT {together}(c.app_label || '.' || p.codename, ' ')
            FROM auth_permission p JOIN django_content_type c ON c.id = p.content_type_id
            WHERE p.id IN (
                SELECT own.permission_id FROM accounts_user_user_permissions own WHERE own.user_id = u.id
                UNION ALL
                SELECT held.permission_id FROM accounts_user_groups role
                JOIN auth_group_permissions held ON held.group_id = role.group_id WHERE role.user_id = u.id))
        FROM accounts_user u WHERE u.id = %s
    """  # noqa: S608  # the names of our own columns


def _with_zone(value: Any) -> Any:
    """SQLite's times are in UTC and do not say so."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
