"""The school asks the external team for help: the team's leader hears of it, its week runs, and the school works on."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from innsats.assistance.actions import decline_assistance, request_assistance
from innsats.cases.actions import start_measure
from innsats.cases.models import OPEN, Case, Due
from innsats.cases.queries.access import standing_of, visible
from innsats.journal.models import Event
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Guardian, Person
from innsats.people.viewers import viewer_of
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.impartiality import Relation
from innsats.rules.teams import Place
from innsats.teams.actions import end_membership
from innsats.teams.models import Membership
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import asked_for_help, basis_for, leader_of
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
WORDS = {"done": "Vi har snakket med alle.", "asks": "Hjelp med samtaler.", "necessity": "De må kjenne saken."}


def asks(case, team, **more):
    given = {"team": team.uuid, "reasons": ["complex_or_serious"], "basis": basis_for(case, team), **WORDS}
    by = {"by": world.actor(world.principal_of(case.school)), "at": world.AT}
    return request_assistance(case.pk, **given | by | more)


def team_clock(case):
    return Due.objects.get(case=case, code="team_promise")


def test_it_keeps_why_what_was_done_and_on_what_ground_the_team_may_be_told(case, team):
    one = asks(case, team, reasons=["other_reason", "not_heard"], other="Avstanden er stor.")
    opened = [open_one(getattr(one, name), one.pk) for name in ("done", "asks", "necessity", "other")]
    assert opened == [*WORDS.values(), "Avstanden er stor."]
    assert (one.reasons, one.basis) == ("not_heard other_reason", basis_for(case, team))
    assert "samtaler" not in str(Event.objects.get(act="request_assistance").facts)


def test_the_teams_week_runs_from_the_request_and_the_case_stays_with_the_school(case, team):
    asks(case, team)
    clock = team_clock(case)
    assert (clock.due_on, clock.responsible_role) == (world.AT.date() + timedelta(days=7), "team_leader")
    assert Case.objects.get(pk=case.pk).school == case.school


def test_a_measure_decided_before_the_request_does_not_meet_the_teams_promise(case, team):
    world.measures_started(case)
    asks(case, team)
    assert team_clock(case).met_at is None


def test_a_measure_decided_after_it_that_has_begun_meets_it(case, team):
    asks(case, team)
    world.measures_started(case)
    assert team_clock(case).met_at is not None
    assert not Due.objects.filter(OPEN, case=case, code="team_promise").exists()


def test_a_measure_from_before_that_begins_after_does_not(case, team):
    world.with_plan(case)
    asks(case, team)
    start_measure(
        case.pk, by=world.actor(world.principal_of(case.school)), at=world.AT,
        measure=case.measure_set.get().lineage, started_on=day_of(world.AT),
    )  # fmt: skip
    assert team_clock(case).met_at is None


def test_the_leader_sees_that_it_is_there_and_what_is_asked_and_reads_nothing_else(case, team, asked):
    viewer = viewer_of(world.actor(leader_of(team)), world.AT)
    standing = standing_of(viewer, case)
    assert visible(Act.SEE_CASE, viewer, Case).get() == case
    assert not obstacles_to(Act.READ_ASSISTANCE, standing)
    assert [one.code for one in obstacles_to(Act.READ_CASE, standing)] == ["wrong_part"]
    member = viewer_of(world.actor(Person.objects.get(name="Pia Tangen")), world.AT)
    assert not visible(Act.SEE_CASE, member, Case).exists()


def test_the_leader_is_told_and_is_reminded_before_the_week_ends(case, team):
    asks(case, team)
    tick(world.AT)
    leader = leader_of(team)
    assert list(Notice.objects.filter(person=leader).values_list("news", flat=True)) == ["assistance_asked"]
    tick(team_clock(case).next_step_at)
    reminded = Notice.objects.filter(person=leader, clock="team_promise")
    assert reminded.count() == 1


def leaves(case, team):
    seat = Membership.objects.get(team=team, place=Place.LEADER)
    end_membership(seat.uuid, by=world.actor(world.officer_of(team.school_owner)), at=world.AT)


def is_guardian(case, team):
    Guardian.objects.create(
        school_owner=case.school_owner, pupil=case.pupil, person=leader_of(team), data_key_id=uuid4(), sealed_name=b"",
        source="typed_in", as_of=world.SINCE,
    )  # fmt: skip


def is_close(case, team):
    world.declared(case, leader_of(team), ties={case.pupil: Relation.SIBLING})


@pytest.mark.parametrize("happens", [leaves, is_guardian, is_close])
def test_when_nobody_in_the_team_can_take_it_the_school_sees_that_and_is_reminded_from_the_first(
    client, monkeypatch, case, team, happens
):
    asks(case, team)
    happens(case, team)
    world.it_is(monkeypatch)
    rektor = world.principal_of(case.school)
    page = world.signed_in(client, rektor).get(f"/saker/{case.number}/bistand/").content.decode()
    assert "Ingen i teamet kan ta imot nå" in page and f"{team.school_owner.name} kan la en annen" in page
    assert "Venter på teamet" not in page and "inhabil" not in page
    tick(team_clock(case).next_step_at)
    assert Notice.objects.filter(person=rektor, clock="team_promise").count() == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reasons": []}, "reasons_missing"),
        ({"reasons": ["other_reason"]}, "other_reason_missing"),
        ({"necessity": " "}, "necessity_missing"),
        ({"done": ""}, "text_missing"),
        ({"asks": ""}, "text_missing"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(case, team, more, code):
    with refused(code):
        asks(case, team, **more)


def test_a_team_is_asked_once_at_a_time(case, team, asked):
    with refused("assistance_open"):
        asks(case, team)


def test_only_an_external_team_of_the_schools_owner_can_be_asked(case, team):
    for other in (world.a_team(case.school), world.a_team(world.an_owner("Nabo kommune"))):
        with refused("team_not_for_school"):
            asks(case, other)


def test_rektor_and_the_lead_ask_and_nobody_else(case, team):
    member = world.in_team(case)
    with refused("wrong_part"):
        asks(case, team, by=world.actor(member))
    lead = Person.objects.get(name="Lise Berg")
    world.declared(case, lead)
    assert asks(case, team, by=world.actor(lead)).by == lead


def test_somebody_outside_finds_nothing(case, team):
    tor = world.actor(world.an_employee(case.school, "Tor Vik"))
    with not_visible():
        asks(case, team, by=tor)


def test_asked_in_vain_it_can_be_asked_again(case, team):
    asked_for_help(case, team)
    decline_assistance(
        case.pk, by=world.actor(leader_of(team)), at=world.AT, why="prevention", text="Les veilederen."
    )
    assert asks(case, team).is_open
    assert Due.objects.filter(case=case, code="team_promise").count() == 2
