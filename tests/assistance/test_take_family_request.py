"""A family asks the team itself: the school hears the same day, and cannot stand in the way."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from innsats.assistance.actions import (
    assign_assistants,
    confirm_family_request,
    decline_assistance,
    take_family_request,
)
from innsats.assistance.queries.candidates import need_of
from innsats.assistance.queries.pages import assistance_page
from innsats.cases.actions import link_report, open_case
from innsats.cases.models import Assistance, Due, FamilyRequest, Report
from innsats.cases.queries.reports import read_report
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.viewers import viewer_of
from innsats.rules.roles import Role
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import a_ready_team, asked_for_help, leader_of
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(days=2)


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    return school


@pytest.fixture
def team(school):
    world.an_officer(school.school_owner)
    return a_ready_team(school.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold")


@pytest.fixture
def lea(team):
    return {"by": world.actor(leader_of(team)), "at": world.AT}


def reader(school):
    return viewer_of(world.actor(world.principal_of(school)), LATER)


def asks(team, school, by, **more):
    given = {
        "school": school.uuid, "told_by": "Hege Moen", "pupil_named": "Eirik, 4A", "text": "Han vil ikke på skolen.",
        "asks": "At noen snakker med klassen.", "reasons": ["not_heard"], "consents": True,
    }  # fmt: skip
    return take_family_request(team.uuid, **given | by | more)


def opened(report: Report, at=LATER):
    """Rektor opens a case from the report."""
    pupil, rektor = world.a_pupil(report.school), world.principal_of(report.school)
    world.declared(world.read(report, at=at), parties=[pupil], at=at)
    return open_case([report.pk], by=world.actor(rektor), at=at, pupil=pupil.uuid)


def told(at) -> set[tuple[str, str]]:
    tick(at)
    return set(Notice.objects.values_list("person__name", "news"))


@pytest.mark.source("UiS teams")
def test_rektor_hears_at_once_and_the_clocks_run(school, team, lea):
    made = asks(team, school, lea)
    assert (world.principal_of(school).name, "report_came") in told(world.AT)
    assert Due.objects.filter(report=made, code="school_promise").exists()
    assert open_one(made.familyrequest.asks, made.familyrequest.pk) == "At noen snakker med klassen."
    assert (made.sender, made.channel, made.reporter) == ("guardian", "phone", leader_of(team))


def test_the_owner_hears_when_the_leadership_is_the_concern(school, team, lea):
    asks(team, school, lea, concern="leadership")
    assert {("Ola Dahl", "report_came")} == {one for one in told(world.AT) if one[1] == "report_came"}


def test_the_team_is_asked_in_the_case_that_comes_of_it_and_its_week_runs_from_when_the_family_asked(
    school, team, lea
):
    made = asks(team, school, lea)
    case = opened(made)
    asked = Assistance.objects.get(case=case)
    assert (asked.family_request, asked.team, asked.basis, asked.is_open) == (made.familyrequest, team, "consent", True)
    assert Due.objects.get(case=case, code="team_promise").due_on == (world.AT + timedelta(days=7)).date()
    assert ("Lea Strand", "assistance_asked") in told(LATER)


def test_the_leader_reads_what_the_family_asks_and_sends_somebody(school, team, lea):
    case = opened(asks(team, school, lea))
    world.declared(case, leader_of(team), at=LATER)
    page = assistance_page(viewer_of(lea["by"], LATER), case.number)
    assert "At noen snakker med klassen." in [pair["value"] for pair in page.shown[0].pairs]
    seats = list(team.membership_set.exclude(place="leader").values_list("uuid", flat=True))
    assign_assistants(case.pk, by=lea["by"], at=LATER, members=seats, until=LATER.date() + timedelta(days=30))


def test_a_report_that_is_linked_brings_it_along_unless_the_team_is_asked_already(school, team, lea):
    case = world.received(world.a_case(school))
    rektor = world.actor(world.principal_of(school))
    made = asks(team, school, lea)
    world.declared(world.read(made), parties=[case.pupil])
    link_report(case.pk, by=rektor, at=LATER, report=made.pk)
    assert Assistance.objects.get(case=case).family_request == made.familyrequest
    second = asks(team, school, lea)
    world.declared(world.read(second), parties=[case.pupil])
    link_report(case.pk, by=rektor, at=LATER, report=second.pk)
    assert Assistance.objects.filter(case=case).count() == 1


def test_where_the_school_has_asked_the_family_asks_the_same_team(school, team, lea):
    case = world.received(world.a_case(school))
    asked_for_help(case, team)
    made = asks(team, school, lea)
    world.declared(world.read(made), parties=[case.pupil])
    link_report(case.pk, by=world.actor(world.principal_of(school)), at=LATER, report=made.pk)
    assert Assistance.objects.get(case=case).family_request is None


def test_of_a_report_about_two_children_somebody_says_whose_family_it_was(school, team, lea):
    made = asks(team, school, lea)
    noah, eirik = world.a_pupil(school, "Noah Li"), world.a_pupil(school, "Eirik Moen")
    rektor = {"by": world.actor(world.principal_of(school)), "at": LATER}
    world.declared(world.read(made, at=LATER), parties=[noah, eirik], at=LATER)
    first = open_case([made.pk], pupil=noah.uuid, **rektor)
    second = open_case([made.pk], pupil=eirik.uuid, **rektor)
    assert not Assistance.objects.exists()  # a family that asked for nothing has let nobody in
    confirm_family_request(second.pk, report=made.pk, **rektor)
    assert Assistance.objects.get().case == second
    with not_visible():
        confirm_family_request(first.pk, report=made.pk, **rektor)


def test_what_waits_behind_another_request_is_asked_when_that_is_answered(school, team, lea):
    case = world.received(world.a_case(school))
    asked_for_help(case, team)
    made = asks(team, school, lea)
    world.declared(world.read(made), parties=[case.pupil])
    link_report(case.pk, by=world.actor(world.principal_of(school)), at=LATER, report=made.pk)
    assert [one.shown.team for one in assistance_page(reader(school), case.number).waiting] == ["Hjelpeteamet"]
    world.declared(case, leader_of(team), at=LATER)
    decline_assistance(case.pk, by=lea["by"], at=LATER, why="prevention", text="Spør igjen.")
    assert Assistance.objects.get(case=case, is_open=True).family_request == made.familyrequest


def test_the_week_runs_from_when_the_family_said_it_and_not_from_when_it_was_typed_in(school, team, lea):
    said_at = world.AT - timedelta(days=3)
    case = opened(asks(team, school, lea, said_at=said_at))
    assert Due.objects.get(case=case, code="team_promise").due_on == (said_at + timedelta(days=7)).date()
    assert need_of(Assistance.objects.get(), LATER).promise_ends_on == (said_at + timedelta(days=7)).date()


def test_whoever_reads_the_report_sees_that_the_team_has_been_asked(school, team, lea):
    made = asks(team, school, lea)
    rektor = viewer_of(world.actor(world.principal_of(school)), world.AT)
    asked = read_report(rektor, made.number, opens=True).team_asked
    assert (asked.team, asked.pairs[-1]["value"]) == ("Hjelpeteamet", "At noen snakker med klassen.")


def test_every_reason_why_not_is_told_at_once_and_nothing_is_kept(school, team, lea):
    with refused(
        "school_not_served", "reasons_missing", "consent_missing", "text_missing", "text_missing", "text_missing"
    ):
        asks(team, school, lea | {"school": uuid4()}, reasons=[], consents=False, text=" ", asks="", told_by=" ")
    with refused("other_reason_missing", "text_too_long", "in_the_future"):
        asks(team, school, lea, reasons=["other_reason"], pupil_named="Å" * 201, said_at=LATER)
    assert not Report.objects.exists() and not FamilyRequest.objects.exists()


def test_only_those_who_answer_for_the_team_type_it_in(school, team, lea):
    for who in ("Pia Tangen", world.principal_of(school).name):
        person = team.membership_set.model.person.field.related_model.objects.get(name=who)
        with not_visible():
            asks(team, school, {"by": world.actor(person), "at": world.AT})
    officer = team.school_owner.appointment_set.get(role=Role.OWNER_OFFICER).person
    assert asks(team, school, {"by": world.actor(officer), "at": world.AT}).familyrequest.by == officer


def test_a_school_of_another_owner_is_not_the_teams(school, team, lea):
    far = world.a_school("Fjern skole", owner=world.an_owner("Fjern kommune"))
    with refused("school_not_served"):
        asks(team, far, lea)


def test_it_is_typed_in_once_however_often_the_button_is_pressed(school, team, lea):
    first = asks(team, school, lea, form_key="once")
    assert asks(team, school, lea, form_key="once") == first
    assert Report.objects.count() == 1


@pytest.mark.source("oppl § 12-5(1)")
def test_t66_a_family_that_says_that_a_teacher_bullies_is_heard_by_the_team_and_the_schools_duty_starts_beside(
    school, team, lea
):
    made = asks(team, school, lea, concern="employee", text="Læreren gjør narr av ham foran klassen.")
    assert made.familyrequest.team == team and made.concern == "employee" and made.seat_principal
    due = Due.objects.get(report=made, code="staff_to_principal")
    assert (due.source, due.met_at) == ("oppl § 12-5(1)", world.AT)
    assert (world.principal_of(school).name, "report_came") in told(world.AT)


@pytest.mark.source("oppl § 12-5(2)")
def test_t66_one_who_leads_the_school_is_told_of_to_the_owner_at_once(school, team, lea):
    made = asks(team, school, lea, concern="leadership")
    assert made.familyrequest.team == team and made.seat_officer and not made.seat_principal


@pytest.mark.source("Udir teams")
def test_t53_the_family_is_told_who_has_got_it_whom_to_call_by_when_and_that_the_team_replaces_no_report(
    client, school, team, lea, monkeypatch
):
    world.it_is(monkeypatch)
    made = asks(team, school, lea, phone="900 00 000")
    client = world.signed_in(client, leader_of(team))
    page = client.get(reverse("family_told", args=[made.number])).content.decode()
    assert "ikke det samme som å melde fra til skolen eller statsforvalteren" in page and "Mobbeombudet" in page
    assert "Kari Vik" in page and "Lea Strand" in page and "900 00 000" in page and "mandag 30. mars" in page


def test_only_whoever_typed_it_in_sees_what_to_tell(client, school, team, lea, monkeypatch):
    world.it_is(monkeypatch)
    made = asks(team, school, lea)
    for person in (world.principal_of(school), world.officer_of(team.school_owner)):
        assert world.signed_in(client, person).get(reverse("family_told", args=[made.number])).status_code == 404
