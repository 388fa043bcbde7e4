"""The school follows the advice, does it another way, or says no; and of what is needed, the owner hears."""

from __future__ import annotations

import pytest

from innsats.assistance.actions import answer_advice
from innsats.cases.models import AdviceRaised, AdviceReply, CaseAccess, Due
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.rules.advising import Weight
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import advised
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def advice(case, begun):
    return advised(case)


@pytest.fixture
def rektor(case):
    return {"by": world.actor(world.principal_of(case.school)), "at": world.AT}


@pytest.fixture
def lead(case):
    held = CaseAccess.objects.get(case=case, part=CaseAccess.LEAD)
    world.declared(case, held.person)
    return {"by": world.actor(held.person), "at": world.AT}


def answers(case, advice, by, answer, text="Vi tar det i neste uke."):
    return answer_advice(case.pk, advice=advice.pk, answer=answer, text=text, **by)


def told() -> set[str]:
    tick(world.AT)
    return {f"{name}: {news}" for name, news in Notice.objects.values_list("person__name", "news") if "advice" in news}


def test_it_is_followed_and_the_one_who_gave_it_hears(case, advice, lead):
    answers(case, advice, lead, "accepted", "")
    due = Due.objects.get(code="advice_answered")
    assert due.met_at == world.AT and not Due.objects.filter(code="advice_decided").exists()
    assert f"{advice.by.name}: advice_answered" in told()
    assert not AdviceRaised.objects.exists()


def test_another_way_is_said_and_why(case, begun, lead):
    advice = advised(case, weight=Weight.ADVICE)
    with refused("text_missing"):
        answers(case, advice, lead, "adapted", " ")
    reply = answers(case, advice, lead, "adapted")
    assert open_one(reply.words, reply.pk) == "Vi tar det i neste uke."


def test_a_no_to_what_is_needed_is_rektors_alone_and_goes_to_the_owner(case, advice, lead, rektor):
    for other in ("declined", "adapted"):
        with refused("head_declines"):
            answers(case, advice, lead, other)
    assert not AdviceReply.objects.exists()
    answers(case, advice, rektor, "declined")
    due = Due.objects.get(code="advice_decided")
    assert (due.responsible_role, due.is_at_owner, due.about) == ("owner", True, str(advice.pk))
    assert Due.objects.get(code="advice_answered").met_at == world.AT
    assert {"Ola Dahl: advice_raised", f"{advice.by.name}: advice_answered"} <= told()


def test_a_no_to_plain_advice_stays_at_the_school(case, begun, lead):
    answers(case, advised(case, weight=Weight.ADVICE), lead, "declined")
    assert not AdviceRaised.objects.exists() and not Due.objects.filter(code="advice_decided").exists()


def test_it_is_answered_once(case, advice, lead, rektor):
    answers(case, advice, lead, "accepted")
    with refused("advice_answered"):
        answers(case, advice, rektor, "adapted")
    assert AdviceReply.objects.count() == 1


def test_advice_of_another_case_is_not_there(case, advice, lead):
    pupil, mari = world.a_pupil(case.school, "Ida Sol"), world.an_employee(case.school, "Mari Nes")
    other = world.received(world.a_case(pupil=pupil), lead=mari)
    rektor = world.actor(world.principal_of(case.school))
    with not_visible():
        answer_advice(other.pk, by=rektor, at=world.AT, advice=advice.pk, answer="accepted")


def test_who_only_assists_does_not_answer_for_the_school(case, advice):
    with refused("wrong_part"):
        answers(case, advice, {"by": world.actor(advice.by), "at": world.AT}, "accepted")


def test_a_no_by_the_owners_officer_in_rektors_part_is_the_owners_answer(case, advice):
    case.seat_officer = True  # nobody opened the report in time, and both have rektor's part
    case.save(update_fields=["seat_officer"])
    ola = Person.objects.get(name="Ola Dahl")
    world.declared(case, ola)
    answers(case, advice, {"by": world.actor(ola), "at": world.AT}, "declined")
    assert not AdviceRaised.objects.exists() and not Due.objects.filter(code="advice_decided").exists()
