"""The school is told what a family that wished to wait has said: when it says yes, or when its day comes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from innsats.assistance.actions import pass_family_request, withdraw_family_request
from innsats.assistance.queries.waitpages import wait_lines
from innsats.cases.actions import open_case
from innsats.cases.models import Assistance, Due, FamilyRequest, Report
from innsats.cases.queries.reporting import own_report
from innsats.desk.queries.today import today_of
from innsats.journal.actors import CLOCK
from innsats.journal.models import Event
from innsats.notices.models import Notice
from innsats.notices.ticking import next_moment, pass_time, tick
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.calendar import at_time
from innsats.rules.roles import Role
from innsats.rules.teams import Place
from innsats.teams.actions import note_absence
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import leader_of
from tests.assistance.waiting import ON_THURSDAY, a_deputy, a_team_at, by, held
from tests.cases.refusals import not_visible

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(days=2)
DAY_BEFORE, ITS_DAY = at_time(date(2026, 3, 25), 8), at_time(ON_THURSDAY, 8)


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    return school


@pytest.fixture
def wait(school):
    return held(a_team_at(school), school)


def told(news: str) -> set[str]:
    return set(Notice.objects.filter(news=news).values_list("person__name", flat=True))


def test_when_the_family_says_yes_the_school_has_it_as_a_report_like_any_that_was_told_at_once(school, wait):
    report = pass_family_request(wait.pk, **by(leader_of(wait.team), LATER))
    assert (report.school, report.sender, report.channel) == (school, "guardian", "phone")
    assert (report.reported_at, report.said_at, report.reporter) == (LATER, None, leader_of(wait.team))
    assert open_one(report.words, report.pk) == "Han vil ikke på skolen."
    asked = FamilyRequest.objects.get(report=report)
    assert open_one(asked.asks, asked.pk) == "At noen snakker med klassen."
    assert (asked.team, asked.by, asked.asked_at) == (wait.team, leader_of(wait.team), world.AT)
    tick(LATER)
    assert "Kari Vik" in told("report_came")


@pytest.mark.source("UiS one week")
def test_the_teams_week_runs_from_when_the_family_first_said_it_and_the_schools_from_when_it_is_told(school, wait):
    report = pass_family_request(wait.pk, **by(leader_of(wait.team), LATER))
    pupil, rektor = world.a_pupil(school), world.principal_of(school)
    world.declared(world.read(report, at=LATER), parties=[pupil], at=LATER)
    case = open_case([report.pk], by=world.actor(rektor), at=LATER, pupil=pupil.uuid)
    assert Assistance.objects.get(case=case).team == wait.team
    assert Due.objects.get(case=case, code="team_promise").due_on == (world.AT + timedelta(days=7)).date()
    assert Due.objects.get(code="school_promise", case=case).due_on == (LATER + timedelta(days=7)).date()


def test_why_the_family_wished_to_wait_is_never_told_the_school(school, wait):
    report = pass_family_request(wait.pk, **by(leader_of(wait.team), LATER))
    asked = FamilyRequest.objects.get(report=report)
    texts = [open_one(getattr(report, name), report.pk) for name in ("words", "pupil_named", "told_by")]
    texts += [open_one(getattr(asked, name), asked.pk) for name in ("asks", "other", "phone")]
    assert "Vi vil tenke oss om." not in texts


def test_its_day_comes_and_the_school_is_told_by_itself_once(school, wait):
    pass_time(ITS_DAY - timedelta(minutes=1))
    assert not Report.objects.exists()
    for _ in range(2):
        pass_time(ITS_DAY)
    report = Report.objects.get()
    assert (report.reported_at, report.reporter) == (ITS_DAY, wait.by)
    assert (report.familywaitend.how, report.familywaitend.by) == ("day_came", None)
    assert set(Event.objects.filter(at=ITS_DAY).values_list("act", "actor_kind")) == {
        ("report_concern", "clock"), ("take_family_request", "clock"), ("pass_family_request", "clock"),
    }  # fmt: skip
    assert "Kari Vik" in told("report_came")


def test_whoever_took_it_the_deputy_and_the_officer_are_told_when_its_day_has_come(school, wait):
    a_deputy(wait.team)
    pass_time(ITS_DAY)
    assert told("school_told") == {"Lea Strand", "Eva Lie", "Ola Dahl"}
    (news,) = today_of(viewer_of(world.actor(wait.by), ITS_DAY)).news
    assert "Ring familien" in news.word and news.note.startswith(school.name)
    number = Report.objects.get().number
    assert news.address == reverse("family_told", args=[number])
    assert own_report(viewer_of(world.actor(wait.by), ITS_DAY), number).reader
    (news,) = today_of(viewer_of(world.actor(world.officer_of(school.school_owner)), ITS_DAY)).news
    assert news.address == reverse("family_waits", args=[wait.team.uuid])


def test_the_leader_is_reminded_the_day_before_once(wait):
    assert next_moment(world.AT, ITS_DAY) == DAY_BEFORE
    for _ in range(2):
        pass_time(DAY_BEFORE)
    assert told("family_waits") == {"Lea Strand"}
    assert Notice.objects.count() == 1
    assert next_moment(DAY_BEFORE, ITS_DAY + timedelta(hours=1)) == ITS_DAY


def test_while_the_leader_is_away_the_deputy_and_the_officer_are_reminded_too(wait):
    a_deputy(wait.team)
    officer = world.officer_of(wait.team.school_owner)
    seat = wait.team.membership_set.get(place=Place.LEADER)
    note_absence(seat.uuid, **by(officer), starts_on=world.AT.date(), ends_on=ON_THURSDAY)
    pass_time(DAY_BEFORE)
    assert told("family_waits") == {"Lea Strand", "Eva Lie", "Ola Dahl"}


def test_nobody_who_works_at_the_school_is_told_of_it(school, wait):
    world.appointed(a_deputy(wait.team), Role.EMPLOYEE, school)
    pass_time(ITS_DAY)
    assert told("school_told") == {"Lea Strand", "Ola Dahl"}


def test_a_reminder_is_mailed_and_no_longer_when_it_is_settled(wait):
    lea = leader_of(wait.team)
    pass_time(DAY_BEFORE)
    withdraw_family_request(wait.pk, **by(lea, DAY_BEFORE), text="Nei.")
    tick(DAY_BEFORE + timedelta(hours=1))
    assert mail.outbox == []
    again = held(wait.team, wait.school, until=ON_THURSDAY + timedelta(days=1))
    pass_time(ITS_DAY)
    tick(ITS_DAY + timedelta(hours=1))
    assert len(mail.outbox) == 1 and again.school.name not in mail.outbox[0].body


def test_a_tick_that_comes_late_tells_the_school_without_a_reminder(wait):
    pass_time(ITS_DAY + timedelta(days=3))
    assert Report.objects.count() == 1 and told("family_waits") == set()


def test_what_is_settled_is_told_no_more(wait):
    lea = leader_of(wait.team)
    pass_family_request(wait.pk, **by(lea))
    assert wait_lines(viewer_of(world.actor(lea), world.AT)) == ()
    with not_visible():
        pass_family_request(wait.pk, **by(lea))
    with not_visible():
        pass_family_request(wait.pk, by=CLOCK, at=ITS_DAY)
    pass_time(ITS_DAY)
    assert Report.objects.count() == 1


def test_the_owner_is_told_when_it_turns_out_to_be_about_the_leadership(wait):
    report = pass_family_request(wait.pk, **by(leader_of(wait.team)), concern="leadership")
    assert report.seat_officer and not report.seat_principal


def test_neither_rektor_nor_who_only_helps_passes_it_on(wait):
    for name in ("Pia Tangen", "Kari Vik"):
        with not_visible():
            pass_family_request(wait.pk, **by(Person.objects.get(name=name)))


def test_others_are_reminded_where_the_leader_works_at_that_school(school, wait):
    world.appointed(leader_of(wait.team), Role.EMPLOYEE, school)
    tick(DAY_BEFORE)
    assert told("family_waits") == {world.officer_of(wait.team.school_owner).name}
