"""The duty to avert what is serious, whatever one has promised to keep to oneself."""

from __future__ import annotations

import pytest

from innsats.rules.averting import LISTED, Fear, averting


@pytest.mark.source("strl § 196")
def test_t94_a_knife_attack_that_is_most_likely_must_be_averted_and_secrecy_is_no_bar() -> None:
    verdict = averting(Fear.SERIOUS_HARM, is_likely=True)
    assert (verdict.outcome, verdict.source.name) == ("must_avert", "strl § 196")
    assert "taushetsplikt" in verdict.source.says


@pytest.mark.parametrize("fear", [Fear.ASSAULT, Fear.THREATS])
def test_blows_and_threats_are_not_on_the_list(fear: Fear) -> None:
    assert averting(fear, is_likely=True).outcome == "no_duty"


@pytest.mark.parametrize("fear", sorted(LISTED))
def test_what_is_not_likely_is_no_duty(fear: Fear) -> None:
    assert averting(fear, is_likely=False).outcome == "no_duty"
