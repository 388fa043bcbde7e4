import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_notices'),
        ('people', '0003_language_of_an_account'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('gathered_at', models.DateTimeField()),
                ('try_at', models.DateTimeField(null=True)),
                ('tries_count', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('try_at__isnull', False)), fields=['try_at'], name='mail_to_try')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at', None), ('try_at', None), _connector='OR'), name='mail_sent_is_not_tried')],
            },
        ),
        migrations.AddField(
            model_name='notice',
            name='mail',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='notices.mail'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('channel', 'mail'), ('mail', None), _connector='OR'), name='notice_in_mail_is_mailed'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('channel', 'mail'), ('mail', None)), fields=['at', 'person'], name='notice_to_mail'),
        ),
    ]
