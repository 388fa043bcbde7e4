"""What never crosses from one child's case to another's, however it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.evaluation import carried_out_obstacles
from innsats.rules.linking import (
    RUN_OF_WORDS,
    copied_obstacles,
    link_obstacles,
    naming_obstacles,
    trust_obstacles,
)

WORD = st.text(alphabet="abcdefgæøå", min_size=2, max_size=6)
pytestmark = pytest.mark.source("fvl67 § 13")


@given(st.lists(WORD, min_size=1, max_size=30), st.lists(WORD, max_size=5), st.lists(WORD, max_size=5), st.data())
def test_six_words_in_the_same_order_are_found_wherever_they_stand(original, before, after, data) -> None:
    first = data.draw(st.integers(0, max(0, len(original) - RUN_OF_WORDS)))
    taken = original[first : first + RUN_OF_WORDS]
    text = ", ".join([*before, *taken, *after]).upper()
    is_copied = bool(copied_obstacles("text", text, " ".join(original)))
    assert is_copied or len(taken) < RUN_OF_WORDS


@given(st.lists(WORD, max_size=30), st.lists(WORD, max_size=30))
def test_words_of_ones_own_are_never_called_a_copy(original, told) -> None:
    mine = " ".join(f"{word}zz" for word in told)
    assert copied_obstacles("text", mine, " ".join(original)) == ()


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Noah var der.", True),
        ("Det var Noahs sekk.", True),
        ("noah lien var der", True),
        ("Familien Lien ringte.", False),  # Emma is called so too
        ("Hun har et godt liv.", False),
        ("Liv var der.", True),
        ("", False),
    ],
)
def test_a_child_whom_the_case_does_not_concern_is_not_named(text: str, is_named: bool) -> None:
    found = naming_obstacles("text", text, ["Noah Lien", "Liv Berg"], ["Emma Lien"])
    assert [one.code for one in found] == (["names_another_child"] if is_named else [])


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ((False, True, False), []),
        ((True, True, False), ["link_to_itself"]),
        ((False, False, False), ["link_across_schools"]),
        ((False, True, True), ["linked_already"]),
    ],
)
def test_which_cases_can_be_linked(facts: tuple[bool, bool, bool], codes: list[str]) -> None:
    is_itself, same_school, is_linked = facts
    found = link_obstacles(is_itself=is_itself, same_school=same_school, is_linked=is_linked)
    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("given_now", "answered", "codes"),
    [
        (None, None, ["carried_out_missing"]),
        ("yes", None, []),
        (None, "no", []),
        ("no", "no", []),
        ("yes", "no", ["carried_out_answered"]),
    ],
)
def test_carrying_out_is_answered_once(given_now: str | None, answered: str | None, codes: list[str]) -> None:
    assert [one.code for one in carried_out_obstacles(given_now, answered)] == codes


def test_two_pupils_who_report_each_other_never_have_the_same_trusted_adult():
    assert [one.code for one in trust_obstacles("lise", {"lise"})] == ["trusted_elsewhere"]
    assert trust_obstacles("lise", {"amir"}) == ()
