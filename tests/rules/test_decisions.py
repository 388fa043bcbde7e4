"""What is an enkeltvedtak: a closed list, and the plan is not on it."""

from __future__ import annotations

import pytest

from innsats.rules.acts import Act
from innsats.rules.decisions import IndividualDecision, is_individual_decision
from innsats.rules.plans import MeasureKind


@pytest.mark.source("fvl67 § 2")
def test_T52_the_plan_cannot_be_classified_as_enkeltvedtak() -> None:
    assert {one.value for one in IndividualDecision} == {
        "governor_decision", "dismissal", "exclusion", "change_of_school"
    }  # fmt: skip
    assert all(is_individual_decision(kind) for kind in IndividualDecision)
    others = ("plan", "activity_plan", "", *Act, *MeasureKind)
    assert not any(is_individual_decision(kind) for kind in others)
