"""The rows of teams keep their school owner, as every other does, until that owner is succeeded."""

from importlib import import_module

from django.db import migrations

SQLITE = import_module("innsats.people.migrations.0009_owner_until_succeeded").SQLITE
POSTGRESQL = import_module("innsats.people.migrations.0005_owner_for_good_again").STATEMENTS["postgresql"]
TABLES = ("teams_team", "teams_membership", "teams_competence")


def keep_owner(schema_editor, tables):
    statement = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for table in tables:
        schema_editor.execute(statement.format(table=table))


def let_go(schema_editor, tables):
    for table in tables:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {table}_keeps_owner{on_table}")


def add(apps, schema_editor):
    keep_owner(schema_editor, TABLES)


def remove(apps, schema_editor):
    let_go(schema_editor, TABLES)


class Migration(migrations.Migration):
    dependencies = [("teams", "0001_teams"), ("people", "0009_owner_until_succeeded")]
    operations = [migrations.RunPython(add, remove)]
