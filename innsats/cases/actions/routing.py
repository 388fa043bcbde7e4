"""Who holds rektor's part in a report or a case, and how it goes on when the one who held it may not."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from innsats.journal.action import record
from innsats.journal.actors import Actor
from innsats.rules.acts import Act
from innsats.rules.reports import PASSED_BY, Concern, is_graver
from innsats.rules.roles import Role

from ..models import Case, Measure, Party, Report
from ..models.case import runs_at
from ..queries.recipients import SEATS, Receiver, concern_at, leaders_at, receivers_of
from ..queries.shut_out import shut_out_of

SEATING = ("receiver", "past_principal", "available_at", "seated_at", *SEATS.values())


def seat(report: Report, receiver: Receiver, at: datetime) -> None:
    """Give rektor's part in the report to `receiver` and to nobody else. It is not saved."""
    for name in SEATS.values():
        setattr(report, name, name == receiver.seat)
    report.receiver = receiver.person
    report.past_principal = receiver.role is not Role.PRINCIPAL
    report.available_at = None if report.past_principal else report.available_at or at
    report.seated_at = at


def hand_on(row: Case | Report, at: datetime) -> None:
    """Those who may not hold rektor's part any more lose their seat; when nobody has one, the next in line gets it.

    A deputy is rektor's subordinate and does not decide in rektor's stead (fvl67 § 6(3)): it goes to the owner, also
    when the deputy had a seat already because the report lay unopened.
    """
    out = shut_out_of(row)
    before = {r.seat for r in receivers_of(row.school, Concern.PUPILS, at=at) if getattr(row, r.seat)}
    able = receivers_of(row.school, Concern.PUPILS, at=at, concerned=out)
    lost = before - {r.seat for r in able}
    if not lost:
        return
    stay = row.seats - lost if before - lost else frozenset()
    candidates = () if stay else receivers_of(row.school, Concern.LEADERSHIP, at=at, concerned=out)
    for name in SEATS.values():
        setattr(row, name, name in stay or bool(candidates) and name == candidates[0].seat)
    changed = list(SEATS.values())
    if isinstance(row, Report) and not stay:
        row.seated_at = at
        changed.append("seated_at")
    row.save(update_fields=changed)


def end_tasks(row: Case | Report, people: frozenset[int], at: datetime) -> None:
    """Those who may have no part here have no task here either: their work on it ends now.

    A measure in the draft needs somebody else; a plan that applies stays as it was, until another takes its place.
    """
    if isinstance(row, Case):
        row.caseaccess_set.filter(runs_at(at), person__in=people).update(ends_at=at)
        drafted = Measure.objects.filter(case=row, plan__number=None, responsible__in=people)
        drafted.update(responsible=None, version=F("version") + 1)  # whoever is writing there is told
    elif row.lead_id in people:
        row.lead = None
        row.save(update_fields=["lead"])


def weighed(report: Report, concern: Concern, at: datetime) -> Concern:
    """What the report is about, knowing which adults it names: never less than they call for."""
    for party in report.party_set.filter(part=Party.ADULT).select_related("person"):
        concern = concern_at(report.school, concern, party.person, at=at)
    return concern


def raise_concern(report: Report, at: datetime) -> dict[str, object]:
    """Let the report be about the adults it names by now, and go where that sends it (§ 12-5). The facts, if it did."""
    concern = weighed(report, Concern(report.concern), at)
    if not is_graver(concern, Concern(report.concern)):
        return {}
    report.concern = concern
    facts: dict[str, object] = {"concern": concern}
    receivers = receivers_of(report.school, concern, at=at, concerned=shut_out_of(report))
    if concern in PASSED_BY and receivers and not (report.past_principal and getattr(report, receivers[0].seat)):
        seat(report, receivers[0], at)
        facts |= {"route": receivers[0].role, "receiver": receivers[0].person.uuid}
    report.save(update_fields=["concern", *SEATING])
    return facts


def bring_cases_along(report: Report, act: Act, *, by: Actor, at: datetime) -> None:
    """The cases of a report go where it goes: past the school with it, and back when no other report keeps them there.

    A concern about the leadership leaves nobody of the leadership a task here.
    """
    end_tasks(report, _left_out_by(report, at), at)
    for case in Case.objects.select_for_update(no_key=True).filter(casereport__report=report).order_by("pk"):
        before = case.seats
        if follow(case, report, at):
            record(act, case.subject, by=by, at=at, follows=report.uuid, handed_to=case.seats - before)


def follow(case: Case, report: Report, at: datetime) -> bool:
    """Seat the case where one of its reports is seated, as `bring_cases_along` says. Whether that changed anything."""
    end_tasks(case, _left_out_by(report, at), at)
    others = Report.objects.filter(casereport__case=case, past_principal=True).exclude(pk=report.pk)
    if not report.past_principal and others.exists():
        return False
    before = case.seats
    for name in SEATS.values():
        setattr(case, name, getattr(report, name))
    if case.seats == before:
        return False
    case.save(update_fields=list(SEATS.values()))
    hand_on(case, at)
    return True


def _left_out_by(report: Report, at: datetime) -> frozenset[int]:
    return leaders_at(report.school, at=at) if report.concern == Concern.LEADERSHIP else frozenset()
