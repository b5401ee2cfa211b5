"""Who is signed in, with all that they may do: read afresh for every request, by one statement.

The ORM's way takes three, and more time than most answers. Nothing is kept from one request to the
next: a closed account, a new password or a role taken away counts at once, in every process.
"""

from functools import cache

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from accounts.models import User
from accounts.statements import as_instance, columns_of


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
    person = as_instance(User, values)
    if not person.is_superuser:
        # Where Django's ModelBackend keeps the permissions that it would ask for; a superuser has all there are.
        person._perm_cache = set((permissions or "").split())  # type: ignore[attr-defined]
    return person


@cache
def _statement(vendor: str) -> str:
    together = "string_agg" if vendor == "postgresql" else "group_concat"
    return f"""
        SELECT {columns_of(User, "u")}, (
            SELECT {together}(c.app_label || '.' || p.codename, ' ')
            FROM auth_permission p JOIN django_content_type c ON c.id = p.content_type_id
            WHERE p.id IN (
                SELECT own.permission_id FROM accounts_user_user_permissions own WHERE own.user_id = u.id
                UNION ALL
                SELECT held.permission_id FROM accounts_user_groups role
                JOIN auth_group_permissions held ON held.group_id = role.group_id WHERE role.user_id = u.id))
        FROM accounts_user u WHERE u.id = %s
    """
