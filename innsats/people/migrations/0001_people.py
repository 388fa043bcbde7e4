import django.db.models.deletion
import django.db.models.functions.text
import innsats.vault.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='account_email_lower')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('sort_key', models.CharField(editable=False, max_length=400)),
                ('search_key', models.CharField(editable=False, max_length=400)),
                ('is_demo', models.BooleanField(default=False)),
                ('account', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SchoolOwner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('sort_key', models.CharField(editable=False, max_length=400)),
                ('search_key', models.CharField(editable=False, max_length=400)),
                ('kind', models.CharField(choices=[('municipality', 'Municipality'), ('county', 'County'), ('private', 'Private')], max_length=12)),
                ('number', models.CharField(max_length=20)),
                ('county_number', models.CharField(blank=True, max_length=2)),
                ('is_in_register', models.BooleanField(default=True)),
            ],
            options={
                'indexes': [models.Index(fields=['sort_key'], name='owner_by_name')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'number'), name='owner_kind_number'), models.UniqueConstraint(condition=models.Q(('county_number', ''), _negated=True), fields=('county_number',), name='one_owner_per_county'), models.CheckConstraint(condition=models.Q(('kind__in', ['municipality', 'county', 'private'])), name='owner_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('sort_key', models.CharField(editable=False, max_length=400)),
                ('search_key', models.CharField(editable=False, max_length=400)),
                ('organisation_number', models.CharField(max_length=9)),
                ('municipality_number', models.CharField(max_length=4)),
                ('kind', models.CharField(choices=[('primary', 'Primary'), ('upper_secondary', 'Upper Secondary'), ('combined', 'Combined')], max_length=16)),
                ('ownership', models.CharField(choices=[('public', 'Public'), ('private', 'Private')], max_length=8)),
                ('lowest_grade', models.PositiveSmallIntegerField(null=True)),
                ('highest_grade', models.PositiveSmallIntegerField(null=True)),
                ('offered', models.BooleanField(default=True)),
                ('odd', models.JSONField(default=list)),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schools', to='people.schoolowner')),
            ],
        ),
        migrations.CreateModel(
            name='Pupil',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('data_key_id', models.UUIDField()),
                ('sealed_name', innsats.vault.fields.SealedField()),
                ('sealed_birth_date', innsats.vault.fields.SealedField()),
                ('grade', models.PositiveSmallIntegerField(null=True)),
                ('class_name', models.CharField(blank=True, max_length=20)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.school')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
        ),
        migrations.CreateModel(
            name='OwnerInUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('strong_sign_in', models.BooleanField()),
                ('backup', models.BooleanField()),
                ('processing_agreement', models.BooleanField()),
                ('impact_assessment', models.BooleanField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('school_owner', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='in_use', to='people.schoolowner')),
            ],
        ),
        migrations.CreateModel(
            name='NameWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.BinaryField(max_length=32)),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='people.pupil')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
        ),
        migrations.CreateModel(
            name='KnownRelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.person')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.pupil')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
        ),
        migrations.CreateModel(
            name='Guardian',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('data_key_id', models.UUIDField()),
                ('sealed_name', innsats.vault.fields.SealedField()),
                ('has_responsibility', models.BooleanField(null=True)),
                ('source', models.CharField(max_length=20)),
                ('as_of', models.DateField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='people.person')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.pupil')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolowner')),
            ],
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.schoolowner')),
            ],
        ),
        migrations.CreateModel(
            name='ClosedPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closes', models.CharField(choices=[('school', 'School'), ('sfo', 'Sfo')], max_length=6)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.schoolowner')),
            ],
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('role', models.CharField(choices=[('employee', 'employee'), ('principal', 'principal'), ('owner_officer', 'owner_officer'), ('owner_head', 'owner_head'), ('privacy_officer', 'privacy_officer')], max_length=16)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('deputy', models.BooleanField(default=False)),
                ('leadership', models.BooleanField(default=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.person')),
                ('school', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='people.school')),
                ('school_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.schoolowner')),
            ],
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('completed_on', models.DateField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.person')),
            ],
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['sort_key'], name='person_by_name'),
        ),
        migrations.AddIndex(
            model_name='school',
            index=models.Index(fields=['school_owner', 'sort_key'], name='school_by_owner'),
        ),
        migrations.AddConstraint(
            model_name='school',
            constraint=models.UniqueConstraint(fields=('organisation_number', 'name'), name='school_number_name'),
        ),
        migrations.AddConstraint(
            model_name='school',
            constraint=models.CheckConstraint(condition=models.Q(('highest_grade__gte', models.F('lowest_grade'))), name='school_grades_ordered'),
        ),
        migrations.AddConstraint(
            model_name='school',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['primary', 'upper_secondary', 'combined']), ('ownership__in', ['public', 'private'])), name='school_kind_known'),
        ),
        migrations.AddIndex(
            model_name='pupil',
            index=models.Index(fields=['school_owner', 'school', 'grade'], name='pupil_by_school'),
        ),
        migrations.AddConstraint(
            model_name='pupil',
            constraint=models.CheckConstraint(condition=models.Q(('grade', None), ('grade__range', (1, 13)), _connector='OR'), name='pupil_grade_known'),
        ),
        migrations.AddConstraint(
            model_name='ownerinuse',
            constraint=models.CheckConstraint(condition=models.Q(('backup', True), ('impact_assessment', True), ('processing_agreement', True), ('strong_sign_in', True)), name='in_use_all_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='nameword',
            constraint=models.UniqueConstraint(fields=('school_owner', 'word', 'pupil'), name='name_word_once'),
        ),
        migrations.AddConstraint(
            model_name='knownrelation',
            constraint=models.UniqueConstraint(fields=('person', 'pupil', 'kind'), name='known_relation_once'),
        ),
        migrations.AddConstraint(
            model_name='guardian',
            constraint=models.UniqueConstraint(fields=('pupil', 'person'), name='guardian_person_once'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(fields=['school_owner', 'starts_on'], name='duty_by_owner'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='duty_ordered'),
        ),
        migrations.AddConstraint(
            model_name='closedperiod',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='closed_period_ordered'),
        ),
        migrations.AddConstraint(
            model_name='closedperiod',
            constraint=models.UniqueConstraint(fields=('school_owner', 'closes', 'starts_on'), name='closed_period_once'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['school_owner', 'school', 'role'], name='appointment_by_unit'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['person', 'starts_on'], name='appointment_by_person'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['employee', 'principal']), ('school__isnull', False)), models.Q(('role__in', ['owner_head', 'owner_officer', 'privacy_officer']), ('school', None)), _connector='OR'), name='appointment_at_its_unit'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='appointment_ordered'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('deputy', False), ('role', 'principal'), _connector='OR'), name='deputy_of_principal'),
        ),
        migrations.AddConstraint(
            model_name='training',
            constraint=models.UniqueConstraint(fields=('person', 'completed_on'), name='training_once_a_day'),
        ),
    ]
