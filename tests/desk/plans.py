"""How the database finds what a page asks for: by an index, or by reading a whole table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

SMALL = ("vault_masterkey",)  # a handful of rows, whatever happens


@contextmanager
def asked() -> Iterator[list[tuple[str, Any]]]:
    """Every query that is asked, with its parameters."""
    queries: list[tuple[str, Any]] = []

    def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        queries.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield queries


def whole_tables_read(queries: list[tuple[str, Any]]) -> list[str]:
    """The tables that these queries read from one end to the other, though an index were there."""
    explain = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    selects = [(sql, params) for sql, params in queries if sql.startswith("SELECT")]
    return [f"{found}: {sql}" for sql, params in selects for found in explain(sql, params)]


def _on_sqlite(sql: str, params: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        steps = [row[-1] for row in cursor.fetchall()]
    return [step for step in steps if step.startswith("SCAN ") and not step.startswith(("SCAN CONSTANT", *_small()))]


def _small() -> tuple[str, ...]:
    return tuple(f"SCAN {table}" for table in SMALL)


def _on_postgresql(sql: str, params: Any) -> list[str]:
    """With sequential reading as the last resort, one that is still chosen has no index to go by."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
        cursor.execute("SET LOCAL enable_seqscan = on")
    return list(_sequential(plan if isinstance(plan, list) else json.loads(plan)))


def _sequential(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _sequential(one)
    elif isinstance(node, dict):
        if node.get("Node Type") == "Seq Scan" and node["Relation Name"] not in SMALL:
            yield node["Relation Name"]
        for one in node.values():
            if isinstance(one, (dict, list)):
                yield from _sequential(one)
