"""One case with all that its head says, in one question."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from innsats.database.prepared import Prepared
from innsats.rules.voice import Voice

from ..models import (
    Aftercare,
    Case,
    CaseAccess,
    CheckIn,
    Closure,
    ContactPerson,
    Errand,
    Evaluation,
    FollowupNote,
    Hearing,
    Party,
    Plan,
    PlanActivation,
    Reopening,
    Restriction,
    SharedKnowledge,
    Withdrawal,
)
from .errands import is_left
from .moved import before_move
from .talks import about_adults, involved


@Prepared
def case_numbered(number: str) -> QuerySet[Case]:
    """The case with what its head says."""
    leads = CaseAccess.objects.filter(case=OuterRef("pk"), part=CaseAccess.LEAD, ends_at=None)
    newest = Evaluation.objects.filter(case=OuterRef("pk")).order_by("-held_on", "-at", "pk")
    activated = PlanActivation.objects.filter(case=OuterRef("pk")).order_by("-at", "pk")
    of_it = {"case": OuterRef("pk")}
    begun = Aftercare.objects.filter(case=OuterRef("case")).order_by("-starts_on", "at").values("at")[:1]
    checks = CheckIn.objects.filter(~before_move(), **of_it, at__gte=Subquery(begun))  # before, measures ran
    asked = checks.filter(voice=Voice.PUPIL).order_by("-happened_at", "-at", "pk")
    signs = (rows.exclude(signals="") for rows in (checks, FollowupNote.objects.filter(**of_it)))
    talks, notes = (rows.order_by("-at", "pk") for rows in signs)
    concerned = Party.objects.filter(case=OuterRef("case")).exclude(pupil=None)
    closed = Closure.objects.filter(**of_it).order_by("-at", "pk")
    contacts = ContactPerson.objects.filter(~before_move(), **of_it).order_by("-at", "pk")
    older = Case.objects.filter(pupil=OuterRef("pupil"), opened_at__lt=OuterRef("opened_at"), disposed_at=None)
    found = Case.objects.select_related("school__school_owner", "pupil").annotate(
        asked_safe=Subquery(asked.values("is_safe")[:1]),
        asked_at=Subquery(asked.values("at")[:1]),
        sign_in_talk_at=Subquery(talks.values("at")[:1]),
        sign_in_note_at=Subquery(notes.values("at")[:1]),
        ending=Subquery(closed.values("ending")[:1]),
        reopened_at=Subquery(Reopening.objects.filter(**of_it).order_by("-at").values("at")[:1]),
        is_followed=Exists(Aftercare.objects.filter(**of_it)),
        has_earlier=Exists(older),
        contact_name=Subquery(contacts.values("person__name")[:1]),
        has_errands=Exists(Errand.objects.filter(**of_it)),
        has_left_errands=Exists(Errand.objects.filter(is_left(), **of_it)),
        said_safe=Subquery(newest.values("pupil_safe")[:1]),
        evaluated_at=Subquery(newest.values("at")[:1]),
        activated_at=Subquery(activated.values("at")[:1]),
        lead_name=Subquery(leads.values("person__name")[:1]),
        is_withdrawn=Exists(Withdrawal.objects.filter(report__casereport__case=OuterRef("pk"))),
        is_heard=Exists(Hearing.objects.filter(**of_it, pupil=OuterRef("pupil"), is_heard=True)),
        has_draft=Exists(Plan.objects.filter(case=OuterRef("pk"), number=None)),
        has_knowledge=Exists(SharedKnowledge.objects.filter(**of_it, pupil__in=concerned.values("pupil"))),
        has_involved=Exists(involved(OuterRef("pk"), OuterRef("pupil"))),
        is_about_adult=Exists(about_adults(OuterRef("pk"))),
        spokesperson=Subquery(Restriction.objects.filter(**of_it, ended_at=None).values("spokesperson__name")[:1]),
    )
    return found.filter(number=number).order_by("pk")
