"""Jeg kan ikke: with a reason, so that somebody else can do it."""

from __future__ import annotations

import pytest

from innsats.cases import actions
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.errands import a_helper, by, given
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


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


def test_it_keeps_why_and_the_case_shows_it(case, errand, helper, client, monkeypatch):
    end = actions.decline_errand(errand.pk, reason="Jeg er på tur med 4B.", **by(helper))
    assert (end.outcome, end.happened_at, open_one(end.words, end.pk)) == ("cannot", None, "Jeg er på tur med 4B.")
    world.it_is(monkeypatch)
    said = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/plan/").content.decode()
    assert "Kan ikke mandag 23. mars" in said and "Jeg er på tur med 4B." in said


def test_without_a_reason_it_is_refused(errand, helper):
    with refused("text_missing"):
        actions.decline_errand(errand.pk, reason=" ", **by(helper))


def test_nobody_else_says_so(case, errand):
    with not_visible():
        actions.decline_errand(errand.pk, reason="Nei", **by(world.principal_of(case.school)))
