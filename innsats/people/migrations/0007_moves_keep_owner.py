"""The table of moves keeps its owner for good, as every other does."""

from importlib import import_module

from django.db import migrations

STATEMENTS = import_module("innsats.people.migrations.0005_owner_for_good_again").STATEMENTS
TABLE = "people_pupilmove"


def add(apps, schema_editor):
    schema_editor.execute(STATEMENTS[schema_editor.connection.vendor].format(table=TABLE))


def remove(apps, schema_editor):
    on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {TABLE}_keeps_owner{on_table}")


class Migration(migrations.Migration):
    dependencies = [("people", "0006_pupil_moves")]
    operations = [migrations.RunPython(add, remove)]
