"""Every address about help from the external team, and what somebody who may would post there."""

from __future__ import annotations

from uuid import UUID

from innsats.cases.models import Assignment, Consult, FamilyRequest, FamilyWait, WorkNote
from tests.architecture.access_page import LATER, NOBODY, TODAY, Page, of_case, of_over
from tests.architecture.access_world import Watched


def _of_advice(name: str, typed: dict[str, str]) -> Page:
    return Page(
        name=name, of=lambda world: {"number": world.case.number, "advice": world.advice.pk}, typed=lambda world: typed
    )


def _asked_by_family(world: Watched) -> FamilyRequest:
    return FamilyRequest.objects.get(report__school=world.school)


def _waiting(world: Watched) -> FamilyWait:
    return FamilyWait.objects.get(team=world.teams["helping"], familywaitend=None)


def _work_note(world: Watched) -> UUID:
    """Of those who assist, as long as they do: it is erased when they leave."""
    return WorkNote.objects.filter(case=world.case).values_list("pk", flat=True).first() or NOBODY


def _consult(world: Watched, *, is_answered: bool) -> Consult:
    return Consult.objects.get(team=world.teams["helping"], answer__isnull=not is_answered)


ASSISTANCE_PAGES: dict[str, Page] = {
    "case_assistance": of_case("case_assistance"),
    "capacity": Page(
        name="capacity", of=lambda world: {"team": world.teams["helping"].uuid},
        asked=lambda world: f"skole={world.school.uuid}",
    ),
    "end_team": Page(
        name="end_team", of=lambda world: {"team": world.teams["external"].uuid},
        typed=lambda world: {"reason": "Et annet team tar over"},
    ),
    "keep_team": Page(name="keep_team", of=lambda world: {"team": world.teams["ending"].uuid}),
    "my_place": Page(name="my_place"),
    "calendar": Page(name="calendar", of=lambda world: {"key": world.calendar}),
    "calendar of nobody": Page(name="calendar", of=lambda world: {"key": "c0-ffee"}),
    "request_assistance": Page(
        name="request_assistance", of=lambda world: {"number": world.fresh.number},
        typed=lambda world: {
            "team": str(world.teams["helping"].uuid), "reasons": ["complex_or_serious"], "done": "Snakket med alle",
            "asks": "Hjelp med samtaler", "basis": "same_organ", "necessity": "Teamet må kjenne saken",
        },
    ),
    "take_family_request": Page(
        name="take_family_request", of=lambda world: {"team": world.teams["helping"].uuid},
        typed=lambda world: {
            "school": str(world.school.uuid), "told_by": "Hege", "text": "Han gruer seg", "asks": "Hjelp",
            "reasons": ["not_heard"], "consents": "on", "concern": "pupils", "channel": "phone",
        },
    ),
    "family_waits": Page(name="family_waits", of=lambda world: {"team": world.teams["helping"].uuid}),
    "family_told": Page(name="family_told", of=lambda world: {"number": _asked_by_family(world).report.number}),
    "read_family_wait": Page(name="read_family_wait", of=lambda world: {"wait": _waiting(world).pk}),
    "hold_family_request": Page(
        name="hold_family_request", of=lambda world: {"team": world.teams["helping"].uuid},
        typed=lambda world: {
            "school": str(world.school.uuid), "told_by": "Hege", "text": "Han gruer seg", "asks": "Hjelp",
            "reasons": ["not_heard"], "consents": "on", "concern": "pupils", "channel": "phone", "until": LATER,
            "because": "Redde", "no_danger": "on",
        },
    ),
    "consults": Page(name="consults"),
    "consult_team": Page(name="consult_team", typed=lambda world: {"text": ""}),  # who may: tests/assistance
    "read_consult": Page(
        name="read_consult", of=lambda world: {"consult": _consult(world, is_answered=True).pk}
    ),
    "answer_consult": Page(
        name="answer_consult", of=lambda world: {"consult": _consult(world, is_answered=False).pk},
        typed=lambda world: {"text": "Snakk med alle hver for seg"},
    ),
    "note_family_talk": Page(
        name="note_family_talk", of=lambda world: {"wait": _waiting(world).pk}, typed=lambda world: {"held_on": TODAY}
    ),
    "pass_family_request": Page(
        name="pass_family_request", of=lambda world: {"wait": _waiting(world).pk},
        typed=lambda world: {"concern": "pupils"},
    ),
    "withdraw_family_request": Page(
        name="withdraw_family_request", of=lambda world: {"wait": _waiting(world).pk},
        typed=lambda world: {"text": "Vi snakker med skolen selv"},
    ),
    "confirm_family_request": Page(  # one that does not wait in this case
        name="confirm_family_request",
        of=lambda world: {
            "number": world.case.number, "report": _asked_by_family(world).report_id
        },
        typed=lambda world: {"form_key": ""},
    ),
    "decline_assistance": of_over("decline_assistance", lambda world: {"why": "prevention", "text": "Les veilederen"}),
    "assign_assistants": of_case(
        "assign_assistants",
        lambda world: {
            "members": [str(one.uuid) for one in world.helping], "until": LATER, "hours_a_week": "3",
            "seen": str(Assignment.objects.filter(case=world.case).order_by("assistance__is_open").last().pk),
        },
    ),
    "end_assistance": of_case(
        "end_assistance", lambda world: {"done": "Samtaler", "school_can": "Stoppsamtaler", "erase_notes": "on"}
    ),
    "give_commission": of_case(
        "give_commission", lambda world: {"member": str(world.unasked.uuid), "text": "Snakk med eleven"}
    ),
    "end_commission": Page(
        name="end_commission", of=lambda world: {"number": world.case.number, "commission": world.commission.pk},
        typed=lambda world: {"form_key": ""},
    ),
    "give_advice": of_case(
        "give_advice", lambda world: {"thing": "call_meeting", "weight": "advice", "text": "Kall inn lærerne"}
    ),
    "hold_team_meeting": of_case(
        "hold_team_meeting",
        lambda world: {
            "members": [str(world.people["lead"].uuid)], "text": "Slik går det", "step_1_what": "Ring hjem",
            "step_1_who": str(world.people["lead"].uuid), "step_1_due_on": LATER,
        },
    ),
    "finish_step": Page(
        name="finish_step", of=lambda world: {"number": world.case.number, "agreed": world.step.pk},
        typed=lambda world: {"done_on": ""},
    ),
    "write_work_note": of_case("write_work_note", lambda world: {"text": "Spør om skoleveien"}),
    "hand_note_to_school": Page(
        name="hand_note_to_school", of=lambda world: {"number": world.case.number, "note": _work_note(world)},
        typed=lambda world: {"method": "observation", "perspective": "peers", "question": "facts"},
    ),
    "answer_advice": _of_advice("answer_advice", {"answer": "accepted"}),
    "carry_out_advice": _of_advice("carry_out_advice", {"text": "Møtet er holdt", "done_on": TODAY}),
    "decide_advice": _of_advice("decide_advice", {"ruling": "instructed", "text": "Gjør det"}),
}  # fmt: skip
