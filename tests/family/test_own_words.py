"""The child's own words in the guardians' edition: those that it lets go home, once an adult has read them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from innsats.cases import actions
from innsats.cases.models import Case
from innsats.family.queries.approved import read_edition
from innsats.family.queries.content import Content, content_of
from innsats.family.queries.edition import edition_for
from innsats.family.queries.pages import approve_page
from innsats.people.viewers import viewer_of
from innsats.rules.editions import Group
from tests import world
from tests.cases.refusals import refused
from tests.family.families import a_family_case, approved, by_rektor, child, family, noted, reader, said_in

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=2)
SAID = "I gymmen er det fint nå."


@pytest.fixture
def case() -> Case:
    return a_family_case()


def said(case: Case, words: str = SAID, *, home: bool | None = True, at: Any = world.AT) -> Any:
    return actions.check_in_pupil(case.pk, is_safe="yes", own_words=words, is_for_home=home, **by_rektor(case, at))


def of(case: Case, group: Group, name: str = "Noah Lien") -> Content:
    return edition_for(case, family(case, name), group, world.AT)


def test_guardians_read_what_the_child_lets_them_read_with_the_day_and_its_own_words(case: Case) -> None:
    said(case)
    approved(case)
    section = read_edition(reader(case), case.pk).sections[2]
    assert section.title == "Det Noah har sagt" and "Noah lar dere lese dette." in section.said[0]
    assert [(one.title, one.text) for one in section.items] == [("mandag 23. mars", f"«{SAID}»")]


@pytest.mark.parametrize("home", [False, None])
def test_without_the_childs_yes_the_words_are_in_no_edition(case: Case, home: bool | None) -> None:
    said(case, home=home)
    for name in ("Noah Lien", "Emma Dahl"):
        assert not any(SAID in of(case, group, name).as_text for group in Group)


def test_they_are_in_the_guardians_edition_alone(case: Case) -> None:
    said(case)
    assert [group for group in Group if SAID in of(case, group).as_text] == [Group.GUARDIANS]
    assert not any(SAID in of(case, group, "Emma Dahl").as_text for group in Group)
    approved(case, Group.CHILD)
    assert SAID not in said_in(read_edition(child(case), case.pk))


def test_with_a_protected_address_they_might_say_where_the_child_is(case: Case) -> None:
    noted(case, "Mona Lien", "protected")
    said(case)
    approved(case, Group.LIMITED)
    assert SAID not in said_in(read_edition(reader(case, "Per Lien"), case.pk))


def test_what_nobody_at_school_saw_written_waits_until_an_adult_has_read_it(case: Case) -> None:
    turn = actions.start_check_in(case.pk, **by_rektor(case))
    given = {"is_safe": "yes", "own_words": SAID, "is_for_home": True, "turn": turn.pk}
    held = actions.check_in_pupil(case.pk, **given, **by_rektor(case))
    assert of(case, Group.GUARDIANS).own_words == ()
    actions.answer_check_in(case.pk, check_in=held.pk, **by_rektor(case))
    assert [one.text for one in of(case, Group.GUARDIANS).own_words] == [SAID]


def test_new_words_are_a_change_that_a_person_approves_anew(case: Case) -> None:
    approved(case)
    with refused("edition_approved_already"):
        approved(case)
    said(case)
    assert SAID not in said_in(read_edition(reader(case), case.pk))
    approved(case, at=LATER)
    assert SAID in said_in(read_edition(reader(case, at=LATER), case.pk))


def test_what_was_approved_before_there_were_words_still_opens_and_is_no_change(case: Case) -> None:
    content = of(case, Group.GUARDIANS)
    assert "own_words" not in json.loads(content.as_text)
    assert content_of(content.as_text) == content and content_of(content.as_text).digest == content.digest


def test_words_are_kept_and_opened_as_they_were(case: Case) -> None:
    said(case)
    content = of(case, Group.GUARDIANS)
    assert content.own_words and content_of(content.as_text) == content


def test_whoever_approves_is_told_that_the_words_name_another_child_and_can_put_it_right(case: Case) -> None:
    held = said(case, "Emma var snill i dag.")
    rektor = viewer_of(world.actor(world.principal_of(case.school)), world.AT)
    noah = case.pupil_id

    def hints() -> str:
        return " ".join(approve_page(rektor, case.number, noah, Group.GUARDIANS).hints)

    assert "Emma Dahl" in hints()
    put_right = {"text": "En venn var snill i dag.", "reason": "Navnet på et annet barn"}
    later = by_rektor(case, world.AT + timedelta(minutes=1))
    actions.correct_record(case.pk, target=f"checkin:{held.pk}:own_words", **put_right, **later)
    assert "Emma" not in hints()
    assert [one.text for one in of(case, Group.GUARDIANS).own_words] == [put_right["text"]]


def test_another_childs_words_from_before_the_case_was_moved_are_nobodys(case: Case) -> None:
    said(case)
    emma = family(case, "Emma Dahl").pupil
    later = by_rektor(case, world.AT + timedelta(hours=1))
    actions.correct_pupil(case.pk, pupil=emma.pk, reason="Feil elev", told_otherwise=True, **later)
    moved = Case.objects.select_related("school__school_owner", "pupil").get(pk=case.pk)
    assert not any(SAID in of(moved, group, "Emma Dahl").as_text for group in Group)
