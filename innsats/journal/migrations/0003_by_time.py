from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0002_never_changed"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["at"], name="event_by_time"),
        ),
        migrations.AddIndex(
            model_name="look",
            index=models.Index(fields=["hour"], name="look_by_hour"),
        ),
    ]
