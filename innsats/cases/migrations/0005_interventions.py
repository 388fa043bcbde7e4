
import django.db.models.deletion
import innsats.vault.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_followup_and_endings'),
        ('people', '0005_owner_for_good_again'),
    ]

    operations = [
        migrations.CreateModel(
            name='Intervention',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('happened_at', models.DateTimeField()),
                ('is_serious', models.BooleanField()),
                ('owes_owner', models.BooleanField()),
                ('principal_told_at', models.DateTimeField()),
                ('guardians_told_at', models.DateTimeField(null=True)),
                ('by_whom', innsats.vault.fields.SealedField()),
                ('present', innsats.vault.fields.SealedField()),
                ('event', innsats.vault.fields.SealedField()),
                ('intervention', innsats.vault.fields.SealedField()),
                ('pupil_view', innsats.vault.fields.SealedField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.pupil')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
            options={
                'indexes': [models.Index(fields=['pupil'], name='intervention_by_pupil')],
            },
        ),
    ]
