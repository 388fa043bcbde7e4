"""A report and a case keep their school and their owner until these are succeeded: the guard asks for the decision.

SQLite drops the triggers of a table that a later migration makes anew: add them again there.
"""

from django.db import migrations

TABLES = ("cases_report", "cases_case")
SUCCEEDED = (
    "EXISTS (SELECT 1 FROM people_succession WHERE (school_id = OLD.school_id AND to_school_id = NEW.school_id) "
    "OR (OLD.school_id = NEW.school_id AND school_id IS NULL AND school_owner_id = OLD.school_owner_id "
    "AND to_owner_id = NEW.school_owner_id))"
)
SQLITE = (
    "CREATE TRIGGER {table}_keeps_school BEFORE UPDATE OF school_id, school_owner_id ON {table} "
    "WHEN (OLD.school_id IS NOT NEW.school_id OR OLD.school_owner_id IS NOT NEW.school_owner_id) "
    f"AND NOT {SUCCEEDED} BEGIN SELECT RAISE(ABORT, 'a case never changes school'); END"
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION cases_school_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN IF {SUCCEEDED} THEN RETURN NEW; END IF; "
    "RAISE integrity_constraint_violation USING MESSAGE = 'a case never changes school'; END $$",
    "CREATE TRIGGER {table}_keeps_school BEFORE UPDATE OF school_id, school_owner_id ON {table} FOR EACH ROW "
    "WHEN (OLD.school_id IS DISTINCT FROM NEW.school_id OR OLD.school_owner_id IS DISTINCT FROM NEW.school_owner_id) "
    "EXECUTE FUNCTION cases_school_is_kept()",
)


def add(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else (SQLITE,)
    for table in TABLES:
        for statement in statements:
            schema_editor.execute(statement.format(table=table))


def remove(apps, schema_editor):
    for table in TABLES:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {table}_keeps_school{on_table}")


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_handover"), ("people", "0009_owner_until_succeeded")]
    operations = [migrations.RunPython(add, remove)]
