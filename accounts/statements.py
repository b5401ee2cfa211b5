"""One row by one plain statement: for what every deed reads and writes.

The ORM composes and compiles each query anew, in several times the time that the database takes to
answer it. Here only the statement is plain: instances, fields and the values they adapt are the ORM's.
A module of this app since all others may import it.
"""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import cache
from threading import local
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

M = TypeVar("M", bound=Model)
# Concrete fields: the stubs cannot tell that these have columns.
_Fields = tuple[Any, ...]


class _Thread(local):
    connection: BaseDatabaseWrapper | None = None


_thread = _Thread()


def first_row(statement: str, *values: Any) -> Any:
    """The first row that answers, as the database gives it, or None: for the questions asked at every request.

    On SQLite past Django's cursors, which take longer than such a question itself.
    """
    wrapper = connection_of_thread()
    if wrapper.vendor != "sqlite":
        with wrapper.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()
    if wrapper.connection is None:
        wrapper.ensure_connection()
    try:
        return wrapper.connection.execute(statement.replace("%s", "?"), values).fetchone()
    except sqlite3.Error as error:
        wrapper.errors_occurred = True
        raise Error(*error.args) from error


def connection_of_thread() -> BaseDatabaseWrapper:
    """Django's; asking it each time would cost a quarter of what a query does."""
    found = _thread.connection
    if found is None:
        found = _thread.connection = connections[DEFAULT_DB_ALIAS]
    return found


def give_back() -> None:
    """Return this thread's connection to its pool, where there is one: outside Django's requests nobody else does.

    Threads of the server end when there is little to do, and what they held would be lost to the pool.
    """
    wrapper = _thread.connection
    if wrapper is not None and "pool" in wrapper.settings_dict["OPTIONS"] and not wrapper.in_atomic_block:
        wrapper.close()


def read_rows(
    model: type[M],
    condition: str,
    values: Sequence[Any],
    *,
    only: Collection[str] = (),
    without: Collection[str] = (),
    hold: bool = False,
) -> list[M]:
    """The rows that meet `condition`, which may go on with an order and a limit; no part of it comes from a request.

    With the fields `only`, or all of them `without` some, by attribute: the others are read when they are asked
    for. `hold` keeps other writers out until the transaction ends; not those who only name the row.
    """
    fields = _fields_of(model, frozenset(only), frozenset(without))
    columns = ", ".join(field.column for field in fields)
    statement = f"SELECT {columns} FROM {model._meta.db_table} WHERE {condition}"
    if hold and connection.features.has_select_for_no_key_update:
        statement += " FOR NO KEY UPDATE"
    with connection.cursor() as cursor:
        cursor.execute(statement, [_as_stored(value) for value in values])
        found = cursor.fetchall()
    return [_instance(model, fields, row) for row in found]


def as_instance(model: type[M], values: Sequence[Any]) -> M:
    """What a statement of one's own found in `columns_of(model)`."""
    return _instance(model, _fields_of(model), values)


def columns_of(model: type[Model], table: str) -> str:
    """All columns of the model, for a statement that calls its table `table`."""
    return ", ".join(f"{table}.{field.column}" for field in _fields_of(model))


def read_row(model: type[M], condition: str, values: Sequence[Any], **how: Any) -> M | None:
    """The first of `read_rows`; None where there is none."""
    try:
        found = read_rows(model, condition, values, **how)
    except OverflowError:
        # SQLite's word for a number in an address that no key can be.
        return None
    return found[0] if found else None


def insert_row(row: Model) -> None:
    """Save a new row, as `save(force_insert=True)` does; a key that the database gives is set."""
    given = {
        field: value
        for field in _fields_of(type(row))
        if not isinstance(value := field.pre_save(row, True), DatabaseDefault)
        and not (field.primary_key and value is None)
    }
    columns, marks = ", ".join(field.column for field in given), ", ".join(["%s"] * len(given))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {row._meta.db_table} ({columns}) VALUES ({marks}) RETURNING {_key_of(row)}",
            [field.get_db_prep_save(value, connection) for field, value in given.items()],
        )
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias


def write_fields(row: Model, *names: str) -> None:
    """Write these fields of a row, as `save(update_fields=names)` does."""
    fields: list[Any] = [row._meta.get_field(name) for name in names]
    changes = ", ".join(f"{field.column} = %s" for field in fields)
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {changes} WHERE {_key_of(row)} = %s", [*values, row.pk])


def _key_of(row: Model) -> str:
    key: Any = row._meta.pk
    return str(key.column)


@cache
def _fields_of(
    model: type[Model], only: frozenset[str] = frozenset(), without: frozenset[str] = frozenset()
) -> _Fields:
    return tuple(
        field
        for field in model._meta.concrete_fields
        if (not only or field.attname in only) and field.attname not in without
    )


def _as_stored(value: Any) -> Any:
    """Times and UUIDs as the database wants them compared."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def _instance(model: type[M], fields: _Fields, found: Sequence[Any]) -> M:
    values = list(found)
    for place, field, convert in _conversions(fields, connection.vendor):
        values[place] = convert(values[place], field, connection)
    return model.from_db(connection.alias, [field.attname for field in fields], values)


@cache
def _conversions(fields: _Fields, vendor: str) -> list[tuple[int, Any, Callable[[Any, Any, Any], Any]]]:
    """By place in the row; the ORM's own. `vendor` because they are the database's."""
    return [
        (place, column, convert)
        for place, field in enumerate(fields)
        for column in [field.get_col(field.model._meta.db_table)]
        for convert in [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
    ]
