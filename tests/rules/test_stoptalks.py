"""Stop talks: who is talked with first, with whom, and that the next talk is booked and not forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from innsats.rules.calendar import OSLO
from innsats.rules.deadlines import CASE_LEAD, StopTalkFacts, clocks_of_case
from innsats.rules.stoptalks import StopTalk, obstacles_to_booking, obstacles_to_method, obstacles_to_talk
from innsats.rules.verdicts import Met, Status

from .days import FJORDVIK
from .test_deadline_clocks import A_CASE

AT = datetime(2026, 3, 23, 10, 0, tzinfo=OSLO)
TALK = StopTalk(pupil="emma", adults=("1", "2"), happened_at=AT, next_on=date(2026, 3, 30))


def codes(found):
    return [obstacle.code for obstacle in found]


@pytest.mark.source("practice")
@pytest.mark.parametrize(
    ("is_about_adult", "has_involved", "expected"),
    [
        (False, True, []),
        (True, True, ["stop_talk_about_adult"]),
        (False, False, ["no_involved_pupil"]),
        (True, False, ["stop_talk_about_adult", "no_involved_pupil"]),
    ],
)
def test_the_method_is_for_pupils_who_are_known(is_about_adult, has_involved, expected):
    assert codes(obstacles_to_method(is_about_adult=is_about_adult, has_involved=has_involved)) == expected


@pytest.mark.source("practice")
def test_the_exposed_pupil_is_heard_first_and_every_reason_is_told():
    assert obstacles_to_talk(TALK, exposed="noah", heard_at=AT, others=()) == ()
    late = AT + timedelta(minutes=1)
    assert codes(obstacles_to_talk(TALK, exposed="noah", heard_at=late, others=())) == ["exposed_not_heard_first"]
    wrong = replace(TALK, pupil="noah", adults=("1", "1"))
    assert codes(obstacles_to_talk(wrong, exposed="noah", heard_at=None, others=())) == [
        "stop_talk_with_exposed", "exposed_not_heard_first", "not_two_adults",
    ]  # fmt: skip


@pytest.mark.source("practice")
@pytest.mark.parametrize(
    ("other", "is_refused"),
    [
        (replace(TALK, pupil="ada"), True),
        (replace(TALK, pupil="ada", happened_at=AT + timedelta(seconds=20)), True),
        (replace(TALK, pupil="ada", happened_at=AT + timedelta(minutes=20)), False),
        (replace(TALK, pupil="ada", adults=("3", "4")), False),  # next door, by two others
        (TALK, False),
    ],
)
def test_one_pupil_at_a_time(other, is_refused):
    found = codes(obstacles_to_talk(TALK, exposed="noah", heard_at=AT, others=[other]))
    assert found == (["two_pupils_at_once"] if is_refused else [])


@pytest.mark.source("practice")
@pytest.mark.parametrize(
    ("days", "code"),
    [(0, "followup_too_soon"), (1, ""), (7, ""), (28, ""), (29, "followup_too_late")],
)
def test_the_next_talk_is_booked_within_four_weeks(days, code):
    talk = replace(TALK, next_on=AT.date() + timedelta(days=days))
    assert codes(obstacles_to_booking(talk, at=AT)) == ([code] if code else [])


@pytest.mark.source("practice")
def test_a_booked_talk_is_a_clock_of_the_lead_until_it_is_held_or_there_are_no_more():
    booked = StopTalkFacts(next_on=date(2026, 3, 30))
    facts = replace(A_CASE, has_lead=True, stop_talks=(booked, replace(booked, done=Met(AT, "9"))))
    first, second = (one for one in clocks_of_case(facts, FJORDVIK) if one.code == "stop_talk_followup")
    assert (first.about, first.for_, first.due, first.source.name) == ("1", CASE_LEAD, date(2026, 3, 30), "practice")
    assert first.status_at(AT + timedelta(days=8)) is Status.OVERDUE
    assert (second.about, second.status_at(AT)) == ("2", Status.MET)
