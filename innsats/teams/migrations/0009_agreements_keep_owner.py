"""The rows of agreements on teams keep the owner that asks, as every other row does."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("innsats.teams.migrations.0002_owner_until_succeeded")
TABLES = ("teams_teamagreement",)


def add(apps, schema_editor):
    BEFORE.keep_owner(schema_editor, TABLES)


def remove(apps, schema_editor):
    BEFORE.let_go(schema_editor, TABLES)


class Migration(migrations.Migration):
    dependencies = [("teams", "0008_team_agreements")]
    operations = [migrations.RunPython(add, remove)]
