"""The case: opened from reports, received in five fields, led by one and worked on by a few."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid4

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Pupil
from innsats.people.queries.units import person_named
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.informing import Informed, Means
from innsats.rules.inputs import planned_obstacles, text_obstacles, time_obstacles
from innsats.rules.seriousness import SeriousReason
from innsats.rules.stages import MOVES
from innsats.rules.verdicts import Obstacle, Refused
from innsats.vault.keys import new_data_key

from ..models import (
    Case,
    CaseAccess,
    CaseReport,
    Party,
    Report,
    RightsInformation,
    SafetyStep,
    Seriousness,
)
from ..numbers import numbered
from ..queries.access import lock_visible
from ..queries.alike import choosing_obstacles
from ..queries.finding import open_cases_about
from ..queries.following import earlier_cases
from ..queries.gathered import of_case
from ..queries.recipients import SEATS
from .assignment import obstacles_to_task
from .carrying import carry, declared_on
from .helping import ask_for_families
from .impartiality import add_parties, name_adults_on_reports
from .restricting import is_restricted, obstacles_to_one_more, take_reports_from_others
from .routing import follow, hand_on
from .writing import first_report_at, write_row


@action
def open_case(
    reports: Iterable[UUID], *, by: Actor, at: datetime, pupil: UUID, confirmed: bool = False, is_sure: bool = False
) -> Case:
    """Open a case about one pupil's right, from one or more reports. What was declared on them holds here too.

    `confirmed`: it is another matter than the open case about the pupil. `is_sure`: it is this one of pupils who are
    alike. Raises NotVisible, or Refused: `unknown_party` for a pupil of another school, `reports_missing` without a
    report, `case_is_open` with that case, `pupils_alike`.
    """
    seen = [lock_visible(Report, uuid, by=by, at=at) for uuid in sorted(map(str, reports))]
    if not seen:
        raise Refused((Obstacle("reports_missing", law.DOCUMENT),))
    for _, _, standing in seen:
        require(Act.OPEN_CASE, standing)
    rows, viewer = [row for row, _, _ in seen], seen[0][1]
    child = Pupil.objects.filter(uuid=pupil, school_id=rows[0].school_id).first()
    if child is None or any(row.school_id != child.school_id for row in rows):
        raise Refused((Obstacle("unknown_party", law.HOUSE_PRACTICE, (str(pupil),)),))
    same = () if confirmed else tuple(str(one.pk) for one in open_cases_about(viewer, [child.pk], child.school_id))
    open_already = (Obstacle("case_is_open", law.HOUSE_PRACTICE, same),) if same else ()
    refuse_if(open_already + choosing_obstacles(rows[0], [child.pk], is_sure=is_sure))
    seated_as = next((row for row in rows if row.past_principal), rows[0])
    case = _create(seated_as, child, at)
    _carry_over(case, rows, child, viewer, at)
    made_from = [row.uuid for row in rows]
    handed_to, recurs = case.seats - seated_as.seats, earlier_cases([child.pk], at, but=case.pk).exists()
    record(
        Act.OPEN_CASE, case.subject, by=by, at=at, reports=made_from, pupil=child.uuid, handed_to=handed_to,
        is_recurrence=recurs,
    )  # fmt: skip
    for row in rows:
        record(Act.OPEN_CASE, row.subject, by=by, at=at, case=case.uuid)
    ask_for_families(case, rows, by=by, at=at)
    return case


@action
def link_report(case: UUID, *, by: Actor, at: datetime, report: UUID) -> CaseReport:
    """Let one more report belong to the case. The promise then counts from the earliest of them. One that goes past
    rektor takes the case along.

    Whom the report names, the case concerns too: those who have not answered for them on both declare anew.
    Raises NotVisible; Refused when the report belongs to another school or to this case already.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.LINK_REPORT, standing)
    told, _, told_standing = lock_visible(Report, report, by=by, at=at)
    require(Act.LINK_REPORT, told_standing)
    if told.school_id != row.school_id or row.casereport_set.filter(report=told).exists():
        raise Refused((Obstacle("report_elsewhere", law.DOCUMENT),))
    link = write_row(CaseReport, row, {}, case=row, report=told, by_id=viewer.person_id, at=at)
    if is_restricted(row):
        take_reports_from_others(row)
    seats, held = row.seats, declared_on([row, told])
    added = add_parties(row, _parties_of([told]), viewer, at)
    carry(row, [told], held if added else {}, viewer, at)
    if told.past_principal:
        follow(row, told, at)
    handed_to = row.seats - seats
    record(Act.LINK_REPORT, row.subject, by=by, at=at, report=told.uuid, parties=added, handed_to=handed_to)
    record(Act.LINK_REPORT, told.subject, by=by, at=at, case=row.uuid)
    name_adults_on_reports(row, Act.LINK_REPORT, viewer, by=by, at=at)
    ask_for_families(row, [told], by=by, at=at)
    return link


@action
def receive_case(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    lead: UUID,
    is_serious: bool,
    reason: SeriousReason | str = "",
    reason_text: str = "",
    safety: str = "",
    safety_needed: bool = True,
    rights_given_on: date | None = None,
    rights_planned_on: date | None = None,
    rights_to: Informed | None = None,
    rights_how: Means | None = None,
) -> Case:
    """Take the case in hand with five fields: lead, serious or not, why, safety today, information about rights.

    `rights_to` and `rights_how` are kept as said, and never guessed.
    Its reports are received by the same act. Raises NotVisible, or Refused with every field that is missing.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.RECEIVE_CASE, standing)
    named = person_named(lead)
    secured = SafetyStep.objects.filter(of_case(SafetyStep, row), is_provisional=False)
    refuse_if(
        obstacles_to_one_more(row, named, standing.parts, at)
        + obstacles_to_task(named, row, at)
        + text_obstacles("safety", safety, is_required=not secured.exists())
        + rights_obstacles(row, rights_given_on, rights_planned_on, at)
        + serious_obstacles(is_serious, reason, reason_text)
    )
    give_lead(row, named.pk, viewer, at)
    judge(row, viewer, at, is_serious, reason, reason_text)
    if safety:
        write_row(
            SafetyStep,
            row,
            {"words": safety},
            case=row,
            is_needed=safety_needed,
            from_on=day_of(at),
            by_id=viewer.person_id,
            at=at,
        )
    write_row(
        RightsInformation,
        row,
        {},
        case=row,
        to=Informed(rights_to) if rights_to else "",
        how=Means(rights_how) if rights_how else "",
        given_on=rights_given_on,
        planned_on=None if rights_given_on else rights_planned_on,
        by_id=viewer.person_id,
        at=at,
    )
    row.stage = MOVES[Act.RECEIVE_CASE].end
    row.save(update_fields=["stage", "is_serious"])
    record(
        Act.RECEIVE_CASE,
        row.subject,
        by=by,
        at=at,
        lead=named.uuid,
        is_serious=is_serious,
        has_safety=bool(safety),
        rights_given_on=rights_given_on,
        rights_planned_on=rights_planned_on,
    )
    return row


@action
def assess_seriousness(
    case: UUID, *, by: Actor, at: datetime, is_serious: bool, reason: SeriousReason | str = "", reason_text: str = ""
) -> Seriousness:
    """Judge anew whether the case is serious, with the one reason. Both judgements are kept."""
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.ASSESS_SERIOUSNESS, standing)
    refuse_if(serious_obstacles(is_serious, reason, reason_text))
    judged = judge(row, viewer, at, is_serious, reason, reason_text)
    row.save(update_fields=["is_serious"])
    record(Act.ASSESS_SERIOUSNESS, row.subject, by=by, at=at, is_serious=is_serious)
    return judged


@action
def inform_of_rights(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    to: Informed = Informed.BOTH,
    how: Means = Means.TALK,
    given_on: date | None = None,
    planned_on: date | None = None,
) -> RightsInformation:
    """Keep that the family was told of its rights: to whom, how and when, or when it will be. Nothing is sent."""
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.INFORM_OF_RIGHTS, standing)
    refuse_if(rights_obstacles(row, given_on, planned_on, at))
    told = write_row(
        RightsInformation,
        row,
        {},
        case=row,
        to=Informed(to),
        how=Means(how),
        given_on=given_on,
        planned_on=None if given_on else planned_on,
        by_id=viewer.person_id,
        at=at,
    )
    record(
        Act.INFORM_OF_RIGHTS,
        row.subject,
        by=by,
        at=at,
        to=told.to,
        how=told.how,
        given_on=given_on,
        planned_on=told.planned_on,
    )
    return told


def serious_obstacles(is_serious: bool, reason: str, reason_text: str) -> tuple[Obstacle, ...]:
    """Both answers need a reason: a chosen one when serious, one in words when not."""
    if not is_serious:
        return text_obstacles("reason_text", reason_text)
    if reason not in set(SeriousReason):
        return (Obstacle("serious_reason_missing", law.DOCUMENT),)
    return text_obstacles("reason_text", reason_text, is_required=reason == SeriousReason.OTHER)


def rights_obstacles(row: Case, given_on: date | None, planned_on: date | None, at: datetime) -> tuple[Obstacle, ...]:
    """Information about rights is given, or has a day when it will be."""
    if given_on is None and planned_on is None:
        return (Obstacle("rights_missing", law.HOUSE_PRACTICE),)
    first = first_report_at(row)
    planned = planned_obstacles("planned_on", planned_on, at=at, not_before=first)
    return planned + time_obstacles("given_on", given_on, at=at, not_before=first)


def judge(row: Case, viewer: Viewer, at: datetime, is_serious: bool, reason: str, words: str) -> Seriousness:
    """Write one judgement and let the case show the latest."""
    row.is_serious = is_serious
    return write_row(
        Seriousness,
        row,
        {"words": words},
        case=row,
        is_serious=is_serious,
        reason=reason if is_serious else "",
        by_id=viewer.person_id,
        at=at,
    )


def give_lead(row: Case, person_id: int, viewer: Viewer, at: datetime) -> None:
    """Exactly one lead: the former one's access ends when the new one's begins."""
    row.caseaccess_set.filter(part=CaseAccess.LEAD, ends_at=None).exclude(person_id=person_id).update(ends_at=at)
    if not row.caseaccess_set.filter(part=CaseAccess.LEAD, ends_at=None).exists():
        write_row(
            CaseAccess,
            row,
            {},
            case=row,
            person_id=person_id,
            part=CaseAccess.LEAD,
            starts_at=at,
            by_id=viewer.person_id,
            at=at,
        )


def _create(report: Report, child: Pupil, at: datetime) -> Case:
    key_row = uuid4()
    key = new_data_key("case", school_owner_id=report.school_owner_id, row=key_row)
    seats = {seat: getattr(report, seat) for seat in SEATS.values()}

    def create(number: str) -> Case:
        return Case.objects.create(
            uuid=key_row,
            number=number,
            school_owner_id=report.school_owner_id,
            school_id=report.school_id,
            data_key_id=key.pk,
            pupil=child,
            opened_at=at,
            **seats,
        )

    return numbered(create, day_of(at))


def _carry_over(case: Case, reports: list[Report], child: Pupil, viewer: Viewer, at: datetime) -> None:
    """The reports' parties hold in the case, each with a part of its own there, and what was declared for them too."""
    for row in reports:
        write_row(CaseReport, case, {}, case=case, report=row, by_id=viewer.person_id, at=at)
    Party.objects.create(
        school_owner_id=case.school_owner_id, case=case, pupil=child, part=Party.SUBJECT, by_id=viewer.person_id, at=at
    )
    is_named = all(row.party_set.filter(pupil=child).exists() for row in reports)
    add_parties(case, [uuid for uuid in _parties_of(reports) if uuid != child.uuid], viewer, at)
    hand_on(case, at)
    carry(case, reports, declared_on(reports, doubts_only=not is_named), viewer, at)


def _parties_of(reports: list[Report]) -> list[UUID]:
    """The pupils and adults that the reports name."""
    parties = Party.objects.filter(report__in=reports).select_related("pupil", "person")
    return sorted({(party.pupil or party.person).uuid for party in parties})
