"""The rows of agreements and absences keep their school owner, as every other does."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("innsats.teams.migrations.0002_owner_until_succeeded")
TABLES = ("teams_release", "teams_absence")


def add(apps, schema_editor):
    BEFORE.keep_owner(schema_editor, TABLES)


def remove(apps, schema_editor):
    BEFORE.let_go(schema_editor, TABLES)


class Migration(migrations.Migration):
    dependencies = [("teams", "0005_releases_and_absences")]
    operations = [migrations.RunPython(add, remove)]
