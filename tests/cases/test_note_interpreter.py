"""Somebody needs an interpreter. A child never is one."""

from __future__ import annotations

import pytest

from innsats.cases.actions import note_interpreter
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
TEXTS = {"for_whom": "Mor", "language": "Tigrinja", "name": "Selam Abraha, tolk 1204", "need": "Helst en kvinne."}


@pytest.fixture
@replayed
def case():
    school = world.a_school()
    return world.received(world.a_case(school, pupil=world.a_pupil(school, guardians=["Rita Lien"])))


def noted(case, **more):
    return note_interpreter(case.pk, **{"interpreter": "qualified"} | TEXTS | by_rektor(case) | more)


def test_it_keeps_who_needs_one_for_which_language_and_who_interprets(case):
    one = noted(case)
    assert {name: open_one(getattr(one, name), one.pk) for name in TEXTS} == TEXTS
    assert one.interpreter == "qualified"


@pytest.mark.source("tolkl § 4")
def test_a_child_never_interprets(case):
    with refused("child_interprets"):
        noted(case, interpreter="child")


def test_a_registered_child_does_not_either_whatever_is_said(case):
    world.a_pupil(case.school, "Sara Holm")
    with refused("child_interprets"):
        noted(case, interpreter="other_adult", name="sara holm")
    assert noted(case, name="Sara Holm, tolk 4412").pk


def test_a_pupil_of_another_school_is_nobody_here(case):
    world.a_pupil(world.a_school("Åsen skole", owner=case.school_owner), "Sara Holm")
    assert noted(case, name="Sara Holm").pk


def test_nobody_in_the_family_does(case):
    with refused("relative_interprets"):
        noted(case, interpreter="relative")
    with refused("relative_interprets"):
        noted(case, interpreter="other_adult", name="Rita Lien")


@pytest.mark.parametrize("field", ["for_whom", "language"])
def test_who_and_which_language_are_written(case, field):
    with refused("text_missing"):
        noted(case, **{field: ""})


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        noted(case, by=world.actor(stranger))


def test_until_one_is_booked_the_tab_says_so(client, monkeypatch, case):
    world.it_is(monkeypatch)
    rektor, tab = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/sarskilt/"
    typed = {"for_whom": "Mor", "language": "Tigrinja", "interpreter": "to_be_booked"}
    assert "Et barn skal aldri tolke" in rektor.post(f"{tab}tolk/", {**typed, "interpreter": "child"}).content.decode()
    assert rektor.post(f"{tab}tolk/", typed).headers["Location"] == tab
    page = rektor.get(tab).content.decode()
    assert "Tolk: Tigrinja" in page and "Tolk er ikke bestilt ennå" in page
