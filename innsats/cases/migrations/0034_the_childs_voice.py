"""The child's own voice. Whoever was the trusted adult of a follow-up is the contact person from then."""

import django.db.models.deletion
import innsats.vault.fields
import uuid
from django.db import migrations, models

COPIED = ("school_owner_id", "case_id", "by_id", "at")


def carry_over(apps, schema_editor):
    """Who wrote a talk down typed it; and each trusted adult that was agreed on becomes a row of its own."""
    check_ins, agreed, contacts = (apps.get_model("cases", name) for name in ("CheckIn", "Aftercare", "ContactPerson"))
    check_ins.objects.update(typed_by=models.F("by"))
    held = {}
    for one in agreed.objects.order_by("at", "until").iterator():
        if held.get(one.case_id) != one.trusted_adult_id:
            held[one.case_id] = one.trusted_adult_id
            contacts.objects.create(
                person_id=one.trusted_adult_id, asked_by=one.agreed_with, asked_on=one.starts_on, reach=b"",
                **{name: getattr(one, name) for name in COPIED},
            )


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0033_attachments'),
        ('people', '0009_owner_until_succeeded'),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckInAnswer',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('words', innsats.vault.fields.SealedField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CheckInTurn',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('ends_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContactPerson',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('asked_by', models.CharField(max_length=12)),
                ('asked_on', models.DateField()),
                ('reach', innsats.vault.fields.SealedField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='checkin',
            name='answers',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='checkin',
            name='calls',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='checkin',
            name='is_for_home',
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name='checkin',
            name='typed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='voice',
            field=models.CharField(default='pupil', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voice', 'adult'), _negated=True), models.Q(('answers', ''), ('is_safe', 'no_answer')), _connector='OR'), name='adults_answer_is_none'),
        ),
        migrations.AddField(
            model_name='checkinanswer',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='checkinanswer',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case'),
        ),
        migrations.AddField(
            model_name='checkinanswer',
            name='check_in',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='cases.checkin'),
        ),
        migrations.AddField(
            model_name='checkinanswer',
            name='school_owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner'),
        ),
        migrations.AddField(
            model_name='checkinturn',
            name='beside',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='checkinturn',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='checkinturn',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case'),
        ),
        migrations.AddField(
            model_name='checkinturn',
            name='check_in',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='cases.checkin'),
        ),
        migrations.AddField(
            model_name='checkinturn',
            name='school_owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner'),
        ),
        migrations.AddField(
            model_name='checkinturn',
            name='typed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='contactperson',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='contactperson',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case'),
        ),
        migrations.AddField(
            model_name='contactperson',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='contactperson',
            name='school_owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner'),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True),
    ]
