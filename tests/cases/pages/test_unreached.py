"""The plan names somebody, the family reads it, and the one who is named hears nothing: that is said beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from innsats.cases.actions import (
    activate_plan,
    admit_to_team,
    decline_errand,
    end_measure,
    give_errand,
    start_measure,
)
from innsats.cases.models import Case
from innsats.people.models import Person
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.pages.reading import text_of

pytestmark = pytest.mark.django_db
SAID = "Tone Hval leser ikke saken, og får ikke vite om tiltaket herfra."


@pytest.fixture
def case(monkeypatch: pytest.MonkeyPatch) -> Case:
    world.it_is(monkeypatch)
    return world.heard(world.received())


@pytest.fixture
def tone(case: Case) -> Person:
    return world.an_employee(case.school, "Tone Hval")


def plan(client: Client, case: Case) -> str:
    return text_of(world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/plan/"))


def test_it_is_said_in_the_draft_and_in_the_plan_until_the_measure_has_ended(
    client: Client, case: Case, tone: Person
) -> None:
    measure = world.with_draft(case, responsible=tone.uuid)
    assert SAID in plan(client, case)
    activate_plan(case.pk, **by_rektor(case))
    start_measure(case.pk, measure=measure.lineage, **by_rektor(case))
    assert SAID in plan(client, case)
    end_measure(case.pk, measure=measure.lineage, is_done=True, reason="Alt er bra.", **by_rektor(case))
    assert SAID not in plan(client, case)


def test_who_was_given_work_or_reads_the_case_is_reached(client: Client, case: Case, tone: Person) -> None:
    world.with_draft(case, responsible=tone.uuid)
    siv = world.an_employee(case.school, "Siv Moen")
    world.with_draft(case, responsible=siv.uuid)
    world.with_draft(case)  # rektor's own
    assert plan(client, case).count("får ikke vite om tiltaket herfra") == 2
    give_errand(
        case.pk, person=tone.uuid, what="Vær med i storefri.", ends_at=world.AT + timedelta(hours=2), **by_rektor(case)
    )
    admit_to_team(case.pk, member=siv.uuid, **by_rektor(case))
    assert "får ikke vite om tiltaket herfra" not in plan(client, case)


def test_work_that_is_another_or_was_declined_does_not_reach_anybody(client: Client, case: Case, tone: Person) -> None:
    world.with_draft(case, responsible=tone.uuid)
    until = {"ends_at": world.AT + timedelta(hours=2)}
    errand = give_errand(case.pk, person=tone.uuid, what="Vær med i storefri.", **until, **by_rektor(case))
    decline_errand(errand.pk, reason="Jeg er syk.", by=world.actor(tone), at=world.AT)
    assert SAID in plan(client, case)


def test_who_leads_another_school_is_not_reached(client: Client, case: Case) -> None:
    tone = world.a_principal(world.a_school("Åsen skole", owner=case.school.school_owner), "Tone Hval")
    world.appointed(tone, "employee", case.school)
    world.with_draft(case, responsible=tone.uuid)
    assert SAID in plan(client, case)
