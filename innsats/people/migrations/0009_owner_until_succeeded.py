"""A row keeps its school owner until that owner is succeeded: the guard asks for the decision.

SQLite drops the triggers of a table that a later migration makes anew: add them again there.
"""

from importlib import import_module

from django.db import migrations

STATEMENTS = import_module("innsats.people.migrations.0005_owner_for_good_again").STATEMENTS
TABLES = (
    *import_module("innsats.people.migrations.0002_owner_for_good").TABLES,
    *import_module("innsats.people.migrations.0005_owner_for_good_again").NEW,
    import_module("innsats.people.migrations.0007_moves_keep_owner").TABLE,
    "people_succession",
)
SUCCEEDED = (
    "EXISTS (SELECT 1 FROM people_succession WHERE school_id IS NULL "
    "AND school_owner_id = OLD.school_owner_id AND to_owner_id = NEW.school_owner_id)"
)
SQLITE = (
    "CREATE TRIGGER {table}_keeps_owner BEFORE UPDATE OF school_owner_id ON {table} "
    f"WHEN OLD.school_owner_id IS NOT NEW.school_owner_id AND NOT {SUCCEEDED} "
    "BEGIN SELECT RAISE(ABORT, 'a row keeps its school owner'); END"
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION people_owner_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF {SUCCEEDED} THEN RETURN NEW; END IF; "
    "RAISE integrity_constraint_violation USING MESSAGE = 'a row keeps its school owner'; END $$"
)


def ask_for_the_decision(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        schema_editor.execute(STATEMENTS["postgresql"].format(table="people_succession"))
        return
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_keeps_owner")
        schema_editor.execute(SQLITE.format(table=table))


class Migration(migrations.Migration):
    dependencies = [("people", "0008_succession")]
    operations = [migrations.RunPython(ask_for_the_decision, migrations.RunPython.noop)]
