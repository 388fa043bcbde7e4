"""The team hands over and leaves: what was done, what the school can do itself now; and nobody of it reads any more."""

from __future__ import annotations

import pytest

from innsats.assistance.actions import end_assistance
from innsats.cases.models import Case, CaseAccess
from innsats.cases.queries.access import visible
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.stages import Stage
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


def ends(case, leader, **more):
    given = {"done": "Vi har ledet stoppsamtaler.", "school_can": "Skolen kan ta samtalene selv."}
    return end_assistance(case.pk, **given | leader | more)


def test_it_keeps_what_was_done_and_what_the_school_can_do(case, begun, leader):
    one = ends(case, leader, owner_learns="Flere trenger opplæring.")
    opened = [open_one(getattr(one, name), one.pk) for name in ("done", "school_can", "owner_learns")]
    assert opened == ["Vi har ledet stoppsamtaler.", "Skolen kan ta samtalene selv.", "Flere trenger opplæring."]


def test_nobody_of_the_team_reads_the_case_from_then_on(case, team, begun, leader):
    ends(case, leader)
    for name in ("Lea Strand", "Pia Tangen", "Dan Vold"):
        viewer = viewer_of(world.actor(Person.objects.get(name=name)), world.AT)
        assert not visible(Act.SEE_CASE, viewer, Case).exists(), name
    assert not CaseAccess.objects.filter(part="assist", ends_at__gt=world.AT).exists()


def test_the_case_goes_on_at_the_school_which_hears_of_it(case, begun, leader):
    ends(case, leader)
    tick(world.AT)
    rektor = world.principal_of(case.school)
    assert "assistance_ended" in Notice.objects.filter(person=rektor).values_list("news", flat=True)
    assert Case.objects.get(pk=case.pk).stage == Stage.INQUIRING


def test_it_cannot_be_ended_twice(case, begun, leader):
    ends(case, leader)
    with not_visible():
        ends(case, leader)


def test_what_has_not_begun_is_declined_and_not_ended(case, asked, leader):
    with refused("assistance_not_begun"):
        ends(case, leader)


def test_the_school_is_not_left_without_a_handover(case, begun, leader):
    with refused("text_missing", "text_missing"):
        ends(case, leader, done="", school_can=" ")
