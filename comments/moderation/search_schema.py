"""What the index of all comments' words is on each database, and how it is made and mended.

Triggers keep it, so that nothing which writes a comment has to think of it. SQLite has an FTS5
table that stores no text of its own; PostgreSQL a table of vectors beside the comments, because an
index on an expression would have every candidate's text parsed again.
"""

from typing import Any

from django.db import DatabaseError, connection, transaction

TABLE = "comments_search"
TRIGGERS = {
    "sqlite": ("comments_search_added", "comments_search_changed", "comments_search_gone"),
    "postgresql": ("comments_search_rows", "comments_search_changed", "comments_search_emptied"),
}

_SQLITE = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(
        body, content='comments_comment', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
    f"""CREATE TRIGGER IF NOT EXISTS comments_search_added AFTER INSERT ON comments_comment BEGIN
        INSERT INTO {TABLE}(rowid, body) VALUES (new.id, new.body); END""",
    f"""CREATE TRIGGER IF NOT EXISTS comments_search_gone AFTER DELETE ON comments_comment BEGIN
        INSERT INTO {TABLE}({TABLE}, rowid, body) VALUES ('delete', old.id, old.body); END""",
    f"""CREATE TRIGGER IF NOT EXISTS comments_search_changed AFTER UPDATE OF body ON comments_comment
        WHEN old.body IS NOT new.body BEGIN
        INSERT INTO {TABLE}({TABLE}, rowid, body) VALUES ('delete', old.id, old.body);
        INSERT INTO {TABLE}(rowid, body) VALUES (new.id, new.body); END""",
)

# Accents are taken off, as FTS5 does, and signs part words: PostgreSQL's own parser takes "ferry/tide" for a file.
# What is longer than any comment is cut, because a longer vector is an error.
_PLAIN = r"""
    SELECT translate(
        regexp_replace(normalize(left(body, 100000), NFKD), '[\u0300-\u036f]', '', 'g'),
        $signs$!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~$signs$, repeat(' ', 32))
"""
_POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION {TABLE}_plain(body text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body${_PLAIN}$body$""",
    f"""CREATE OR REPLACE FUNCTION {TABLE}_words(body text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $body$ SELECT to_tsvector('simple', {TABLE}_plain(body)) $body$""",
    f"CREATE TABLE IF NOT EXISTS {TABLE} (comment_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    f"CREATE INDEX IF NOT EXISTS {TABLE}_by_word ON {TABLE} USING gin (words)",
    f"""CREATE OR REPLACE FUNCTION {TABLE}_keep() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            DELETE FROM {TABLE};
        ELSIF TG_OP = 'DELETE' THEN
            DELETE FROM {TABLE} WHERE comment_id = OLD.id;
        ELSE
            INSERT INTO {TABLE} (comment_id, words) VALUES (NEW.id, {TABLE}_words(NEW.body))
            ON CONFLICT (comment_id) DO UPDATE SET words = EXCLUDED.words;
        END IF;
        RETURN NULL;
    END $body$""",
    f"""CREATE OR REPLACE TRIGGER comments_search_rows AFTER INSERT OR DELETE ON comments_comment
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_keep()""",
    f"""CREATE OR REPLACE TRIGGER comments_search_changed AFTER UPDATE OF body ON comments_comment
        FOR EACH ROW WHEN (OLD.body IS DISTINCT FROM NEW.body) EXECUTE FUNCTION {TABLE}_keep()""",
    f"""CREATE OR REPLACE TRIGGER comments_search_emptied AFTER TRUNCATE ON comments_comment
        FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_keep()""",
)

# How many comments' words are read again at a time, so that nobody waits long for one of them.
_FILLED_AT_ONCE = 5_000


def lay_index() -> None:
    """Make tables and triggers where they are missing, and read every comment into the index."""
    with connection.cursor() as cursor:
        for statement in _POSTGRESQL if _is_postgresql() else _SQLITE:
            cursor.execute(statement)
    fill_index()


def mend_index() -> bool:
    """Lay the index again if its triggers are gone, and say whether it was so.

    SQLite makes a table anew to change it, and the triggers go with the old one.
    """
    kept, names = _names_there(), TRIGGERS[connection.vendor]
    if TABLE not in kept or kept.issuperset(names):
        return False
    lay_index()
    return True


def drop_index() -> None:
    with connection.cursor() as cursor:
        for name in TRIGGERS[connection.vendor]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (" ON comments_comment" if _is_postgresql() else ""))
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        if _is_postgresql():
            cursor.execute(f"DROP FUNCTION IF EXISTS {TABLE}_keep(), {TABLE}_words(text), {TABLE}_plain(text)")


def fill_index() -> None:
    """Read every comment's words again. Comments may be written meanwhile; on SQLite they wait for it."""
    with connection.cursor() as cursor:
        if not _is_postgresql():
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')")
            return
        cursor.execute("SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM comments_comment")
        [(first, last)] = cursor.fetchall()
    for start in range(first, last + 1, _FILLED_AT_ONCE):
        _fill_part(start, start + _FILLED_AT_ONCE)


@transaction.atomic
def _fill_part(start: int, end: int) -> None:
    with connection.cursor() as cursor:
        # Locked until they are written, so that no older words take the place of newer ones.
        cursor.execute(
            f"WITH c AS MATERIALIZED (SELECT id, body FROM comments_comment WHERE id >= %s AND id < %s FOR SHARE)"
            f" INSERT INTO {TABLE} (comment_id, words) SELECT id, {TABLE}_words(body) FROM c"
            f" ON CONFLICT (comment_id) DO UPDATE SET words = EXCLUDED.words",
            [start, end],
        )
        cursor.execute(
            f"DELETE FROM {TABLE} s WHERE comment_id >= %s AND comment_id < %s"
            f" AND NOT EXISTS (SELECT 1 FROM comments_comment c WHERE c.id = s.comment_id)",
            [start, end],
        )


def index_is_true() -> bool:
    """Whether the index says of every comment what it says; reads all of them."""
    if _is_postgresql():
        return not _column(
            f"SELECT 1 FROM comments_comment c FULL JOIN {TABLE} s ON s.comment_id = c.id"
            f" WHERE s.words IS DISTINCT FROM {TABLE}_words(c.body) LIMIT 1"
        )
    try:
        with connection.cursor() as cursor:
            # With a rank the index is held against the comments, not only against itself.
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return False
    return True


def _names_there() -> set[str]:
    if _is_postgresql():
        there = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION SELECT tablename FROM pg_tables"
        return set(_column(f"{there} WHERE tablename = '{TABLE}'"))
    return set(_column("SELECT name FROM sqlite_master WHERE name LIKE 'comments_search%'"))


def _column(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [value for (value,) in cursor.fetchall()]


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
