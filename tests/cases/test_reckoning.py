"""New days and limits reach the stored clocks, and the steps that time takes about them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.cases.commands import reckon as reckon_command
from innsats.cases.models import Due, Report
from innsats.cases.reckoning import reckon
from innsats.journal.actors import OPERATOR
from innsats.notices.ticking import tick
from innsats.people.actions.calendar import set_calendar, set_limits
from innsats.people.models import Unreckoned
from innsats.rules.deadlines import Code
from tests import world
from tests.world import AT

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 27)


def talk_due(report: Report) -> date:
    return Due.objects.get(report=report, code=Code.FIRST_TALK).due_on


def test_an_owner_s_own_limit_counts_from_the_next_tick_and_for_that_owner_alone():
    report, other = world.a_report(), world.a_report(world.a_school("Lia skole"))
    assert talk_due(report) == talk_due(other) == date(2026, 3, 25)
    set_limits(report.school.school_owner.uuid, by=OPERATOR, at=AT, first_talk_school_days=1)
    tick(AT)
    assert (talk_due(report), talk_due(other)) == (date(2026, 3, 24), date(2026, 3, 25))
    assert not Unreckoned.objects.exists()


def test_each_owner_has_its_own_days():
    report, other = world.a_report(), world.a_report(world.a_school("Lia skole"))
    set_calendar(report.school.school_owner.uuid, by=OPERATOR, at=AT, closed=[(date(2026, 3, 24), FRIDAY)])
    reckon(AT)
    assert (talk_due(report), talk_due(other)) == (date(2026, 3, 31), date(2026, 3, 25))


def test_a_step_that_new_limits_move_into_the_past_is_taken_all_the_same():
    school = world.a_school()
    world.a_deputy(school)
    report = world.a_report(school)
    later = AT + timedelta(minutes=90)
    tick(later)
    assert not Report.objects.get().seat_deputy
    set_limits(school.school_owner.uuid, by=OPERATOR, at=later, to_deputy_hours=1)
    tick(later)
    report.refresh_from_db()
    assert report.seat_deputy and not report.seat_officer
    before = Due.objects.order_by("pk").values_list()
    held = list(before)
    reckon(later)
    assert list(before.all()) == held


def test_the_command_takes_one_owner(capsys, monkeypatch):
    world.it_is(monkeypatch)
    report = world.a_report()
    world.a_report(world.a_school("Lia skole"))
    reckon_command(["--owner", report.school.school_owner.number])
    assert capsys.readouterr().out == "Cases and reports reckoned: 1\n"


def test_a_long_reckoning_shows_how_far_it_has_come(capsys, monkeypatch):
    monkeypatch.setattr("innsats.cases.reckoning.AT_ONCE_COUNT", 1)
    school = world.a_school()
    for _ in range(2):
        world.a_report(school)
    reckon_command([])
    assert "2 of 2" in capsys.readouterr().out
