"""On SQLite 0013 made the table of pupils anew: they keep their owner again, until that owner is succeeded."""

from importlib import import_module

from django.db import migrations

TABLE = "people_pupil"
SQLITE = import_module("innsats.people.migrations.0009_owner_until_succeeded").SQLITE


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_keeps_owner")
        schema_editor.execute(SQLITE.format(table=TABLE))


class Migration(migrations.Migration):
    dependencies = [("people", "0013_cautions_that_stood")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
