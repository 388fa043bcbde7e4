"""A pupil who is let in by its own code says how it is: a row that nobody at school wrote, and nothing of theirs on it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0037_trust_checks'),
        ('people', '0009_owner_until_succeeded'),
    ]

    operations = [
        migrations.AlterField(
            model_name='checkin',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(('by__isnull', False), models.Q(('adult_view', b''), ('beside', None), ('happened_at', models.F('at')), ('signals', ''), ('typed_by', None), ('voice', 'pupil')), _connector='OR'), name='by_nobody_is_the_pupil_alone'),
        ),
    ]
