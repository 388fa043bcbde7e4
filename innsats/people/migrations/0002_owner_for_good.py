"""A row keeps its school owner for good, whoever asks.

SQLite drops the triggers of a table that a later migration makes anew: add them again there.
"""

from django.db import migrations

TABLES = (
    "people_school", "people_appointment", "people_pupil", "people_guardian", "people_nameword", "people_knownrelation",
    "people_closedperiod", "people_duty", "people_ownerinuse",
)
BEFORE = "CREATE TRIGGER {table}_keeps_owner BEFORE UPDATE OF school_owner_id ON {table} "
STATEMENTS = {
    "sqlite": [
        BEFORE + "WHEN OLD.school_owner_id IS NOT NEW.school_owner_id "
        "BEGIN SELECT RAISE(ABORT, 'a row keeps its school owner'); END"
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION people_owner_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE integrity_constraint_violation USING MESSAGE = 'a row keeps its school owner'; END $$",
        BEFORE + "FOR EACH ROW WHEN (OLD.school_owner_id IS DISTINCT FROM NEW.school_owner_id) "
        "EXECUTE FUNCTION people_owner_is_kept()",
    ],
}


def add(apps, schema_editor):
    for table in TABLES:
        for statement in STATEMENTS[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table))


def remove(apps, schema_editor):
    for table in TABLES:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {table}_keeps_owner{on_table}")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_people")]
    operations = [migrations.RunPython(add, remove)]
