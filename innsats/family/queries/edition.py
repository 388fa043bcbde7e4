"""The edition of one group of a pupil's family, as the case stands now: made of what is written for families."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from innsats.cases.models import (
    Aftercare,
    Assistance,
    Case,
    CaseAccess,
    Evaluation,
    GuardianContact,
    Hearing,
    Measure,
    PlanActivation,
    StopTalk,
    StopTalksEnd,
)
from innsats.cases.models.case import runs_at
from innsats.cases.queries.clocks import dues_of
from innsats.cases.queries.corrections import Corrections
from innsats.cases.queries.entitled import Family
from innsats.cases.queries.governor import governor_dates, has_left_school
from innsats.cases.queries.measures import MeasureRow, gathered, open_texts, with_all
from innsats.cases.queries.moved import before_move
from innsats.cases.queries.texts import keys_of
from innsats.cases.queries.voice import contact_card, for_home
from innsats.database.prepared import Prepared
from innsats.people.calendars import calendar_of
from innsats.rules.calendar import day_of
from innsats.rules.editions import Group, tells_childs_words, tells_of_others, tells_where
from innsats.rules.plans import MeasureKind

from .content import Content, GovernorTold, MeasureTold, TalkTold, iso

GUARDIANS = (Group.GUARDIANS, Group.LIMITED)


def edition_for(case: Case, family: Family, group: Group, at: datetime) -> Content:
    """What this group reads when it is approved.

    A report to the child welfare service, what came of it, the source and the reporter have no place in it, whoever
    reads. Rows from before the case was moved to the right child are another child's.
    """
    return Told(case, at).edition(family, group)


class Told:
    """All that the families of one case may be told of, read once: at most eighteen queries, for however many."""

    def __init__(self, case: Case, at: datetime) -> None:
        self.case, pk = case, case.pk
        self.measures, self.evaluations = _rows_in_force(pk), _evaluations(pk)
        self.contacts, self.talks, self.hearings = _contacts(pk), _talks(pk), _hearings(pk)
        self.lead = tuple(("lead", one.person.name) for one in leads_of(pk, at))
        self.followed, self.helping = list(_followed(pk)), list(_helping(pk))
        self.contact, self.home = contact_card(case, at), for_home(case)
        self.corrections, self.dues = Corrections(case), dues_of(pk)
        self.calendar = calendar_of(case.school_owner_id)
        self.said = open_texts(
            self.measures, *keys_of([*self.contacts, *self.talks], "words"), *self.corrections.keys()
        )

    def edition(self, family: Family, group: Group) -> Content:
        """That of one group. No query."""
        return self._subjects(family, group) if family.is_subject else self._involveds(family, group)

    def _subjects(self, family: Family, group: Group) -> Content:
        """The pupil whom the case is about."""
        where = tells_where(group)
        own = [one for one in self.measures if not _is_for_others(one)]
        return Content(
            group=group, is_subject=True, name=family.name,
            school=self.case.school.name if where else "",
            has_plan=bool(self.measures),
            measures=tuple(_measure(one, _next_of(one, self.evaluations), where=where) for one in own),
            has_others=len(own) < len(self.measures) and tells_of_others(group),
            follow_up=iso(self.followed[0].until) if where and self.followed else "",
            people=self._people() if where else (),
            governor=None if group is Group.CHILD else self._governor(),
            own_words=self._own_words() if tells_childs_words(group) else (),
        )  # fmt: skip

    def _involveds(self, family: Family, group: Group) -> Content:
        """Another pupil: what was said to and agreed with this one and its guardians, and nothing of whose case it is.
        """
        pupil, where = family.pupil.pk, tells_where(group)
        contacts = [one for one in self.contacts if one.pupil_id == pupil and where and group in GUARDIANS]
        talks = [one for one in self.talks if one.pupil_id == pupil and where]
        hearings = [one for one in self.hearings if one.pupil_id == pupil and where]
        spoken = [*map(self._talk, talks), *(TalkTold(on=iso(day_of(one.happened_at))) for one in hearings)]
        return Content(
            group=group, is_subject=False, name=family.name,
            school=self.case.school.name if where else "",
            people=self.lead if where else (),
            told=tuple(map(self._talk, contacts)),
            talks=tuple(sorted(spoken, key=lambda one: (one.on, one.text))),
            next_talk=_next_talk(talks),
        )  # fmt: skip

    def _people(self) -> tuple[tuple[str, str], ...]:
        """Who is responsible, who follows up, and the external team while it helps."""
        chosen = [("trusted", ", ".join(filter(None, (one.name, one.reach))))] if (one := self.contact) else []
        return (*self.lead, *chosen, *(("team", one.team.name) for one in self.helping))

    def _own_words(self) -> tuple[TalkTold, ...]:
        return tuple(TalkTold(on=iso(day_of(one.said_at)), text=one.own_words.strip()) for one in self.home)

    def _governor(self) -> GovernorTold:
        first, has_left = governor_dates(self.dues, self.calendar), has_left_school(self.dues)
        if first is None:
            return GovernorTold(has_left=has_left)
        return GovernorTold(
            starts=iso(first.from_), five_weekdays=iso(first.five_weekdays),
            five_school_days=iso(first.five_school_days), special_reasons=first.special_reasons, has_left=has_left,
        )  # fmt: skip

    def _talk(self, row: GuardianContact | StopTalk) -> TalkTold:
        """The day, and the text as it stands after the newest correction."""
        text = self.corrections.shown(row, "words", self.said).newest
        return TalkTold(on=iso(day_of(row.happened_at)), text=text.strip())


def _is_for_others(row: MeasureRow) -> bool:
    """Aimed at another pupil; a stop talk always is, whatever was ticked."""
    return bool(row.aims) or row.row.kind == MeasureKind.STOP_TALK


def _measure(one: MeasureRow, next_on: date | None, *, where: bool) -> MeasureTold:
    """Without places and days the kind alone is told: what is written for the family may say where the child is."""
    row = one.row
    if not where:
        return MeasureTold(kind=row.kind, text="", is_done=one.state == "done")
    return MeasureTold(
        kind=row.kind, text=one.texts["family_text"].strip(), who=row.responsible.name if row.responsible else "",
        starts=iso(row.start_on), started=iso(one.started_on), ended=iso(one.ended_on), is_done=one.state == "done",
        next=iso(next_on),
    )  # fmt: skip


def _next_of(one: MeasureRow, evaluations: Iterable[Evaluation]) -> date | None:
    """When it is next looked at: as the newest evaluation says, else as the plan does; never once it is over."""
    if one.ended_on:
        return None
    newest = next((held for held in evaluations if held.lineage == one.lineage), None)
    return newest.next_on if newest else one.row.evaluate_on


def _next_talk(talks: list[StopTalk]) -> str:
    """The day that is booked after the newest talk, when it is still to be held."""
    newest = talks[-1] if talks else None
    return iso(newest.next_on) if newest and not newest.is_ended else ""  # type: ignore[attr-defined]


def _rows_in_force(case: UUID) -> list[MeasureRow]:
    """The measures of the version that applies, once the case is about this child."""
    newest = next(iter(_activations(case)), None)
    return gathered(_measures(newest.plan_id)) if newest else []


@Prepared
def _activations(case: UUID) -> QuerySet[PlanActivation]:
    return PlanActivation.objects.filter(~before_move(), case=case).order_by("-plan__number")


@Prepared
def _measures(plan: UUID) -> QuerySet[Measure]:
    return with_all(Measure.objects.filter(plan=plan))


@Prepared
def _evaluations(case: UUID) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(~before_move(), case=case).order_by("-held_on", "-at", "pk")


@Prepared
def _followed(case: UUID) -> QuerySet[Aftercare]:
    found = Aftercare.objects.filter(~before_move(), case=case)
    return found.order_by("-starts_on", "-at", "pk")


@Prepared
def leads_of(case: UUID, at: datetime) -> QuerySet[CaseAccess]:
    """Who is responsible for the case now."""
    running = CaseAccess.objects.filter(runs_at(at), case=case, part=CaseAccess.LEAD)
    return running.select_related("person").order_by("starts_at", "pk")


@Prepared
def _helping(case: UUID) -> QuerySet[Assistance]:
    return Assistance.objects.filter(case=case, is_open=True).select_related("team").order_by("at", "pk")


@Prepared
def _contacts(case: UUID) -> QuerySet[GuardianContact]:
    return GuardianContact.objects.filter(~before_move(), case=case).order_by("happened_at", "pk")


@Prepared
def _talks(case: UUID) -> QuerySet[StopTalk]:
    ended = StopTalksEnd.objects.filter(talk=OuterRef("pk"))
    found = StopTalk.objects.filter(~before_move(), case=case).annotate(is_ended=Exists(ended))
    return found.order_by("happened_at", "pk")


@Prepared
def _hearings(case: UUID) -> QuerySet[Hearing]:
    return Hearing.objects.filter(~before_move(), case=case, is_heard=True).order_by("happened_at", "pk")
