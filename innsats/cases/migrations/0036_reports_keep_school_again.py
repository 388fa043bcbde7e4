"""A report keeps its school, again: the fields that were added made SQLite's table anew, without its trigger."""

from importlib import import_module

from django.db import migrations

GUARD = import_module("innsats.cases.migrations.0010_case_keeps_school").SQLITE


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS cases_report_keeps_school")
        schema_editor.execute(GUARD.format(table="cases_report"))


class Migration(migrations.Migration):
    dependencies = [("cases", "0035_bursts_and_abuse")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
