"""Who waits to be let in at a school waits there: a proposal keeps its owner until that owner is succeeded."""

from importlib import import_module

from django.db import migrations

TABLE = "people_appointmentproposal"
STATEMENTS = {
    "postgresql": import_module("innsats.people.migrations.0005_owner_for_good_again").STATEMENTS["postgresql"],
    "sqlite": import_module("innsats.people.migrations.0009_owner_until_succeeded").SQLITE,
}


def add(apps, schema_editor):
    schema_editor.execute(STATEMENTS[schema_editor.connection.vendor].format(table=TABLE))


def remove(apps, schema_editor):
    on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {TABLE}_keeps_owner{on_table}")


class Migration(migrations.Migration):
    dependencies = [("people", "0011_sign_in_outside")]
    operations = [migrations.RunPython(add, remove)]
