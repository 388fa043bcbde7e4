"""Whether a request that nobody has made yet could be met, and the last day on which the answer is the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innsats.planning.assigning import Against, Answer, Bar, Day, NobodyToPropose, Proposal, outlook, propose
from innsats.rules.teams import Period

from .people import AT, LAST, SINCE, a_need, freed, in_days, somebody, teams

WEEK = timedelta(days=7)
LENGTH = 30


def days(*people, mandates=(SINCE,), length=LENGTH, of_day=lambda number, people: people):
    """A request on each of so many days, by the same people unless said otherwise."""
    return [
        Day(
            need=a_need(promise_ends_on=in_days(number) + WEEK), candidates=tuple(of_day(number, people)),
            mandates=tuple(mandates),
        )
        for number in range(length)
    ]  # fmt: skip


def each_day(*people, **more):
    return [
        replace(day, need=replace(day.need, at=AT + timedelta(days=number)))
        for number, day in enumerate(days(*people, **more))
    ]


def away(first, last):
    return (Period(starts_on=in_days(first), ends_on=in_days(last)),)


@pytest.mark.source("UiS one week")
def test_it_holds_until_a_week_before_one_of_the_two_is_away():
    found = outlook(each_day(somebody("a", away=away(14, 20)), somebody("b")))
    assert (found.answer, found.holds_until, found.then) == (Answer.IN_TIME, in_days(6), Answer.TOO_FEW)
    (turned,) = found.turned
    assert (turned.id, [point.code for point in turned.speaks_against]) == ("a", [Bar.AWAY])
    assert isinstance(found.found, Proposal) and found.found.starts_on == in_days(1)


def test_a_third_who_can_go_makes_it_hold_longer():
    third = somebody("c", release=freed(period=Period(starts_on=SINCE.starts_on, ends_on=in_days(20))))
    found = outlook(each_day(somebody("a", away=away(14, 40)), somebody("b"), third))
    assert (found.holds_until, [one.id for one in found.turned]) == (in_days(13), ["c"])


def test_what_nobody_knows_of_changes_nothing_as_far_as_one_looks():
    found = outlook(each_day(somebody("a"), somebody("b")))
    assert (found.holds_until, found.then, found.turned) == (in_days(LENGTH - 1), None, ())


@pytest.mark.source("UiS teams")
def test_t61_when_all_are_busy_the_answer_is_no_with_the_ways_out_and_the_day_somebody_is_free():
    busy = [somebody(name, hours_used=10) for name in "ab"]
    free_later = [replace(one, hours_used=0) for one in busy]
    found = outlook(each_day(*busy, of_day=lambda number, people: free_later if number >= 9 else people))
    assert (found.answer, found.holds_until, found.then) == (Answer.TOO_FEW, in_days(8), Answer.IN_TIME)
    assert isinstance(found.found, NobodyToPropose) and found.found.ways_out
    assert [one.id for one in found.turned] == ["a", "b"]


def test_whoever_leaves_the_team_is_named_with_nothing_more():
    found = outlook(
        each_day(somebody("a"), somebody("b"), of_day=lambda number, people: people[number >= 5:])
    )
    assert (found.holds_until, [(one.id, one.speaks_against) for one in found.turned]) == (in_days(4), [("a", ())])


@pytest.mark.source("Udir mandate")
def test_without_a_mandate_on_the_day_and_when_they_go_nobody_can():
    people = somebody("a"), somebody("b")
    ends = Period(starts_on=SINCE.starts_on, ends_on=in_days(10))
    found = outlook(each_day(*people, mandates=[ends]))
    assert (found.answer, found.holds_until, found.then) == (Answer.IN_TIME, in_days(9), Answer.NO_MANDATE)
    assert found.turned == ()
    renewed = Period(starts_on=in_days(11))
    assert outlook(each_day(*people, mandates=[ends, renewed])).then is None
    assert outlook(each_day(*people, mandates=[])).answer is Answer.NO_MANDATE


def test_a_long_notice_makes_it_too_late():
    found = outlook(each_day(somebody("a", release=freed(notice_hours=24 * 9)), somebody("b")))
    assert (found.answer, found.then) == (Answer.TOO_LATE, None)
    earlier = Period(starts_on=SINCE.starts_on, ends_on=in_days(3))
    soon = [somebody("c", release=freed(period=earlier)), somebody("b")]
    slow = [somebody("c", release=freed(notice_hours=24 * 9)), somebody("b")]
    found = outlook(each_day(*soon, of_day=lambda number, people: slow if number else [somebody("c"), people[1]]))
    (turned,) = found.turned
    assert (found.then, [point.code for point in turned.speaks_against]) == (Answer.TOO_LATE, [Against.TOO_LATE])


@settings(max_examples=40, deadline=None)
@given(teams(most=5), st.integers(1, 12))
def test_every_day_until_then_has_the_answer_of_the_first_and_the_day_after_has_another(people, length):
    asked = each_day(*people, length=length)
    found = outlook(asked)
    answers = [outlook([day]).answer for day in asked]
    same = next((n for n, one in enumerate(answers) if one is not answers[0]), length)
    assert (found.answer, found.holds_until) == (answers[0], in_days(same - 1))
    assert found.then == (answers[same] if same < length else None)
    assert found.found == propose(asked[0].need, people) and asked[0].need.promise_ends_on == LAST
