"""A child never interprets, and nobody in the family."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.interpreting import Interpreter, obstacles_to_interpreter


def codes(who: Interpreter, name: str = "", children: tuple[str, ...] = (), family: tuple[str, ...] = ()) -> list[str]:
    return [one.code for one in obstacles_to_interpreter(who, name, children=children, family=family)]


@pytest.mark.source("tolkl § 4")
def test_a_child_never_interprets() -> None:
    assert codes(Interpreter.CHILD) == ["child_interprets"]


@given(st.sampled_from(Interpreter), st.text(max_size=20))
def test_a_child_never_interprets_whoever_it_is_said_to_be(who: Interpreter, name: str) -> None:
    if name.strip():
        assert codes(who, name, children=(name,)) == ["child_interprets"]


def test_the_name_of_a_registered_child_is_a_child_however_it_is_written() -> None:
    assert codes(Interpreter.OTHER_ADULT, "sara  HOLM", children=("Sara Holm",)) == ["child_interprets"]
    assert not codes(Interpreter.QUALIFIED, "Sara Holm, tolk 4412", children=("Sara Holm",))


def test_somebody_in_the_family_does_not_either() -> None:
    assert codes(Interpreter.RELATIVE) == ["relative_interprets"]
    assert codes(Interpreter.OTHER_ADULT, "Rita Lien", family=("Rita Lien",)) == ["relative_interprets"]


def test_others_do() -> None:
    assert not codes(Interpreter.QUALIFIED, "Ali Noor") and not codes(Interpreter.TO_BE_BOOKED)
