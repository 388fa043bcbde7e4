
import django.db.models.deletion
import innsats.vault.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0025_meetings_and_work_notes'),
        ('people', '0009_owner_until_succeeded'),
    ]

    operations = [
        migrations.AlterField(
            model_name='declaration',
            name='party_round',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('said_at', models.DateTimeField()),
                ('goes_up', models.BooleanField()),
                ('who', innsats.vault.fields.SealedField()),
                ('words', innsats.vault.fields.SealedField()),
                ('because', innsats.vault.fields.SealedField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case')),
                ('declaration', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='cases.declaration')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'case'], name='objection_by_person')],
            },
        ),
        migrations.CreateModel(
            name='SchoolTies',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('answer', models.CharField(max_length=20)),
                ('words', innsats.vault.fields.SealedField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case')),
                ('declaration', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='cases.declaration')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
            options={
                'indexes': [models.Index(fields=['by', 'case'], name='school_ties_by_person')],
            },
        ),
    ]
