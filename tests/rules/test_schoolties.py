"""How somebody from outside stands to the school, before the names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from innsats.rules.impartiality import FVL25, FVL67, Outcome
from innsats.rules.schoolties import SchoolTie, assess_school_tie

THEN, BEFORE = date(2027, 7, 1), date(2027, 6, 30)
WITH_A_DAY = (FVL67, replace(FVL25, in_force_from=THEN))
TIES = [tie for tie in SchoolTie if tie not in (SchoolTie.NONE, SchoolTie.STEPS_ASIDE)]


@pytest.mark.source("fvl67 § 6(2)", "fvl25 § 27")
@pytest.mark.parametrize(("on", "source"), [(BEFORE, "fvl67 § 6(2)"), (THEN, "fvl25 § 27")])
@pytest.mark.parametrize("tie", TIES)
def test_H14_every_tie_to_the_school_must_be_assessed_and_none_disqualifies(
    tie: SchoolTie, on: date, source: str
) -> None:
    found = assess_school_tie(tie, on=on, statutes=WITH_A_DAY)
    assert found is not None and (found.outcome, found.source.name) == (Outcome.TO_ASSESS, source)


def test_no_tie_is_impartial_and_stepping_aside_is_no_finding() -> None:
    found = assess_school_tie(SchoolTie.NONE, on=BEFORE)
    assert found is not None and found.outcome == Outcome.IMPARTIAL
    assert assess_school_tie(SchoolTie.STEPS_ASIDE, on=BEFORE) is None
