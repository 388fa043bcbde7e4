"""Nothing was found to hold against an employee: the name is shown no more, and the pupil is owed what was owed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import find_no_grounds
from innsats.cases.models import Case, Due, NoGrounds
from innsats.cases.queries.access import visible
from innsats.cases.queries.assignees import assignees_of
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.reports import Concern
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
NAME = "Tor Nes"


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def employee(school):
    return world.an_employee(school, NAME)


@pytest.fixture
def case(school, employee):
    world.an_officer(school.school_owner)
    report = world.a_report(school, concern=Concern.EMPLOYEE)
    pupil = world.a_pupil(school)
    world.declared(world.read(report), parties=[pupil, employee])
    return world.received(world.a_case(report=report, pupil=pupil))


@pytest.fixture
def rektor(case, client, monkeypatch):
    world.it_is(monkeypatch)
    return world.signed_in(client, world.principal_of(case.school))


def cleared(case, who, **more):
    return find_no_grounds(case.pk, person=who.uuid, **{"reason": "Var på kurs."} | by_rektor(case) | more)


def pages(case):
    report = case.casereport_set.get().report
    yield from (f"/saker/{case.number}/{tab}" for tab in ("", "personer/", "logg/"))
    yield from (f"/meldinger/{report.number}/?les=ja", f"/saker/{case.number}/habilitet/")


def test_the_name_is_on_no_page_of_the_case_or_its_report(case, employee, rektor):
    assert any(NAME in rektor.get(page).content.decode() for page in pages(case))
    one = cleared(case, employee)
    assert open_one(one.words, one.pk) == "Var på kurs."
    for page in pages(case):
        assert NAME not in rektor.get(page).content.decode(), page
    assert "Ingen holdepunkter" in rektor.get(f"/saker/{case.number}/personer/").content.decode()


def test_the_clocks_run_on_and_the_employee_is_given_nothing_in_the_case(case, employee):
    before = list(Due.objects.order_by("pk").values())
    cleared(case, employee)
    assert list(Due.objects.order_by("pk").values()) == before
    assert employee not in assignees_of(case, world.AT)
    assert not visible(Act.SEE_CASE, viewer_of(world.actor(employee), world.AT), Case).exists()


def test_it_is_found_once_with_a_reason_and_about_an_employee_of_the_case(case, employee):
    with refused("text_missing"):
        cleared(case, employee, reason=" ")
    with not_visible():
        cleared(case, world.principal_of(case.school))
    with not_visible():
        cleared(case, employee, by=world.actor(employee))
    cleared(case, employee)
    with refused("found_already"):
        cleared(case, employee)
    assert NoGrounds.objects.count() == 1


def test_no_refusal_of_an_errand_says_the_whole_name_when_part_of_it_is_typed(case, employee, rektor):
    helper, address = world.an_employee(case.school, "Siv Moen"), f"/saker/{case.number}/gjoremal/"
    until = (world.AT + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    typed = {"person": str(helper.uuid), "what": "Hjelp Tor i gymsalen, og Noah.", "ends_at": until, "form_key": "k"}
    before = rektor.post(address, typed).content.decode()
    cleared(case, employee)
    after = rektor.post(address, typed).content.decode()
    assert "Teksten nevner noen" in before and "Teksten nevner noen" in after
    assert NAME in before.partition("Teksten nevner noen")[2][:80] and NAME not in after
