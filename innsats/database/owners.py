"""No row changes its school owner outside a succession: each table says so itself, whoever asks it.

Raised after every migration, as the models stand: a new table has its guard from the start, and one that SQLite makes
anew, and so without its triggers, has it again.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection

SUCCEEDED = (
    "EXISTS (SELECT 1 FROM people_succession WHERE school_id IS NULL "
    "AND school_owner_id = OLD.school_owner_id AND to_owner_id = NEW.school_owner_id)"
)
BEFORE = "CREATE TRIGGER {table}_keeps_owner BEFORE UPDATE OF school_owner_id ON {table} "
KEEP = {  # what belongs to no owner yet may be given one
    "sqlite": BEFORE + "WHEN OLD.school_owner_id IS NOT NULL AND OLD.school_owner_id IS NOT NEW.school_owner_id "
    f"AND NOT {SUCCEEDED} BEGIN SELECT RAISE(ABORT, 'a row keeps its school owner'); END",
    "postgresql": BEFORE + "FOR EACH ROW WHEN (OLD.school_owner_id IS NOT NULL "
    "AND OLD.school_owner_id IS DISTINCT FROM NEW.school_owner_id) EXECUTE FUNCTION people_owner_is_kept()",
}
STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def keep_owners() -> None:
    """Every table of an owner's rows its guard. Only one that has none is touched: it is locked for that."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
        for table in owned_tables():
            if standing.isdisjoint({f"{table}_keeps_owner", f"{table}_keeps_school"}):
                cursor.execute(KEEP[connection.vendor].format(table=table))


def owned_tables() -> list[str]:
    """The tables that say whose each of their rows is."""
    return [
        model._meta.db_table for model in apps.get_models()
        if any(field.column == "school_owner_id" for field in model._meta.concrete_fields)
    ]
