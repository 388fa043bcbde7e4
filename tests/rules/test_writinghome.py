"""Who at home can be written to, and whose name must not stand there."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from innsats.rules import law
from innsats.rules.recipients import obstacles_to_key
from innsats.rules.verdicts import Obstacle
from innsats.rules.writinghome import names_obstacles, obstacles_to_writing_home
from tests.rules.test_recipients import AT, BORN, FACTS, check_recipient

NAMES = st.text("ABCDEFGHIJ", min_size=2, max_size=6).map(str.capitalize)
HELD = (Obstacle("no_contact", law.NO_CONTACT),)


def codes(obstacles: tuple[Obstacle, ...]) -> list[str]:
    return [one.code for one in obstacles]


def test_one_who_reads_something_and_has_a_code_can_be_written_to() -> None:
    assert obstacles_to_writing_home((), has_edition=True, has_code=True) == ()


def test_every_reason_is_told_and_not_the_first_alone() -> None:
    found = obstacles_to_writing_home(HELD, has_edition=False, has_code=False)
    assert codes(found) == ["no_contact", "home_reads_nothing", "home_has_no_code"]


@pytest.mark.source("bl81 § 47")
@given(facts=FACTS, has_edition=st.booleans(), has_code=st.booleans())
def test_whoever_may_not_get_it_is_never_written_to(facts, has_edition, has_code) -> None:
    kept = obstacles_to_key(check_recipient(facts, BORN, AT))
    found = obstacles_to_writing_home(kept, has_edition=has_edition, has_code=has_code)
    assert set(kept) <= set(found)
    assert bool(found) == (bool(kept) or not (has_edition and has_code))


@pytest.mark.source("fvl67 § 13")
@given(own=NAMES, other=NAMES, before=st.sampled_from(["", "Vi har snakket med "]))
def test_another_family_never_gets_the_name_of_a_child_that_is_not_its_own(own, other, before) -> None:
    assume(own != other)
    text = f"{before}{other} i dag."
    for is_sure in (False, True):
        found = names_obstacles(text, [other], own, is_subject=False, is_sure=is_sure)
        assert codes(found) == ["home_names_another"]


@pytest.mark.source("fvl67 § 13")
def test_a_person_looks_at_names_to_the_pupils_own_family_and_may_let_them_stand() -> None:
    asked = names_obstacles("Emma er med.", ["Emma Dahl"], "Noah Lien", is_subject=True, is_sure=False)
    assert [(one.code, one.about) for one in asked] == [("home_names_to_check", ("is_sure",))]
    assert names_obstacles("Emma er med.", ["Emma Dahl"], "Noah Lien", is_subject=True, is_sure=True) == ()
    assert names_obstacles("Noah har det bedre.", ["Emma Dahl"], "Noah Lien", is_subject=False, is_sure=False) == ()
