"""A stop talk: two adults, one pupil, what was agreed, and a next talk that stays until it is held."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import contact_guardians, end_stop_talks, hold_stop_talk
from innsats.cases.models import Due
from innsats.journal.models import Event
from innsats.people.models import Person
from innsats.rules.impartiality import Relation
from innsats.rules.reports import Concern
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.refusals import not_visible, refused
from tests.cases.test_contact_guardians import emma
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
SOON = world.AT.date() + timedelta(days=7)
CODE = "stop_talk_followup"


@pytest.fixture
@replayed
def case():
    school = world.a_school()
    case = world.received(world.a_case(school, pupil=world.a_pupil(school)))
    world.declared(case, parties=[world.a_pupil(school, "Emma Lien", guardians=["Rita Lien"])])
    for name in ("Eva Dal", "Jon Vik"):
        world.an_employee(school, name)
    return world.heard(case)


def adult(case, name):
    return Person.objects.get(name=name, appointment__school=case.school)


def talk(case, **more):
    adults = {"led_by": adult(case, "Eva Dal").uuid, "beside": adult(case, "Jon Vik").uuid}
    given = {"agreed": "Hun skal slutte.", "next_on": SOON, **adults, **by_rektor(case)} | more
    return hold_stop_talk(case.pk, **given | {"pupil": more.get("pupil") or emma(case).pk})


def dues(case):
    return list(Due.objects.filter(case=case, code=CODE).order_by("about"))


@pytest.mark.source("practice")
def test_it_keeps_who_led_what_was_agreed_and_when_they_talk_again(case):
    held = talk(case)
    assert (held.pupil, held.led_by.name, held.beside.name, held.next_on) == (emma(case), "Eva Dal", "Jon Vik", SOON)
    assert open_one(held.words, held.pk) == "Hun skal slutte."
    assert "slutte" not in str(Event.objects.get(act="hold_stop_talk").facts)
    [due] = dues(case)
    assert (due.about, due.responsible_role, due.due_on, due.source, due.met_at) == (
        "1", "case_lead", SOON, "practice", None,
    )  # fmt: skip


def test_the_next_talk_meets_the_one_that_was_booked_and_books_another(case):
    talk(case)
    later = world.AT + timedelta(days=7)
    talk(case, next_on=SOON + timedelta(days=7), **by_rektor(case, later))
    first, second = dues(case)
    assert first.met_at == later and second.met_at is None and second.due_on == SOON + timedelta(days=7)


def test_a_talk_with_another_pupil_meets_nothing_of_this_one(case):
    first, other = emma(case), world.a_pupil(case.school, "Ada Moe")
    world.declared(case, parties=[other])
    talk(case, pupil=first.pk)
    with refused("two_pupils_at_once"):
        talk(case, pupil=other.pk)
    talk(case, pupil=other.pk, **by_rektor(case, world.AT + timedelta(minutes=20)))
    assert [due.met_at for due in dues(case)] == [None, None]


@pytest.mark.source("practice")
def test_the_exposed_pupil_is_heard_first():
    school = world.a_school()
    case = world.received(world.a_case(school, pupil=world.a_pupil(school)))
    world.declared(case, parties=[world.a_pupil(school, "Emma Lien")])
    for name in ("Eva Dal", "Jon Vik"):
        world.an_employee(school, name)
    with refused("exposed_not_heard_first"):
        talk(case)


@pytest.mark.source("practice")
def test_an_adult_who_is_the_concern_keeps_the_method_away(client, monkeypatch):
    school = world.a_school()
    report = world.a_report(school, concern=Concern.EMPLOYEE)
    case = world.received(world.a_case(school, pupil=world.a_pupil(school), report=report))
    world.declared(case, parties=[world.a_pupil(school, "Emma Lien")])
    for name in ("Eva Dal", "Jon Vik"):
        world.an_employee(school, name)
    world.heard(case)
    with refused("stop_talk_about_adult"):
        talk(case)
    world.it_is(monkeypatch)
    page = world.signed_in(client, world.principal_of(school)).get(f"/saker/{case.number}/undersokelse/")
    assert "Stoppsamtaler" not in page.content.decode()


def test_it_is_hidden_while_nobody_else_is_known(client, monkeypatch):
    case = world.heard(world.received())
    for name in ("Eva Dal", "Jon Vik"):
        world.an_employee(case.school, name)
    with refused("no_involved_pupil", "stop_talk_with_exposed"):
        talk(case, pupil=case.pupil_id)
    world.it_is(monkeypatch)
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/undersokelse/")
    assert "Stoppsamtaler" not in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"agreed": " "}, "text_missing"),
        ({"next_on": world.AT.date()}, "followup_too_soon"),
        ({"next_on": world.AT.date() + timedelta(days=29)}, "followup_too_late"),
        ({"happened_at": world.AT + timedelta(minutes=1)}, "in_the_future"),
    ],
)
def test_what_cannot_be_kept_is_refused(case, fields, code):
    with refused(code):
        talk(case, **fields)


def test_two_different_adults_who_are_not_inhabil_lead_it(case):
    eva = adult(case, "Eva Dal")
    with refused("not_two_adults"):
        talk(case, beside=eva.uuid)
    world.a_known_relation(eva, case.pupil, Relation.PARENT)
    elsewhere = world.an_employee(world.a_school("Åsen skole"), "Siv Bø")
    with refused("disqualified", "not_employed_here"):
        talk(case, beside=elsewhere.uuid)


def test_a_pupil_who_is_no_party_is_refused(case):
    stranger = world.a_pupil(case.school, "Ada Moe")
    with refused("unknown_party"):
        talk(case, pupil=stranger.pk)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger, pupil = world.an_employee(case.school, "Siv Moen"), emma(case).pk
    with not_visible():
        talk(case, by=world.actor(stranger), pupil=pupil)


def test_on_the_page_it_is_written_shown_and_the_guardians_are_asked_for(client, monkeypatch, case):
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(case.school))
    tab, step = f"/saker/{case.number}/undersokelse/", f"/saker/{case.number}/stoppsamtaler/"
    assert step in rektor.get(tab).content.decode()
    typed = {
        "pupil": str(emma(case).pk), "led_by": str(adult(case, "Eva Dal").uuid), "next_on": SOON.isoformat(),
        "beside": str(adult(case, "Jon Vik").uuid), "agreed": "Hun skal slutte.",
    }  # fmt: skip
    assert rektor.post(step, typed).status_code == 302
    said = rektor.get(tab).content.decode()
    assert "Hun skal slutte." in said and "Eva Dal og Jon Vik" in said and f"{step}slutt/" in said
    asked, calls = "Foresatte skal få vite det samme dag", f"/saker/{case.number}/foresatte/"
    assert asked in said and calls in rektor.get("/").content.decode()
    contact_guardians(case.pk, pupil=emma(case).pk, whom="Rita Lien", text="Vi snakket med jenta.", **by_rektor(case))
    assert asked not in rektor.get(tab).content.decode() and calls not in rektor.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_its_page_costs_the_same_with_one_talk_and_with_three(
    client, monkeypatch, case, count, django_assert_num_queries
):
    world.it_is(monkeypatch)
    for _ in range(count):
        talk(case)
        end_stop_talks(case.pk, pupil=emma(case).pk, outcome="stopped", reason="Rolig.", **by_rektor(case))
    rektor, step = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/stoppsamtaler/"
    rektor.get(step)
    with django_assert_num_queries(12):
        assert rektor.get(step).status_code == 200
