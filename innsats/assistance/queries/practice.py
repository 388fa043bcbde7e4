"""Who at the school has worked with the team, and learned by it; and the page on which the team leaves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from innsats.cases.models import Case, CaseAccess
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.assignees import assignees_of
from innsats.cases.queries.case_acts import CaseActPage, framed
from innsats.cases.queries.head import opened
from innsats.cases.queries.shut_out import shut_out_of
from innsats.people.models import Appointment, Person
from innsats.people.viewers import Viewer, running_on
from innsats.rules.access import Part
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.roles import Role

from .worknotes import left_in, which_are_left


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPage:
    """Leaving. `people`: who of the school can have learned something here. `notes_left`: who has work notes that are
    not handed over, and how many; `notes_seen`: which these are.
    """

    frame: CaseActPage
    people: tuple[tuple[str, str], ...]
    notes_left: tuple[tuple[str, int], ...]
    notes_seen: str


def end_page(viewer: Viewer, number: str) -> EndPage:
    """What is erased then stands there too: of the notes the leader is told that they are there, and no word of them.

    Raises NotVisible, also for whoever does not lead the team: who of it has notes is nobody else's to know; or Shut.
    """
    case, _head = opened(viewer, number, Act.READ_ASSISTANCE)
    if Part.TEAM_LEADER not in case.standing.parts:
        raise NotVisible(number)
    readers = _("Leses av dem som arbeider med saken, og av den som leder teamet.")
    people = tuple((str(one.uuid), one.name) for one in who_took_part(case.row, viewer.at))
    seen = which_are_left(case.row.pk)  # before they are counted: one that comes in between is asked about again
    frame = replace(framed(case, Act.END_ASSISTANCE, {}), readers=readers)
    return EndPage(frame=frame, people=people, notes_left=left_in(case.row.pk), notes_seen=seen)


def who_took_part(row: Case, at: datetime) -> list[Person]:
    """Who works at the school or its owner still, and has led, worked on or answered for the case. Two queries."""
    had = CaseAccess.objects.filter(case=row, part__in=[CaseAccess.LEAD, CaseAccess.TEAM]).values("person")
    heads = Appointment.objects.filter(running_on(day_of(at)), school=row.school_id, role=Role.PRINCIPAL)
    worked = Person.objects.filter(Q(pk__in=had) | Q(pk__in=heads.values("person")))
    here = set(worked.values_list("pk", flat=True))
    return [one for one in assignees_of(row, at) if one.pk in here]


def may_show_what_was_learned(row: Case, at: datetime) -> bool:
    """Whether it can stand where the school's leadership and its owner read it: somebody there who is inhabil here
    would learn from it that there is a case.
    """
    at_school = Q(school=row.school_id, role=Role.PRINCIPAL)
    at_owner = Q(school=None, school_owner=row.school_owner_id, role__in=[Role.OWNER_OFFICER, Role.OWNER_HEAD])
    readers = Appointment.objects.filter(running_on(day_of(at)), at_school | at_owner)
    return not readers.filter(person__in=shut_out_of(row)).exists()
