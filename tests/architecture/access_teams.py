"""Every address about response teams, and what somebody who may would post there."""

from __future__ import annotations

from collections.abc import Callable

from innsats.teams.models import Membership, TeamAgreement
from tests.architecture.access_page import LATER, TODAY, Page, Typed
from tests.architecture.access_world import Watched


def of_team(name: str, which: str, typed: Callable[[Watched], Typed] | None = None) -> Page:
    return Page(name=name, of=lambda world: {"team": world.teams[which].uuid}, typed=typed)


def a_seat(who: str) -> Callable[[Watched], Typed]:
    seat = {"place": "core", "profession": "teacher", "starts_on": TODAY}
    return lambda world: {"person": str(world.people[who].uuid), **seat}


def of_agreement(world: Watched) -> dict[str, object]:
    return {"agreement": TeamAgreement.objects.get(team=world.teams["neighbours"]).uuid}


TEAM_PAGES: dict[str, Page] = {
    "teams": Page(name="teams"),
    "team external": of_team("team", "external"),
    "team own": of_team("team", "own"),
    "set_up_team": Page(
        name="set_up_team",
        typed=lambda world: {"unit": str(world.next_school.uuid), "name": "Teamet", "starts_on": TODAY},
    ),
    "add_member external": of_team("add_member", "external", a_seat("officer")),
    "add_member own": of_team("add_member", "own", a_seat("rektor")),
    "end_membership": Page(
        name="end_membership", of=lambda world: {"membership": world.seat.uuid}, typed=lambda world: {},
    ),
    "record_competence": of_team(
        "record_competence", "external",
        lambda world: {
            "membership": str(world.seat.uuid), "skills": ["stop"], "learned_from": "Kurs", "learned_on": TODAY
        },
    ),
    "sign_mandate": of_team(
        "sign_mandate", "external",
        lambda world: {
            "extra_adults": "decide", "document": "Sak 1", "signed_by": "Siri", "signed_on": TODAY, "starts_on": TODAY
        },
    ),
    "how_team_works": of_team("how_team_works", "external"),
    "how_team_works open": of_team("how_team_works", "helping"),
    "set_process_map": Page(
        name="set_process_map", of=lambda world: {"team": world.teams["external"].uuid, "way": "skolen-ber"},
        typed=lambda world: {"contact_point": "Lea Strand", "phone": "32 00 00 01"},
    ),
    "agree_release": of_team(
        "agree_release", "external",
        lambda world: {
            "membership": str(world.seat.uuid), "hours_a_week": "4", "notice_hours": "24", "employer": "PPT",
            "signed_by": "Siri", "starts_on": TODAY,
        },
    ),
    "note_absence": of_team(
        "note_absence", "external",
        lambda world: {"membership": str(world.seat.uuid), "starts_on": LATER, "ends_on": LATER},
    ),
    "note_absence own": Page(
        name="note_absence", of=lambda world: {"team": world.teams["helping"].uuid},
        typed=lambda world: {
            "membership": str(Membership.objects.get(person=world.people["assistant"]).uuid), "starts_on": LATER,
            "ends_on": LATER,
        },
    ),
    "open_calendar": Page(name="open_calendar", typed=lambda world: {}),
    "close_calendar": Page(name="close_calendar", typed=lambda world: {}),
    "end_absence": Page(
        name="end_absence", of=lambda world: {"absence": world.away.uuid}, typed=lambda world: {},
    ),
    "agree_on_team": Page(
        name="agree_on_team",
        typed=lambda world: {
            "owner": str(world.school.school_owner.uuid), "team": str(world.teams["neighbours"].uuid),
            "delegation": "Gir råd", "secrecy": "Som hos oss", "archive": "Hos skolen", "document": "Sak 2",
            "signed_by": "Siri", "signed_by_team": "Nils", "starts_on": LATER,
        },
    ),
    "team_agreement": Page(name="team_agreement", of=of_agreement),
    "end_team_agreement": Page(name="end_team_agreement", of=of_agreement, typed=lambda world: {}),
}  # fmt: skip
