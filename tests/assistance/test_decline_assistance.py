"""The team says no, and what the school can do: the school hears of it, and the team's clock stops."""

from __future__ import annotations

import pytest

from innsats.assistance.actions import decline_assistance
from innsats.cases.models import Assistance, Case, Due
from innsats.cases.queries.access import visible
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import leader_of
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


def declines(case, leader, **more):
    given = {"why": "prevention", "text": "Les veilederen om skolemiljø."}
    return decline_assistance(case.pk, **given | leader | more)


def test_t59_a_request_for_prevention_is_declined_with_advice(case, asked, leader):
    one = declines(case, leader)
    assert (one.why, open_one(one.words, one.pk)) == ("prevention", "Les veilederen om skolemiljø.")
    assert not Assistance.objects.get().is_open
    assert Due.objects.get(case=case, code="team_promise").lapsed == "assistance_over"


def test_the_school_hears_of_it_and_the_leader_no_longer_sees_the_case(case, team, asked, leader):
    declines(case, leader)
    tick(world.AT)
    rektor = world.principal_of(case.school)
    assert "assistance_declined" in Notice.objects.filter(person=rektor).values_list("news", flat=True)
    assert not visible(Act.SEE_CASE, viewer_of(world.actor(leader_of(team)), world.AT), Case).exists()
    with not_visible():
        declines(case, leader)


def test_what_has_begun_is_ended_and_not_declined(case, begun, leader):
    with refused("assistance_begun"):
        declines(case, leader)


def test_without_a_word_the_school_is_not_left_alone(case, asked, leader):
    with refused("text_missing"):
        declines(case, leader, text="")


def test_the_school_does_not_answer_for_the_team(case, asked):
    with refused("wrong_part"):
        declines(case, {"by": world.actor(world.principal_of(case.school)), "at": world.AT})
