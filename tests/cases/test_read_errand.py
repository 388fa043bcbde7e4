"""Mine gjøremål: what somebody was asked to do, and not a word that tells of a case."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from innsats.cases import actions
from innsats.cases.queries.errands import errands_of, seen_errand
from innsats.journal.actors import OPERATOR
from innsats.journal.models import Look
from innsats.people.actions.persons import end_appointment
from innsats.people.models import Appointment
from innsats.people.viewers import viewer_of
from tests import world
from tests.cases.errands import DUE, PLACE, WHAT, a_helper, by, given
from tests.cases.linked import by_rektor
from tests.cases.refusals import not_visible
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
PAGES = ("", "gjort/", "kan-ikke/")


@pytest.fixture
@replayed
def case():
    return world.received(world.a_case(world.a_school()))


@pytest.fixture
def helper(case):
    return a_helper(case)


@pytest.fixture
def errand(case, helper):
    return given(case, helper, tell_back="Så du noe?")


@pytest.fixture
def page(client, monkeypatch):
    def asked(person, address, at=world.AT):
        world.it_is(monkeypatch, at)
        return world.signed_in(client, person).get(address)

    return asked


def test_whoever_has_it_reads_what_where_when_and_whom_to_ask(errand, helper, page):
    said = page(helper, reverse("read_errand", args=[errand.pk])).content.decode()
    for words in (WHAT, PLACE, "innen mandag 23. mars kl. 12.00", "Kari Vik", "Så du noe?", "Jeg kan ikke"):
        assert words in said


def test_nothing_it_meets_tells_of_a_case(case, errand, helper, page):
    for address in ("/", "/gjoremal/", *(f"/gjoremal/{errand.pk}/{one}" for one in PAGES)):
        whole = page(helper, address).content.decode()
        assert case.number not in whole and "Noah" not in whole and str(case.pk) not in whole
        said = re.sub(r"<[^>]*>", " ", whole[whole.index("<main") : whole.index("</main")]).casefold()
        for word in (r"\bsak", "skolemiljø", "mobb", "habil", "tiltak", "plan"):
            assert not re.search(word, said), (address, word)


def test_on_i_dag_it_stands_without_a_word_of_what_it_is(errand, helper, page):
    said = page(helper, "/").content.decode()
    assert "Kari Vik har bedt deg gjøre noe" in said and WHAT not in said and f"/gjoremal/{errand.pk}/" in said


def test_that_it_was_read_is_kept_apart_from_the_case(case, errand, helper, page):
    page(helper, f"/gjoremal/{errand.pk}/")
    assert Look.objects.get(actor_id=helper.uuid).stream == f"errand:{errand.pk}"


def test_nobody_else_finds_it_also_not_whoever_gave_it(case, errand, page):
    others = [world.principal_of(case.school), a_helper(case, "Per Sand"), world.an_officer(case.school_owner)]
    for person in others:
        for one in PAGES:
            assert page(person, f"/gjoremal/{errand.pk}/{one}").status_code == 404
        assert not errands_of(viewer_of(world.actor(person), world.AT)).exists()


def test_somebody_without_training_reads_it_too(case, page):
    errand = given(case, helper := a_helper(case, "Ny Vikar", trained=False))
    assert WHAT in page(helper, f"/gjoremal/{errand.pk}/").content.decode()


def test_it_is_gone_with_the_appointment(errand, helper):
    end_appointment(Appointment.objects.get(person=helper).uuid, by=OPERATOR, at=world.AT, ends_on=world.AT.date())
    viewer = viewer_of(world.actor(helper), world.AT + timedelta(days=1))
    with not_visible():
        seen_errand(viewer, errand.pk)


def test_it_is_gone_when_the_case_comes_to_concern_that_one(case, errand, helper, page):
    actions.name_party(case.pk, parties=[helper.uuid], ties=[], **by_rektor(case))
    assert page(helper, f"/gjoremal/{errand.pk}/").status_code == 404
    assert "har bedt deg" not in page(helper, "/").content.decode()


def test_it_stays_when_the_case_is_closed(case, errand, helper, page):
    actions.close_case(case.pk, ending="left", left_on=world.AT.date(), reason="", **by_rektor(case))
    assert WHAT in page(helper, f"/gjoremal/{errand.pk}/").content.decode()


def test_what_has_ended_is_shown_for_a_fortnight(errand, helper, page):
    actions.finish_errand(errand.pk, text="Nei.", **by(helper))
    assert "Gjort mandag" not in page(helper, "/gjoremal/").content.decode()
    assert WHAT in page(helper, "/gjoremal/", world.AT + timedelta(days=13)).content.decode()
    assert page(helper, f"/gjoremal/{errand.pk}/", world.AT + timedelta(days=14)).status_code == 404


def test_the_list_says_what_is_late(errand, helper, page):
    assert "Skal gjøres" in page(helper, "/gjoremal/").content.decode()
    assert "Skulle vært gjort" in page(helper, "/gjoremal/", DUE).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_of_the_database_for_many_as_for_one(
    case, helper, client, monkeypatch, django_assert_num_queries, count
):
    for _ in range(count):
        given(case, helper)
    world.it_is(monkeypatch)
    signed_in = world.signed_in(client, helper)
    signed_in.get("/gjoremal/")
    with django_assert_num_queries(5):
        assert signed_in.get("/gjoremal/").content.decode().count(WHAT) == count


def test_somebody_without_any_is_told_so(case, helper, page):
    assert "Ingen har bedt deg gjøre noe nå." in page(helper, "/gjoremal/").content.decode()
