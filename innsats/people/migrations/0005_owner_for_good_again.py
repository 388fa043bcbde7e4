"""The new tables keep their owner for good, and on SQLite those that 0003 made anew do so again."""

from importlib import import_module

from django.db import migrations

NEW = ("people_locallimits", "people_notinfile", "people_unreckoned")
MADE_ANEW = ("people_pupil", "people_guardian")
BEFORE = import_module("innsats.people.migrations.0002_owner_for_good").BEFORE
STATEMENTS = {
    "sqlite": BEFORE + "WHEN OLD.school_owner_id IS NOT NEW.school_owner_id "
    "BEGIN SELECT RAISE(ABORT, 'a row keeps its school owner'); END",
    "postgresql": BEFORE + "FOR EACH ROW WHEN (OLD.school_owner_id IS DISTINCT FROM NEW.school_owner_id) "
    "EXECUTE FUNCTION people_owner_is_kept()",
}


def add(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "sqlite":
        for table in MADE_ANEW:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_keeps_owner")
    for table in (*NEW, *MADE_ANEW) if vendor == "sqlite" else NEW:
        schema_editor.execute(STATEMENTS[vendor].format(table=table))


def remove(apps, schema_editor):
    for table in NEW:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {table}_keeps_owner{on_table}")


class Migration(migrations.Migration):
    dependencies = [("people", "0004_days_limits_and_files")]
    operations = [migrations.RunPython(add, remove)]
