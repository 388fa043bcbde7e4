"""The contact person: chosen with the pupil, need not be in the team, and can be changed at any time."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from innsats.cases.actions import choose_contact_person, end_measures, renew_aftercare
from innsats.cases.models import ContactPerson, Measure
from innsats.cases.queries.following import contact_of
from innsats.cases.queries.voice import contact_card
from innsats.desk.queries.todo import todo_of
from innsats.people.viewers import viewer_of
from innsats.rules.impartiality import Relation
from innsats.rules.inquiry import Safe
from tests import world
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
REACH = "På biblioteket før første time."


@pytest.fixture
def case():
    return world.received()


@pytest.fixture
def lise(case):
    return world.an_employee(case.school, "Lise Ny", trained=False)


def rektor_of(case):
    return world.principal_of(case.school)


def choose(case, person, by=None, at=world.AT, **fields):
    by = world.actor(by or rektor_of(case))
    return choose_contact_person(case.uuid, by=by, at=at, person=person.uuid, **fields)


def test_the_pupil_chooses_and_changes_and_the_history_is_kept(case, lise):
    tone = world.an_employee(case.school, "Tone Ny")
    choose(case, lise, reach=REACH)
    choose(case, tone, at=world.AT + timedelta(days=1), asked_by="both")
    assert contact_of(case).person == tone
    held = ContactPerson.objects.order_by("at").values_list("person__name", "asked_by", "asked_on")
    on = world.AT.date()
    assert list(held) == [("Lise Ny", "pupil", on), ("Tone Ny", "both", on + timedelta(days=1))]


def test_the_card_says_who_in_which_role_and_how_to_reach_and_nothing_of_the_case(case, lise):
    assert contact_card(case, world.AT) is None
    choose(case, lise, reach=REACH)
    card = contact_card(case, world.AT)
    assert (card.name, card.role, card.reach) == ("Lise Ny", "Ansatt", REACH)
    choose(case, rektor_of(case), at=world.AT + timedelta(minutes=1))
    assert contact_card(case, world.AT).role == "Rektor"


def test_the_trusted_adult_of_the_follow_up_is_the_contact_person(lise):
    case = world.heard(world.measures_started(), safe=Safe.YES)
    tone, by = world.an_employee(case.school, "Tone Ny"), world.actor(rektor_of(case))
    choose(case, tone, reach=REACH)
    running = list(Measure.objects.filter(case=case).values_list("lineage", flat=True).distinct())
    agreed = {"by": by, "going_on": running}
    end_measures(case.uuid, at=world.AT + timedelta(minutes=1), trusted_adult=tone.uuid, **agreed)
    assert ContactPerson.objects.filter(case=case).count() == 1, "the same one is not chosen anew"
    until = world.AT.date() + timedelta(days=400)
    ida = world.an_employee(case.school, "Ida Ny")
    choose(case, ida, at=world.AT + timedelta(days=2))
    renew_aftercare(case.uuid, by=by, at=world.AT + timedelta(days=3), until=until)
    assert contact_of(case).person == ida, "a renewal keeps the one the pupil has chosen since"
    later = {"at": world.AT + timedelta(days=4), "until": until + timedelta(days=30)}
    renew_aftercare(case.uuid, by=by, trusted_adult=tone.uuid, **later)
    assert contact_of(case).person == tone


@pytest.mark.source("fvl67 § 6")
def test_nobody_inhabil_and_nobody_the_case_is_about_can_be_chosen(case):
    mother = world.an_employee(case.school, "Mor Lien")
    world.a_known_relation(mother, case.pupil, Relation.PARENT)
    accused = world.an_employee(case.school, "Ole Lærer")
    world.declared(case, parties=[accused])
    for one in (mother, accused):
        with refused("disqualified"):
            choose(case, one)


def test_somebody_elsewhere_or_a_day_to_come_is_refused(case, lise):
    elsewhere = world.an_employee(world.a_school("Furuly skole"), "Per Borte")
    with refused("not_employed_here", "in_the_future"):
        choose(case, elsewhere, asked_on=world.AT.date() + timedelta(days=1))


def test_a_stranger_does_not_meet_the_case(case, lise):
    with not_visible():
        choose(case, lise, by=lise)


def test_whoever_was_agreed_on_before_there_were_contact_persons_is_carried_over():
    school = world.a_school()
    lise = world.an_employee(school, "Lise Ny")
    running = world.measures_started(world.with_plan(world.heard(world.received(world.a_case(school)))))
    case = world.heard(running, safe=Safe.YES)
    lineages = list(Measure.objects.filter(case=case).values_list("lineage", flat=True).distinct())
    by = world.actor(rektor_of(case))
    end_measures(case.uuid, by=by, at=world.AT, trusted_adult=lise.uuid, going_on=lineages)
    ContactPerson.objects.all().delete()
    import_module("innsats.cases.migrations.0034_the_childs_voice").carry_over(apps, None)
    assert contact_of(case).person == lise and contact_card(case, world.AT).reach == ""


def test_it_is_chosen_on_the_page_and_stands_on_the_head_and_reads_nothing(case, lise, client, monkeypatch):
    world.it_is(monkeypatch)
    page, address = world.signed_in(client, rektor_of(case)), f"/saker/{case.number}/kontaktperson/"
    typed = {"person": str(lise.uuid), "asked_by": "pupil", "asked_on": "2026-03-23", "reach": REACH, "form_key": "k"}
    assert page.post(address, {**typed, "person": "", "asked_on": "i går"}).status_code == 422
    assert page.post(address, typed).status_code == 302
    assert "Kontaktperson" in text_of(page.get(f"/saker/{case.number}/personer/"))
    assert "Lise Ny" in text_of(page.get(f"/saker/{case.number}/personer/"))
    assert f"{lise.name}. Ønsket av eleven" in text_of(page.get(address))
    assert world.signed_in(client, lise).get(f"/saker/{case.number}/").status_code == 404


def test_the_talk_that_is_due_stands_under_mine_for_the_one_the_pupil_chose():
    case = world.followed()
    member = world.in_team(case, world.an_employee(case.school, "Mia Ny"))
    at = world.AT + timedelta(days=6)

    def group():
        rows = (one for one in todo_of(viewer_of(world.actor(member), at)) if "aftercare_check" in one.clocks)
        return {one.group for one in rows}

    assert group() == {"team"}
    choose(case, member, at=world.AT + timedelta(days=1))
    assert group() == {"mine"}
