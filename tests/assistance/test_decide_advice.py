"""The owner says whether the school shall follow what is needed, and why: the authority that the team lacks itself."""

from __future__ import annotations

import pytest

from innsats.assistance.actions import answer_advice, decide_advice
from innsats.cases.models import AdviceRuling, Due
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Appointment, Person
from innsats.rules.roles import Role
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import advised
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def ola(case):
    held = Appointment.objects.get(school_owner=case.school_owner, role=Role.OWNER_OFFICER)
    return {"by": world.actor(held.person), "at": world.AT}


@pytest.fixture
def advice(case, begun):
    return advised(case)


@pytest.fixture
def declined(case, advice):
    rektor = world.actor(world.principal_of(case.school))
    answer_advice(case.pk, by=rektor, at=world.AT, advice=advice.pk, answer="declined", text="Vi har ikke folk.")
    return advice


def decides(case, advice, by, ruling="instructed", text="Gjør det i morgen. Kommunen dekker vikar."):
    return decide_advice(case.pk, advice=advice.pk, ruling=ruling, text=text, **by)


@pytest.mark.source("practice")
def test_the_school_is_told_to_follow_it_and_why(case, declined, ola):
    ruled = decides(case, declined, ola)
    assert open_one(ruled.words, ruled.pk) == "Gjør det i morgen. Kommunen dekker vikar."
    assert Due.objects.get(code="advice_decided").met_at == world.AT
    tick(world.AT)
    told = set(Notice.objects.filter(news="advice_decided").values_list("person__name", flat=True))
    assert {world.principal_of(case.school).name, declined.by.name} <= told


def test_the_school_may_be_right_too(case, declined, ola):
    assert decides(case, declined, ola, "upheld").ruling == "upheld"


def test_it_is_decided_once_and_with_a_reason(case, declined, ola):
    with refused("text_missing"):
        decides(case, declined, ola, text=" ")
    decides(case, declined, ola)
    with refused("advice_not_with_owner"):
        decides(case, declined, ola, "upheld")
    assert AdviceRuling.objects.count() == 1


def test_what_has_not_come_to_the_owner_is_not_the_owners(case, advice, ola):
    with not_visible():
        decides(case, advice, ola)


def test_the_school_does_not_decide_for_the_owner(case, declined):
    with refused("wrong_part"):
        decides(case, declined, {"by": world.actor(world.principal_of(case.school)), "at": world.AT})


def test_who_has_declared_inhabil_decides_nothing(case, declined, ola):
    from innsats.cases.models import Recusal

    person = Person.objects.get(name="Ola Dahl")
    Recusal.objects.create(school_owner=case.school_owner, case=case, person=person, source="x", at=world.AT)
    with not_visible():
        decides(case, declined, ola)


def test_nobody_decides_an_own_answer(case, advice, ola):
    """The deputy said no for the school, and has become the owner's officer since."""
    jon = world.a_deputy(case.school)
    case.seat_deputy = True
    case.save(update_fields=["seat_deputy"])
    world.declared(case, jon)
    by = {"by": world.actor(jon), "at": world.AT}
    answer_advice(case.pk, advice=advice.pk, answer="declined", text="Vi har ikke folk.", **by)
    world.appointed(jon, Role.OWNER_OFFICER, case.school_owner)
    with refused("own_advice"):
        decides(case, advice, by)
    decides(case, advice, ola)
