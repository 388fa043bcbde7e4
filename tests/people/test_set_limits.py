"""An owner lets some clocks run shorter than the house's own."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from django.core.management import CommandError

from innsats.journal.actors import OPERATOR
from innsats.people import commands
from innsats.people.actions.calendar import set_limits
from innsats.people.calendars import limits_of
from innsats.people.models import LocalLimits, Unreckoned
from innsats.rules.limits import HOUSE
from innsats.rules.verdicts import Refused
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def test_the_newest_limits_count_and_the_house_s_own_until_then():
    owner = world.an_owner()
    assert limits_of(owner.pk) == HOUSE
    set_limits(owner.uuid, by=actor(world.an_officer(owner)), at=AT, first_talk_school_days=1)
    set_limits(owner.uuid, by=OPERATOR, at=AT, to_deputy_hours=1, to_officer_hours=2)
    assert astuple(limits_of(owner.pk)) == (2, 1, 2)
    assert limits_of(world.an_owner("Nabo").pk) == HOUSE
    assert Unreckoned.objects.get().school_owner == owner


@pytest.mark.parametrize(("given", "told"), [
    ({"first_talk_school_days": 3}, [("limit_out_of_bounds", "first_talk_school_days")]),
    ({"to_deputy_hours": 0, "to_officer_hours": 5},
     [("limit_out_of_bounds", "to_deputy_hours"), ("limit_out_of_bounds", "to_officer_hours")]),
    ({"to_officer_hours": 1}, [("officer_before_deputy", "to_officer_hours")]),
])
def test_laxer_than_the_house_is_refused_with_every_reason(given, told):
    with pytest.raises(Refused) as refused:
        set_limits(world.an_owner().uuid, by=OPERATOR, at=AT, **given)
    assert [(one.code, *one.about) for one in refused.value.obstacles] == told and not LocalLimits.objects.exists()


def test_rektor_and_another_owner_s_officer_set_no_limits():
    school = world.a_school()
    for by in (world.a_principal(school), world.an_officer(world.an_owner("Nabo"))):
        with pytest.raises(Refused):
            set_limits(school.school_owner.uuid, by=actor(by), at=AT, to_deputy_hours=1)
    assert not LocalLimits.objects.exists()


def test_the_command_sets_them_and_says_what_is_wrong(capsys, monkeypatch):
    world.it_is(monkeypatch)
    owner = world.an_owner()
    assert commands.set_limits([owner.number, "--to-deputy-hours", "1"]) == 0
    assert limits_of(owner.pk).to_deputy_hours == 1 and "innsats reckon" in capsys.readouterr().out
    with pytest.raises(CommandError, match="strengere"):
        commands.set_limits([owner.number, "--to-officer-hours", "9"])
