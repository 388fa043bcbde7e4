"""The owner's officer agrees that no suitable measure remains, without reading the case."""

from __future__ import annotations

import pytest

from innsats.cases.actions import cosign_ending, tell_owner
from innsats.journal.models import Look
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return world.measures_started()


@pytest.fixture
def officer(case):
    told = world.an_officer(case.school.school_owner)
    tell_owner(case.subject, by=world.actor(world.principal_of(case.school)), at=world.AT, to=told.uuid)
    return told


def cosign(case, by, **fields):
    return cosign_ending(case.uuid, by=world.actor(by), at=world.AT, **({"reason": "Alt er prøvd."} | fields))


def test_the_officer_says_why(case, officer):
    held = cosign(case, officer)
    assert open_one(held.words, held.pk) == "Alt er prøvd."
    with refused("text_missing"):
        cosign(case, officer, reason=" ")


def test_the_school_does_not_sign_for_the_owner(case):
    with refused("wrong_part"):
        cosign(case, world.principal_of(case.school))


def test_the_way_there_goes_from_the_head_of_the_case_and_names_no_child(case, officer, client, monkeypatch):
    world.it_is(monkeypatch)
    page = world.signed_in(client, officer)
    assert f"/saker/{case.number}/medunderskrift/" in page.get(f"/saker/{case.number}/").content.decode()
    shown = page.get(f"/saker/{case.number}/medunderskrift/")
    assert shown.status_code == 200 and "Noah" not in shown.content.decode()
    assert Look.objects.filter(act="see_case").exists()
    answer = page.post(f"/saker/{case.number}/medunderskrift/", {"reason": "Alt er prøvd."})
    assert answer.status_code == 302 and case.endingcosign_set.count() == 1


def test_an_officer_who_is_not_told_does_not_meet_it(case):
    officer = world.an_officer(case.school.school_owner)
    with not_visible():
        cosign(case, officer)
