"""The guardians of another pupil are told the same day, of their own child; and who has not been told stands there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import contact_guardians
from innsats.cases.models import GuardianContact
from innsats.journal.models import Event
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
TEXT = "Vi snakket med jenta i dag om det som skjer i friminuttene."


@pytest.fixture
@replayed
def case():
    school = world.a_school()
    case = world.received(world.a_case(school, pupil=world.a_pupil(school)))
    world.declared(case, parties=[world.a_pupil(school, "Emma Lien", guardians=["Rita Lien"])])
    return case


def emma(case):
    return case.party_set.exclude(pupil=None).exclude(pupil=case.pupil).get().pupil


def contact(case, **more):
    given = {"pupil": emma(case).pk, "whom": "Rita Lien", "text": TEXT} | by_rektor(case) | more
    return contact_guardians(case.pk, **given)


@pytest.mark.source("practice")
def test_it_keeps_whom_how_when_and_what_was_said(case):
    told = contact(case, happened_at=world.AT - timedelta(minutes=30))
    assert [open_one(text, told.pk) for text in (told.whom, told.words)] == ["Rita Lien", TEXT]
    assert (told.pupil, told.how, told.happened_at) == (emma(case), "phone", world.AT - timedelta(minutes=30))
    assert "Rita" not in str(Event.objects.get(act="contact_guardians").facts)


@pytest.mark.source("fvl67 § 13")
@pytest.mark.parametrize("text", ["Det gjelder Noah.", "Det er noah lien som er utsatt."])
def test_to_them_no_other_child_is_named(case, text):
    with refused("names_another_child"):
        contact(case, text=text)


def test_a_family_name_in_common_is_no_name_of_another(case):
    assert contact(case, text="Vi snakket med familien Lien om Emma.").pk


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"whom": ""}, "text_missing"),
        ({"text": " "}, "text_missing"),
        ({"whom": "x" * 201}, "text_too_long"),
        ({"happened_at": world.AT + timedelta(minutes=1)}, "in_the_future"),
        ({"happened_at": world.AT - timedelta(days=2)}, "before_the_case"),
    ],
)
def test_what_cannot_be_kept_is_refused(case, fields, code):
    with refused(code):
        contact(case, **fields)


def test_a_pupil_who_is_no_party_is_refused(case):
    stranger = world.a_pupil(case.school, "Ada Moe")
    with refused("unknown_party"):
        contact(case, pupil=stranger.pk)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger, pupil = world.an_employee(case.school, "Siv Moen"), emma(case).pk
    with not_visible():
        contact(case, by=world.actor(stranger), pupil=pupil)


def test_it_is_asked_for_from_the_talk_until_the_guardians_are_told(client, monkeypatch, case):
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(case.school))
    asked, step = "Foresatte skal få vite det samme dag", f"/saker/{case.number}/foresatte/"
    pages = ("/", f"/saker/{case.number}/undersokelse/")
    world.heard(case)
    assert all(asked not in rektor.get(page).content.decode() for page in pages)
    world.heard(case, emma(case))
    assert asked in rektor.get(pages[1]).content.decode() and step in rektor.get("/").content.decode()
    typed = {"pupil": str(emma(case).pk), "whom": "Rita Lien", "how": "phone", "text": TEXT}
    assert "Rita Lien" in rektor.get(step).content.decode()
    assert rektor.post(step, typed).status_code == 302
    said = rektor.get(pages[1]).content.decode()
    assert asked not in said and TEXT in said and step not in rektor.get("/").content.decode()
    assert GuardianContact.objects.count() == 1


def test_the_lead_is_asked_and_a_colleague_is_not(client, monkeypatch, case):
    world.it_is(monkeypatch)
    world.heard(case, emma(case))
    lead, other = case.caseaccess_set.get().person, world.in_team(case)
    world.declared(case, lead)
    step = f"/saker/{case.number}/foresatte/"
    assert step in world.signed_in(client, lead).get("/").content.decode()
    assert step not in world.signed_in(client, other).get("/").content.decode()


def test_a_talk_on_a_later_day_is_told_of_anew(client, monkeypatch, case):
    world.heard(case, emma(case))
    contact(case)
    world.heard(case, emma(case), at=world.AT + timedelta(days=2))
    world.it_is(monkeypatch, world.AT + timedelta(days=2))
    rektor = world.signed_in(client, world.principal_of(case.school))
    assert f"/saker/{case.number}/foresatte/" in rektor.get("/").content.decode()
