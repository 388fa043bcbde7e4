"""Everything that stands in one case, the oldest first: read in a fixed number of queries, and opened in one batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from innsats.cases.models import (
    CaseAccess,
    Declaration,
    Due,
    Errand,
    Evaluation,
    GovernorEntry,
    GuardianContact,
    Hearing,
    HolderConfirmation,
    HomeMessage,
    Measure,
    MeasureEnd,
    Message,
    Note,
    Objection,
    OwnerTold,
    Party,
    PlanActivation,
    PupilCorrection,
    Report,
    RightsInformation,
    SafetyStep,
    SchoolTies,
    Seriousness,
    SharedKnowledge,
    StopTalk,
    Unfounded,
    Withdrawal,
)
from innsats.cases.queries.access import visible
from innsats.cases.queries.adults import StaffRows, staff_rows
from innsats.cases.queries.attachments import WithReports, came_with
from innsats.cases.queries.clocks import dues_of
from innsats.cases.queries.contacts import CONTACT_TEXTS, contacts_in
from innsats.cases.queries.corrections import Corrections
from innsats.cases.queries.errandpages import errand_keys
from innsats.cases.queries.errands import errands_in
from innsats.cases.queries.gathered import of_case
from innsats.cases.queries.governing import entries_of
from innsats.cases.queries.head import OpenCase
from innsats.cases.queries.inquirypage import HEARD_TEXTS, NOTE_TEXTS, marked
from innsats.cases.queries.knowledge import knowledge_in, knowledge_keys
from innsats.cases.queries.logged import everything_done
from innsats.cases.queries.measures import MeasureRow, gathered, open_texts, with_all
from innsats.cases.queries.moved import corrections_in, hearings_in
from innsats.cases.queries.objections import keys_in as keys_in_objections
from innsats.cases.queries.objections import objections_in
from innsats.cases.queries.peoplepage import guardians_of, names_of
from innsats.cases.queries.schoolties import answered_in
from innsats.cases.queries.talks import talk_keys, talks_in
from innsats.cases.queries.texts import Key, keys_of
from innsats.cases.queries.timeline import Known, known_in
from innsats.database.prepared import Prepared
from innsats.people.models import Guardian
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of

from .followup import FollowRows, follow_rows
from .helped import HelpRows, help_rows
from .special import SpecialRows, keys_in, special_rows
from .talked import confirmations_in, messages_in
from .writtenhome import home_keys, written_home

TOLD = ("words", "pupil_named", "told_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRows:
    """Every version of the plan, the draft too, and what became of its measures."""

    activations: list[PlanActivation]
    measures: list[MeasureRow]
    ends: dict[UUID, MeasureEnd]
    evaluations: list[Evaluation]

    def keys(self) -> list[Key]:
        """What must be opened to show them, beside the measures' own texts."""
        return [
            *keys_of(self.activations, "not_heard_because"), *keys_of(self.ends.values(), "because"),
            *keys_of(self.evaluations, "pupil_words"),
        ]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRows:
    """All the rows of a case. `readable` are the reports that the viewer may read; `said` are the opened texts."""

    case: OpenCase
    dues: list[Due]
    reports: list[Report]
    readable: frozenset[UUID]
    safety: list[SafetyStep]
    parties: list[Party]
    staff: StaffRows
    guardians: list[Guardian]
    access: list[CaseAccess]
    moves: list[PupilCorrection]
    declarations: list[Declaration]
    objections: list[Objection]
    school_ties: list[SchoolTies]
    hearings: list[Hearing]
    notes: list[Note]
    contacts: list[GuardianContact]
    talks: list[StopTalk]
    errands: list[Errand]
    knowledge: list[SharedKnowledge]
    plans: PlanRows
    follow: FollowRows
    governor: list[GovernorEntry]
    special: SpecialRows
    helped: HelpRows
    rights: list[RightsInformation]
    seriousness: list[Seriousness]
    told: list[OwnerTold]
    unfounded: list[Unfounded]
    wishes: list[Withdrawal]
    messages: list[Message]
    home: list[HomeMessage]
    holders: list[HolderConfirmation]
    came: WithReports
    events: list[dict[str, Any]]
    known: Known
    corrections: Corrections
    said: Mapping[Key, str]


def plan_rows(case: UUID) -> PlanRows:
    """Four queries."""
    return PlanRows(
        activations=_activations(case),
        measures=gathered(_measures(case)),
        ends={one.lineage: one for one in _ends(case)},
        evaluations=_evaluations(case),
    )


def case_rows(case: OpenCase) -> CaseRows:
    """All of it, as `case.viewer` may read it. A fixed number of queries, however much there is."""
    pk, viewer = case.row.pk, case.viewer
    dues, reports, parties, plans = dues_of(pk), _reports(pk), _parties(pk), plan_rows(pk)
    readable = visible(Act.READ_REPORT, viewer, Report).filter(pk__in=[one.pk for one in reports])
    may_read = frozenset(readable.order_by("pk").values_list("pk", flat=True))
    safety, hearings, notes = _safety(pk), _hearings(pk), _notes(pk)
    contacts, talks, follow = contacts_in(pk), talks_in(pk), follow_rows(pk)
    special, governor, moves = special_rows(pk), entries_of(pk), corrections_in(pk)
    helped, staff, objections = help_rows(case), staff_rows(pk), list(objections_in(pk))
    errands, knowledge = errands_in(pk, day_of(viewer.at)), knowledge_in(pk)
    seriousness, unfounded, wishes = _judged(pk), _unfounded(pk), _wishes(pk)
    messages = [one for one in messages_in(pk) if one.report_id in may_read]
    holders = [one for one in confirmations_in(pk) if one.report_id in may_read]
    came, home = came_with([one.pk for one in reports]), list(written_home(pk))
    guardians, corrections, events = guardians_of(case.row.pupil_id), Corrections(case.row), everything_done(case, dues)
    pupils = [one.pupil for one in parties if one.pupil]
    said = open_texts(
        plans.measures, *case.title_keys, *keys_of([case.row.pupil], "sealed_birth_date"), *plans.keys(),
        *keys_of([one for one in reports if one.pk in may_read], *TOLD), *keys_of(pupils, "sealed_name"),
        *helped.keys(), *staff.keys(), *came.keys(may_read), *keys_in_objections(objections), *errand_keys(errands),
        *follow.keys(), *keys_in(special), *keys_of(guardians, "sealed_name"), *keys_of(moves, "because"),
        *keys_of([*(one.pupil for one in hearings), *(one.pupil for one in contacts)], "sealed_name"),
        *keys_of([*safety, *seriousness, *unfounded, *wishes, *governor, *messages, *holders], "words"),
        *keys_of([one.end for one in holders if hasattr(one, "end")], "words"),
        *keys_of([one.guardian or one.pupil for one in holders], "sealed_name"), *keys_of(hearings, *HEARD_TEXTS),
        *keys_of(notes, *NOTE_TEXTS), *keys_of(contacts, *CONTACT_TEXTS), *talk_keys(talks),
        *knowledge_keys(knowledge, day_of(viewer.at)), *home_keys(home),
        *keys_of([one for entry in governor for one in entry.corrected], "reason"), *corrections.keys(),
    )  # fmt: skip
    return CaseRows(
        case=case, dues=dues, reports=reports, readable=may_read, safety=safety, parties=parties, guardians=guardians,
        access=_access(pk), moves=moves, declarations=_declarations(pk), objections=objections,
        school_ties=answered_in(pk), hearings=hearings, notes=notes,
        contacts=contacts, talks=talks, plans=plans, follow=follow, special=special, governor=governor,
        helped=helped, staff=staff, errands=errands, knowledge=knowledge,
        rights=_rights(pk), seriousness=seriousness, told=_told(pk), unfounded=unfounded, wishes=wishes,
        messages=messages, home=home, holders=holders, came=came, events=events,
        known=known_in(case, dues, events, names_of(parties, said)), corrections=corrections, said=said,
    )  # fmt: skip


@Prepared
def _reports(case: UUID) -> QuerySet[Report]:
    return Report.objects.filter(casereport__case=case).select_related("reporter", "lead").order_by("reported_at", "pk")


@Prepared
def _safety(case: UUID) -> QuerySet[SafetyStep]:
    return SafetyStep.objects.filter(of_case(SafetyStep, case)).select_related("by").order_by("at", "pk")


@Prepared
def _parties(case: UUID) -> QuerySet[Party]:
    return Party.objects.filter(case=case).select_related("pupil", "person").order_by("at", "pk")


@Prepared
def _access(case: UUID) -> QuerySet[CaseAccess]:
    return CaseAccess.objects.filter(case=case).select_related("person").order_by("starts_at", "pk")


@Prepared
def _declarations(case: UUID) -> QuerySet[Declaration]:
    """The outcomes; the facts behind them are family matters, and are not opened."""
    found = Declaration.objects.filter(of_case(Declaration, case)).select_related("person", "decided_by", "report")
    return found.order_by("at", "pk")


@Prepared
def _hearings(case: UUID) -> QuerySet[Hearing]:
    return marked(hearings_in(case)).select_related("by", "pupil").order_by("happened_at", "at", "pk")


@Prepared
def _notes(case: UUID) -> QuerySet[Note]:
    return marked(Note.objects.filter(case=case)).select_related("by", "handed_by").order_by("happened_at", "at", "pk")


@Prepared
def _activations(case: UUID) -> QuerySet[PlanActivation]:
    return PlanActivation.objects.filter(case=case).select_related("plan", "by").order_by("plan__number")


@Prepared
def _measures(case: UUID) -> QuerySet[Measure]:
    return with_all(Measure.objects.filter(case=case))


@Prepared
def _ends(case: UUID) -> QuerySet[MeasureEnd]:
    return MeasureEnd.objects.filter(case=case).select_related("by").order_by("at", "pk")


@Prepared
def _evaluations(case: UUID) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(case=case).select_related("by").order_by("held_on", "at", "pk")


@Prepared
def _rights(case: UUID) -> QuerySet[RightsInformation]:
    return RightsInformation.objects.filter(case=case).select_related("by").order_by("at", "pk")


@Prepared
def _judged(case: UUID) -> QuerySet[Seriousness]:
    return Seriousness.objects.filter(case=case).select_related("by").order_by("at", "pk")


@Prepared
def _told(case: UUID) -> QuerySet[OwnerTold]:
    return OwnerTold.objects.filter(of_case(OwnerTold, case)).select_related("by", "to").order_by("told_at", "pk")


@Prepared
def _unfounded(case: UUID) -> QuerySet[Unfounded]:
    return Unfounded.objects.filter(of_case(Unfounded, case)).select_related("by").order_by("at", "pk")


@Prepared
def _wishes(case: UUID) -> QuerySet[Withdrawal]:
    return Withdrawal.objects.filter(report__casereport__case=case).select_related("by").order_by("at", "pk")
