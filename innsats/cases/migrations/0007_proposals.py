
import django.db.models.deletion
import innsats.vault.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_governor_case'),
        ('people', '0005_owner_for_good_again'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('what', models.CharField(max_length=16)),
                ('decider', models.CharField(max_length=12)),
                ('extent', models.CharField(blank=True, max_length=12)),
                ('count', models.PositiveSmallIntegerField(null=True)),
                ('is_serious', models.BooleanField(default=False)),
                ('guardians_told_at', models.DateTimeField(null=True)),
                ('purpose', models.CharField(blank=True, max_length=12)),
                ('asks_who', models.BooleanField(default=False)),
                ('complications', models.CharField(blank=True, max_length=40)),
                ('reason', innsats.vault.fields.SealedField()),
                ('tried', innsats.vault.fields.SealedField()),
                ('pupil_view', innsats.vault.fields.SealedField()),
                ('best_interest', innsats.vault.fields.SealedField()),
                ('checks', innsats.vault.fields.SealedField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case')),
                ('pupil', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.pupil')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
        ),
        migrations.CreateModel(
            name='ProposalDecision',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('decision', models.CharField(max_length=10)),
                ('decided_on', models.DateField()),
                ('decided_by', innsats.vault.fields.SealedField()),
                ('words', innsats.vault.fields.SealedField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='cases.proposal')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('what', 'survey'), ('pupil', None)), models.Q(models.Q(('what', 'survey'), _negated=True), ('pupil__isnull', False)), _connector='OR'), name='proposal_about_a_pupil'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('what', 'exclusion'), models.Q(('extent', ''), _negated=True)), models.Q(models.Q(('what', 'exclusion'), _negated=True), ('extent', '')), _connector='OR'), name='proposal_extent_of_exclusion'),
        ),
    ]
