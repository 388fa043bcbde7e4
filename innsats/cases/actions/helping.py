"""A team is asked for a family as soon as there is a case about their child; and how help that is over is let go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef

from innsats.journal.action import record
from innsats.journal.actors import Actor
from innsats.rules.acts import Act
from innsats.rules.assistance import Basis
from innsats.rules.calendar import day_of

from ..models import Assistance, Case, CaseAccess, FamilyRequest, Party, PupilCorrection, Report
from ..queries.access import may_help
from ..queries.helping import not_asked_yet
from .writing import write_row


def ask_for_families(case: Case, reports: Iterable[Report], *, by: Actor, at: datetime) -> None:
    """Ask the team on behalf of each family that has: nothing the school does or leaves undone stands in its way.

    Where the report is about more children, or the case has been about another child since, somebody first says whose
    family it was. Is a team asked here already, the request waits until that one has answered.
    """
    others = Party.objects.filter(report=OuterRef("report")).exclude(pupil=None).exclude(pupil=case.pupil_id)
    moved = PupilCorrection.objects.filter(case=case, at__gte=OuterRef("at"))
    waiting = FamilyRequest.objects.filter(~Exists(others), ~Exists(moved), not_asked_yet(), report__in=list(reports))
    for asked in waiting.select_related("team").order_by("at", "pk"):
        if Assistance.objects.filter(may_help(day_of(at)), case=case, is_open=True).exists():
            return
        ask_for_family(case, asked, by=by, at=at)


def ask_for_family(case: Case, asked: FamilyRequest, *, by: Actor, at: datetime) -> Assistance:
    """Ask the team in this case, on the family's consent. The team's week runs from when the family asked."""
    close_what_may_not_go_on(case, at)
    made = write_row(
        Assistance, case, {}, case=case, team=asked.team, reasons=asked.reasons, basis=Basis.CONSENT,
        family_request=asked, by_id=asked.by_id, at=at,
    )  # fmt: skip
    record(
        Act.REQUEST_ASSISTANCE, case.subject, by=by, at=at, assistance=made.pk, team=asked.team.uuid,
        reasons=asked.reasons.split(), basis=made.basis, family_request=asked.pk, asked_at=asked.asked_at,
    )  # fmt: skip
    return made


def let_go_of_wrong_child(correction: PupilCorrection, at: datetime) -> None:
    """Nobody helps here any more, since the case was about another child: consent and necessity were about that one.

    The school asks anew, with the ground for this child. A family that asked waits until somebody says whose it was.
    """
    for asked in Assistance.objects.filter(case=correction.case_id, is_open=True):
        let_go(correction.case, at)
        asked.is_open, asked.let_go_by = False, correction
        asked.save(update_fields=["is_open", "let_go_by"])


def close(asked: Assistance) -> None:
    asked.is_open = False
    asked.save(update_fields=["is_open"])


def close_what_may_not_go_on(case: Case, at: datetime) -> None:
    """A neighbour's team whose agreement ended before it left can answer no more: it is over when another is asked."""
    for left in Assistance.objects.filter(case=case, is_open=True):
        let_go(case, at)
        close(left)


def let_go(case: Case, at: datetime) -> None:
    """Nobody assists here any more, from now."""
    held = CaseAccess.objects.filter(case=case, part=CaseAccess.ASSISTANT, ends_at__gt=at)
    held.update(ends_at=at)
