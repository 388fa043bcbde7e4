"""Where nobody who leads the school can have the case, Oversikt says who else can help, until help is asked for."""

from __future__ import annotations

import pytest

from innsats.rules.impartiality import Relation
from tests import world
from tests.assistance.helping import a_ready_team, asked_for_help
from tests.cases.pages.reading import text_of

pytestmark = pytest.mark.django_db
PROPOSED = "Det eksterne teamet kan hjelpe"


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def case():
    return world.received()


def overview(client, case, person):
    return text_of(world.signed_in(client, person).get(f"/saker/{case.number}/"))


def test_the_officer_who_has_the_case_in_rektors_place_is_shown_the_external_team(client, case):
    officer = world.an_officer(case.school_owner)
    assert PROPOSED not in overview(client, case, world.principal_of(case.school))
    world.declared(case, world.principal_of(case.school), ties={case.pupil: Relation.SIBLING})
    world.declared(case, officer)
    assert PROPOSED in overview(client, case, officer)


def test_it_is_proposed_no_more_when_help_has_been_asked_for(client, case):
    team = a_ready_team(case.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold")
    officer = world.officer_of(case.school_owner)
    asked_for_help(case, team)
    world.declared(case, world.principal_of(case.school), ties={case.pupil: Relation.SIBLING})
    world.declared(case, officer)
    said = overview(client, case, officer)
    assert "Klokkene" in said and PROPOSED not in said
