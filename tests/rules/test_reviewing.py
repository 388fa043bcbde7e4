"""When a mandate and an agreement are to be looked over, and when somebody may be told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from innsats.rules.calendar import OSLO
from innsats.rules.mandates import Mandate
from innsats.rules.reviewing import Review, agreement_review, is_time_to_remind, mandate_review
from innsats.rules.teamfacts import MANDATE_LASTS
from innsats.rules.teams import Period

TODAY, DAY = date(2026, 3, 23), timedelta(days=1)
MONTH = timedelta(days=30)


def a_mandate(signed_on=TODAY - 100 * DAY, ends_on=None, starts_on=None):
    period = Period(starts_on=starts_on or signed_on, ends_on=ends_on)
    return Mandate(signed_on=signed_on, period=period, levels={})


@pytest.mark.parametrize(
    ("days", "expected"),
    [(31, None), (30, None), (29, Review(TODAY + 29 * DAY)), (0, Review(TODAY)), (-1, Review(None))],
)
def test_t62_a_mandate_is_looked_over_a_month_before_it_ends_and_until_it_is_signed_anew(days, expected):
    assert mandate_review([a_mandate(ends_on=TODAY + days * DAY)], TODAY) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(30, None), (29, Review(TODAY + 29 * DAY)), (0, Review(TODAY)), (-1, Review(None))]
)
def test_t62_a_mandate_is_looked_over_before_it_is_older_than_a_year(days, expected):
    assert mandate_review([a_mandate(TODAY - MANDATE_LASTS + days * DAY)], TODAY) == expected


def test_one_that_is_signed_already_takes_its_place_also_when_it_begins_later():
    ends = TODAY + 10 * DAY
    follows = a_mandate(TODAY, starts_on=ends + DAY)
    assert mandate_review([a_mandate(ends_on=ends), follows], TODAY) is None


def test_a_team_without_any_mandate_has_nothing_to_look_over():
    assert mandate_review([], TODAY) is None and mandate_review([a_mandate(TODAY + DAY)], TODAY) is None


def test_an_agreement_is_made_anew_before_it_ends_and_one_that_is_over_is_left():
    ends = Period(starts_on=TODAY - MONTH, ends_on=TODAY + MONTH)
    assert agreement_review(ends, [], TODAY) == Review(TODAY + MONTH)
    assert agreement_review(ends, [], TODAY - DAY) is None and agreement_review(ends, [], TODAY + MONTH + DAY) is None
    assert agreement_review(ends, [Period(starts_on=TODAY + MONTH + DAY)], TODAY) is None
    assert agreement_review(Period(starts_on=TODAY), [], TODAY) is None


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2026-03-23T08:00", True), ("2026-03-23T15:59", True), ("2026-03-23T07:59", False), ("2026-03-23T16:00", False),
     ("2026-03-22T10:00", False)],
)  # fmt: skip
def test_nobody_is_told_in_the_evening_or_at_the_weekend(at, expected):
    assert is_time_to_remind(datetime.fromisoformat(at).replace(tzinfo=OSLO)) is expected
