
import django.db.models.deletion
import innsats.vault.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_proposals'),
        ('people', '0005_owner_for_good_again'),
    ]

    operations = [
        migrations.CreateModel(
            name='InterpreterNeed',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('interpreter', models.CharField(max_length=12)),
                ('for_whom', innsats.vault.fields.SealedField()),
                ('language', innsats.vault.fields.SealedField()),
                ('name', innsats.vault.fields.SealedField()),
                ('need', innsats.vault.fields.SealedField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PoliceContact',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('happened_at', models.DateTimeField()),
                ('why', models.CharField(max_length=12)),
                ('fear', models.CharField(blank=True, max_length=16)),
                ('must_avert', models.BooleanField(default=False)),
                ('reported_by', innsats.vault.fields.SealedField()),
                ('contact', innsats.vault.fields.SealedField()),
                ('words', innsats.vault.fields.SealedField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Supporter',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('part', models.CharField(max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('name', innsats.vault.fields.SealedField()),
                ('for_whom', innsats.vault.fields.SealedField()),
                ('scope', innsats.vault.fields.SealedField()),
                ('authority', innsats.vault.fields.SealedField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='support_ends_after')],
            },
        ),
    ]
