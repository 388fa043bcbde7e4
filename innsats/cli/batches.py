"""What goes through rows by the ten thousand: `tick` and `reckon` make ready for it, and settle when it is done."""

from __future__ import annotations

import gc

from django.db import DEFAULT_DB_ALIAS, connections

ON_SQLITE = "PRAGMA cache_size=-64000;PRAGMA wal_autocheckpoint=50000;PRAGMA synchronous=NORMAL;"


def prepare() -> None:
    """Make ready, before the database is met.

    Python looks for cycles a hundred times less often: with its own 700 objects between looks, a quarter of
    `innsats reckon` was looking. SQLite keeps more pages at hand, moves them from its log when all is done, and does
    not wait for the disk at each commit: what a power cut takes is the end of the log, and is done again.
    """
    gc.set_threshold(50_000, 20, 20)
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor == "sqlite":
        database.settings_dict["OPTIONS"]["init_command"] += ON_SQLITE


def settle() -> None:
    """Let go of what was made meanwhile. Move what SQLite's log holds to where it belongs, so that no page has to, and
    let go of the pages at hand; what others still read waits.

    Nothing is moved inside a transaction.
    """
    gc.collect()
    database = connections[DEFAULT_DB_ALIAS]
    if database.vendor == "sqlite" and not database.in_atomic_block:
        with database.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
            cursor.execute("PRAGMA shrink_memory")
