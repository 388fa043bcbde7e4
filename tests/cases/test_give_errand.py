"""A gjøremål: work for somebody who may not, or need not, see the case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases import actions
from innsats.cases.models import Errand
from innsats.cases.queries.access import visible
from innsats.cases.queries.assignees import errand_takers
from innsats.journal.models import Event
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.errands import DUE, PLACE, WHAT, a_helper, by, given
from tests.cases.linked import by_rektor
from tests.cases.refusals import not_visible, refused
from tests.family.families import a_family_case
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


@pytest.fixture
@replayed
def case():
    return world.received(world.a_case(world.a_school()))


@pytest.fixture
def helper(case):
    return a_helper(case)


def the_page(client, monkeypatch, case, at=world.AT):
    world.it_is(monkeypatch, at)
    return world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/plan/").content.decode()


def typed(case, helper, **more):
    return {"person": str(helper.uuid), "what": WHAT, "ends_at": "2026-03-23T12:00"} | more


def sent(client, monkeypatch, case, **fields):
    world.it_is(monkeypatch)
    return world.signed_in(client, world.principal_of(case.school)).post(f"/saker/{case.number}/gjoremal/", fields)


def test_it_keeps_what_where_when_and_who_and_the_journal_holds_no_word_of_it(case, helper):
    row = given(case, helper, tell_back="Så du noe?", starts_at=world.AT + timedelta(hours=1))
    assert [open_one(getattr(row, name), row.pk) for name in ("what", "place", "tell_back")] == [
        WHAT, PLACE, "Så du noe?",
    ]  # fmt: skip
    assert (row.person, row.ends_at, row.by) == (helper, DUE, world.principal_of(case.school))
    facts = Event.objects.get(act="give_errand").facts
    assert facts["member"] == str(helper.uuid) and "gymsalen" not in str(facts).lower()


def test_it_opens_nothing_of_the_case(case, helper):
    given(case, helper)
    viewer = viewer_of(world.actor(helper), world.AT)
    assert not visible(Act.SEE_CASE, viewer, type(case)).exists()


@pytest.mark.source("fvl67 § 6")
def test_somebody_inhabil_may_get_one_and_whom_the_case_concerns_never(case, helper):
    inhabil = world.in_team(case, a_helper(case, "Per Sand"))
    world.declared(case, inhabil, ties={case.pupil: Relation.PARENT})
    accused = a_helper(case, "Geir Lund")
    actions.name_party(case.pk, parties=[accused.uuid], ties=[], **by_rektor(case))
    assert given(case, inhabil).person == inhabil
    with refused("errand_to_party"):
        given(case, accused)
    takers = errand_takers(case, world.AT)
    assert inhabil in takers and helper in takers and accused not in takers


def test_the_list_offers_the_same_people_as_the_act_takes(case, helper):
    at_owner, elsewhere = world.an_officer(case.school_owner), world.an_employee(world.a_school("Åsen skole"))
    untrained = a_helper(case, "Ny Vikar", trained=False)
    actions.name_party(case.pk, parties=[a_helper(case, "Geir Lund").uuid], ties=[], **by_rektor(case))
    offered = set(errand_takers(case, world.AT))
    assert {helper, at_owner, untrained} <= offered and elsewhere not in offered
    for person in Person.objects.all():
        if person in offered:
            given(case, person)
        else:
            with refused("errand_to_party" if person.name == "Geir Lund" else "not_employed_here"):
                given(case, person)


@pytest.mark.source("practice")
def test_every_reason_is_told_at_once(case, helper):
    elsewhere = world.an_employee(world.a_school("Åsen skole"))
    with refused("not_employed_here", "text_missing", "text_too_long", "errand_is_past"):
        given(case, elsewhere, what=" ", place="x" * 201, ends_at=world.AT)
    with refused("errand_ends_before_start", "errand_tells_case", "errand_names_party"):
        given(case, helper, starts_at=DUE, what=f"Følg Noah ({case.number})")


def test_a_measure_is_one_of_the_plan(case, helper, client, monkeypatch):
    mine = world.with_draft(case)
    with refused("unknown_measure"):
        given(case, helper, measure=case.pk)
    world.heard(case)
    actions.activate_plan(case.pk, **by_rektor(case))
    given(case, helper, measure=mine.lineage)
    said = the_page(client, monkeypatch, case)
    assert "Siv Moen, uten å lese saken" in said and "tiltak 1" in said


def test_whoever_has_no_part_in_the_case_gives_none(case, helper):
    with not_visible():
        given(case, helper, **by(helper))


def test_the_page_shows_it_and_the_form_says_who_will_read(case, helper, client, monkeypatch):
    world.it_is(monkeypatch)
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/gjoremal/")
    said = page.content.decode()
    assert "Den du velger, leser dette" in said and "Siv Moen" in said and "Navnet må stå der" not in said
    answer = sent(client, monkeypatch, case, **typed(case, helper, form_key="en"))
    assert answer.url == f"/saker/{case.number}/plan/"
    shown = the_page(client, monkeypatch, case)
    assert WHAT in shown and "Venter" in shown and "innen mandag 23. mars kl. 12.00" in shown


def test_the_same_form_posted_twice_gives_one(case, helper, client, monkeypatch):
    for _ in range(2):
        assert sent(client, monkeypatch, case, **typed(case, helper, form_key="en")).status_code == 302
    assert Errand.objects.count() == 1


def test_a_name_in_the_text_is_asked_about_once_more(case, helper, client, monkeypatch):
    fields = typed(case, helper, what="Følg Noah til gymsalen.")
    answer = sent(client, monkeypatch, case, **fields)
    said = answer.content.decode()
    assert answer.status_code == 422 and "Teksten nevner noen saken gjelder: Noah Lien" in said
    assert "Navnet må stå der" in said and not Errand.objects.exists()
    assert sent(client, monkeypatch, case, **fields, names_allowed="on").status_code == 302


def test_bad_input_is_said_at_its_field(case, client, monkeypatch):
    answer = sent(client, monkeypatch, case, person="", what=" ", ends_at="i morgen")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Velg ett av svarene." in said and "Fyll ut dette feltet." in said and "Skriv dato og klokkeslett" in said


def test_a_name_that_must_stand_there_stands_there(case, helper):
    assert given(case, helper, what="Følg Noah til gymsalen.", names_allowed=True).pk


def test_what_is_not_done_in_time_is_told_in_the_case(case, helper, client, monkeypatch):
    given(case, helper)
    assert "Ikke gjort i tide" in the_page(client, monkeypatch, case, DUE)


def test_nobody_does_it_when_the_appointment_has_ended_or_the_case_comes_to_concern_that_one(
    case, helper, client, monkeypatch
):
    given(case, helper)
    actions.name_party(case.pk, parties=[helper.uuid], ties=[], **by_rektor(case))
    assert "Ingen gjør dette nå" in the_page(client, monkeypatch, case)


def test_a_plan_page_with_many_asks_no_more_than_with_one(case, helper, client, monkeypatch, django_assert_num_queries):
    counts = []
    for _ in range(2):
        for _n in range(2):
            given(case, helper)
        world.it_is(monkeypatch)
        rektor = world.signed_in(client, world.principal_of(case.school))
        rektor.get(f"/saker/{case.number}/plan/")
        with django_assert_num_queries(PLAN_COUNT):
            rektor.get(f"/saker/{case.number}/plan/")
        counts.append(Errand.objects.count())
    assert counts == [2, 4]


PLAN_COUNT = 12


def test_the_page_opens_where_a_measure_is_aimed_at_another_pupil(client, monkeypatch):
    world.it_is(monkeypatch)
    case = a_family_case()
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/gjoremal/")
    assert page.status_code == 200 and "tiltak 2" in page.content.decode()
