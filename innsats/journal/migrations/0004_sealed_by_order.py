"""Events are hashed with every column, and anchors cover rows by their order instead of the clock.

What stands already is hashed anew, and its anchors are dropped: the next one covers all of it. That ends what an anchor
kept outside could prove of before, and is done this once, while Innsats is in use nowhere.
"""

from django.db import migrations, models

from innsats.journal.models import HASHED, hash_of, stated


def hash_anew(apps, schema_editor):
    Event, Anchor = apps.get_model("journal", "Event"), apps.get_model("journal", "Anchor")
    stream, prev = None, ""
    for event in Event.objects.order_by("stream", "seq").iterator():
        prev = prev if event.stream == stream else ""
        stream = event.stream
        event.prev = prev
        event.hash = prev = hash_of(stated(getattr(event, name)) for name in HASHED)
        event.save(update_fields=["prev", "hash"])
    Anchor.objects.all().delete()


def _triggers(on):
    """Take away what refuses changes, or put it back: the statements of 0002."""

    def change(apps, schema_editor):
        from importlib import import_module

        kept = import_module("innsats.journal.migrations.0002_never_changed")
        (kept.add if on else kept.remove)(apps, schema_editor)

    return change


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_by_time")]
    operations = [
        migrations.RunPython(_triggers(on=False), _triggers(on=True)),
        migrations.RunPython(hash_anew, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex(model_name="event", name="event_by_time"),
        migrations.RemoveIndex(model_name="look", name="look_by_hour"),
        migrations.AddField("anchor", "until_event", models.BigIntegerField(default=0), preserve_default=False),
        migrations.AddField("anchor", "until_look", models.BigIntegerField(default=0), preserve_default=False),
        migrations.AddField("anchor", "until_refusal", models.BigIntegerField(default=0), preserve_default=False),
        migrations.AddField("anchor", "refusals_count", models.BigIntegerField(default=0), preserve_default=False),
        migrations.RunPython(_triggers(on=True), _triggers(on=False)),
    ]
