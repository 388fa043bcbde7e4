"""A gjøremål is taken back by those who work on the case, as long as nobody has answered it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases import actions
from tests import world
from tests.cases.errands import DUE, a_helper, by, given
from tests.cases.linked import by_rektor, two_cases
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
WHY = "Noah er hos faren i dag."


@pytest.fixture
@replayed
def case():
    return world.received(world.a_case(world.a_school()))


@pytest.fixture
def helper(case):
    return a_helper(case)


@pytest.fixture
def errand(case, helper):
    return given(case, helper)


def page(client, monkeypatch, person, address, at=world.AT):
    world.it_is(monkeypatch, at)
    return world.signed_in(client, person).get(address).content.decode()


def test_whoever_had_it_is_told_that_and_not_why(case, errand, helper, client, monkeypatch):
    actions.take_back_errand(case.pk, errand=errand.pk, reason=WHY, **by_rektor(case))
    own = page(client, monkeypatch, helper, f"/gjoremal/{errand.pk}/")
    assert "Du trenger ikke gjøre dette. Kari Vik tok det tilbake" in own and WHY not in own and "gjort/" not in own
    assert "Dette trenger du ikke gjøre likevel" in page(client, monkeypatch, helper, "/")
    assert "Dette trenger du ikke" not in page(client, monkeypatch, helper, "/", DUE + timedelta(minutes=1))
    shown = page(client, monkeypatch, world.principal_of(case.school), f"/saker/{case.number}/plan/")
    assert "Tatt tilbake mandag 23. mars" in shown and WHY in shown


def test_what_has_been_answered_is_not_taken_back(case, errand, helper):
    actions.finish_errand(errand.pk, **by(helper))
    with refused("errand_answered_by_holder"):
        actions.take_back_errand(case.pk, errand=errand.pk, **by_rektor(case))


def test_it_is_taken_back_once(case, errand):
    actions.take_back_errand(case.pk, errand=errand.pk, **by_rektor(case))
    with refused("errand_taken_back"):
        actions.take_back_errand(case.pk, errand=errand.pk, **by_rektor(case))


def test_the_page_of_one_that_was_answered_says_why_it_is_shut(case, errand, helper, client, monkeypatch):
    actions.finish_errand(errand.pk, **by(helper))
    address = f"/saker/{case.number}/gjoremal/{errand.pk}/"
    assert "har alt svart" in page(client, monkeypatch, world.principal_of(case.school), address)


def test_it_is_not_found_through_another_case():
    case, other = two_cases()
    errand = given(case, a_helper(case))
    with not_visible():
        actions.take_back_errand(other.pk, errand=errand.pk, **by_rektor(case))


def test_whoever_has_it_takes_nothing_back(case, errand, helper):
    with not_visible():
        actions.take_back_errand(case.pk, errand=errand.pk, **by(helper))
