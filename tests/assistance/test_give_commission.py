"""The school asks somebody who assists to talk and observe for it: it stands in its record, marked so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.assistance.actions import end_assistance, give_commission
from innsats.assistance.queries.candidates import helping_in
from innsats.cases.actions import activate_plan, hear_pupil, hold_stop_talk, note_inquiry
from innsats.cases.models import CaseAccess
from innsats.cases.queries.assignees import commissioned_in
from innsats.cases.queries.inquirypage import inquiry_page
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.teams.actions import end_membership
from innsats.teams.models import Membership
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import asked_for_help, helped
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
NOTE = {"text": "To av dem ler når hun svarer.", "method": "observation", "perspective": "peers", "question": "facts"}


@pytest.fixture
def rektor(case):
    return {"by": world.actor(world.principal_of(case.school)), "at": world.AT}


@pytest.fixture
def pia(begun):
    return Person.objects.get(name="Pia Tangen")


def asks(case, by, member, text="Vær med i timene denne uka."):
    return give_commission(case.pk, member=member.uuid, text=text, **by)


def noted(case, person, **more):
    return note_inquiry(case.pk, **NOTE, by=world.actor(person), at=world.AT, **more)


def test_it_is_kept_and_the_one_who_is_asked_hears(case, rektor, pia):
    given = asks(case, rektor, pia)
    assert open_one(given.words, given.pk) == "Vær med i timene denne uka."
    tick(world.AT)
    assert Notice.objects.filter(news="commissioned").values_list("person__name", flat=True).get() == "Pia Tangen"


def test_only_then_somebody_who_assists_writes_in_the_schools_record(case, rektor, pia):
    with refused("wrong_part"):
        noted(case, pia)
    asks(case, rektor, pia)
    noted(case, pia)
    hear_pupil(
        case.pk, pupil=case.pupil_id, own_words="Jeg vil ikke si noe i timen.", is_safe="no", by=world.actor(pia),
        at=world.AT,
    )  # fmt: skip
    with refused("wrong_part"):
        noted(case, Person.objects.get(name="Dan Vold"))


def test_what_is_done_for_the_school_is_marked_so(case, rektor, pia):
    asks(case, rektor, pia)
    noted(case, pia)
    noted(case, world.principal_of(case.school))
    page = inquiry_page(viewer_of(rektor["by"], world.AT), case.number)
    assert sorted("på oppdrag fra skolen" in line.said for line in page.notes) == [False, True]


def test_it_gives_nothing_of_the_plan(case, rektor, pia):
    asks(case, rektor, pia)
    with refused("wrong_part"):
        activate_plan(case.pk, by=world.actor(pia), at=world.AT)


def test_a_stop_talk_is_held_together_with_somebody_at_the_school(case, rektor, pia):
    emma = world.a_pupil(case.school, "Emma Dahl")
    world.declared(case, world.principal_of(case.school), parties=[emma])
    world.heard(case)
    lise = CaseAccess.objects.get(case=case, part=CaseAccess.LEAD).person
    talk = {
        "pupil": emma.pk, "led_by": pia.uuid, "beside": lise.uuid, "agreed": "Hun slutter.",
        "next_on": (world.AT + timedelta(days=7)).date(),
    }  # fmt: skip
    with refused("not_employed_here"):
        hold_stop_talk(case.pk, **talk, **rektor)
    asks(case, rektor, pia)
    hold_stop_talk(case.pk, **talk, **rektor)


def test_one_is_asked_once_at_a_time_and_only_of_those_who_assist(case, rektor, pia):
    asks(case, rektor, pia)
    with refused("commissioned_already"):
        asks(case, rektor, pia)
    with refused("assists_not", "text_missing"):
        asks(case, rektor, Person.objects.get(name="Lea Strand"), text=" ")


def test_it_ends_with_the_assistance_and_does_not_come_back_with_the_next(case, team, rektor, leader, pia):
    asks(case, rektor, pia)
    end_assistance(case.pk, done="Alt", school_can="Alt", **leader)
    with not_visible():
        noted(case, pia)
    asked_for_help(case, team)
    helped(case, team)
    with refused("wrong_part"):
        noted(case, pia)


def test_whoever_leaves_the_team_can_be_given_none_and_holds_no_talk_and_the_one_given_is_over(
    client, monkeypatch, case, team, rektor, pia, officer
):
    asks(case, rektor, pia)
    assert commissioned_in(case, world.AT) == [pia]
    seat = Membership.objects.get(team=team, person=pia)
    end_membership(seat.uuid, by=world.actor(officer), at=world.AT)
    assert commissioned_in(case, world.AT) == [] and pia not in helping_in(case.pk, world.AT)
    with refused("assists_not"):
        asks(case, rektor, pia)
    world.it_is(monkeypatch)
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/bistand/")
    (line,) = page.context["page"].commissions
    assert line.shown.is_over and page.context["page"].shown[0].who == ("Dan Vold", "Eva Lie")


def test_those_who_assist_give_themselves_none(case, pia):
    with refused("wrong_part"):
        asks(case, {"by": world.actor(pia), "at": world.AT}, pia)
