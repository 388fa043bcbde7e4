"""A family that wished to wait withdraws what it asked: the wish is kept, and nothing more is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.assistance.actions import pass_family_request, withdraw_family_request
from innsats.assistance.queries.waitpages import wait_lines, wait_page
from innsats.cases.models import FamilyWait, Report
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import leader_of
from tests.assistance.waiting import a_team_at, by, held
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


@pytest.fixture
@replayed
def wait():
    school = world.a_school()
    world.a_principal(school)
    return held(a_team_at(school), school)


def test_the_wish_is_kept_and_the_school_is_never_told(wait):
    lea = leader_of(wait.team)
    end = withdraw_family_request(wait.pk, **by(lea), text="De vil snakke med rektor selv.")
    assert (end.how, end.report) == ("withdrawn", None)
    assert open_one(end.words, end.pk) == "De vil snakke med rektor selv."
    tick(world.AT + timedelta(days=10))
    assert not Report.objects.exists() and not Notice.objects.exists()


def test_what_was_typed_in_is_kept_sealed_and_shown_to_nobody_more(wait):
    lea = leader_of(wait.team)
    withdraw_family_request(wait.pk, **by(lea), text="Nei.")
    kept = FamilyWait.objects.get()
    assert open_one(kept.words, kept.pk) == "Han vil ikke på skolen."
    viewer = viewer_of(world.actor(lea), world.AT)
    assert wait_lines(viewer) == ()
    with not_visible():
        wait_page(viewer, wait.pk)


def test_it_is_settled_once(wait):
    lea = leader_of(wait.team)
    with refused("text_missing"):
        withdraw_family_request(wait.pk, **by(lea), text=" ")
    withdraw_family_request(wait.pk, **by(lea), text="Nei.")
    with not_visible():
        withdraw_family_request(wait.pk, **by(lea), text="Nei.")
    with not_visible():
        pass_family_request(wait.pk, **by(lea))


def test_neither_rektor_nor_who_only_helps_does_it(wait):
    for name in ("Pia Tangen", "Kari Vik"):
        with not_visible():
            withdraw_family_request(wait.pk, **by(Person.objects.get(name=name)), text="Nei.")
