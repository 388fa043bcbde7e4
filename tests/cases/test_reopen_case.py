"""A case is taken up again: from the follow-up, or after it was closed, and never one that was a mistake."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import check_in_pupil, open_case, reopen_case, start_measure
from innsats.cases.models import Case, Due, Measure, MeasureStart, Reopening
from innsats.journal.models import Event
from innsats.rules.endings import Ending
from innsats.rules.stages import Stage
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(days=60)


def reopen(case, by=None, at=LATER, **fields):
    given = {"reason": "Det har begynt igjen."} | fields
    return reopen_case(case.uuid, by=world.actor(by or world.principal_of(case.school)), at=at, **given)


def dues(case, code):
    return list(Due.objects.filter(case=case, code=code).order_by("overdue_from"))


def test_from_the_follow_up_the_week_begins_anew_and_the_talks_lapse():
    case = world.followed(until=(world.AT + timedelta(days=200)).date())
    check_in_pupil(
        case.uuid, by=world.actor(world.principal_of(case.school)), at=LATER, is_safe="no", own_words="Nei."
    )
    held = reopen(case)
    assert (held.was, open_one(held.because, held.pk)) == ("aftercare", "Det har begynt igjen.")
    assert Case.objects.get(pk=case.pk).stage == Stage.INQUIRING
    first, anew = dues(case, "school_promise")
    assert first.met_at and (anew.about, anew.due_on, anew.met_at) == ("2", (LATER + timedelta(days=7)).date(), None)
    assert {due.lapsed for due in dues(case, "aftercare_check") if not due.met_at} == {"reopened"}
    case = world.with_plan(case, at=LATER)
    begun = MeasureStart.objects.filter(case=case).values("lineage")
    new = Measure.objects.exclude(lineage__in=begun).get(case=case)
    by = world.actor(world.principal_of(case.school))
    start_measure(case.uuid, by=by, at=LATER, measure=new.lineage)
    assert dues(case, "school_promise")[1].met_at == LATER


def test_what_fell_due_while_it_was_closed_stays_lapsed():
    case = world.closed()
    reopen(case)
    first, anew = dues(case, "school_promise")
    assert first.lapsed == "case_closed" and anew.lapsed == ""


def test_no_time_is_hidden_by_closing_and_reopening_in_the_same_week():
    case = world.closed()
    reopen(case, at=world.AT + timedelta(days=1))
    first, anew = dues(case, "school_promise")
    assert first.lapsed == "" and first.due_on == (world.AT + timedelta(days=7)).date() and anew.due_on > first.due_on


def test_one_registered_by_mistake_is_not_reopened_and_all_reasons_are_told():
    case = world.closed(ending=Ending.MISTAKE, reason="Feil elev.", left_on=None)
    with refused("registered_by_mistake", "text_missing"):
        reopen(case, reason=" ")
    assert Reopening.objects.count() == 0


def test_a_case_that_is_worked_on_is_open_already():
    case = world.measures_started()
    with refused("wrong_stage"):
        reopen(case)


def test_whoever_has_no_part_in_the_case_does_not_meet_it():
    case = world.closed()
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        reopen(case, by=stranger)


# Recurrence: a new matter about the same pupil, within a year


def opened_again(case, at):
    report = world.a_report(case.school, at=at)
    world.declared(world.read(report, at=at), parties=[case.pupil], at=at)
    by = world.actor(world.principal_of(case.school))
    return report, lambda: open_case([report.pk], by=by, at=at, pupil=case.pupil.pk, confirmed=True)


def recurs(case):
    return Event.objects.get(act="open_case", stream=case.subject.stream).facts["is_recurrence"]


def test_a_new_case_within_a_year_counts_as_recurrence_and_shows_the_earlier_one(client, monkeypatch):
    case = world.closed()
    assert recurs(case) is False
    report, opened = opened_again(case, LATER)
    world.it_is(monkeypatch, LATER)
    rektor = world.signed_in(client, world.principal_of(case.school))
    assert case.number in rektor.get(f"/meldinger/{report.number}/sak/").content.decode()
    again = opened()
    assert recurs(again) is True
    assert case.number in rektor.get(f"/saker/{again.number}/").content.decode()


def test_after_a_year_and_after_a_mistake_it_does_not():
    case = world.closed()
    assert recurs(opened_again(case, world.AT + timedelta(days=400))[1]()) is False
    mistaken = world.closed(ending=Ending.MISTAKE, reason="Feil elev.", left_on=None)
    assert recurs(opened_again(mistaken, LATER)[1]()) is False


def test_one_that_is_followed_up_counts_too():
    assert recurs(opened_again(world.followed(), LATER)[1]()) is True
