"""The store of sessions: Django's own in the database, read by one plain statement.

Every request of somebody signed in reads it, and nothing of it is kept in a process: a sign-out
holds at the next request wherever that is answered.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

_DATA = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        """What is kept under the key; of an unknown or outlived one nothing, and the key is forgotten."""
        with connection.cursor() as cursor:
            cursor.execute(_DATA, [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(found[0])
        return data

    def _validate_session_key(self, key: str | None) -> bool:
        """Whether it may be one of ours; the database is not asked for what a cookie cannot have from here."""
        return key is not None and key.isascii() and key.isalnum()
