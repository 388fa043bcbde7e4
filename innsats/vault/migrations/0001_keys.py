import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='MasterKey',
            fields=[
                ('version', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('wrapped', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='DataKey',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('school_owner_id', models.BigIntegerField(null=True)),
                ('kind', models.CharField(max_length=10)),
                ('subject', models.CharField(max_length=36)),
                ('wrapped', models.BinaryField()),
                ('master', models.ForeignKey(db_column='master_version', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.masterkey')),
            ],
            options={
                'indexes': [models.Index(fields=['school_owner_id', 'kind'], name='datakey_by_owner')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject'), name='datakey_one_per_subject')],
            },
        ),
    ]
