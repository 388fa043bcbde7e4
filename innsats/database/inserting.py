"""Rows that every act inserts, in SQL that is put together once. Django's way costs twice the database's answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Field, Model

from .prepared import fetched

LENGTH = re.compile(r"\(\d+\)$")  # of a type: to say it would cut what is too long, where the column refuses it
FEW_COUNT = 8  # rows; more at once are Django's to divide


def insert(rows: Sequence[Model]) -> None:
    """Insert new rows of one model, in their order, and give each the number that it got, as `bulk_create` does.

    No field fills itself here, as one with `auto_now` would.
    """
    if not rows:
        return
    model = type(rows[0])
    if len(rows) > FEW_COUNT:
        model._default_manager.bulk_create(rows)
        return
    sql, fields = _insertion(model, len(rows))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]
    with transaction.mark_for_rollback_on_error():
        numbers = fetched(sql, values)
    for row, (number,) in zip(rows, numbers, strict=True):
        row.pk, row._state.adding, row._state.db = number, False, connection.alias


def insert_new(model: type[Model], rows: Sequence[Sequence[Any]]) -> None:
    """Insert tens of thousands of rows, each its columns as they are stored; one that stands there already stays.

    PostgreSQL takes a list for each column, all of them in one statement: one for each row took nearly twice as long.
    """
    if not rows:
        return
    quoted, columns = connection.ops.quote_name, model._meta.concrete_fields
    into = f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(quoted(str(one.column)) for one in columns)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lists = ", ".join(f"%s::{LENGTH.sub('', one.db_type(connection) or '')}[]" for one in columns)
            given = [list(map(_plain, column)) for column in zip(*rows, strict=True)]
            cursor.execute(f"{into} SELECT * FROM unnest({lists}) ON CONFLICT DO NOTHING", given)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"{into} VALUES ({places}) ON CONFLICT DO NOTHING", rows)


def _plain(value: Any) -> Any:
    """A code as the text that it is: in a list psycopg takes one for its name."""
    return str(value) if isinstance(value, str) else value


@cache
def _insertion(model: type[Model], count: int) -> tuple[str, list[Field[Any, Any]]]:
    meta, quoted = model._meta, connection.ops.quote_name
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns, places = (", ".join(some) for some in ([quoted(str(one.column)) for one in fields], ["%s"] * len(fields)))
    into = f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES {', '.join([f'({places})'] * count)}"
    return f"{into} RETURNING {quoted(str(meta.pk.column))}", fields
