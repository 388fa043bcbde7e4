"""A pupil changes school: when it can be, who is about to, and when rektor is told."""

from __future__ import annotations

from datetime import date

import pytest

from innsats.rules.moving import Grades, Place, changes_school_next, is_time_to_tell, obstacles_to_move

HERE = Place(school="here", came_on=date(2026, 1, 12))
PRIMARY = Grades(lowest=1, highest=7)


def codes(place=HERE, *, to="there", grades=PRIMARY, grade=6, on=date(2026, 3, 2)) -> list[str]:
    found = obstacles_to_move(place, to_school=to, grades=grades, grade=grade, moved_on=on)
    return [one.code for one in found]


def test_a_pupil_can_go_to_another_school_that_has_the_grade():
    assert codes() == []
    assert codes(grade=None) == codes(grades=Grades(), grade=9) == []
    assert codes(Place(school="here"), on=date(2025, 8, 18)) == []


def test_every_reason_is_told_at_once():
    left = Place(school="here", came_on=date(2026, 1, 12), left_on=date(2026, 2, 1))
    assert codes(left, to="here", grade=8, on=date(2026, 1, 12)) == [
        "moved_already", "moves_nowhere", "before_place_began", "grade_not_there",
    ]


@pytest.mark.parametrize(("grade", "grades", "expected"), [
    (7, PRIMARY, True), (6, PRIMARY, False), (None, PRIMARY, False), (7, Grades(), False), (10, PRIMARY, True),
])  # fmt: skip
def test_the_last_grade_changes_school_in_august(grade, grades, expected):
    assert changes_school_next(grade, grades) is expected


@pytest.mark.parametrize(("on", "expected"), [
    (date(2026, 5, 31), False), (date(2026, 6, 1), True), (date(2026, 8, 31), True), (date(2026, 9, 1), False),
])  # fmt: skip
def test_rektor_is_told_from_the_first_of_june(on, expected):
    assert is_time_to_tell(on) is expected
