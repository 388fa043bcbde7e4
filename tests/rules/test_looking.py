"""Who has opened a case: by when a family is told, who of it may be, and which reading is raised."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.editions import Group
from innsats.rules.looking import (
    Ground,
    ReadingFacts,
    Why,
    may_ask,
    obstacles_to_ask,
    obstacles_to_release,
    obstacles_to_settle,
    raised_for,
    trail_due,
)

NOON = datetime(2026, 3, 23, 11, tzinfo=UTC)
LINES = ["2026-03-20|a", "2026-03-21|b"]
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def facts(**more: object) -> ReadingFacts:
    return ReadingFacts(**{"at": NOON, "things_count": 1, "busiest_count": 1, **more})


def codes(**more: object) -> list[str]:
    said = {"is_released": False, "withheld": [], "lines": LINES, "ground": None, "because": "", **more}
    return [one.code for one in obstacles_to_release(**said)]


@pytest.mark.source("opplf § 20-2")
def test_ordinary_reading_is_never_raised():
    assert raised_for(facts()) == ()


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"things_count": 15, "busiest_count": 7}, (Why.MANY,)),
        ({"things_count": 14, "busiest_count": 0}, ()),
        ({"things_count": 15, "busiest_count": 8}, ()),
        ({"at": datetime(2026, 3, 23, 3, 59, tzinfo=UTC)}, (Why.NIGHT,)),  # one minute to five in Oslo
        ({"at": datetime(2026, 3, 23, 4, 0, tzinfo=UTC)}, ()),
        ({"at": datetime(2026, 6, 30, 22, 0, tzinfo=UTC)}, (Why.NIGHT,)),  # midnight, in summer
        ({"is_near": True}, (Why.NEAR,)),
        ({"closed_on": date(2026, 2, 20)}, (Why.CLOSED,)),
        ({"closed_on": date(2026, 2, 21)}, ()),
        ({"is_near": True, "closed_on": date(2026, 1, 1)}, (Why.NEAR, Why.CLOSED)),
    ],
)
def test_reading_is_raised_for_these_reasons(more, expected):
    assert raised_for(facts(**more)) == expected


@given(MOMENTS, st.integers(1, 500), st.integers(0, 500))
def test_whoever_reads_no_more_than_twice_the_usual_never_reads_uncommonly_much(at, count, busiest):
    assert Why.MANY not in raised_for(facts(at=at, things_count=min(count, 2 * busiest), busiest_count=busiest))


@pytest.mark.source("GDPR art. 12(3)")
@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 3, 23), date(2026, 4, 23)), (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2027, 12, 5), date(2028, 1, 5)),
    ],
)
def test_the_list_is_due_a_month_after_it_was_asked_for(asked, due):
    assert trail_due(datetime(asked.year, asked.month, asked.day, 12, tzinfo=UTC)) == due


@given(MOMENTS)
def test_it_is_never_due_later_than_31_days_after(at):
    assert timedelta(days=27) < trail_due(at) - at.date() <= timedelta(days=32)


@pytest.mark.source("GDPR art. 15")
def test_guardians_who_may_know_where_the_child_is_and_pupils_from_fifteen_may_ask():
    assert [group for group in Group if may_ask(group, is_subject=True)] == [Group.GUARDIANS, Group.PUPIL]
    assert not any(may_ask(group, is_subject=False) for group in Group)


@pytest.mark.source("practice")
def test_one_question_at_a_time():
    assert obstacles_to_ask(is_waiting=False) == ()
    assert [one.code for one in obstacles_to_ask(is_waiting=True)] == ["trail_asked"]


@pytest.mark.source("popplyl § 16(3)")
def test_what_is_held_back_has_a_provision_and_a_reason():
    assert codes() == []
    assert codes(withheld=LINES[:1]) == ["withheld_without_ground", "withheld_without_reason"]
    assert codes(withheld=LINES[:1], ground=Ground.SECRECY) == ["withheld_without_reason"]
    assert codes(withheld=LINES[:1], ground=Ground.SECRECY, because="Taushetsplikt.") == []


def test_a_list_is_given_once_and_holds_back_only_what_is_in_it():
    assert codes(is_released=True) == ["trail_released"]
    assert codes(withheld=["x"], ground=Ground.SECRECY, because="Noe.") == ["unknown_line"]
    assert codes(ground=Ground.SECRECY) == ["nothing_withheld"]


def test_reading_is_settled_once():
    assert obstacles_to_settle(is_settled=False) == ()
    assert [one.code for one in obstacles_to_settle(is_settled=True)] == ["reading_settled"]
