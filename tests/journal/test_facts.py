"""Facts are read for verifying by another library than wrote them: both say the same of whatever an event may hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from innsats.journal.chain import facts_as_hashed
from innsats.journal.models import canonical

ONE = some.none() | some.booleans() | some.integers(-(2**63), 2**64 - 1) | some.text()
FACTS = some.dictionaries(some.text(), ONE | some.lists(ONE))


@given(facts=FACTS)
def test_facts_are_read_as_they_were_hashed(facts: dict[str, Any]) -> None:
    assert facts_as_hashed(json.dumps(facts)) == canonical(facts)


@pytest.mark.parametrize("facts", [{"half a letter": "\ud800"}, {"n": float("inf")}])
def test_what_the_other_library_does_not_take_is_read_as_well(facts: dict[str, Any]) -> None:
    assert facts_as_hashed(json.dumps(facts)) == canonical(facts)


@given(number=some.integers(min_value=2**64), other=some.integers())
def test_a_number_that_no_column_holds_is_taken_for_no_other(number: int, other: int) -> None:
    assert facts_as_hashed(json.dumps({"n": number})) != canonical({"n": other})
