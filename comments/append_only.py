"""Decisions and sanctions are appended, never edited or taken away: the database itself refuses.

For migrations. SQLite makes a table anew to change it, and its triggers go with the old one: a migration
that alters the table of decisions begins with `allow_changes` and ends with `refuse_changes`; for another
table, with those that `changes_of` gives.
"""

from collections.abc import Callable
from typing import TypeAlias

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DECISIONS = "comments_decision"
# All that are kept so by now, and what their rows are called.
TABLES = {DECISIONS: "Decisions", "comments_sanction": "Sanctions", "comments_lifting": "Liftings"}

Step: TypeAlias = Callable[[Apps, BaseDatabaseSchemaEditor], None]


def changes_of(*tables: str) -> tuple[Step, Step]:
    """What a migration runs to refuse changes to these tables, and to allow them."""

    def refuse(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            for statement in refusing(schema_editor.connection.vendor, table):
                schema_editor.execute(statement, params=None)

    def allow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            for statement in allowing(schema_editor.connection.vendor, table):
                schema_editor.execute(statement, params=None)

    return refuse, allow


def refusing(vendor: str, table: str) -> list[str]:
    """The statements after which the table can be added to, and no more than that."""
    sentence = f"{TABLES[table]} are appended, never edited or deleted."
    if vendor == "postgresql":
        # TRUNCATE is left to whoever owns the table: it is how a whole database is emptied.
        return [
            f"""
            CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '{sentence}' USING ERRCODE = 'restrict_violation';
            END $$;
            CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
            """
        ]
    occasions = {
        "update": f"BEFORE UPDATE ON {table}",
        "delete": f"BEFORE DELETE ON {table}",
        # REPLACE takes a row away without asking the trigger for that.
        "replace": f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",  # noqa: S608  # constants
    }
    return [
        f"CREATE TRIGGER {table}_refuse_{name} {when} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        for name, when in occasions.items()
    ]


def allowing(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_refuse ON {table}"]
    return [f"DROP TRIGGER IF EXISTS {table}_refuse_{name}" for name in ("update", "delete", "replace")]


refuse_changes, allow_changes = changes_of(DECISIONS)
