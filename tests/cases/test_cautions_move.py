"""What keeps something from a guardian does not follow a child to another school; that somebody must ask there does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import note_recipient
from innsats.cases.models import Case
from innsats.cases.queries.entitled import recipients_of
from innsats.journal.actors import OPERATOR
from innsats.people.actions.moving import move_pupil
from innsats.people.models import Guardian, Pupil, School
from innsats.people.models.pupils import CAUTION
from innsats.vault import keys
from innsats.vault.sealing import open_one, seal
from tests import world
from tests.family.families import a_family_case, another_case, by_rektor, guardian, noted

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MOVED_AT = world.AT + DAY
PER = "Per Lien"
ASKED = ("ask", ["warned_before"])


@pytest.fixture
def case() -> Case:
    return a_family_case()


def next_school(case: Case, *, other_owner: bool = False) -> School:
    owner = world.an_owner("Nabo kommune") if other_owner else case.school.school_owner
    return world.a_school("Lia skole", owner=owner)


def moved(pupil: Pupil, school: School, at=MOVED_AT) -> Pupil:
    return move_pupil(pupil.pk, by=OPERATOR, at=at, school=school.uuid)


def case_of(pupil: Pupil, at=MOVED_AT) -> Case:
    return world.received(world.a_case(Pupil.objects.get(pk=pupil.pk).school, pupil=pupil, at=at), at=at)


def verdict(case: Case, name: str = PER, at=MOVED_AT) -> tuple[str, list[str]]:
    found = guardian(case, name, at).verdict
    return found.answer, [one.code for one in found.reasons]


@pytest.mark.parametrize("other_owner", [False, True])
def test_the_next_school_asks_before_anybody_in_the_family_is_told(case, other_owner):
    noted(case, PER, "no_contact")
    there = case_of(moved(case.pupil, next_school(case, other_owner=other_owner)))
    assert [verdict(there, one.name) for one in recipients_of(there, MOVED_AT)] == [ASKED, ASKED]


def test_who_has_no_parental_responsibility_by_what_the_school_knows_is_asked_about_there_too(case):
    noted(case, PER, responsibility="no")
    there = case_of(moved(case.pupil, next_school(case)))
    assert verdict(there) == ASKED


def test_what_was_lost_with_its_case_is_asked_about(case):
    """As it was sealed before: with the key of the case."""
    note = noted(case, PER, "danger")
    note.cautions = seal("danger", key=case.data_key_id, field="cases.RecipientNote.cautions", row=note.pk)
    note.save(update_fields=["cautions"])
    other = another_case(case)
    keys.destroy(case.data_key_id, at=world.AT)
    assert verdict(other, at=world.AT) == ASKED
    assert open_one((child := moved(case.pupil, next_school(case))).sealed_caution, child.pk) == CAUTION


def test_nothing_of_what_it_was_or_of_whom_goes_along(case):
    noted(case, PER, "no_contact", text="Dom i tingretten.")
    child = moved(case.pupil, next_school(case, other_owner=True))
    same = moved(world.a_pupil(case.school, "Ida Ås", guardians=["Kim Ås"]), child.school)
    assert len(bytes(child.sealed_caution)) == len(bytes(same.sealed_caution)) > 0
    assert {one.has_responsibility for one in Guardian.objects.filter(pupil=child)} == {True}


def test_that_nothing_keeps_something_from_somebody_is_told_by_nothing(case):
    notes = [noted(case, PER), noted(case, "Mona Lien", "no_contact")]
    assert len({len(bytes(one.cautions)) for one in notes}) == 1


def test_that_somebody_must_ask_stands_when_the_child_arrives_once_more_from_where_nobody_knew_it(case):
    noted(case, PER, "no_contact")
    child = moved(case.pupil, next_school(case))
    elsewhere = world.a_school("Moen skole", owner=case.school.school_owner)
    again = moved(world.a_pupil(elsewhere), child.school, MOVED_AT + DAY)
    assert again.pk == child.pk and open_one(again.sealed_caution, again.pk) == CAUTION


def test_without_anything_noted_nobody_is_asked_about(case):
    noted(case, PER)
    there = case_of(moved(case.pupil, next_school(case)))
    assert verdict(there) == ("may", [])


def test_what_is_noted_there_settles_it_and_until_all_are_asked_about_the_other_does_not_learn_where(case):
    noted(case, "Mona Lien", "protected")
    there = case_of(moved(case.pupil, next_school(case)))
    noted(there, PER, at=MOVED_AT)
    assert verdict(there) == ("may", []) and guardian(there, PER, MOVED_AT).verdict.is_limited
    noted(there, "Mona Lien", at=MOVED_AT)
    assert not guardian(there, PER, MOVED_AT).verdict.is_limited


def test_it_is_asked_at_the_school_after_that_too_and_when_the_child_comes_back(case):
    second, third = next_school(case), world.a_school("Moen skole", owner=case.school.school_owner)
    noted(case, PER)  # nothing, then
    child = moved(case.pupil, second)
    noted(case_of(child), PER, "no_contact", at=MOVED_AT)
    child = moved(child, third, MOVED_AT + DAY)
    child = moved(child, world.a_school("Nes skole", owner=case.school.school_owner), MOVED_AT + 2 * DAY)
    assert verdict(case_of(child, MOVED_AT + 3 * DAY), at=MOVED_AT + 3 * DAY) == ASKED
    home = moved(child, case.school, MOVED_AT + 4 * DAY)
    assert home.pk == case.pupil_id
    later = MOVED_AT + 5 * DAY
    assert verdict(case, at=later) == ASKED
    there = guardian(case, PER, later).guardian.pk
    note_recipient(case.pk, guardian=there, responsibility="yes", **by_rektor(case, later))
    assert verdict(case, at=later) == ("may", [])
