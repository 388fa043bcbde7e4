"""Whom an edition is made for, and what an approver is told first."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from innsats.rules.calendar import OSLO
from innsats.rules.editions import (
    Group,
    group_of_guardian,
    group_of_pupil,
    hints_for,
    obstacles_to_approval,
    tells_childs_words,
    tells_of_others,
    tells_where,
)


@pytest.mark.source("fvl67 § 18(1)")
def test_t102_a_pupil_of_14_reads_the_childs_edition_and_one_of_15_the_pupils():
    born = date(2011, 3, 23)
    assert group_of_pupil(born, datetime(2026, 3, 22, 23, 59, tzinfo=OSLO)) is Group.CHILD
    assert group_of_pupil(born, datetime(2026, 3, 23, 0, 0, tzinfo=OSLO)) is Group.PUPIL
    assert group_of_pupil(None, datetime(2026, 3, 23, tzinfo=OSLO)) is Group.CHILD
    assert {one for one in Group if not tells_of_others(one)} == {Group.CHILD}


def test_with_a_protected_address_the_edition_has_no_places():
    assert [group_of_guardian(is_limited=one) for one in (False, True)] == [Group.GUARDIANS, Group.LIMITED]
    assert {one for one in Group if not tells_where(one)} == {Group.LIMITED}


@pytest.mark.source("oppl § 10-2")
def test_the_childs_words_are_for_guardians_who_may_know_where_the_child_is():
    assert {one for one in Group if tells_childs_words(one)} == {Group.GUARDIANS}


@pytest.mark.source("fvl67 § 13")
@pytest.mark.parametrize(
    ("text", "in_grade", "codes"),
    [
        ("En voksen er med ute.", 30, []),
        ("Emma skal sitte et annet sted.", 30, ["names_another_child"]),
        ("Noah får sitte ved døra.", 9, ["few_in_grade"]),
        ("Noah får sitte ved døra.", 10, []),
        ("Noah får sitte ved døra.", None, []),
        ("Emmas plass er flyttet.", 3, ["names_another_child", "few_in_grade"]),
    ],
)
def test_hints_name_other_children_and_few_in_the_grade(text, in_grade, codes):
    found = hints_for(text, ("Emma Lien",), "Noah Lien", in_grade=in_grade)
    assert [one.code for one in found] == codes


@pytest.mark.source("offl § 13")
@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"seen": "a", "now": "a", "approved": ""}, []),
        ({"seen": "a", "now": "a", "approved": "b"}, []),
        ({"seen": "b", "now": "a", "approved": "b"}, ["edition_changed"]),
        ({"seen": "a", "now": "a", "approved": "a"}, ["edition_approved_already"]),
        ({"seen": "a", "now": "a", "approved": "", "names_other": True}, ["edition_names_another"]),
    ],
)
def test_what_keeps_an_edition_from_being_approved(given, codes):
    assert [one.code for one in obstacles_to_approval(**{"names_other": False, **given})] == codes
