import django.db.models.deletion
import innsats.vault.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0017_links_that_end"),
        ("people", "0009_owner_until_succeeded"),
        ("teams", "0006_capacity_keeps_owner"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("until", models.DateField()),
                ("hours_a_week", models.PositiveSmallIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Assistance",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("reasons", models.CharField(max_length=200)),
                ("basis", models.CharField(max_length=20)),
                ("other", innsats.vault.fields.SealedField()),
                ("done", innsats.vault.fields.SealedField()),
                ("asks", innsats.vault.fields.SealedField()),
                ("necessity", innsats.vault.fields.SealedField()),
                ("is_open", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="AssistanceDecline",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("why", models.CharField(max_length=20)),
                ("words", innsats.vault.fields.SealedField()),
            ],
        ),
        migrations.CreateModel(
            name="AssistanceEnd",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("done", innsats.vault.fields.SealedField()),
                ("school_can", innsats.vault.fields.SealedField()),
                ("owner_learns", innsats.vault.fields.SealedField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="caseaccess",
            name="access_part_known",
        ),
        migrations.AddField(
            model_name="assignment",
            name="by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="assignment",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case"),
        ),
        migrations.AddField(
            model_name="assignment",
            name="school_owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.schoolowner"
            ),
        ),
        migrations.AddField(
            model_name="caseaccess",
            name="assignment",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="cases.assignment"),
        ),
        migrations.AddConstraint(
            model_name="caseaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["lead", "team", "assist"])), name="access_part_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="caseaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assignment__isnull", False), ("ends_at__isnull", False), ("part", "assist")),
                    models.Q(models.Q(("part", "assist"), _negated=True), ("assignment", None)),
                    _connector="OR",
                ),
                name="assistant_is_assigned_until",
            ),
        ),
        migrations.AddField(
            model_name="assistance",
            name="by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="assistance",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case"),
        ),
        migrations.AddField(
            model_name="assistance",
            name="school_owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.schoolowner"
            ),
        ),
        migrations.AddField(
            model_name="assistance",
            name="team",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teams.team"),
        ),
        migrations.AddField(
            model_name="assignment",
            name="assistance",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.assistance"),
        ),
        migrations.AddField(
            model_name="assistancedecline",
            name="assistance",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.assistance"),
        ),
        migrations.AddField(
            model_name="assistancedecline",
            name="by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="assistancedecline",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case"),
        ),
        migrations.AddField(
            model_name="assistancedecline",
            name="school_owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.schoolowner"
            ),
        ),
        migrations.AddField(
            model_name="assistanceend",
            name="assistance",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.assistance"),
        ),
        migrations.AddField(
            model_name="assistanceend",
            name="by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.AddField(
            model_name="assistanceend",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="cases.case"),
        ),
        migrations.AddField(
            model_name="assistanceend",
            name="school_owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.schoolowner"
            ),
        ),
        migrations.AddIndex(
            model_name="assistance",
            index=models.Index(condition=models.Q(("is_open", True)), fields=["team"], name="assistance_by_team"),
        ),
        migrations.AddConstraint(
            model_name="assistance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_open", True)), fields=("case",), name="one_open_assistance"
            ),
        ),
        migrations.AddConstraint(
            model_name="assistancedecline",
            constraint=models.UniqueConstraint(fields=("assistance",), name="declined_once"),
        ),
        migrations.AddConstraint(
            model_name="assistanceend",
            constraint=models.UniqueConstraint(fields=("assistance",), name="assistance_ended_once"),
        ),
    ]
