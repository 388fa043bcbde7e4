"""A party objects: the superior decides, unless it takes too long; and nobody decides about oneself."""

from __future__ import annotations

import json
from datetime import date

import pytest

from innsats.cases.actions import (
    decide_impartiality,
    declare_impartiality,
    name_party,
    note_objection,
    secure_safety,
)
from innsats.cases.models import Declaration, Objection
from innsats.cases.queries.access import standing_of
from innsats.cases.queries.deciding import to_decide
from innsats.cases.queries.why import facts_of
from innsats.journal.models import Event
from innsats.people.models import Guardian
from innsats.people.viewers import viewer_of
from innsats.rules.access import Impartiality
from innsats.rules.impartiality import FVL25, Relation, Tie
from innsats.rules.objecting import Objector
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
WORDS = "Hun er tante til den andre jenta."


@pytest.fixture
def case():
    return a_case()


def a_case():
    """One with a lead who has declared, about a pupil with a guardian."""
    pupil = world.a_pupil(world.a_school(), guardians=["Mona Lien"])
    case = world.received(world.a_case(pupil=pupil))
    return world.declared(case, lead_of(case))


def lead_of(case):
    return case.caseaccess_set.get(part="lead").person


def rektor_of(case):
    return world.principal_of(case.school)


def note(case, person, by=None, **more):
    facts = {"part": Objector.GUARDIAN, "text": WORDS} | more
    return note_objection(case.pk, by=world.actor(by or rektor_of(case)), at=world.AT, person=person.uuid, **facts)


def viewer(person):
    return viewer_of(world.actor(person), world.AT)


def stands(case, person):
    return standing_of(viewer(person), case).impartiality


def answer(case, person, **more):
    return declare_impartiality(case.subject, by=world.actor(person), at=world.AT, **more)


@pytest.mark.source("fvl67 § 8(1)", "fvl67 § 6(2)")
def test_t79_who_a_party_objects_to_waits_for_the_superior_who_sees_it_as_a_fact(case):
    lead = lead_of(case)
    noted = note(case, lead)
    held = noted.declaration
    assert (held.person, held.outcome, held.source) == (lead, "must_be_assessed", "fvl67 § 8(1)")
    assert stands(case, lead) is Impartiality.TO_ASSESS
    assert list(to_decide(viewer(rektor_of(case)))) == [held]
    (fact,) = facts_of(held)
    assert (fact["value"], "oresatt" in fact["word"]) == (WORDS, True)
    decide_impartiality(held.pk, by=world.actor(rektor_of(case)), at=world.AT, is_impartial=True, reason="Nei")
    assert stands(case, lead) is Impartiality.IMPARTIAL


@pytest.mark.source("fvl67 § 8(1)")
def test_t79_when_it_would_take_too_long_the_one_objected_to_declares_anew(case):
    lead = lead_of(case)
    held = note(case, lead, costs_much_time=True, reason="Møtet med familien er om en time.").declaration
    assert stands(case, lead) is Impartiality.TO_ASSESS
    assert not to_decide(viewer(rektor_of(case))).exists()
    answered = answer(case, lead)
    assert (answered.pk, answered.outcome, answered.decided_by) == (held.pk, "impartial", lead)
    assert stands(case, lead) is Impartiality.IMPARTIAL
    assert note(case, lead).declaration != held  # what has been answered may be said again


@pytest.mark.source("fvl67 § 8(1)")
def test_t79_who_decides_alone_may_still_ask_the_superior(case):
    lead = lead_of(case)
    noted = note(case, lead, costs_much_time=True, reason="Haster")
    answer(case, lead, asks_superior=True)
    noted.refresh_from_db()
    assert noted.goes_up
    assert list(to_decide(viewer(rektor_of(case)))) == [noted.declaration]


@pytest.mark.source("fvl67 § 8(1)")
def test_t79_a_tie_that_is_told_then_makes_it_the_superiors_after_all(case):
    lead = lead_of(case)
    note(case, lead, costs_much_time=True, reason="Haster")
    answer(case, lead, ties=[Tie(party=str(case.pupil.uuid), kind=Relation.COUSIN)])
    (held,) = to_decide(viewer(rektor_of(case)))
    assert (held.source, len(facts_of(held))) == ("fvl67 § 6(2)", 2)


@pytest.mark.source("fvl25 § 29(2)")
def test_t80_under_the_act_of_2025_the_one_objected_to_decides_and_may_ask_the_superior(case):
    lead = lead_of(case)
    object.__setattr__(FVL25, "in_force_from", date(2026, 1, 1))
    try:
        noted = note(case, lead)
        assert (noted.goes_up, noted.declaration.source) == (False, "fvl25 § 29(2)")
        assert not to_decide(viewer(rektor_of(case))).exists()
        answer(case, lead, asks_superior=True)
        assert to_decide(viewer(rektor_of(case))).exists()
    finally:
        object.__setattr__(FVL25, "in_force_from", None)


@pytest.mark.source("fvl67 § 8(1)")
def test_an_objection_to_somebody_who_has_not_declared_counts_when_they_do(case):
    member = world.in_team_undeclared(case, world.an_employee(case.school, "Per Sand"))
    noted = note(case, member)
    assert (noted.declaration, stands(case, member)) == (None, Impartiality.UNDECLARED)
    held = answer(case, member)
    noted.refresh_from_db()
    assert (held.outcome, noted.declaration) == ("must_be_assessed", held)
    assert list(to_decide(viewer(rektor_of(case)))) == [held]


def test_it_counts_again_when_one_more_party_means_that_everybody_declares_anew(case):
    lead = lead_of(case)
    note(case, lead)
    new = world.a_pupil(case.school, "Ny Elev")
    name_party(case.pk, by=world.actor(rektor_of(case)), at=world.AT, parties=[new.uuid])
    assert answer(case, lead).outcome == "must_be_assessed"


@pytest.mark.source("fvl67 § 8(1)")
def test_one_notes_an_objection_to_oneself_and_never_keeps_it_from_the_superior(case):
    lead = lead_of(case)
    with refused("own_objection_goes_up"):
        note(case, lead, by=lead, costs_much_time=True, reason="Haster")
    held = note(case, lead, by=lead).declaration
    with not_visible():
        decide_impartiality(held.pk, by=world.actor(lead), at=world.AT, is_impartial=True, reason="Nei")


def test_rektor_is_objected_to_and_the_officer_decides(case):
    officer = world.an_officer(case.school_owner)
    held = note(case, rektor_of(case), by=lead_of(case)).declaration
    assert list(to_decide(viewer(officer))) == [held]
    assert not to_decide(viewer(rektor_of(case))).exists()


def test_the_head_of_the_owner_decides_for_an_officer_who_holds_rektors_part():
    case = a_case()
    officer, head = world.an_officer(case.school_owner), world.a_head(case.school_owner)
    answer(case, rektor_of(case), ties=[Tie(party=str(case.pupil.uuid), kind=Relation.SIBLING)])
    case.refresh_from_db()
    world.declared(case, officer)
    held = note(case, officer, by=officer).declaration
    assert list(to_decide(viewer(head))) == [held]


def test_they_can_still_make_the_pupil_safe(case):
    lead = lead_of(case)
    note(case, lead)
    assert secure_safety(case.subject, by=world.actor(lead), at=world.AT, text="Lise er ute.").is_provisional


def test_what_was_said_and_by_whom_is_sealed_and_the_event_says_neither(case):
    guardian = Guardian.objects.get(pupil=case.pupil)
    noted = note(case, lead_of(case), objector=guardian.pk)
    assert json.loads(open_one(noted.who, noted.pk))[:2] == ["guardian", str(guardian.pk)]
    event = Event.objects.filter(act="note_objection").get()
    assert {"objection", "person", "part", "goes_up", "declaration", "outcome"} <= set(event.facts)
    assert WORDS not in str(event.facts)


def test_everything_wrong_is_said_at_once_and_nothing_is_written(case):
    stranger = world.an_employee(case.school, "Uten del")
    with refused("objected_has_no_part", "objector_is_no_party", "text_missing", "text_missing"):
        note(case, stranger, part=Objector.ADULT, text=" ", costs_much_time=True)
    assert not Objection.objects.exists()


@pytest.mark.source("fvl67 § 6")
def test_who_is_out_already_and_the_same_twice_are_refused(case):
    member = world.in_team(case)
    note(case, member)
    with refused("objection_waits"):
        note(case, member)
    note(case, member, part=Objector.SUBJECT)  # somebody else may say it too
    assert Declaration.objects.filter(person=member, outcome="must_be_assessed").count() == 1
    held = Declaration.objects.get(person=member, outcome="must_be_assessed")
    decide_impartiality(held.pk, by=world.actor(rektor_of(case)), at=world.AT, is_impartial=False, reason="Ja")
    with refused("objected_is_out"):
        note(case, member)


def test_who_has_no_part_in_the_case_notes_nothing(case):
    stranger = world.an_employee(case.school, "Uten del")
    with not_visible():
        note(case, lead_of(case), by=stranger)
