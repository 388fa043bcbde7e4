"""The page where others take over what somebody has open, and the way to it from the person and the role."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from innsats.cases.actions import activate_plan
from innsats.cases.models import CaseAccess
from innsats.people.models import Appointment, Person
from innsats.rules.impartiality import Relation
from tests import world
from tests.cases.errands import given
from tests.cases.pages.reading import main_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def lise(school):
    return world.an_employee(school, "Lise Berg")


@pytest.fixture
def per(school):
    return world.an_employee(school, "Per Sand")


@pytest.fixture
def rektor(client, school, monkeypatch):
    world.it_is(monkeypatch)
    return world.signed_in(client, world.principal_of(school))


def some_work(school, lise, count: int) -> list:
    """As many cases and reports that Lise is responsible for, and as many case teams that she is in."""
    other_lead = world.an_employee(school, "Siv Moen")
    made = []
    for number, (name, other) in enumerate([("Noah Lien", "Ada Moe"), ("Ali Noor", "Ine Dal"), ("Ea Fos", "Bo Ek")]):
        named = ((1, name), (9, other), (20, f"Elev {'Abc'[number]}sen"))
        pupils = [world.a_pupil(school, one, born=date(2014, 1 + number, day)) for day, one in named]
        if number < count:
            case = world.heard(world.received(world.a_case(school, pupil=pupils[0]), lead=lise))
            world.with_draft(case, responsible=lise.uuid)
            activate_plan(case.pk, by=world.actor(world.principal_of(school)), at=world.AT)
            made.append(case)
            world.with_lead(world.declared(world.a_report(school), parties=[pupils[1]]), lise)
            world.in_team(world.received(world.a_case(school, pupil=pupils[2]), lead=other_lead), lise)
    return made


def page(person) -> str:
    return reverse("hand_over_work", args=[person.uuid])


def test_rektor_comes_from_the_person_sees_the_work_and_hands_it_over(rektor, school, lise, per):
    (case,) = some_work(school, lise, 1)
    assert page(lise) in main_of(rektor.get(reverse("person", args=[lise.uuid])))
    shown = rektor.get(page(lise))
    assert "Noah Lien, 6A" in text_of(shown) and case.number in text_of(shown)
    sent = {f"lead-{case.pk}": str(per.uuid), "form_key": "k"}
    assert rektor.post(page(lise), sent).url == reverse("person", args=[lise.uuid])
    assert CaseAccess.objects.get(case=case, part="lead", ends_at=None).person == per
    assert rektor.post(page(lise), sent).url == reverse("person", args=[lise.uuid])  # the second of two clicks


def test_what_was_chosen_is_kept_when_something_is_refused_and_the_reason_stands_at_its_piece(
    rektor, school, lise, per, monkeypatch
):
    first, second = some_work(school, lise, 2)
    siv = Person.objects.get(name="Siv Moen")
    rektor.get(page(lise))
    monkeypatch.setattr("innsats.cases.queries.leaving.assignees_of_all", _everybody(per, siv))
    world.a_known_relation(siv, second.pupil, Relation.SIBLING)  # after the page was opened
    answer = rektor.post(page(lise), {f"lead-{first.pk}": str(per.uuid), f"lead-{second.pk}": str(siv.uuid)})
    assert answer.status_code == 422 and "kan ikke ha oppgaver i den: Siv Moen" in text_of(answer)
    form = answer.context["form"]
    assert list(form.errors) == [f"lead-{second.pk}"]
    assert form[f"lead-{first.pk}"].value() == str(per.uuid)
    assert CaseAccess.objects.filter(person=lise, part="lead", ends_at=None).count() == 2


def _everybody(*people):
    return lambda rows, at: {row.pk: list(people) for row in rows}


def test_what_is_not_there_any_more_is_told_and_the_rest_is_not_done(rektor, school, lise, per):
    first, second = some_work(school, lise, 2)
    second.caseaccess_set.filter(part="lead").update(person=per)
    answer = rektor.post(page(lise), {f"lead-{first.pk}": str(per.uuid), f"lead-{second.pk}": str(per.uuid)})
    assert answer.status_code == 422 and "Noe er endret siden du åpnet siden" in text_of(answer)
    assert CaseAccess.objects.get(case=first, part="lead", ends_at=None).person == lise


def test_nothing_chosen_is_told(rektor, school, lise, per):
    some_work(school, lise, 1)
    answer = rektor.post(page(lise), {"form_key": "k"})
    assert answer.status_code == 422 and "Velg minst én som skal ta over" in text_of(answer)


def test_who_has_nothing_open_has_a_page_that_says_so(rektor, lise):
    assert "ligger hos personen nå" in text_of(rektor.get(page(lise)))


def test_before_a_role_ends_the_page_says_how_much_is_open_and_leads_to_it(rektor, school, lise):
    role = reverse("end_appointment", args=[Appointment.objects.get(person=lise).uuid])
    assert page(lise) not in main_of(rektor.get(role))
    some_work(school, lise, 1)
    shown = rektor.get(role)
    assert page(lise) in main_of(shown)
    assert "Lise Berg har 4 åpne oppgaver i meldinger og saker som du kan se." in text_of(shown)
    assert rektor.post(role, {"ends_on": "2026-03-23", "form_key": "k"}).status_code == 302  # told, not stopped


def test_a_case_that_rektor_may_not_see_is_not_counted_before_the_role_ends(rektor, school, lise):
    (case,) = some_work(school, lise, 1)
    world.an_officer(school.school_owner)
    world.declared(case, ties={case.pupil: Relation.SIBLING})
    role = rektor.get(reverse("end_appointment", args=[Appointment.objects.get(person=lise).uuid]))
    assert "Lise Berg har 2 åpne oppgaver i meldinger og saker som du kan se." in text_of(role)
    assert case.number not in text_of(rektor.get(page(lise)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(rektor, school, lise, per, count, django_assert_num_queries):
    some_work(school, lise, count)
    rektor.get(page(lise))
    with django_assert_num_queries(35):
        rektor.get(page(lise))


def test_work_that_somebody_does_without_the_case_is_listed_with_the_way_to_it(rektor, school, lise, per):
    (case,) = some_work(school, lise, 1)
    siv = world.an_employee(school, "Stig Moe")
    for _ in range(2):
        given(case, siv)
    shown = rektor.get(page(siv))
    assert f"Har fått 2 gjøremål. Gi dem til en annen. Sak {case.number}" in text_of(shown)
    assert f'href="/saker/{case.number}/plan/"' in main_of(shown)
