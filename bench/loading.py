"""Many rows into the database at once: COPY on PostgreSQL, executemany on SQLite."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from .stamping import Row, columns_of

BATCH_COUNT = 200_000  # rows in memory at once


def load(rows: Iterable[Row]) -> int:
    """Insert all the rows, and return how many there were. Call it inside a transaction."""
    waiting: dict[type[models.Model], list[list[Any]]] = defaultdict(list)
    held = count = 0
    for model, row in rows:
        waiting[model].append(row)
        held += 1
        if held == BATCH_COUNT:
            count, held = count + _insert(waiting), 0
    return count + _insert(waiting)


def _insert(waiting: dict[type[models.Model], list[list[Any]]]) -> int:
    count = sum(map(len, waiting.values()))
    for model, rows in waiting.items():
        table = connection.ops.quote_name(model._meta.db_table)
        columns = ", ".join(connection.ops.quote_name(column.column) for column in columns_of(model))
        if connection.vendor == "postgresql":
            _copy(f"COPY {table} ({columns}) FROM STDIN", rows)
        else:
            marks = ", ".join("?" * len(rows[0]))
            connection.ensure_connection()
            connection.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
    waiting.clear()
    return count


def _copy(statement: str, rows: Iterable[list[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
