"""A case in the media: while readers are named, only rektor's part lets in one more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.access import Part
from innsats.rules.restricting import obstacles_to_admitting

PARTS = st.frozensets(st.sampled_from(Part))


@given(PARTS)
def test_while_readers_are_named_only_rektors_part_lets_in_one_more(parts: frozenset[Part]) -> None:
    found = [one.code for one in obstacles_to_admitting(parts, is_restricted=True)]
    assert found == ([] if Part.PRINCIPAL in parts else ["readers_restricted"])


@given(PARTS)
def test_nothing_stands_in_the_way_when_no_readers_are_named(parts: frozenset[Part]) -> None:
    assert obstacles_to_admitting(parts, is_restricted=False) == ()
