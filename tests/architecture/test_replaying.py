"""What stands laid again, instead of walked to, is the same world to the last row."""

from __future__ import annotations

import pytest
from django.db import transaction

from innsats.cases.models import Due
from innsats.journal.models import Event
from innsats.journal.verifying import verify_journal
from tests import world
from tests.cases.refusals import everything
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


def walked_to():
    """With a plan: walked to from its school on, since nothing is laid where something stands."""
    return world.with_plan(world.received(world.a_case(world.a_school())))


def undone(build):
    """What `build` gives, and every row that stands then. Afterwards nothing has happened."""
    with transaction.atomic():
        given, rows = build(), everything()
        transaction.set_rollback(True)
    return given, rows


def test_the_second_world_is_the_first_to_the_last_row():
    build = replayed(walked_to)
    (first, as_walked), (second, as_laid) = undone(build), undone(build)
    assert as_laid == as_walked and sum(map(len, as_laid.values())) > 20
    assert second == first and second is not first


def test_where_something_has_happened_the_whole_way_is_walked():
    build = replayed(walked_to)
    (first, _) = undone(build)
    world.an_owner()
    assert build().pk != first.pk


def test_what_is_laid_goes_on_as_what_was_walked_to():
    build = replayed(walked_to)
    undone(build)
    case = world.measures_started(build())
    assert Event.objects.filter(act="start_measure").exists()
    assert verify_journal().found == [] and Due.objects.get(case=case, code="school_promise").met_at == world.AT
