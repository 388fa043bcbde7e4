"""Cases that have to do with each other are linked by rektor, and only those who see both meet the link."""

from __future__ import annotations

import pytest

from innsats.cases.actions import link_cases
from innsats.cases.models import CaseLink
from innsats.journal.models import Event
from tests import world
from tests.cases.linked import by_rektor, two_cases
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.mark.source("practice")
def test_a_link_stands_in_both_cases_with_who_when_and_why():
    case, other = two_cases()
    rows = CaseLink.objects.order_by("at", "pk").values_list("case", "other", "why", "by__name", "at")
    same = ("report_each_other", "Kari Vik", world.AT)
    assert set(rows) == {(case.pk, other.pk, *same), (other.pk, case.pk, *same)}
    assert Event.objects.filter(act="link_cases").count() == 2


def test_a_lead_does_not_link():
    case, other = two_cases(linked=False)
    lead = case.caseaccess_set.get().person
    for row in (case, other):
        if row == other:
            world.in_team(other, lead)
        else:
            world.declared(case, lead)
    with refused("wrong_part"):
        link_cases(case.pk, by=world.actor(lead), at=world.AT, other=other.pk, why="siblings")


def test_whoever_does_not_see_the_other_is_not_told_that_it_exists():
    case, other = two_cases(linked=False)
    lead = case.caseaccess_set.get().person
    world.declared(case, lead)
    with not_visible():
        link_cases(case.pk, by=world.actor(lead), at=world.AT, other=other.pk, why="siblings")


def test_a_case_is_linked_once_and_not_to_itself():
    case, other = two_cases()
    with refused("linked_already"):
        link_cases(other.pk, other=case.pk, why="siblings", **by_rektor(case))
    with refused("link_to_itself"):
        link_cases(case.pk, other=case.pk, why="siblings", **by_rektor(case))


def test_cases_of_two_schools_are_not_linked():
    owner = world.an_owner()
    here, there = world.a_school(owner=owner), world.a_school("Åsen skole", owner=owner)
    case = world.received(world.a_case(here))
    rektor = world.principal_of(here)
    world.appointed(rektor, "principal", there, leadership=True)
    other = world.received(world.a_case(there, pupil=world.a_pupil(there, "Emma Dahl")))
    with refused("link_across_schools"):
        link_cases(case.pk, by=world.actor(rektor), at=world.AT, other=other.pk, why="siblings")


def test_rektor_finds_the_other_case_by_its_number_and_sees_the_link_from_both(client, monkeypatch):
    world.it_is(monkeypatch)
    case, other = two_cases(linked=False)
    rektor = world.signed_in(client, world.principal_of(case.school))
    address = f"/saker/{case.number}/koblinger/"
    assert address in rektor.get(f"/saker/{case.number}/personer/").content.decode()
    assert rektor.post(address, {"number": other.number, "why": "same_event"}).status_code == 302
    assert f"Emma Dahl, 6A (sak {other.number})" in rektor.get(address).content.decode()
    assert f"(sak {case.number})" in rektor.get(f"/saker/{other.number}/koblinger/").content.decode()


def test_a_number_of_nothing_and_of_a_hidden_case_are_answered_alike(client, monkeypatch):
    world.it_is(monkeypatch)
    case, _ = two_cases(linked=False)
    hidden = world.received(world.a_case(world.a_school("Åsen skole")))
    rektor = world.signed_in(client, world.principal_of(case.school))
    answers = [
        rektor.post(f"/saker/{case.number}/koblinger/", {"number": number, "why": "same_event", "form_key": "k"})
        for number in (hidden.number, "2026-0000000-0")
    ]
    said = [answer.content.decode().replace(hidden.number, "2026-0000000-0") for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert ["Vi finner ingen sak" in one for one in said] == [True, True]


def test_somebody_who_works_on_one_of_them_meets_nothing_of_the_other(client, monkeypatch):
    world.it_is(monkeypatch)
    case, other = two_cases()
    lead = case.caseaccess_set.get().person
    world.declared(case, lead)
    page = world.signed_in(client, lead)
    for tab in ("", "personer/", "undersokelse/", "plan/", "logg/", "koblinger/"):
        said = page.get(f"/saker/{case.number}/{tab}").content.decode()
        assert other.number not in said and "Emma" not in said and "knyttet sammen" not in said, tab
