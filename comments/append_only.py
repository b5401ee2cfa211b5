"""Decisions are appended, never edited or taken away: the database itself refuses.

For migrations. SQLite makes a table anew to change it, and its triggers go with the old one: a migration
that alters the table of decisions begins with `allow_changes` and ends with `refuse_changes`.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "comments_decision"
SENTENCE = "Decisions are appended, never edited or deleted."

# REPLACE takes a row away without asking the trigger for that.
_SQLITE = {
    "update": f"BEFORE UPDATE ON {TABLE}",
    "delete": f"BEFORE DELETE ON {TABLE}",
    "replace": f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)",  # noqa: S608  # constants
}
# TRUNCATE is left to whoever owns the table: it is how a whole database is emptied.
_POSTGRESQL = f"""
    CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'restrict_violation';
    END $$;
    CREATE TRIGGER {TABLE}_refuse BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse();
"""


def refuse_changes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in refusing(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def allow_changes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in allowing(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def refusing(vendor: str) -> list[str]:
    """The statements after which the table can be added to, and no more than that."""
    if vendor == "postgresql":
        return [_POSTGRESQL]
    return [
        f"CREATE TRIGGER {TABLE}_refuse_{name} {when} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        for name, when in _SQLITE.items()
    ]


def allowing(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {TABLE}_refuse ON {TABLE}"]
    return [f"DROP TRIGGER IF EXISTS {TABLE}_refuse_{name}" for name in _SQLITE]
