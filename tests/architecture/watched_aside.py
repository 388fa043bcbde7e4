"""What stands beside the watched case: what only one knows, gjøremål, and what no page is asked for."""

from __future__ import annotations

from datetime import timedelta

from innsats.cases import actions
from innsats.cases.models import Case, Cause
from innsats.journal.actors import OPERATOR
from innsats.people.actions.moving import move_pupil
from innsats.people.actions.persons import end_appointment
from innsats.people.models import Appointment, Person, School
from tests import world
from tests.architecture.canaries import CASE, CAUSE, ERRAND, NOW, canary
from tests.world import AT, actor


def known_to_one(school: School, lead: Person) -> dict[str, Cause]:
    """What the lead alone knows."""
    by = {"by": actor(lead), "at": AT}
    seen, sent = (actions.see_cause(school.uuid, whom=canary(CAUSE), text=canary(CAUSE), **by) for _ in range(2))
    actions.leave_cause_unsent(sent.pk, reason=canary(CAUSE), **by)
    actions.send_child_welfare_report(sent.pk, service=canary(CAUSE), **by)
    actions.note_child_welfare_feedback(sent.pk, reply="opened", text=canary(CAUSE), **by)
    return {"seen": seen, "sent": sent}


def asked_of_others(case: Case, people: dict[str, Person]) -> None:
    """What the lead asks rektor to do: one piece that waits, and one that is done."""
    lead, rektor = {"by": actor(people["lead"]), "at": AT}, actor(people["rektor"])
    for is_done in (True, False):
        said = {name: canary(ERRAND) for name in ("what", "place", "tell_back")}
        given = actions.give_errand(
            case.pk, person=people["rektor"].uuid, ends_at=NOW + timedelta(hours=2), **said, **lead
        )
        if is_done:
            actions.finish_errand(given.pk, text=canary(ERRAND), by=rektor, at=AT)


def elsewhere(school: School, people: dict[str, Person]) -> None:
    """What no page is asked for: an ending that is co-signed, a breach that is assessed, and a case handed over."""
    by = {"by": actor(people["rektor"]), "at": AT}
    case = world.received(world.a_case(school, at=AT), at=AT)
    actions.tell_owner(case.subject, to=people["officer"].uuid, how="phone", **by)
    actions.cosign_ending(case.pk, by=actor(people["officer"]), at=AT, reason=canary(CASE))
    wrong = world.a_case(school, pupil=world.a_pupil(school, "Ada Fjeld"))
    actions.correct_pupil(wrong.pk, pupil=case.pupil.pk, confirmed=True, told_otherwise=True, reason="Feil", **by)
    actions.assess_breach(wrong.pk, risk="unlikely", reason=canary(CASE), **by)
    third = world.a_school("Lia skole", owner=school.school_owner)
    gone = world.a_case(third, pupil=world.a_pupil(third, "Odd Moe"))
    next_school = School.objects.get(appointment__person=people["neighbour_rektor"])
    move_pupil(gone.pupil.pk, by=OPERATOR, at=AT, school=next_school.uuid)
    agreed = {"pupil_agreed_on": AT.date(), "guardians_agreed_on": AT.date(), "whom": canary(CASE)}
    theirs = {"by": actor(world.principal_of(third)), "at": AT}
    actions.hand_over_case(gone.pk, text=canary(CASE), **agreed, **theirs)
    lead = {"by": actor(people["lead"]), "at": AT}
    cause = actions.see_cause(school.uuid, whom="En annen elev", text="Blåmerker", **lead)
    actions.share_cause(cause.pk, reader=people["former"].uuid, need=canary(CAUSE), **lead)
    end_appointment(Appointment.objects.get(person=people["former"]).uuid, by=OPERATOR, at=AT, ends_on=AT.date())
