"""Somebody who assists advises the school, as heavily as the mandate lets the team."""

from __future__ import annotations

import pytest

from innsats.assistance.actions import end_assistance, give_advice
from innsats.cases.models import Advice, CaseAccess, Due
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia(begun):
    return {"by": world.actor(Person.objects.get(name="Pia Tangen")), "at": world.AT}


def lead_of(case) -> Person:
    return CaseAccess.objects.get(case=case, part=CaseAccess.LEAD).person


def gives(case, pia, **more):
    given = {"thing": "call_meeting", "weight": "necessary", "text": "Kall inn lærerne i dag.", "why": "Det haster."}
    return give_advice(case.pk, **given | pia | more)


def test_it_keeps_what_is_advised_and_why_and_the_school_hears_of_it(case, pia):
    one = gives(case, pia)
    assert [open_one(getattr(one, name), one.pk) for name in ("words", "why")] == [
        "Kall inn lærerne i dag.", "Det haster.",
    ]  # fmt: skip
    tick(world.AT)
    told = set(Notice.objects.filter(news="advice_given").values_list("person__name", flat=True))
    assert told == {world.principal_of(case.school).name, lead_of(case).name}


def test_what_is_needed_has_a_clock_and_plain_advice_has_none(case, pia):
    gives(case, pia, weight="advice", why="")
    assert not Due.objects.filter(code="advice_answered").exists()
    one = gives(case, pia)
    due = Due.objects.get(code="advice_answered")
    assert (due.about, due.responsible_role, due.met_at, due.lapsed) == (str(one.pk), "case_lead", None, "")


def test_the_team_goes_no_further_than_its_mandate(case, pia):
    with refused("beyond_authority"):
        gives(case, pia, weight="decision")
    with refused("beyond_authority"):
        gives(case, pia, thing="exclusion")
    gives(case, pia, thing="exclusion", weight="advice")
    assert Advice.objects.count() == 1


def test_it_decides_at_its_own_owners_schools_and_demands_an_answer_at_a_neighbours(case, team, pia):
    if team.school_owner == case.school_owner:
        gives(case, pia, thing="safety_today", weight="decision")
    else:
        with refused("beyond_authority"):
            gives(case, pia, thing="safety_today", weight="decision")
        gives(case, pia, thing="safety_today", weight="necessary")


def test_every_reason_is_told_at_once(case, pia):
    with refused("beyond_authority", "why_needed_missing", "text_missing"):
        gives(case, pia, thing="extra_adults", text=" ", why=" ")
    assert not Advice.objects.exists()


def test_only_who_assists_gives_it(case, pia, leader):
    with refused("wrong_part"):
        gives(case, leader)
    with refused("wrong_part"):
        gives(case, {"by": world.actor(world.principal_of(case.school)), "at": world.AT})


def test_nobody_gives_it_when_the_team_has_left(case, pia, leader):
    end_assistance(case.pk, done="Alt", school_can="Alt", **leader)
    with not_visible():
        gives(case, pia)
