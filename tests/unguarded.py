"""What somebody with the database itself in hand could do: away with the triggers, until the test is rolled back."""

from __future__ import annotations

from django.db import connection

from innsats.database.owners import STANDING


def drop_guards(*tables: str) -> None:
    """Take every trigger from these tables."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        standing = [name for (name,) in cursor.fetchall()]
        for table in tables:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for name in (one for one in standing if one.startswith((f"{table}_no_", f"{table}_keeps_"))):
                cursor.execute(f"DROP TRIGGER {name}{on}")
