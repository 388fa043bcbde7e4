"""Which tables are written to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, models

WRITTEN = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO) "(?P<name>\w+)"')


@contextmanager
def written() -> Iterator[set[type[models.Model]]]:
    """What is written while this is open: only there can anything have changed, and reading all of it takes long."""
    tables, writes = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}, set()

    def see(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "REPLACE")):
            table = WRITTEN.match(sql)
            assert table, f"which table does this write? {sql[:200]}"
            writes.add(tables[table["name"]])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(see):
        yield writes
