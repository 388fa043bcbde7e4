import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_cases'),
        ('people', '0001_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('name', models.CharField(max_length=12, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('cause', models.CharField(max_length=200)),
                ('channel', models.CharField(default='desk', max_length=8)),
                ('news', models.CharField(max_length=20)),
                ('clock', models.CharField(blank=True, max_length=30)),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.report')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-at'], name='notice_by_person')],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('report', None), ('case', None), _connector='XOR'), name='notice_on_one'),
                    models.UniqueConstraint(fields=('cause', 'person', 'channel'), name='notice_once'),
                ],
            },
        ),
    ]
