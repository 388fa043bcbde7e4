"""Making, filling and throwing away the database."""

from __future__ import annotations

import argparse
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management import CommandError

from innsats.cli.progress import showing

# {role} serves; {kept} are the tables that triggers keep from being changed.
GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE UPDATE, DELETE ON {kept} FROM {role}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
)


def migrate(arguments: list[str]) -> None:
    """Bring the database up to this version, as the role that owns the tables."""
    argparse.ArgumentParser(prog="innsats migrate", description=migrate.__doc__).parse_args(arguments)
    os.environ["INNSATS_MIGRATING"] = "1"  # before the settings are read: they choose the role
    _start_django()
    from innsats.database import laying

    if missing_count := laying.missing_count():
        with showing(f"Bringing the database up to date, {missing_count} migrations"):
            laying.bring_up_to_date()
    else:
        print("The database is up to date.")
        laying.raise_guards()  # an earlier version of the same tables may have had none
    grant_to_serving_role()


def grant_to_serving_role() -> None:
    """On PostgreSQL with two roles: let the one that serves read and write rows, and no more."""
    grant_to_role(serving_role())


def grant_to_role(role: str) -> None:
    """As `grant_to_serving_role`, to this role.

    What a trigger keeps from being changed it may only add to. It owns nothing, so it can switch no trigger off.
    """
    from django.db import connection

    if connection.vendor != "postgresql" or role in ("", connection.settings_dict["USER"]):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT event_object_table FROM information_schema.triggers"
            " WHERE event_object_schema = 'public' AND action_statement LIKE %s", ["%journal_is_kept%"],
        )  # fmt: skip
        kept = ", ".join(connection.ops.quote_name(table) for (table,) in cursor.fetchall())
        for grant in GRANTS:
            cursor.execute(grant.format(role=connection.ops.quote_name(role), kept=kept))


def serving_role() -> str:
    """The user in DATABASE_URL; none on SQLite."""
    import dj_database_url

    from innsats.settings import env_secret

    return str(dj_database_url.parse(env_secret("DATABASE_URL", "sqlite://")).get("USER") or "")


def load_demo_if_empty() -> None:
    """Load the demo world into a database that holds nobody. Whole or not at all."""
    from django.apps import apps
    from django.db import transaction

    from innsats.scenarios.demo import load
    from innsats.web import clock

    if apps.get_model("people", "SchoolOwner").objects.exists():
        return
    with showing("Loading the demo (only the first time)"), transaction.atomic():
        load(clock.now())


def reset_demo(arguments: list[str]) -> None:
    """Throw away the demo's database under the data directory, and nothing else."""
    argparse.ArgumentParser(prog="innsats demo-reset", description=reset_demo.__doc__).parse_args(arguments)
    if os.environ.get("INNSATS_PRODUCTION") == "1":
        raise CommandError("this is a production installation, and nothing was removed.")
    if os.environ.get("INNSATS_DEMO") != "1":
        raise CommandError("INNSATS_DEMO=1 is not set, so this may not be a demo, and nothing was removed.")
    if os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"):
        raise CommandError("DATABASE_URL points to a database of its own, and nothing was removed.")
    _start_django()
    from django.conf import settings

    database = Path(settings.DATABASES["default"]["NAME"])
    if database.exists() and is_open(database):
        raise CommandError("the demo is running, and nothing was removed. End it first.")
    beside = (database.with_name(f"{database.name}{end}") for end in ("-wal", "-shm", "-turn"))
    removed = [path for path in (database, *beside) if path.exists()]
    for path in removed:
        path.unlink()
    was = f"Removed {database}" if removed else f"There was no database at {database}"
    print(f"{was}. `make run` loads a new demo.")


def is_open(database: Path) -> bool:
    """Whether another process has this SQLite database open: only the last one may leave the write-ahead log."""
    try:
        with closing(sqlite3.connect(database, timeout=0)) as alone:
            alone.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:
        return False  # no database any more, which is why it is to be removed
    return False


def _start_django() -> None:
    import django

    django.setup()
