"""A role ends: by its date, at once, and never so that nobody receives what goes past rektor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.journal.actors import OPERATOR
from innsats.journal.models import Event
from innsats.people.actions.persons import appoint, end_appointment
from innsats.people.models import Appointment
from innsats.people.viewers import viewer_of
from innsats.rules.roles import Role
from innsats.rules.verdicts import Refused
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
TODAY, YESTERDAY = AT.date(), AT.date() - timedelta(days=1)


def ended(row, by, **facts):
    return end_appointment(row.uuid, by=by, at=AT, **facts)


def role_of(person) -> Appointment:
    return Appointment.objects.get(person=person)


def refused_codes(row, by, **facts) -> list[str]:
    before = Appointment.objects.get(pk=row.pk).ends_on, Event.objects.filter(at=AT).count()
    with pytest.raises(Refused) as refused:
        ended(row, by, **facts)
    assert (Appointment.objects.get(pk=row.pk).ends_on, Event.objects.filter(at=AT).count()) == before
    return [one.code for one in refused.value.obstacles]


def test_a_role_ends_at_once_and_the_row_is_kept():
    school = world.a_school()
    person = world.an_employee(school)
    ended(role_of(person), actor(world.a_principal(school)))
    assert viewer_of(actor(person), AT).appointments == () and role_of(person).ends_on == YESTERDAY
    assert Event.objects.get(at=AT).facts["ends_on"] == str(YESTERDAY)


def test_a_role_ends_after_the_day_one_says():
    school = world.a_school()
    person = world.an_employee(school)
    ended(role_of(person), actor(world.a_principal(school)), ends_on=date(2026, 6, 30))
    assert viewer_of(actor(person), AT).appointments and role_of(person).ends_on == date(2026, 6, 30)


def test_one_that_would_begin_later_never_begins():
    school, person = world.a_school(), world.a_person()
    row = appoint(
        person.uuid, by=OPERATOR, at=AT, unit=school.uuid, role=Role.PRINCIPAL, starts_on=TODAY + timedelta(days=9)
    )
    ended(row, OPERATOR, ends_on=TODAY + timedelta(days=4))
    row.refresh_from_db()
    assert (row.starts_on, row.ends_on) == (YESTERDAY, YESTERDAY)


def test_one_given_by_mistake_today_ends_at_once_and_the_journal_keeps_that_it_was_given():
    school, person = world.a_school(), world.a_person()
    row = appoint(person.uuid, by=OPERATOR, at=AT, unit=school.uuid, role=Role.PRINCIPAL)
    ended(row, OPERATOR)
    assert viewer_of(actor(person), AT).appointments == ()
    assert [event.act for event in Event.objects.filter(at=AT).order_by("seq")] == ["appoint", "end_appointment"]
    assert Event.objects.get(act="end_appointment", at=AT).facts["started_on"] == str(TODAY)


def test_the_past_is_not_written_anew_and_a_period_is_not_lengthened():
    school = world.a_school()
    rektor = actor(world.a_principal(school))
    row = role_of(world.an_employee(school))
    assert refused_codes(row, rektor, ends_on=YESTERDAY - timedelta(days=1)) == ["ends_in_the_past"]
    ended(row, rektor, ends_on=TODAY)
    assert refused_codes(row, rektor, ends_on=TODAY + timedelta(days=1)) == ["ends_before_that"]
    ended(row, rektor)
    assert refused_codes(row, rektor) == ["ends_before_that"]


def test_rektor_ends_no_rektor_and_no_officer():
    school = world.a_school()
    rektor = world.a_principal(school)
    assert refused_codes(role_of(rektor), actor(rektor)) == ["role_not_yours_to_give"]
    assert refused_codes(role_of(world.an_officer(school.school_owner)), actor(rektor)) == ["wrong_part"]


@pytest.mark.source("oppl § 12-5(2)")
def test_the_last_officer_stays_until_there_is_another():
    owner = world.an_owner()
    first = world.an_officer(owner)
    assert refused_codes(role_of(first), actor(first), ends_on=TODAY) == ["last_officer"]
    tomorrow = TODAY + timedelta(days=1)
    second = world.appointed(world.a_person("Eva Lie"), Role.OWNER_OFFICER, owner, since=tomorrow)
    ended(role_of(first), actor(first), ends_on=TODAY)
    assert role_of(first).ends_on == TODAY
    assert refused_codes(role_of(second), actor(first)) == ["last_officer"]


def test_the_operator_may_end_the_last_officer():
    officer = world.an_officer(world.an_owner())
    ended(role_of(officer), OPERATOR)
    assert role_of(officer).ends_on == YESTERDAY


def test_an_unknown_appointment_is_said_so():
    school = world.a_school()
    with pytest.raises(Refused) as refused:
        end_appointment(school.uuid, by=OPERATOR, at=AT)
    assert [one.code for one in refused.value.obstacles] == ["unknown_appointment"]
