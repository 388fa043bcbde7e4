"""Physical interventions: three things in every record, and when the owner must hear of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.deadlines import InterventionFacts
from innsats.rules.interventions import KEPT, obstacles_to_recording, owes_owner
from innsats.rules.roles import Role
from innsats.rules.verdicts import Met, Status
from tests.rules.test_deadline_clocks import A_CASE, MONDAY, of

WHOLE = {"event": "Han kastet en stol.", "intervention": "Jeg holdt ham.", "pupil_view": "Jeg ble redd."}


@pytest.mark.source("oppl § 13-5(2)")
def test_t28_an_intervention_without_the_pupils_view_is_refused() -> None:
    (lacks,) = obstacles_to_recording({**WHOLE, "pupil_view": "  "})
    assert (lacks.code, lacks.about, lacks.source.name) == ("intervention_lacks", ("pupil_view",), "oppl § 13-5(2)")


@given(st.sets(st.sampled_from(KEPT)))
def test_t28_each_of_the_three_is_asked_for_and_nothing_else(written: set[str]) -> None:
    lacks = obstacles_to_recording({field: text for field, text in WHOLE.items() if field in written})
    assert {one.about[0] for one in lacks} == set(KEPT) - written


@pytest.mark.source("oppl § 13-5(1)")
def test_t30_the_owner_hears_of_a_serious_one_also_when_it_is_the_first() -> None:
    assert owes_owner(0, is_serious=True)
    assert not owes_owner(0, is_serious=False)


@given(st.integers(1, 50), st.booleans())
def test_the_owner_hears_of_every_one_after_the_first(earlier_count: int, is_serious: bool) -> None:
    assert owes_owner(earlier_count, is_serious=is_serious)


def test_t30_the_duty_runs_the_same_day_until_the_owner_is_told() -> None:
    case = replace(A_CASE, interventions=(InterventionFacts(recorded=Met(MONDAY, "7")),))
    clock = of(case)["intervention_to_owner"]
    assert (clock.due, clock.for_, clock.met) == (date(2026, 3, 30), Role.PRINCIPAL, None)
    told = replace(case.interventions[0], told=Met(MONDAY + timedelta(days=1), "8"))
    late = of(replace(case, interventions=(told,)))["intervention_to_owner"]
    assert late.status_at(MONDAY + timedelta(days=1)) is Status.MET_LATE


def test_an_officer_with_rektors_part_has_heard_of_it() -> None:
    case = replace(A_CASE, interventions=(InterventionFacts(recorded=Met(MONDAY, "7")),), holder=Role.OWNER_OFFICER)
    assert of(case)["intervention_to_owner"].met == Met(MONDAY, "7")


def test_each_intervention_has_a_clock_of_its_own() -> None:
    two = tuple(InterventionFacts(recorded=Met(MONDAY, str(n))) for n in range(2))
    assert {"intervention_to_owner", "intervention_to_owner2"} <= set(of(replace(A_CASE, interventions=two)))
