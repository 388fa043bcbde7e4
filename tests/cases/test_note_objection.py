"""A party objects: the superior decides, unless it takes too long; and nobody decides about oneself."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse

from innsats.archive.queries import case_file
from innsats.cases.actions import (
    correct_pupil,
    decide_impartiality,
    declare_impartiality,
    find_no_grounds,
    name_party,
    note_objection,
    secure_safety,
)
from innsats.cases.models import Declaration, Objection
from innsats.cases.queries.access import standing_of
from innsats.cases.queries.deciding import to_decide
from innsats.cases.queries.why import facts_of
from innsats.journal.models import Event
from innsats.people.models import Guardian, Person
from innsats.people.viewers import viewer_of
from innsats.rules.access import Impartiality
from innsats.rules.impartiality import FVL25, Outcome, Relation, Tie
from innsats.rules.objecting import Objector
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import a_ready_team, asked_for_help, helped, leader_of
from tests.cases.pages.reading import hidden, text_of
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
WORDS = "Hun er tante til den andre jenta."


@pytest.fixture
def case():
    return a_case()


@replayed
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


@pytest.fixture
def rektor(client, monkeypatch, case):
    world.it_is(monkeypatch)
    return world.signed_in(client, rektor_of(case))


def test_the_page_offers_those_with_a_part_and_the_parties_by_name(rektor, case):
    shown = rektor.get(f"/saker/{case.number}/innsigelse/").content.decode()
    for said in (lead_of(case).name, f"{rektor_of(case).name} (deg selv)", "Mona Lien (foresatt til eleven saken"):
        assert said in shown
    guardian = Guardian.objects.get(pupil=case.pupil)
    typed = {"person": lead_of(case).uuid, "objector": f"guardian:{guardian.pk}", "text": WORDS, "form_key": "k"}
    assert rektor.post(f"/saker/{case.number}/innsigelse/", typed).url == f"/saker/{case.number}/personer/"
    said = rektor.get(f"/saker/{case.number}/personer/").content.decode()
    assert "Mona Lien" in said and WORDS in said and "Venter på den som er over personen" in said


def test_who_is_objected_to_sees_that_and_not_who_said_it(client, monkeypatch, case):
    world.it_is(monkeypatch)
    note(case, lead_of(case), objector=Guardian.objects.get(pupil=case.pupil).pk)
    shown = world.signed_in(client, lead_of(case)).get(f"/saker/{case.number}/")
    said = shown.content.decode()
    assert shown.status_code == 403 and "En part sier at du ikke er habil i saken" in said
    assert "Mona" not in said and WORDS not in said


def test_who_decides_alone_is_offered_to_let_the_superior_do_it(client, monkeypatch, case):
    world.it_is(monkeypatch)
    lead = lead_of(case)
    note(case, lead, costs_much_time=True, reason="Haster")
    page, address = world.signed_in(client, lead), f"/saker/{case.number}/habilitet/"
    assert "La den over meg avgjøre" in page.get(address).content.decode()
    page.post(address, {"step": "answer", "superior": "1", "form_key": "k"})
    assert to_decide(viewer(rektor_of(case))).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_objections_cost_one_query_however_many(rektor, case, count, django_assert_num_queries):
    for number in range(count):
        note(case, world.in_team(case, world.an_employee(case.school, f"Ansatt {number}")))
    with django_assert_num_queries(16):  # the head's eight, the tab's seven, the objections, the keys of what was said
        rektor.get(f"/saker/{case.number}/personer/")


def test_the_teams_leader_notes_it_by_part_and_reads_no_name(client, monkeypatch, case):
    team = a_ready_team(case.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold")
    asked_for_help(case, team)
    helped(case, team)
    world.it_is(monkeypatch)
    leader, pia = leader_of(team), Person.objects.get(name="Pia Tangen")
    page, address = world.signed_in(client, leader), f"/saker/{case.number}/innsigelse/"
    shown = page.get(address).content.decode()
    assert "Pia Tangen" in shown and lead_of(case).name not in shown.partition("<form")[2]
    assert not any(name in shown for name in ("Noah", "Mona"))
    typed = {"person": pia.uuid, "objector": "guardian", "text": WORDS, "form_key": "k"}
    assert page.post(address, typed).url == f"/saker/{case.number}/bistand/"
    assert stands(case, pia) is Impartiality.TO_ASSESS
    assert list(to_decide(viewer(world.officer_of(case.school_owner)))) == [Objection.objects.get().declaration]


def test_the_head_finds_on_i_dag_what_to_decide_for_an_officer(client, monkeypatch):
    case = a_case()
    officer, head = world.an_officer(case.school_owner), world.a_head(case.school_owner)
    answer(case, rektor_of(case), ties=[Tie(party=str(case.pupil.uuid), kind=Relation.SIBLING)])
    case.refresh_from_db()
    world.declared(case, officer)
    held = note(case, officer, by=officer).declaration
    world.it_is(monkeypatch)
    assert f"/habilitet/{held.pk}/" in world.signed_in(client, head).get("/").content.decode()


def test_what_the_wrong_childs_family_said_counts_no_more_and_names_nobody(client, monkeypatch, case):
    right, later = world.a_pupil(case.school, "Emil Aas"), world.AT + timedelta(hours=1)
    lead, guardian = lead_of(case), Guardian.objects.get(pupil=case.pupil)
    note(case, lead, objector=guardian.pk)
    rektor = world.actor(rektor_of(case))
    correct_pupil(case.pk, by=rektor, at=later, pupil=right.pk, reason="Det var broren.")
    held = declare_impartiality(case.subject, by=world.actor(lead), at=later)
    assert held.outcome == "impartial"
    world.it_is(monkeypatch, later)
    said = world.signed_in(client, rektor_of(case)).get(f"/saker/{case.number}/personer/").content.decode()
    assert "Mona" not in said and WORDS not in said
    printed = str(case_file(viewer_of(rektor, later), case.number))
    assert "Mona" not in printed and WORDS not in printed


def test_what_another_party_said_counts_also_when_the_case_was_about_the_wrong_child(case):
    right, other = world.a_pupil(case.school, "Emil Aas"), world.a_pupil(case.school, "Ida Moe")
    later, rektor, lead = world.AT + timedelta(hours=1), world.actor(rektor_of(case)), lead_of(case)
    name_party(case.pk, by=rektor, at=world.AT, parties=[other.uuid])
    for one in (rektor_of(case), lead):
        world.declared(case, one)
    note(case, lead, part=Objector.INVOLVED)
    correct_pupil(case.pk, by=rektor, at=later, pupil=right.pk, reason="Det var broren.")
    assert declare_impartiality(case.subject, by=world.actor(lead), at=later).outcome == "must_be_assessed"


def test_an_employee_against_whom_nothing_holds_is_named_nowhere(client, monkeypatch, case):
    tor, rektor = world.an_employee(case.school, "Tor Nes"), rektor_of(case)
    world.an_officer(case.school_owner)
    name_party(case.pk, by=world.actor(rektor), at=world.AT, parties=[tor.uuid])
    for one in (rektor, lead_of(case)):
        world.declared(case, one)
    note(case, lead_of(case), part=Objector.ADULT, objector=tor.uuid)
    world.it_is(monkeypatch)
    page = world.signed_in(client, rektor)
    pages = [f"/saker/{case.number}/{one}/" for one in ("personer", "innsigelse")]
    assert all("Tor Nes" in page.get(one).content.decode() for one in pages)
    find_no_grounds(case.pk, by=world.actor(rektor), at=world.AT, person=tor.uuid, reason="Var på kurs.")
    assert not any("Tor Nes" in page.get(one).content.decode() for one in pages)
    assert "Tor Nes" not in str(case_file(viewer_of(world.actor(rektor), world.AT), case.number))


@pytest.mark.source("fvl67 § 8")
def test_what_a_party_says_after_the_page_was_opened_is_not_decided_unseen(case, client, monkeypatch):
    colleague = world.in_team(case)
    world.declared(case, colleague, ties={case.pupil: Relation.COUSIN})
    held = Declaration.objects.get(case=case, person=colleague, outcome=Outcome.TO_ASSESS)
    world.it_is(monkeypatch, world.AT + timedelta(minutes=5))
    rektor, page = world.signed_in(client, rektor_of(case)), reverse("decide_impartiality", args=[held.pk])
    opened = hidden(rektor.get(page), "seen")
    said = {"part": Objector.SUBJECT, "objector": case.pupil_id, "text": WORDS}
    note_objection(case.pk, by=world.actor(lead_of(case)), at=world.AT, person=colleague.uuid, **said)
    typed = {"is_impartial": "yes", "reason": "Fjernt i slekt."}
    answer = rektor.post(page, typed | {"seen": opened})
    assert answer.status_code == 422 and "En part har sagt noe om dette etter at du åpnet siden." in text_of(answer)
    assert WORDS in text_of(answer) and "Fjernt i slekt." in text_of(answer)
    assert Declaration.objects.get(pk=held.pk).outcome == Outcome.TO_ASSESS
    assert rektor.post(page, typed | {"seen": hidden(answer, "seen")}).status_code == 302
    assert Declaration.objects.get(pk=held.pk).outcome == "impartial"
