"""A consent is taken back: from then on nobody is shown the text, and nothing of what was done is taken away."""

from __future__ import annotations

import pytest

from innsats.cases.models import SharedKnowledge
from innsats.journal.models import Event
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.knowing import knowledge_of, withdrawn
from tests.cases.refusals import not_visible, refused
from tests.cases.test_share_knowledge import case, on_paper

pytestmark = pytest.mark.django_db
__all__ = ["case"]


@pytest.fixture
def shared(case):
    return knowledge_of(case, case.pupil)


@pytest.mark.source("fvl67 § 13 a nr. 1")
def test_the_text_is_shown_no_more_on_pages_and_paper_and_stays_sealed_in_the_case(client, monkeypatch, case, shared):
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(case.school))
    way, tab = f"/saker/{case.number}/kunnskap/{shared.pk}/trukket/", f"/saker/{case.number}/kunnskap/"
    assert way in rektor.get(tab).content.decode()
    given = {"withdrawn_by": "guardians", "withdrawn_on": world.AT.date().isoformat()}
    assert rektor.post(way, given).status_code == 302
    said = rektor.get(tab).content.decode()
    assert "Samtykket ble trukket av de foresatte" in said and "Fra helsetjenesten" in said
    for gone in ("Hun sover lite.", "Bare det om søvn.", "Planen må ta hensyn", way):
        assert gone not in said and gone not in on_paper(case)
    kept = SharedKnowledge.objects.get()
    assert open_one(kept.words, kept.pk) == "Hun sover lite."
    assert rektor.get(way).status_code == 404
    facts = Event.objects.get(act="withdraw_consent").facts
    assert (facts["origin"], facts["withdrawn_by"]) == ("health", "guardians")


def test_it_is_taken_back_once_and_by_one_who_gave_it(case):
    shared = knowledge_of(case, case.pupil, consented_by=["guardians"])
    with refused("consented_not"):
        withdrawn(case, shared, withdrawn_by="pupil")
    withdrawn(case, shared)
    with refused("consent_withdrawn_already"):
        withdrawn(case, shared)


def test_where_the_ground_is_another_there_is_nothing_to_take_back(case):
    shared = knowledge_of(case, case.pupil, gate="danger")
    with refused("no_consent_here"):
        withdrawn(case, shared)


def test_of_another_case_there_is_nothing_to_take_back(case, shared):
    other = world.received(world.a_case(case.school, pupil=world.a_pupil(case.school, "Ada Moe")))
    with refused("no_consent_here"):
        withdrawn(other, shared)


def test_nobody_takes_it_back_before_it_was_given_or_ahead(case, shared):
    before, ahead = (world.AT.date().replace(day=day) for day in (1, 30))
    with refused("before_the_case"):
        withdrawn(case, shared, withdrawn_on=before)
    with refused("in_the_future"):
        withdrawn(case, shared, withdrawn_on=ahead)


def test_it_can_be_noted_after_the_case_has_ended(case, shared):
    world.closed(case)
    assert withdrawn(case, shared).withdrawn_by == "guardians"


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case, shared):
    siv = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        withdrawn(case, shared, by=world.actor(siv))
