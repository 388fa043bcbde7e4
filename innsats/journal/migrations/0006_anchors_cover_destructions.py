"""The day's anchor covers which keys were destroyed, and triggers keep that list as they keep the journal."""

from importlib import import_module

from django.db import migrations, models

LIST = "vault_destruction"
kept = import_module("innsats.journal.migrations.0002_never_changed")


def keep_list(apps, schema_editor):
    for statement in kept.STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement.format(table=LIST))


def let_list_go(apps, schema_editor):
    on_table = f" ON {LIST}" if schema_editor.connection.vendor == "postgresql" else ""
    for what in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER {LIST}_no_{what}{on_table}")


class Migration(migrations.Migration):
    dependencies = [("journal", "0005_log_of_an_owner"), ("vault", "0002_fingerprints_and_destructions")]
    operations = [
        migrations.RunPython(kept.remove, kept.add),
        migrations.AddField("anchor", "until_destruction", models.BigIntegerField(default=0), preserve_default=False),
        migrations.AddField("anchor", "destructions_count", models.BigIntegerField(default=0), preserve_default=False),
        migrations.RunPython(kept.add, kept.remove),
        migrations.RunPython(keep_list, let_list_go),
    ]
