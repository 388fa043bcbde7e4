"""`innsats tick` and `innsats reckon` from a shell."""

from __future__ import annotations

from datetime import date

import pytest

from innsats.cases import reckoning
from innsats.cases.commands import reckon
from innsats.cases.models import Case, Due, Report
from innsats.cli.ticking import tick
from innsats.people.models import ClosedPeriod
from innsats.rules.stages import Stage
from tests import world

pytestmark = pytest.mark.django_db


def test_tick_does_what_was_due_at_the_time_it_is_given():
    school = world.a_school()
    world.a_principal(school)
    world.a_deputy(school)
    world.a_report(school)
    tick(["--at", "2026-03-23T10:59"])
    assert Report.objects.get().seats == {"seat_principal"}
    tick(["--at", "2026-03-23T11:00"])
    assert Report.objects.get().seats == {"seat_principal", "seat_deputy"}


def test_tick_asked_wrongly_answers_two(capsys):
    with pytest.raises(SystemExit) as answered:
        tick(["--at", "i morgen"])
    assert answered.value.code == 2
    assert "i morgen" in capsys.readouterr().err


def test_reckon_follows_a_changed_calendar_and_changes_nothing_the_second_time(capsys):
    case = world.received()
    talk = Due.objects.get(case=case, code="first_talk")
    ClosedPeriod.objects.create(
        school_owner=case.school_owner, closes="school", starts_on=date(2026, 3, 24), ends_on=date(2026, 3, 27)
    )
    reckon([])
    moved = Due.objects.get(pk=talk.pk)
    assert (talk.due_on, moved.due_on) == (date(2026, 3, 25), date(2026, 3, 31))
    assert capsys.readouterr().out == "Cases and reports reckoned: 1\n"
    stored = list(Due.objects.order_by("pk").values())
    reckon([])
    assert list(Due.objects.order_by("pk").values()) == stored


def test_reckon_leaves_the_clocks_of_a_closed_case_as_they_are():
    case, open_case = world.received(), world.received()
    Case.objects.filter(pk=case.pk).update(stage=Stage.CLOSED)
    ClosedPeriod.objects.bulk_create(
        ClosedPeriod(school_owner=one.school_owner, closes="school", starts_on=date(2026, 3, 24),
                     ends_on=date(2026, 3, 27))
        for one in (case, open_case)
    )  # fmt: skip
    reckon([])
    talks = {one.case_id: one.due_on for one in Due.objects.filter(code="first_talk")}
    assert talks == {case.pk: date(2026, 3, 25), open_case.pk: date(2026, 3, 31)}


@pytest.mark.parametrize("count", [1, 4])
def test_reckoning_asks_the_same_of_a_batch_and_only_days_and_limits_of_each_owner(count, django_assert_num_queries):
    for _ in range(count):
        world.received()
    of_batch = 1 + 2 + 2 + 2 + 1  # who waits; which there are; a savepoint; cases locked, and reports; receipts
    of_batch += 2 + 1 + 2 + 3  # links of both, events, stored clocks of both; readings, plans, leads
    of_owner = 1 + 1  # days, limits
    with django_assert_num_queries(of_batch + count * of_owner):
        reckoning.reckon(world.AT)
