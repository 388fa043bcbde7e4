"""What was agreed at a meeting is done: by whom it was agreed, on which day, and once."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from innsats.assistance.actions import end_assistance, finish_step
from innsats.assistance.queries.pages import assistance_page
from innsats.cases.models import MeetingStep, StepDone
from innsats.cases.queries.case import overview
from innsats.cases.queries.leaving import open_work_count, work_page
from innsats.desk.queries.agreed import own_steps
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from tests import world
from tests.assistance.helping import met
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(days=2)


@pytest.fixture
def pia(begun):
    return Person.objects.get(name="Pia Tangen")


@pytest.fixture
def step(case, pia):
    met(case, who=pia, what="Ring PPT")
    return MeetingStep.objects.get()


def test_it_waits_no_more_and_stands_as_done(case, pia, step):
    done = finish_step(case.pk, step=step.pk, by=world.actor(pia), at=LATER)
    assert done.done_on == LATER.date()
    viewer = viewer_of(world.actor(pia), LATER)
    assert (own_steps(viewer), overview(viewer, case.number).agreed) == ((), ())
    ((shown,),) = (one.steps for one in assistance_page(viewer, case.number).meetings)
    assert (shown.is_done, shown.left) == (True, "Gjort")


def test_anybody_who_works_on_the_case_may_say_so_also_when_the_team_has_left(case, step, leader):
    end_assistance(case.pk, done="Alt", school_can="Alt", **leader)
    finish_step(case.pk, step=step.pk, by=world.actor(world.principal_of(case.school)), at=LATER)
    assert StepDone.objects.count() == 1


def test_it_is_finished_once_and_on_a_day_that_has_been(case, pia, step):
    by = {"by": world.actor(pia), "at": LATER}
    with refused("in_the_future"):
        finish_step(case.pk, step=step.pk, done_on=LATER.date() + timedelta(days=1), **by)
    with refused("step_before_meeting"):
        finish_step(case.pk, step=step.pk, done_on=world.AT.date() - timedelta(days=1), **by)
    finish_step(case.pk, step=step.pk, **by)
    with refused("step_done"):
        finish_step(case.pk, step=step.pk, **by)


def test_a_step_of_another_case_is_not_there_and_the_leader_of_the_team_finishes_none(case, pia, step, leader):
    with not_visible():
        finish_step(case.pk, step=uuid4(), by=world.actor(pia), at=LATER)
    with refused("wrong_part"):
        finish_step(case.pk, step=step.pk, **leader)


def test_it_is_done_on_its_page_that_today_leads_to(case, pia, step, monkeypatch):
    world.it_is(monkeypatch)
    client = world.signed_in(Client(), pia)
    address = f"/saker/{case.number}/bistand/moter/steg/{step.pk}/"
    assert address in client.get("/").content.decode()
    assert "Ring PPT" in client.get(address).content.decode()
    assert client.post(address, {"done_on": ""}).status_code == 302
    assert address not in client.get("/").content.decode()
    assert "Det er alt skrevet at dette er gjort." in client.get(address).content.decode()


def test_what_somebody_who_leaves_was_to_do_is_told_with_the_way_to_it(case, begun):
    lise, rektor = world.in_team(case), viewer_of(world.actor(world.principal_of(case.school)), LATER)
    met(case, who=lise, what="Ring hjem")
    assert open_work_count(rektor, lise) == 2
    (one,) = work_page(rektor, lise.uuid).elsewhere
    assert one.address == f"/saker/{case.number}/bistand/" and one.said.startswith("Skal gjøre 1 ting")
    finish_step(case.pk, step=MeetingStep.objects.get().pk, by=rektor.actor, at=LATER)
    assert work_page(rektor, lise.uuid).elsewhere == ()
