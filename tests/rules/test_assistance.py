"""Help from outside: why it is asked for, on what ground, and for how long."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules import law
from innsats.rules.assistance import (
    BASES,
    LONGEST,
    PRACTISED,
    Basis,
    Reason,
    comes_on,
    obstacles_to_assign,
    obstacles_to_practice,
    obstacles_to_request,
    proposes_outside_help,
    skills_for,
)
from innsats.rules.teams import Skill

from .days import CALENDARS, DATES, OPEN

TODAY = date(2026, 5, 4)
FINE: dict[str, Any] = {
    "other": "", "necessity": "De må vite det.", "basis": Basis.SAME_ORGAN, "is_open": False, "is_served": True,
    "is_neighbours": False,
}  # fmt: skip


def request(*reasons: Reason, **more: object) -> list[str]:
    return [one.code for one in obstacles_to_request(reasons, **(FINE | more))]


def assign(until: date, hours: int = 4, *, mandate_until: date | None = None, has_mandate: bool = True) -> list[str]:
    found = obstacles_to_assign(until, hours, on=TODAY, mandate_until=mandate_until, has_mandate=has_mandate)
    return [one.code for one in found]


@pytest.mark.source("fvl67 § 13 b nr. 3", "fvl67 § 13 b nr. 5", "fvl67 § 13 a nr. 1")
def test_each_ground_for_sharing_has_its_source() -> None:
    cited = {Basis.SAME_ORGAN: law.SAME_ORGAN, Basis.OTHER_ORGAN: law.OTHER_ORGAN}
    assert cited | {Basis.CONSENT: law.SHARED_BY_CONSENT} == BASES
    assert set(BASES) == set(Basis)


@pytest.mark.source("fvl67 § 13 b nr. 5")
def test_t91_why_it_is_necessary_is_always_written() -> None:
    (found,) = obstacles_to_request([Reason.UNHEARD], **(FINE | {"necessity": "  "}))
    assert (found.code, found.source) == ("necessity_missing", law.OTHER_ORGAN)


@pytest.mark.source("UiS teams")
def test_one_of_the_closed_reasons_is_enough_and_none_is_not() -> None:
    assert request() == ["reasons_missing"]
    assert [request(one) for one in Reason if one is not Reason.OTHER] == [[]] * (len(Reason) - 1)
    assert request(Reason.OTHER) == ["other_reason_missing"] and request(Reason.OTHER, other="Avstand") == []


def test_every_reason_why_not_is_told_at_once() -> None:
    assert request(is_open=True, is_served=False, is_neighbours=True, necessity="") == [
        "team_not_for_school", "not_same_organ", "assistance_open", "reasons_missing", "necessity_missing",
    ]  # fmt: skip


@pytest.mark.source("fvl67 § 13 b nr. 3")
def test_two_owners_are_never_one_organ_and_the_other_grounds_are_open() -> None:
    (found,) = obstacles_to_request([Reason.UNHEARD], **(FINE | {"is_neighbours": True}))
    assert (found.code, found.source, found.about) == ("not_same_organ", law.SAME_ORGAN, ("basis",))
    for basis in (Basis.OTHER_ORGAN, Basis.CONSENT):
        assert request(Reason.UNHEARD, is_neighbours=True, basis=basis) == []


@pytest.mark.source("Udir mandate")
def test_a_neighbours_team_goes_no_longer_than_the_mandate_and_the_agreement() -> None:
    until = TODAY + timedelta(days=30)
    bounds = {"on": TODAY, "has_mandate": True, "mandate_until": TODAY, "agreed_until": TODAY}
    assert [one.code for one in obstacles_to_assign(until, 4, **bounds)] == ["beyond_mandate", "beyond_agreement"]
    assert not obstacles_to_assign(TODAY, 4, **bounds)


@given(st.sets(st.sampled_from(Reason)))
def test_the_four_parts_are_always_asked_for_and_one_more_reason_never_asks_for_less(reasons: set[Reason]) -> None:
    asked = skills_for(reasons)
    assert {Skill.UNDERSTAND, Skill.UNCOVER, Skill.STOP, Skill.FOLLOW_UP} <= asked
    assert all(asked <= skills_for(reasons | {one}) for one in Reason)


@pytest.mark.source("Udir mandate")
def test_nobody_is_sent_without_a_mandate_nor_beyond_it() -> None:
    assert assign(TODAY, has_mandate=False) == ["no_mandate"]
    assert assign(TODAY + timedelta(days=2), mandate_until=TODAY + timedelta(days=1)) == ["beyond_mandate"]
    assert assign(TODAY + timedelta(days=1), mandate_until=TODAY + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("days", "hours", "codes"),
    [
        (0, 1, []), (366, 40, []), (-1, 4, ["until_in_past"]), (367, 4, ["until_too_far"]),
        (0, 0, ["hours_out_of_bounds"]), (0, 41, ["hours_out_of_bounds"]),
    ],
)  # fmt: skip
def test_it_lasts_from_today_to_a_year_and_takes_from_an_hour_to_a_whole_week(
    days: int, hours: int, codes: list[str]
) -> None:
    assert timedelta(days=366) == LONGEST
    assert assign(TODAY + timedelta(days=days), hours) == codes


@pytest.mark.source("UiS teams")
@given(people=st.sets(st.sampled_from("abc")), skills=st.sets(st.sampled_from(Skill)))
def test_what_is_learned_by_doing_it_together_is_kept_of_those_who_did(people: set[str], skills: set[Skill]) -> None:
    found = obstacles_to_practice(people, skills, offered="ab")
    is_fine = bool(people) == bool(skills) and people <= set("ab") and skills <= set(PRACTISED)
    assert (found == ()) is is_fine


@pytest.mark.source("UiS teams")
@pytest.mark.parametrize(("is_at_school", "has_asked"), [(True, False), (True, True), (False, True), (False, False)])
def test_the_team_is_proposed_where_nobody_who_leads_the_school_can_have_the_case(
    is_at_school: bool, has_asked: bool
) -> None:
    is_proposed = proposes_outside_help(is_at_school=is_at_school, has_asked=has_asked)
    assert is_proposed is (not is_at_school and not has_asked)


@pytest.mark.source("practice")
def test_those_who_go_come_on_a_working_day_within_the_promise() -> None:
    sunday, monday, week = date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 5)
    assert comes_on(sunday, week, OPEN) == comes_on(monday, week, OPEN) == monday
    assert comes_on(sunday, sunday, OPEN) == sunday  # the promise ends then, and is counted in calendar days
    assert comes_on(sunday, date(2026, 11, 27), OPEN) == monday  # too late either way


@given(DATES, st.integers(-5, 10), CALENDARS)
def test_the_day_to_come_keeps_a_promise_that_can_be_kept(able_on, days, calendar) -> None:
    ends_on = able_on + timedelta(days=days)
    day = comes_on(able_on, ends_on, calendar)
    assert day >= able_on and (day <= ends_on) is (able_on <= ends_on)
    assert calendar.is_working_day(day) or day == able_on
