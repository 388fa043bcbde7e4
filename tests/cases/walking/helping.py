"""Help from outside: the school asks, and the team's leader declines, sends two, or ends it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from innsats.assistance import actions
from innsats.cases.models import Advice, Case, MeetingStep, WorkNote
from innsats.journal.actors import CLOCK
from innsats.rules.calendar import day_of
from innsats.rules.meetings import Step
from innsats.teams.models import Membership, Team
from tests import world
from tests.assistance.helping import a_ready_team, leader_of

from .walk import Walk


def request_assistance(walk: Walk) -> None:
    case, words = walk.case(), {"done": "Samtaler", "asks": "Råd", "necessity": "De må vite det"}
    actions.request_assistance(
        case.pk, team=_team(walk).uuid, reasons=["not_heard"], basis="same_organ", **words, **walk.done()
    )


def decline_assistance(walk: Walk) -> None:
    case, by = _asked(walk)
    actions.decline_assistance(case.pk, why="prevention", text="Les veilederen", **by)


def assign_assistants(walk: Walk) -> None:
    case, by = _asked(walk)
    seats = Membership.objects.filter(team=_team(walk), place="core").order_by("pk")
    until = day_of(walk.at) + timedelta(days=20)
    actions.assign_assistants(case.pk, members=[one.uuid for one in seats], until=until, **by)


def end_assistance(walk: Walk) -> None:
    case, by = _asked(walk)
    actions.end_assistance(case.pk, done="Samtaler", school_can="Samtaler", erase_notes=walk.yes(), **by)


def give_commission(walk: Walk) -> None:
    case = walk.case()
    seats = list(Membership.objects.filter(team=_team(walk), place="core").order_by("pk"))
    actions.give_commission(case.pk, member=walk.one_of(seats).person.uuid, text="Snakk med dem", **walk.done())


def give_advice(walk: Walk) -> None:
    case, by = _helper(walk)
    weight = "necessary" if walk.yes() else "advice"
    actions.give_advice(
        case.pk, **by, thing="call_meeting", weight=weight, text="Kall inn", why="Nå"
    )


def hold_team_meeting(walk: Walk) -> None:
    case = walk.case()
    who = walk.person()
    step = Step(what="Ring hjem", who=who, due_on=day_of(walk.at))
    actions.hold_team_meeting(case.pk, members=[who], text="Vi møttes", steps=[step], **walk.done())


def finish_step(walk: Walk) -> None:
    case = walk.case()
    steps = list(MeetingStep.objects.filter(case=case).order_by("at", "pk").values_list("pk", flat=True))
    actions.finish_step(case.pk, step=walk.one_of(steps), **walk.done())


def write_work_note(walk: Walk) -> None:
    case, by = _helper(walk)
    actions.write_work_note(case.pk, text="Spør om skoleveien", **by)


def hand_note_to_school(walk: Walk) -> None:
    case, by = _helper(walk)
    notes = list(WorkNote.objects.filter(case=case).order_by("at", "pk").values_list("pk", flat=True))
    kind = {"method": "observation", "perspective": "peers", "question": "facts"}
    actions.hand_note_to_school(case.pk, note=walk.one_of(notes), **kind, **by)


def erase_work_notes(walk: Walk) -> None:
    actions.erase_work_notes(walk.case().pk, by=CLOCK, at=walk.at)


def answer_advice(walk: Walk) -> None:
    case = walk.case()
    answer = walk.one_of(("accepted", "adapted", "declined"))
    actions.answer_advice(case.pk, advice=_advice(walk, case), answer=answer, text="Slik", **walk.done())


def escalate_advice(walk: Walk) -> None:
    case = walk.case()
    actions.escalate_advice(case.pk, by=CLOCK, at=walk.at, advice=_advice(walk, case))


def decide_advice(walk: Walk) -> None:
    case = walk.case()
    actions.decide_advice(case.pk, advice=_advice(walk, case), ruling="instructed", text="Gjør det", **walk.done())


def carry_out_advice(walk: Walk) -> None:
    case = walk.case()
    actions.carry_out_advice(case.pk, advice=_advice(walk, case), text="Møtet er holdt", **walk.done())


def _advice(walk: Walk, case: Case) -> UUID:
    return walk.one_of(list(Advice.objects.filter(case=case).order_by("at", "pk").values_list("pk", flat=True)))


def _helper(walk: Walk) -> tuple[Case, dict[str, Any]]:
    """A case, and somebody of the team, who has declared if it is one in which that one assists."""
    case = walk.case()
    helper = Membership.objects.filter(team=_team(walk), place="core").order_by("pk").first().person
    world.declared(case, helper, at=walk.at)
    return case, {"by": world.actor(helper), "at": walk.at}


def _asked(walk: Walk) -> tuple[Case, dict[str, Any]]:
    """A case, and the leader of the team, who has declared if it is one in which the team is asked."""
    case, leader = walk.case(), leader_of(_team(walk))
    world.declared(case, leader, at=walk.at)
    return case, {"by": world.actor(leader), "at": walk.at}


def _team(walk: Walk) -> Team:
    owner = walk.school.school_owner
    found = Team.objects.filter(school=None, school_owner=owner).first()
    return found or a_ready_team(owner, "Lea Strand", "Pia Tangen", "Dan Vold")
