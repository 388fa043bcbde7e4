"""The list is made each school morning (`make_morning_list`): as whoever wants it sees it, with no name of a child."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from innsats.archive.actions import fetch_morning_list, make_morning_list, set_morning_list
from innsats.cases.models import MorningOrder, MorningSheet
from innsats.journal.actors import CLOCK
from innsats.journal.models import Event
from innsats.notices import mornings
from innsats.notices.ticking import tick
from innsats.people.actions.persons import end_appointment
from innsats.people.models import Appointment
from innsats.rules.acts import Act
from innsats.rules.verdicts import Refused
from innsats.vault.sealing import open_file
from tests import world
from tests.archive.files import check_archive_file
from tests.archive.leaving import by, rektor
from tests.archive.reading import text_of

pytestmark = pytest.mark.django_db
MONDAY = world.AT
SUNDAY, TUESDAY = MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)


def ordered(case, by_whom=None):
    return set_morning_list(case.school.uuid, is_on=True, **by(by_whom or rektor(case), MONDAY))


def read(sheet) -> str:
    return text_of(open_file(sheet.content, sheet.pk))


def test_it_says_which_cases_who_leads_and_what_runs_and_no_childs_name():
    case = world.received()
    ordered(case)
    tick(MONDAY)
    sheet = MorningSheet.objects.get()
    said = read(sheet)
    assert case.number in said and case.school.name in said and "Lise Berg" in said and "Énukesmålet" in said
    assert "Noah" not in said and "Lien" not in said and sheet.cases == str(case.pk)
    check_archive_file(open_file(sheet.content, sheet.pk), language="nb-NO", title=f"Åpne saker: {case.school.name}")
    assert Event.objects.get(act=Act.MAKE_MORNING_LIST).facts["cases"] == [str(case.pk)]


def test_the_order_is_held_after_the_unit_as_by_whoever_ends_it():
    case = world.received()
    order = ordered(case)
    with CaptureQueriesContext(connection) as asked:
        make_morning_list(order.pk, by=CLOCK, at=MONDAY)
    said = [one["sql"] for one in asked.captured_queries]
    unit = next(n for n, sql in enumerate(said) if 'FROM "people_school" WHERE "people_school"."uuid"' in sql)
    orders = [n for n, sql in enumerate(said) if 'FROM "cases_morningorder"' in sql]
    assert orders[0] < unit < orders[1]
    if connection.vendor == "postgresql":
        assert ["UPDATE" in said[n] for n in (orders[0], unit, orders[1])] == [False, True, True]


def test_one_that_was_ended_meanwhile_is_not_made(monkeypatch):
    case = world.received()
    order = ordered(case)
    set_morning_list(case.school.uuid, is_on=False, **by(rektor(case), MONDAY))
    with pytest.raises(Refused):
        make_morning_list(order.pk, by=CLOCK, at=MONDAY)
    monkeypatch.setattr(mornings, "waiting_orders", lambda at: [order])  # asked before it was ended
    mornings.make_morning_lists(MONDAY)
    assert not MorningSheet.objects.exists()


def test_one_each_school_morning_and_the_one_before_is_gone():
    case = world.received()
    ordered(case)
    for at in (MONDAY, MONDAY + timedelta(hours=2), TUESDAY, TUESDAY + timedelta(minutes=1)):
        tick(at)
    assert [one.on for one in MorningSheet.objects.all()] == [TUESDAY.date()]
    assert Event.objects.filter(act=Act.MAKE_MORNING_LIST).count() == 2
    tick(MONDAY + timedelta(days=5))  # Saturday
    assert not MorningSheet.objects.exists()


def test_a_case_that_is_hidden_from_whoever_wants_it_is_not_on_it():
    case = world.received()
    world.declared(case, parties=[rektor(case)])
    ordered(case)
    tick(MONDAY)
    assert case.number not in read(MorningSheet.objects.get())


def test_whoever_has_left_has_none_made_any_more():
    case = world.received()
    ordered(case)
    held = Appointment.objects.get(person=rektor(case))
    officer = world.officer_of(case.school.school_owner)
    end_appointment(held.uuid, ends_on=SUNDAY.date(), **by(officer, MONDAY))
    tick(MONDAY)
    assert not MorningSheet.objects.exists() and MorningOrder.objects.get().ended_at == MONDAY


def test_only_the_clock_makes_it():
    case = world.received()
    order = ordered(case)
    with pytest.raises(Refused):
        make_morning_list(order.pk, **by(rektor(case)))
    sheet = make_morning_list(order.pk, by=CLOCK, at=MONDAY)
    assert fetch_morning_list(sheet.pk, **by(rektor(case), MONDAY)).sha256 == sheet.sha256
