"""What was given while a case was about the wrong child goes on, until somebody at the school has looked at it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from innsats.archive.queries import case_file
from innsats.cases import actions
from innsats.cases.models import ErrandEnd, ErrandKept
from innsats.cases.queries.errands import left_in
from innsats.desk.queries.lying import lying_for
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from tests import world
from tests.cases.errands import WHAT, a_helper, by, given
from tests.cases.linked import by_rektor
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
WHY = "Meldingen gjaldt den andre av de to i 6A."
LATER = world.AT + timedelta(minutes=5)
FROM_BEFORE = "Se på et gjøremål fra før saken ble flyttet"


@pytest.fixture
@replayed
def case():
    return world.received(world.a_case(world.a_school()))


@pytest.fixture
def helper(case):
    return a_helper(case)


@pytest.fixture
def right(case):
    return world.a_pupil(case.school, "Emil Lien", born=date(2014, 9, 9))


@pytest.fixture
def errand(case, helper):
    return given(case, helper)


def moved(case, pupil, at=LATER, **more):
    actions.correct_pupil(case.pk, pupil=pupil.pk, reason=WHY, **by_rektor(case, at), **more)
    case.refresh_from_db()
    return case


def late_for(person, at=LATER):
    return lying_for(viewer_of(world.actor(person), at)).late


def shown(client, monkeypatch, person, address, at=LATER):
    world.it_is(monkeypatch, at)
    return text_of(world.signed_in(client, person).get(address))


def test_it_goes_on_when_the_case_is_moved_and_waits_for_whoever_reads_the_case(
    case, right, errand, helper, client, monkeypatch
):
    rektor = world.principal_of(case.school)
    assert late_for(rektor) == ()
    moved(case, right)
    assert late_for(rektor) == ((case.number, "left"),)
    assert FROM_BEFORE in shown(client, monkeypatch, rektor, "/")
    assert "Gjøremål fra før saken ble flyttet" in shown(client, monkeypatch, rektor, f"/saker/{case.number}/")
    plan = shown(client, monkeypatch, rektor, f"/saker/{case.number}/plan/")
    assert "Fra før saken ble flyttet" in plan and "Behold gjøremålet" in plan
    own = shown(client, monkeypatch, helper, f"/gjoremal/{errand.pk}/")
    assert WHAT in own and "flyttet" not in own
    much_later = LATER + timedelta(days=30)
    assert left_in(case).get() == errand and late_for(rektor, much_later) == ((case.number, "left"),)


def test_it_is_kept_once_and_whoever_has_it_learns_nothing(case, right, errand, helper, client, monkeypatch):
    moved(case, right)
    kept = actions.keep_errand(case.pk, errand=errand.pk, **by_rektor(case, LATER))
    assert kept.errand == errand and late_for(world.principal_of(case.school)) == ()
    event = Event.objects.get(act="keep_errand")
    assert event.facts == {"errand": str(errand.pk), "member": str(helper.uuid)}
    with refused("errand_is_kept"):
        actions.keep_errand(case.pk, errand=errand.pk, **by_rektor(case, LATER))
    plan = shown(client, monkeypatch, world.principal_of(case.school), f"/saker/{case.number}/plan/")
    assert "Skal gjøres likevel: Kari Vik mandag 23. mars" in plan and "Behold gjøremålet" not in plan


def test_it_is_taken_back_instead(case, right, errand):
    moved(case, right)
    actions.take_back_errand(case.pk, errand=errand.pk, **by_rektor(case, LATER))
    assert late_for(world.principal_of(case.school)) == ()
    with refused("errand_is_over"):
        actions.keep_errand(case.pk, errand=errand.pk, **by_rektor(case, LATER))


def test_a_case_that_is_moved_again_is_looked_at_again(case, right, errand):
    first = case.pupil
    moved(case, right, kept_errands=[errand.pk])
    assert not left_in(case)
    moved(case, first, at=LATER + timedelta(minutes=5))
    assert left_in(case).get() == errand


def test_what_was_given_after_the_move_is_nothing_to_look_at(case, right, helper):
    moved(case, right)
    after = given(case, helper, **by_rektor(case, LATER))
    with refused("errand_is_kept"):
        actions.keep_errand(case.pk, errand=after.pk, **by_rektor(case, LATER))


def test_whoever_moves_the_case_answers_for_each_and_may_leave_one(case, right, helper, client, monkeypatch):
    keep, end, leave, done = (given(case, helper, what=f"Gjøremål {n}") for n in range(4))
    rektor = world.principal_of(case.school)
    world.it_is(monkeypatch, LATER)
    client, address = world.signed_in(client, rektor), reverse("correct_pupil", args=[case.number])
    asked = text_of(client.post(address, {"step": "choose", "pupil": str(right.pk)}))
    assert "Siv Moen: Gjøremål 0" in asked and "blir notatene slettet for godt" in asked
    actions.finish_errand(done.pk, text="Rolig", **by(helper, LATER))
    typed = {"step": "answer", "pupil": str(right.pk), "none": "1", "form_key": "k", "reason": WHY}
    looks = {f"errand-{keep.pk}": "keep", f"errand-{end.pk}": "take_back", f"errand-{done.pk}": "take_back"}
    assert client.post(address, typed | looks).status_code == 302
    assert [one.errand for one in ErrandKept.objects.all()] == [keep]
    assert [one.errand for one in ErrandEnd.objects.filter(outcome="taken_back")] == [end]
    assert left_in(case).get() == leave


def test_another_case_s_is_not_looked_at_here(case, right, helper):
    other = world.received(world.a_case(case.school, pupil=world.a_pupil(case.school, "Tiril Vik")))
    foreign = given(other, helper)
    with not_visible():
        moved(case, right, kept_errands=[foreign.pk])
    with not_visible():
        actions.keep_errand(case.pk, errand=foreign.pk, **by_rektor(case))


def test_it_is_printed_that_it_was_kept(case, right, errand):
    moved(case, right)
    actions.keep_errand(case.pk, errand=errand.pk, **by_rektor(case, LATER))
    rektor = viewer_of(world.actor(world.principal_of(case.school)), LATER)
    assert "Skal gjøres likevel: Kari Vik" in str(case_file(rektor, case.number).document)
