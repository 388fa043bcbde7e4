"""Somebody stands beside the family: in what, until when, and never as a user."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import name_supporter
from innsats.cases.models import CaseAccess
from innsats.people.models import Account, Person
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.proposing import a_received_case
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
TEXTS = {"name": "Mobbeombud Liv Strand", "for_whom": "Mats og mor", "scope": "Er med i møter om planen."}
LAST = world.AT.date() + timedelta(days=60)


@pytest.fixture
def case():
    return a_received_case()


def named(case, **more):
    return name_supporter(case.pk, **{"part": "supporter", "ends_on": LAST} | TEXTS | by_rektor(case) | more)


def test_it_keeps_who_in_what_and_until_when(case):
    one = named(case)
    assert {name: open_one(getattr(one, name), one.pk) for name in TEXTS} == TEXTS
    assert (one.part, one.starts_on, one.ends_on) == ("supporter", world.AT.date(), LAST)


def test_it_makes_no_user_and_gives_no_access(case):
    counts = [model.objects.count() for model in (Person, Account, CaseAccess)]
    named(case)
    assert [model.objects.count() for model in (Person, Account, CaseAccess)] == counts


@pytest.mark.source("fvl67 § 12")
def test_an_agent_has_a_written_authority(case):
    with refused("agent_without_authority"):
        named(case, part="agent")
    one = named(case, part="agent", authority="Brev av 20. mars, i arkivet.")
    assert open_one(one.authority, one.pk) == "Brev av 20. mars, i arkivet."


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ends_on": world.AT.date() - timedelta(days=1)}, "support_ends_before"),
        ({"ends_on": world.AT.date() + timedelta(days=1000)}, "too_far_ahead"),
        ({"name": ""}, "text_missing"),
        ({"for_whom": ""}, "text_missing"),
        ({"scope": ""}, "text_missing"),
    ],
)
def test_what_cannot_be_is_refused(case, fields, code):
    with refused(code):
        named(case, **fields)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        named(case, by=world.actor(stranger))


def test_it_ends_by_itself(client, monkeypatch, case):
    named(case)
    rektor, tab = world.principal_of(case.school), f"/saker/{case.number}/sarskilt/"
    for days, is_over in ((0, False), (60, False), (61, True)):
        world.it_is(monkeypatch, world.AT + timedelta(days=days))
        said = world.signed_in(client, rektor).get(tab).content.decode()
        assert ("Gjelder ikke lenger" in said) is is_over and "Mobbeombud Liv Strand" in said


def test_it_is_written_on_its_page(client, monkeypatch, case):
    world.it_is(monkeypatch)
    rektor, tab = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/sarskilt/"
    days = {"starts_on": world.AT.date().isoformat(), "ends_on": LAST.isoformat()}
    typed = {"part": "agent", **TEXTS, **days}
    assert "må ha skriftlig fullmakt" in rektor.post(f"{tab}stotte/", typed).content.decode()
    assert rektor.post(f"{tab}stotte/", {**typed, "part": "supporter"}).headers["Location"] == tab
    assert "Støtteperson: Mobbeombud Liv Strand" in rektor.get(tab).content.decode()
