"""That a pupil must change school is proposed to the municipality or the county, and never decided here."""

from __future__ import annotations

import pytest

from innsats.cases.actions import propose_school_change
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.proposing import TEXTS, a_received_case
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
CLEAR = {"must_move": False, "unsafe_journey": False}


def proposed(case, **more):
    return propose_school_change(case.pk, **{"pupil": case.pupil_id} | TEXTS | CLEAR | by_rektor(case) | more)


def test_it_keeps_why_and_what_was_tried():
    one = proposed(a_received_case())
    assert {name: open_one(getattr(one, name), one.pk) for name in TEXTS} == TEXTS
    assert (one.what, one.decider, one.extent) == ("school_change", "authority", "")


@pytest.mark.parametrize("decider", ["principal", "teacher"])
def test_t37_neither_school_nor_team_decides_it(decider):
    case = a_received_case()
    with refused("school_cannot_decide"):
        proposed(case, decider=decider)


@pytest.mark.parametrize("bar", CLEAR)
def test_t37_the_bars_are_answered_and_stand_in_the_way(bar):
    case = a_received_case()
    with refused("bar_unanswered"):
        proposed(case, **{bar: None})
    with refused("school_change_barred"):
        proposed(case, **{bar: True})


def test_t37_in_upper_secondary_the_programme_is_asked_for_too():
    case = a_received_case(upper=True)
    with refused("bar_unanswered"):
        proposed(case)
    with refused("school_change_barred"):
        proposed(case, changes_programme=True)
    assert proposed(case, changes_programme=False).pk


def test_something_milder_was_tried_first():
    case = a_received_case()
    with refused("milder_untried"):
        proposed(case, tried="")


def test_whoever_has_no_part_in_the_case_does_not_meet_it():
    case = a_received_case()
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        proposed(case, by=world.actor(stranger))


def test_the_page_tells_who_decides_and_asks_the_bars(client, monkeypatch):
    world.it_is(monkeypatch)
    case = a_received_case()
    rektor, tab = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/sarskilt/"
    page = rektor.get(f"{tab}skolebytte/").content.decode()
    assert "Bare kommunen eller fylkeskommunen kan avgjøre" in page and "flytte hjemmefra" in page
    typed = {"pupil": str(case.pupil_id), "must_move": "no", "unsafe_journey": "yes", **TEXTS}
    assert "Da kan ikke eleven pålegges" in rektor.post(f"{tab}skolebytte/", typed).content.decode()
    assert rektor.post(f"{tab}skolebytte/", {**typed, "unsafe_journey": "no"}).headers["Location"] == tab
    assert "Pålagt skolebytte: Mats Rød" in rektor.get(tab).content.decode()
