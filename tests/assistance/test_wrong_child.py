"""A case was about the wrong child: nobody helps the right one on what was asked, and agreed to, for another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.archive.queries import case_file
from innsats.assistance.actions import confirm_family_request, decline_assistance, request_assistance
from innsats.assistance.queries.advice import to_be_done
from innsats.assistance.queries.agenda import meeting_page
from innsats.assistance.queries.pages import assistance_page
from innsats.cases.actions import correct_pupil, evaluate_measure, link_report, open_case
from innsats.cases.models import Assistance, Case, CaseAccess, Due, MeasureStart
from innsats.cases.queries.access import visible
from innsats.cases.queries.case import overview
from innsats.cases.queries.corrections import row_of, target_of
from innsats.desk.queries.agreed import own_steps
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from tests import world
from tests.assistance.helping import advised, asked_for_help, helped, leader_of, met, ruled
from tests.assistance.test_take_family_request import asks
from tests.assistance.waiting import a_team_at

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(days=1)


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    return school


@pytest.fixture
def team(school):
    return a_team_at(school)


@pytest.fixture
def right(school):
    return world.a_pupil(school, "Emil Aas", born=date(2014, 9, 9))


def rektor_of(school, at=LATER):
    return {"by": world.actor(world.principal_of(school)), "at": at}


def corrected(case, right):
    return correct_pupil(case.pk, **rektor_of(case.school), pupil=right.pk, reason="Det var broren.")


def a_familys_case(school, team):
    """Rektor has opened a case about the wrong child from what a family told the team."""
    report = asks(team, school, {"by": world.actor(leader_of(team)), "at": world.AT})
    wrong = world.a_pupil(school, "Noah Lien")
    world.declared(world.read(report), parties=[wrong])
    case = open_case([report.pk], **rektor_of(school, world.AT), pupil=wrong.uuid)
    world.declared(case, leader_of(team))
    return case, report


def sees(person, case):
    return visible(Act.SEE_CASE, viewer_of(world.actor(person), LATER), Case).filter(pk=case.pk).exists()


@pytest.mark.source("fvl67 § 13 a nr. 1")
def test_what_a_family_agreed_to_about_another_child_does_not_go_on_by_itself(school, team, right):
    case, report = a_familys_case(school, team)
    helped(case, team)
    helper = CaseAccess.objects.filter(case=case, part=CaseAccess.ASSISTANT).first().person
    assert sees(helper, case) and sees(leader_of(team), case)
    correction = corrected(case, right)
    asked = Assistance.objects.get(case=case)
    assert (asked.is_open, asked.let_go_by) == (False, correction)
    assert not sees(helper, case) and not sees(leader_of(team), case)
    assert not CaseAccess.objects.filter(case=case, part=CaseAccess.ASSISTANT, ends_at__gt=LATER).exists()
    assert Due.objects.get(case=case, code="team_promise").lapsed == "assistance_over"


def test_somebody_at_the_school_says_whose_family_it_was_and_the_team_is_asked_anew(school, team, right):
    case, report = a_familys_case(school, team)
    corrected(case, right)
    world.declared(case, world.principal_of(school), at=LATER)
    page = assistance_page(viewer_of(world.actor(world.principal_of(school)), LATER), case.number)
    assert page.shown[0].standing == "Saken gjaldt feil barn" and page.waiting[0].confirm is not None
    made = confirm_family_request(case.pk, **rektor_of(school), report=report.pk)
    assert (made.is_open, made.family_request, made.let_go_by) == (True, report.familyrequest, None)
    assert sees(leader_of(team), case)


@pytest.mark.source("fvl67 § 13 b nr. 3")
def test_what_the_school_asked_ends_too_and_is_asked_anew_with_the_ground_for_this_child(school, team, right):
    case = world.received(world.a_case(school))
    asked_for_help(case, team)
    helped(case, team)
    corrected(case, right)
    assert not Assistance.objects.filter(case=case, is_open=True).exists() and not sees(leader_of(team), case)
    world.declared(case, world.principal_of(school), at=LATER)
    request_assistance(
        case.pk, **rektor_of(school), team=team.uuid, reasons=["complex_or_serious"], done="Lite", asks="Hjelp",
        basis="same_organ", necessity="Teamet må kjenne Emil for å hjelpe ham.",
    )  # fmt: skip
    assert sees(leader_of(team), case)


def test_a_family_that_waited_behind_another_request_is_not_asked_for_by_itself_either(school, team, right):
    case = world.received(world.a_case(school))
    asked_for_help(case, team)
    report = asks(team, school, {"by": world.actor(leader_of(team)), "at": world.AT})
    world.declared(world.read(report), parties=[case.pupil])
    link_report(case.pk, **rektor_of(school, world.AT), report=report.pk)
    corrected(case, right)
    world.declared(case, world.principal_of(school), at=LATER)
    assert not Assistance.objects.filter(case=case, is_open=True).exists()
    asked_for_help(case, team, at=LATER)
    decline_assistance(case.pk, by=world.actor(leader_of(team)), at=LATER, why="prevention", text="Les veilederen.")
    assert not Assistance.objects.filter(case=case, is_open=True).exists()
    assert confirm_family_request(case.pk, **rektor_of(school), report=report.pk).is_open


def test_a_family_that_asks_after_it_was_put_right_is_helped_at_once(school, team, right):
    case = world.received(world.a_case(school))
    corrected(case, right)
    world.declared(case, world.principal_of(school), at=LATER)
    after = LATER + timedelta(hours=1)
    report = asks(team, school, {"by": world.actor(leader_of(team)), "at": after})
    world.declared(world.read(report, at=after), parties=[right], at=after)
    link_report(case.pk, **rektor_of(school, after), report=report.pk)
    assert Assistance.objects.get(case=case, is_open=True).family_request == report.familyrequest


def test_where_nobody_helps_nothing_else_happens(school, right):
    corrected(world.a_case(school), right)
    assert not Assistance.objects.exists()


def test_what_the_other_family_said_at_a_meeting_and_what_was_agreed_then_is_not_for_this_child(school, team, right):
    case = world.received(world.a_case(school))
    asked_for_help(case, team)
    helped(case, team)
    met(case, what="Ring mor til Noah", family="Mor sa at Noah gruer seg.", text="Slik går det.")
    corrected(case, right)
    world.declared(case, world.principal_of(school), at=LATER)
    rektor = viewer_of(world.actor(world.principal_of(school)), LATER)
    assert own_steps(rektor) == () and overview(rektor, case.number).agreed == ()
    (meeting,) = assistance_page(rektor, case.number).meetings
    assert [one.written.text for one in meeting.minutes] == ["Slik går det."]
    assert [(one.left, one.is_done) for one in meeting.steps] == [("Saken gjaldt feil barn", True)]
    assert "gruer seg" not in str(case_file(rektor, case.number))


def test_what_the_other_family_said_at_a_meeting_is_not_there_to_correct(school, team, right):
    case = world.received(world.a_case(school))
    asked_for_help(case, team)
    helped(case, team)
    meeting = met(case, family="Mor vil ha ham på en annen skole.")
    assert row_of(case, target_of(meeting, "family")) == (meeting, "family")
    corrected(case, right)
    case.refresh_from_db()
    assert row_of(case, target_of(meeting, "family")) is None
    assert row_of(case, target_of(meeting, "words")) == (meeting, "words")


def test_the_agenda_for_the_right_child_has_neither_the_other_ones_words_nor_its_steps(school, team, right):
    case = world.measures_started(world.with_plan(world.received(world.a_case(school))))
    evaluate_measure(
        case.pk, **rektor_of(school, world.AT), measure=MeasureStart.objects.get().lineage, carried_out="yes",
        helped="no", pupil_safe="no", pupil_words="Det er som før.",
    )  # fmt: skip
    asked_for_help(case, team)
    helped(case, team)
    met(case, what="Ring mor til Noah")
    advised(case, text="Kall inn foreldrene til Noah.")
    corrected(case, right)
    world.declared(case, world.principal_of(school), at=LATER)
    asked_for_help(case, team, at=LATER)
    helped(case, team, at=LATER)
    rektor = viewer_of(world.actor(world.principal_of(school)), LATER)
    said = {item.word: " ".join(item.lines) for item in meeting_page(rektor, case.number).agenda}
    assert "som før" not in said["Elevens egne ord"] and "Ring mor" not in said["Det som ikke er gjort"]
    assert (said["Siden sist"], said["Råd uten svar"]) == ("Dette er det første møtet.", "Alle rådene har fått svar.")


def test_what_was_decided_for_the_other_child_is_not_asked_about(school, team, right):
    case = world.received(world.a_case(school))
    asked_for_help(case, team)
    helped(case, team)
    ruled(case, advised(case))
    rektor = viewer_of(world.actor(world.principal_of(school)), LATER)
    assert to_be_done(rektor).exists()
    corrected(case, right)
    world.declared(case, world.principal_of(school), at=LATER)
    assert not to_be_done(rektor).exists()


@pytest.mark.source("GDPR art. 33")
def test_T111_the_teams_leader_who_has_read_what_was_asked_has_read_of_the_wrong_child(school, team, right):
    case = world.received(world.a_case(school))
    asked_for_help(case, team)
    assistance_page(viewer_of(world.actor(leader_of(team)), world.AT), case.number)
    assert "read" in corrected(case, right).exposed.split()
