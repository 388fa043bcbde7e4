"""Master keys get a fingerprint, and destroyed keys a list of their own."""

from django.db import migrations, models


def take_fingerprints(apps, schema_editor):
    """Needs the root key, as everything that opens something does: without it the migration stops."""
    from innsats.vault import keys, roots

    for row in apps.get_model("vault", "MasterKey").objects.order_by("version"):
        raw = roots.unwrapped(bytes(row.wrapped), bound_to=f"innsats master key|{row.version}")
        row.fingerprint = keys.fingerprint_of(raw)
        row.save(update_fields=["fingerprint"])


def list_destroyed(apps, schema_editor):
    """What was destroyed before there was a list. When it was, nobody wrote down: it is dated to the first year."""
    from datetime import UTC, datetime

    gone = apps.get_model("vault", "DataKey").objects.filter(wrapped=b"").order_by("pk").values_list("pk", flat=True)
    Destruction = apps.get_model("vault", "Destruction")
    Destruction.objects.bulk_create(
        Destruction(key_id=str(key), at=datetime(2026, 1, 1, tzinfo=UTC)) for key in gone
    )


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_keys")]
    operations = [
        migrations.AddField("masterkey", "fingerprint", models.CharField(default="", max_length=64), preserve_default=False),
        migrations.CreateModel(
            name="Destruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_id", models.CharField(max_length=36, unique=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(take_fingerprints, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(list_destroyed, migrations.RunPython.noop, elidable=True),
    ]
