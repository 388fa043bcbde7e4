"""What follows from age, to the hour: at 00:00 in Oslo on the birthday, whatever the birthday."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules import ages
from innsats.rules.ages import Told, age_at, reaches
from innsats.rules.calendar import OSLO, day_of, start_of_day

BORN = st.dates(date(1996, 1, 1), date(2030, 12, 31))
MOMENT = timedelta(microseconds=1)


@given(born=BORN, years=st.integers(1, 20))
def test_a_year_is_added_at_midnight_of_the_birthday_and_not_a_moment_before(born, years):
    at = reaches(born, years)
    assert at.astimezone(OSLO).hour == 0
    assert (age_at(born, at - MOMENT), age_at(born, at)) == (years - 1, years)


@given(born=BORN, days=st.integers(0, 20 * 366))
def test_age_never_falls_as_time_goes(born, days):
    at = start_of_day(born) + timedelta(days=days)
    assert 0 <= age_at(born, at) <= age_at(born, at + timedelta(hours=1))


@given(born=BORN, years=st.integers(1, 20))
def test_the_birthday_has_the_day_and_month_of_birth_or_is_the_day_after_a_day_that_is_not_there(born, years):
    on = day_of(reaches(born, years))
    assert on.year == born.year + years
    assert (on.month, on.day) == ((born.month, born.day) if (born.month, born.day) != (2, 29) or _leaps(on) else (3, 1))


def _leaps(on: date) -> bool:
    return on.year % 4 == 0


@pytest.mark.source("opplf § 11-1")
@pytest.mark.parametrize(
    ("born", "at", "of_age"),
    [
        (date(2008, 3, 24), datetime(2026, 3, 23, 23, 59, 59, tzinfo=OSLO), False),
        (date(2008, 3, 24), datetime(2026, 3, 24, 0, 0, tzinfo=OSLO), True),
        (date(2008, 2, 29), datetime(2026, 2, 28, 23, 59, 59, tzinfo=OSLO), False),
        (date(2008, 2, 29), datetime(2026, 3, 1, 0, 0, tzinfo=OSLO), True),
    ],
)
def test_what_guardians_have_ends_at_midnight_when_the_pupil_turns_18(born, at, of_age):
    assert ages.is_of_age(born, at) is of_age


@pytest.mark.source("oppl § 24-5")
def test_from_15_the_pupil_alone_may_report_and_choose():
    born = date(2011, 3, 23)
    assert not ages.acts_alone(born, datetime(2026, 3, 22, 23, 59, tzinfo=OSLO))
    assert ages.acts_alone(born, datetime(2026, 3, 23, 0, 0, tzinfo=OSLO))


@pytest.mark.source("fvl67 § 18(1)")
@given(born=BORN, days=st.integers(0, 20 * 366))
def test_t102_under_15_nothing_under_secrecy_is_given(born, days):
    at = start_of_day(born) + timedelta(days=days)
    assert ages.may_know_secrets(born, at) is (at >= reaches(born, 15))


@pytest.mark.source("pbrl § 4-3")
def test_health_is_the_pupils_own_from_16():
    born = date(2010, 3, 23)
    assert not ages.consents_to_health(born, datetime(2026, 3, 22, 23, 59, tzinfo=OSLO))
    assert ages.consents_to_health(born, datetime(2026, 3, 23, 0, 0, tzinfo=OSLO))


@pytest.mark.source("fvl67 § 16")
@given(born=BORN, days=st.integers(0, 20 * 366))
def test_notices_go_to_guardians_then_to_both_then_to_the_pupil_alone(born, days):
    at = start_of_day(born) + timedelta(days=days)
    expected = {Told.GUARDIANS} if at < reaches(born, 15) else set(Told) if at < reaches(born, 18) else {Told.PUPIL}
    assert ages.told_of(born, at) == expected
