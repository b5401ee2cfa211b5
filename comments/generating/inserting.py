"""Rows of a model by the ten thousand, without an object for each of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import connection, models


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Each row holds the values of the columns in `names`, times among them as datetimes.

    The others get the model's defaults, the same for all. Nothing of the model's own runs, and
    the caller's transaction holds.
    """
    defaults = _defaults(model, names)
    columns = ", ".join(connection.ops.quote_name(name) for name in chain(names, defaults))
    table, rest = connection.ops.quote_name(model._meta.db_table), tuple(defaults.values())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((*row, *rest))
            return
        marks = ", ".join(["%s"] * (len(names) + len(rest)))
        stored = [(*map(_as_stored, row), *rest) for row in rows]
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", stored)


def _defaults(model: type[models.Model], names: Sequence[str]) -> Mapping[str, Any]:
    """As they are stored, by column; where the database has a default of its own it is left to that."""
    return {
        column: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if (column := field.column) and column not in names and not (field.primary_key or field.has_db_default())
    }


def _as_stored(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
