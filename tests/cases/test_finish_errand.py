"""Gjort: said once, by whoever was asked, with an answer to what was asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases import actions
from innsats.cases.models import ErrandEnd
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.errands import a_helper, by, given
from tests.cases.linked import by_rektor
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=2)


@pytest.fixture
@replayed
def case():
    return world.received(world.a_case(world.a_school()))


@pytest.fixture
def helper(case):
    return a_helper(case)


@pytest.fixture
def errand(case, helper):
    return given(case, helper)


def test_it_keeps_when_and_what_there_was_to_tell(errand, helper):
    end = actions.finish_errand(errand.pk, text="Rolig.", happened_at=world.AT, **by(helper, LATER))
    assert (end.outcome, end.happened_at, end.at, end.by) == ("done", world.AT, LATER, helper)
    assert open_one(end.words, end.pk) == "Rolig."


def test_it_is_done_once(errand, helper):
    actions.finish_errand(errand.pk, **by(helper))
    with refused("errand_answered"):
        actions.finish_errand(errand.pk, **by(helper))
    with refused("errand_answered", "text_missing"):
        actions.decline_errand(errand.pk, reason=" ", **by(helper))


def test_what_was_asked_is_answered(case, helper):
    errand = given(case, helper, tell_back="Så du noe?")
    with refused("text_missing"):
        actions.finish_errand(errand.pk, **by(helper))
    with refused("in_the_future", "text_missing"):
        actions.finish_errand(errand.pk, happened_at=LATER, **by(helper))


def test_what_was_taken_back_is_not_done(case, errand, helper):
    actions.take_back_errand(case.pk, errand=errand.pk, **by_rektor(case))
    with refused("errand_taken_back"):
        actions.finish_errand(errand.pk, **by(helper))


def test_nobody_else_says_that_it_is_done(case, errand):
    for person in (world.principal_of(case.school), a_helper(case, "Per Sand")):
        with not_visible():
            actions.finish_errand(errand.pk, **by(person))


def test_two_clicks_are_one_answer_and_the_case_shows_it(case, errand, helper, client, monkeypatch):
    world.it_is(monkeypatch, LATER)
    for _ in range(2):
        answer = world.signed_in(client, helper).post(
            f"/gjoremal/{errand.pk}/gjort/", {"form_key": "en", "text": "Rolig."}
        )
        assert answer.url == f"/gjoremal/{errand.pk}/"
    assert ErrandEnd.objects.count() == 1
    assert "Du har sagt at dette er gjort" in client.get(answer.url).content.decode()
    rektor = world.signed_in(client, world.principal_of(case.school))
    said = rektor.get(f"/saker/{case.number}/plan/").content.decode()
    assert "Gjort mandag 23. mars" in said and "Rolig." in said
    log = rektor.get(f"/saker/{case.number}/logg/").content.decode()
    assert "Gjøremålet ble gjort" in log and "Siv Moen" in log


def test_the_form_asks_what_was_asked(case, helper, client, monkeypatch):
    errand = given(case, helper, tell_back="Så du noe?")
    world.it_is(monkeypatch)
    answer = world.signed_in(client, helper).post(f"/gjoremal/{errand.pk}/gjort/", {"text": ""})
    said = answer.content.decode()
    assert answer.status_code == 422 and "Så du noe?" in said and "Fyll ut dette feltet." in said
    assert "Leses av Kari Vik, som ga deg dette." in said
