"""Who waits for a team, or is helped by it: as numbers, for whoever would end it and may know of no case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from innsats.cases.models import Assistance, CaseReport, Consult, FamilyRequest, FamilyWait, WorkNote
from innsats.cases.queries.access import may_help
from innsats.cases.queries.helping import not_asked_yet
from innsats.rules.stages import Stage
from innsats.teams.models import Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The families that wait for the team: they wish that the school is not told yet, or their request has come to no
    case; the cases in which the team is asked or helps; and the questions without names that wait for an answer.
    """

    families_count: int
    helping_count: int
    asked_count: int


def waiting_for(team: Team, on: date) -> Waiting:
    """Four queries, the first three in this order: what becomes a request, and then help, in between is seen as one or
    the other.

    Where the school has ended the case, nobody waits any more, save for those who helped and have notes to hand over.
    """
    silent_count = FamilyWait.objects.filter(team=team, next_step_at__isnull=False).count()
    over = CaseReport.objects.filter(report=OuterRef("report"), case__stage=Stage.CLOSED)
    families_count = FamilyRequest.objects.filter(not_asked_yet(), ~Exists(over), team=team).count()
    has_notes = Exists(WorkNote.objects.filter(assistance=OuterRef("pk")))
    helping = Assistance.objects.filter(may_help(on), ~Q(case__stage=Stage.CLOSED) | has_notes, team=team, is_open=True)
    asked_count = Consult.objects.filter(team=team, answer=None).count()
    return Waiting(
        families_count=silent_count + families_count, helping_count=helping.count(), asked_count=asked_count
    )
