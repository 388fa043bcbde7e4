"""The morning's list: what one may see at a unit, with names only where one may read; and that it was printed."""

from __future__ import annotations

import pytest
from django.utils import translation

from innsats.archive.actions import print_open_cases
from innsats.cases.actions import tell_owner
from innsats.journal.models import Event
from innsats.rules.impartiality import Relation
from innsats.vault import keys
from tests import world
from tests.archive.files import check_archive_file
from tests.archive.reading import text_of
from tests.cases.refusals import refused

pytestmark = pytest.mark.django_db
PRINT_QUERIES = 13


def printed(unit, by):
    return print_open_cases(unit.uuid, by=world.actor(by), at=world.AT)


def test_rektor_gets_the_open_cases_of_the_school_with_what_runs():
    case = world.measures_started()
    said = text_of(printed(case.school, world.principal_of(case.school)).pdf)
    assert f"{case.number} Noah Lien, 6A Solbakken skole Tiltak Lise Berg" in said
    assert "Evaluering: innen mandag 30. mars 2026 (går)" in said


def test_the_owner_is_told_of_a_case_and_gets_its_number_without_a_name():
    case = world.received()
    officer = world.an_officer(case.school_owner)
    assert case.number not in text_of(printed(case.school_owner, officer).pdf)
    rektor = world.actor(world.principal_of(case.school))
    tell_owner(case.subject, by=rektor, at=world.AT, to=officer.uuid, how="phone")
    said = text_of(printed(case.school_owner, officer).pdf)
    assert case.number in said and "Noah" not in said
    assert "Meldingen tas imot" not in said  # the clocks of a report are for those who may read the case


def test_a_rektor_who_is_inhabil_gets_a_list_without_the_case():
    case = world.received()
    rektor = world.principal_of(case.school)
    world.declared(case, rektor, ties={case.pupil: Relation.PARENT})
    said = text_of(printed(case.school, rektor).pdf)
    assert case.number not in said and "Ingen åpne saker." in said


def test_a_case_at_another_school_is_not_on_the_list():
    case = world.received()
    other = world.a_school("Åsen skole", owner=case.school_owner)
    assert case.number not in text_of(printed(other, world.principal_of(world.a_report(other).school)).pdf)


def test_an_employee_does_not_print_it():
    school = world.received().school
    employee = world.an_employee(school, "Uten Del")
    with refused("wrong_part"):
        printed(school, employee)


def test_it_is_recorded_at_the_unit_with_the_cases_and_the_sum():
    case = world.received()
    made = printed(case.school, world.principal_of(case.school))
    event = Event.objects.get(act="print_open_cases")
    assert event.stream == case.school.subject.stream
    assert event.facts == {"sha256": made.sha256, "language": "nb", "cases": [str(case.pk)]}
    assert made.name == "2026-03-23.pdf"


@pytest.mark.parametrize(("language", "tag", "title"), [
    ("nb", "nb-NO", "Åpne saker: "), ("nn", "nn-NO", "Opne saker: "), ("en", "en-GB", "Open cases: "),
])  # fmt: skip
def test_it_is_an_archive_file_in_the_language_of_the_reader(language, tag, title):
    case = world.received()
    with translation.override(language):
        pdf = printed(case.school, world.principal_of(case.school)).pdf
    check_archive_file(pdf, language=tag, title=title + case.school.name)


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_with_one_case_and_with_three(count, django_assert_num_queries):
    school = world.a_school()
    for n in range(count):
        world.received(world.a_case(school, pupil=world.a_pupil(school, f"Elev {n}")))
    rektor = world.principal_of(school)
    printed(school, rektor)
    keys.forget()
    with django_assert_num_queries(PRINT_QUERIES):
        printed(school, rektor)


def test_the_page_offers_ones_own_units_and_is_nowhere_for_others(client):
    case = world.received()
    rektor = world.signed_in(client, world.principal_of(case.school))
    assert "/apne-saker/utskrift/" in rektor.get("/saker/").content.decode()
    assert case.school.name in rektor.get("/apne-saker/utskrift/").content.decode()
    answer = rektor.post("/apne-saker/utskrift/", {"unit": str(case.school.uuid)})
    assert answer.content.startswith(b"%PDF-") and answer["Cache-Control"] == "no-store"
    assert rektor.post("/apne-saker/utskrift/", {"unit": str(case.school_owner.uuid)}).status_code == 422
    employee = world.signed_in(client, world.an_employee(case.school, "Uten Del"))
    assert employee.get("/apne-saker/utskrift/").status_code == 404
    assert "/apne-saker/utskrift/" not in employee.get("/saker/").content.decode()
