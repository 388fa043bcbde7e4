"""What a database holds, so that a copy of it can be compared: rows, the journal, and where it came from."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import innsats
from innsats.journal.models import Anchor, Event

AT_ONCE_COUNT = 20_000
COMPARED = ("migrations", "rows", "journal", "anchor")


def manifest_now(at: datetime) -> dict[str, Any]:
    """Of the moment that the connection sees, with nothing in it that says anything about anybody."""
    return {"version": innsats.__version__, "vendor": connection.vendor, "made_at": at.isoformat(), **held()}


def held() -> dict[str, Any]:
    """What is compared: applied migrations, rows in each table, a hash over the journal in its order, the last anchor.

    Asks only for columns that an older database has too.
    """
    anchor = Anchor.objects.order_by("-on").values_list("on", "hash").first()
    return {
        "migrations": sorted(".".join(one) for one in MigrationRecorder(connection).applied_migrations()),
        "rows": _rows(),
        "journal": _journal(),
        "anchor": [str(one) for one in anchor] if anchor else None,
    }


def has_gone_on_from(manifest: dict[str, Any]) -> bool:
    """Whether the database that is connected to begins with the very journal of the manifest: it is what that became.
    """
    return _journal(manifest["rows"]["journal_event"]) == manifest["journal"]


def differences(manifest: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """What a restored database holds otherwise than its manifest says, in words."""
    said = []
    for name in COMPARED:
        before, after = manifest[name], found[name]
        if name == "rows" and before != after:
            tables = sorted(table for table in {*before, *after} if before.get(table) != after.get(table))
            said += [f"{table}: {before.get(table)} rows before, {after.get(table)} after" for table in tables]
        elif before != after:
            said.append(f"{name} is not what it was")
    return said


def _rows() -> dict[str, int]:
    """Asked of the database and not of the models, which may be newer than what is restored."""
    with connection.cursor() as cursor:
        counts = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts


def _journal(count: int | None = None) -> str:
    """A hash over the first so many events, or all."""
    sha256 = hashlib.sha256()
    for one in Event.objects.order_by("pk").values_list("hash", flat=True)[:count].iterator(AT_ONCE_COUNT):
        sha256.update(one.encode())
    return sha256.hexdigest()
