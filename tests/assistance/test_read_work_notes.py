"""Who reads the work notes: those who assist here now and have declared, and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.assistance.actions import end_assistance
from innsats.assistance.queries.pages import assistance_page
from innsats.assistance.queries.worknotes import work_notes_page
from innsats.cases.actions import close_case, restrict_readers
from innsats.cases.models import Case
from innsats.cases.queries.access import NotVisible, visible
from innsats.cases.queries.head import Shut
from innsats.journal.models import Look
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from tests import world
from tests.assistance.helping import jotted

pytestmark = pytest.mark.django_db
EVERYBODY = ("Kari Vik", "Lea Strand", "Ola Dahl", "Pia Tangen", "Dan Vold", "Eva Lie")


def viewing(name: str, at=world.AT):
    return viewer_of(world.actor(Person.objects.get(name=name)), at)


def readers(at=world.AT) -> list[str]:
    return [one for one in EVERYBODY if visible(Act.READ_WORK_NOTES, viewing(one, at), Case).exists()]


@pytest.fixture
def note(case, begun):
    return jotted(case, text="Bare for oss.")


def test_those_who_assist_and_nobody_else(case, note):
    assert readers() == ["Pia Tangen", "Dan Vold", "Eva Lie"]
    assert [one.text for one in work_notes_page(viewing("Dan Vold"), case.number).notes] == ["Bare for oss."]
    assert Look.objects.filter(act="read_work_notes").exists()


def test_for_all_others_there_is_no_such_page(case, note):
    with pytest.raises(NotVisible):
        work_notes_page(viewing("Kari Vik"), case.number)
    with pytest.raises(Shut):
        work_notes_page(viewing("Lea Strand"), case.number)
    assert [assistance_page(viewing(one), case.number).notes != "" for one in ("Kari Vik", "Pia Tangen")] == [
        False, True,
    ]  # fmt: skip


def test_who_is_inhabil_or_has_not_declared_anew_reads_none(case, note):
    emma = world.a_pupil(case.school, "Emma Dahl")
    world.declared(case, world.principal_of(case.school), parties=[emma])
    assert readers() == []
    world.declared(case, Person.objects.get(name="Pia Tangen"))
    assert readers() == ["Pia Tangen"]


def test_who_is_not_among_the_named_readers_reads_none(case, note):
    rektor = world.principal_of(case.school)
    restrict_readers(
        case.pk, by=world.actor(rektor), at=world.AT, spokesperson=rektor.uuid, reason="Avisa ringer.",
        readers=[Person.objects.get(name="Pia Tangen").uuid],
    )  # fmt: skip
    assert readers() == ["Pia Tangen"]


def test_nobody_reads_any_when_the_access_is_over(case, note, leader):
    assert readers(world.AT + timedelta(days=40)) == []
    end_assistance(case.pk, done="Alt", school_can="Alt", erase_notes=True, **leader)
    assert readers() == []


def test_they_are_found_when_the_case_is_closed_so_that_they_can_be_handed_over(case, note):
    close_case(
        case.pk, ending="left", left_on=world.AT.date(), reason="Flyttet",
        by=world.actor(world.principal_of(case.school)), at=world.AT,
    )  # fmt: skip
    assert assistance_page(viewing("Pia Tangen"), case.number).notes
    page = work_notes_page(viewing("Pia Tangen"), case.number)
    assert page.frame.reasons and not page.notes[0].hand.reasons


def test_the_page_takes_as_many_queries_for_three_notes_as_for_one(case, note, django_assert_num_queries):
    pia = viewing("Pia Tangen")
    work_notes_page(pia, case.number)  # the first look leaves its trace
    with django_assert_num_queries(5) as first:
        work_notes_page(pia, case.number)
    jotted(case)
    jotted(case)
    with django_assert_num_queries(len(first)):
        work_notes_page(pia, case.number)
