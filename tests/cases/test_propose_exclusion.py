"""An exclusion is proposed: only what the pupil's grade allows, to somebody who can decide it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import propose_exclusion
from innsats.cases.models import Due, Proposal
from innsats.journal.models import Event
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.proposing import TEXTS, a_received_case
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


def proposed(case, **more):
    given = {"pupil": case.pupil_id, "extent": "hours", "count": 2, "decider": "principal"} | TEXTS
    return propose_exclusion(case.pk, **given | by_rektor(case) | more)


def test_it_keeps_for_how_long_why_what_was_tried_and_who_decides():
    case = a_received_case()
    one = proposed(case)
    assert {name: open_one(getattr(one, name), one.pk) for name in TEXTS} == TEXTS
    assert (one.what, one.extent, one.count, one.decider) == ("exclusion", "hours", 2, "principal")
    facts = Event.objects.get(act="propose_exclusion").facts
    assert (facts["extent"], facts["count"]) == ("hours", 2) and "Mats" not in str(facts)


def test_no_clock_begins_or_ends_with_it():
    case = a_received_case()
    before = list(Due.objects.order_by("pk").values())
    proposed(case)
    assert list(Due.objects.order_by("pk").values()) == before


def test_t32_two_days_for_a_pupil_in_year_6_are_refused():
    case = a_received_case(grade=6)
    with refused("exclusion_only_hours"):
        proposed(case, extent="days", count=2)


def test_t34_four_days_in_year_9_are_refused():
    case = a_received_case(grade=9)
    with refused("exclusion_three_days"):
        proposed(case, extent="days", count=4)
    assert proposed(case, extent="days", count=3).pk


def test_t35_the_rest_of_the_school_year_is_not_for_rektor_to_decide():
    case = a_received_case(upper=True)
    with refused("exclusion_year_elsewhere"):
        proposed(case, extent="rest_of_year", count=None, is_serious=True)
    assert proposed(case, extent="rest_of_year", count=7, is_serious=True, decider="authority").count is None


def test_guardians_are_told_before_the_rest_of_a_day_and_not_later_than_now():
    case = a_received_case()
    with refused("guardians_before_rest_of_day"):
        proposed(case, extent="rest_of_day", count=None)
    with refused("in_the_future"):
        proposed(case, extent="rest_of_day", guardians_told_at=world.AT + timedelta(hours=1))
    assert proposed(case, extent="rest_of_day", guardians_told_at=world.AT).guardians_told_at == world.AT


@pytest.mark.source("oppl § 10-1", "oppl § 10-2")
@pytest.mark.parametrize("field", ["reason", "pupil_view", "best_interest"])
def test_why_the_pupils_view_and_what_is_best_are_written(field):
    case = a_received_case()
    with refused("text_missing"):
        proposed(case, **{field: ""})


def test_something_milder_was_tried_first():
    case = a_received_case()
    with refused("milder_untried"):
        proposed(case, tried=" ")


def test_a_pupil_who_is_no_party_is_refused():
    case = a_received_case()
    stranger = world.a_pupil(case.school, "Ada Moe")
    with refused("unknown_party"):
        proposed(case, pupil=stranger.pk)


def test_whoever_has_no_part_in_the_case_does_not_meet_it():
    case = a_received_case()
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        proposed(case, by=world.actor(stranger))


def test_the_page_says_why_and_then_it_stands_on_the_tab(client, monkeypatch):
    world.it_is(monkeypatch)
    case = a_received_case()
    rektor, tab = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/sarskilt/"
    typed = {"pupil": str(case.pupil_id), "extent": "days", "count": "2", "decider": "teacher", **TEXTS}
    said = rektor.post(f"{tab}bortvisning/", typed).content.decode()
    assert "bare vises bort enkelttimer eller resten av dagen" in said and "to timer av egen undervisning" in said
    assert rektor.post(f"{tab}bortvisning/", {**typed, "extent": "hours"}).status_code == 302
    said = rektor.get(tab).content.decode()
    assert all(text.strip("«»") in said for text in TEXTS.values())
    assert "Bortvisning: Mats Rød" in said and "Ikke avgjort ennå" in said
    assert Proposal.objects.count() == 1
