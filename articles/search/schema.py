"""What the index of all articles' words is on each database, and how it is made and mended.

Triggers keep it, so that nothing which writes an article has to think of it. SQLite has an FTS5 table that
stores no text; PostgreSQL a table of vectors beside the articles. Both leave markup aside.
"""

import re
from html import unescape
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "articles_search"
TRIGGERS = {
    "sqlite": ("articles_search_added", "articles_search_changed", "articles_search_gone"),
    "postgresql": ("articles_search_rows", "articles_search_changed", "articles_search_emptied"),
}
# SQLite knows no expressions to take markup out with: it asks us.
PLAIN_FUNCTION = "parley_plain"
_TAG = re.compile(r"<[^>]*>")

_OLD = f"old.id, old.headline, old.dek, {PLAIN_FUNCTION}(old.body)"
_NEW = f"new.id, new.headline, new.dek, {PLAIN_FUNCTION}(new.body)"
_ADD = f"INSERT INTO {TABLE}(rowid, headline, dek, body) VALUES ({_NEW});"
# Read every article into an FTS5 table of that name.
READ_ALL = (
    "INSERT INTO {table}(rowid, headline, dek, body)"
    f" SELECT id, headline, dek, {PLAIN_FUNCTION}(body) FROM articles_article"
)
_TAKE = f"INSERT INTO {TABLE}({TABLE}, rowid, headline, dek, body) VALUES ('delete', {_OLD});"
FTS5 = "USING fts5(headline, dek, body, content='', tokenize='unicode61 remove_diacritics 2')"
_SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} {FTS5}",
    f"CREATE TRIGGER IF NOT EXISTS articles_search_added AFTER INSERT ON articles_article BEGIN {_ADD} END",
    f"CREATE TRIGGER IF NOT EXISTS articles_search_gone AFTER DELETE ON articles_article BEGIN {_TAKE} END",
    f"""CREATE TRIGGER IF NOT EXISTS articles_search_changed AFTER UPDATE OF headline, dek, body ON articles_article
        WHEN (old.headline, old.dek, old.body) IS NOT (new.headline, new.dek, new.body)
        BEGIN {_TAKE} {_ADD} END""",
)

# As in the index of comments: accents are taken off and signs part words. A longer vector would be an error.
_PLAIN = r"""
    SELECT translate(
        regexp_replace(normalize(left(said, 200000), NFKD), '[\u0300-\u036f]', '', 'g'),
        $signs$!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~$signs$, repeat(' ', 32))
"""
_WEIGHED = (
    f"setweight(to_tsvector('simple', {TABLE}_plain(headline)), 'A')"
    f" || setweight(to_tsvector('simple', {TABLE}_plain(dek)), 'B')"
    f" || setweight(to_tsvector('simple', {TABLE}_plain(regexp_replace(body, '<[^>]*>', ' ', 'g'))), 'C')"
)
_POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION {TABLE}_plain(said text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body${_PLAIN}$body$""",
    f"""CREATE OR REPLACE FUNCTION {TABLE}_words(headline text, dek text, body text) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$ SELECT {_WEIGHED} $body$""",
    f"CREATE TABLE IF NOT EXISTS {TABLE} (article_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    f"CREATE INDEX IF NOT EXISTS {TABLE}_by_word ON {TABLE} USING gin (words)",
    f"""CREATE OR REPLACE FUNCTION {TABLE}_keep() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            DELETE FROM {TABLE};
        ELSIF TG_OP = 'DELETE' THEN
            DELETE FROM {TABLE} WHERE article_id = OLD.id;
        ELSE
            INSERT INTO {TABLE} (article_id, words)
            VALUES (NEW.id, {TABLE}_words(NEW.headline, NEW.dek, NEW.body))
            ON CONFLICT (article_id) DO UPDATE SET words = EXCLUDED.words;
        END IF;
        RETURN NULL;
    END $body$""",
    f"""CREATE OR REPLACE TRIGGER articles_search_rows AFTER INSERT OR DELETE ON articles_article
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_keep()""",
    f"""CREATE OR REPLACE TRIGGER articles_search_changed AFTER UPDATE OF headline, dek, body ON articles_article
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_keep()""",
    f"""CREATE OR REPLACE TRIGGER articles_search_emptied AFTER TRUNCATE ON articles_article
        FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_keep()""",
)


def plain(body: str | None) -> str:
    """The words of a body, each tag a space."""
    return unescape(_TAG.sub(" ", body or ""))


def lend_plain(connection: BaseDatabaseWrapper, **how: Any) -> None:
    """Let SQLite's triggers ask for the words of a body; called for every new connection."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(PLAIN_FUNCTION, 1, plain, deterministic=True)


def lay_index() -> None:
    """Make tables and triggers where they are missing, and read every article into the index."""
    with connection.cursor() as cursor:
        for statement in _POSTGRESQL if _is_postgresql() else _SQLITE:
            cursor.execute(statement)
    fill_index()


def mend_index() -> bool:
    """Lay the index again if its triggers are gone, and say whether it was so; SQLite drops them with a table."""
    names = _names_there()
    if TABLE not in names or names.issuperset(TRIGGERS[connection.vendor]):
        return False
    lay_index()
    return True


def drop_index() -> None:
    with connection.cursor() as cursor:
        for name in TRIGGERS[connection.vendor]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (" ON articles_article" if _is_postgresql() else ""))
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        if _is_postgresql():
            cursor.execute(
                f"DROP FUNCTION IF EXISTS {TABLE}_keep(), {TABLE}_words(text, text, text), {TABLE}_plain(text)"
            )


def fill_index() -> None:
    """Read every article's words again."""
    with connection.cursor() as cursor:
        if _is_postgresql():
            cursor.execute(f"DELETE FROM {TABLE}")
            cursor.execute(
                f"INSERT INTO {TABLE} (article_id, words)"
                f" SELECT id, {TABLE}_words(headline, dek, body) FROM articles_article"
            )
            return
        cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')")
        cursor.execute(READ_ALL.format(table=TABLE))


def _names_there() -> set[str]:
    names = "SELECT name FROM sqlite_master WHERE name LIKE 'articles_search%%'"
    if _is_postgresql():
        names = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
            f" UNION SELECT tablename FROM pg_tables WHERE tablename = '{TABLE}'"
        )
    with connection.cursor() as cursor:
        cursor.execute(names.replace("%%", "%"))
        return {name for (name,) in cursor.fetchall()}


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
