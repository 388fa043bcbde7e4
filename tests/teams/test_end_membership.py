"""A place in a team ends, and stays to be seen: end_membership."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.rules.verdicts import Refused
from innsats.teams.actions import end_membership
from innsats.teams.models import Membership
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
YESTERDAY = AT.date() - timedelta(days=1)


def refused_codes(row, by, **given) -> list[str]:
    before = list(Membership.objects.order_by("pk").values_list())
    with pytest.raises(Refused) as refused:
        end_membership(row.uuid, by=actor(by), at=AT, **given)
    assert list(Membership.objects.order_by("pk").values_list()) == before
    return [one.code for one in refused.value.obstacles]


def test_it_ends_at_once_or_on_a_day_and_the_row_is_kept(pia, officer):
    assert end_membership(pia.uuid, by=actor(officer), at=AT, ends_on=date(2026, 6, 30)).ends_on == date(2026, 6, 30)
    assert end_membership(pia.uuid, by=actor(officer), at=AT).ends_on == YESTERDAY
    assert Membership.objects.get().starts_on == world.SINCE


def test_one_that_began_today_and_ends_at_once_never_was(pia, officer):
    row = world.a_member(pia.team, name="Eva Lie", since=AT.date())
    ended = end_membership(row.uuid, by=actor(officer), at=AT)
    assert (ended.starts_on, ended.ends_on) == (YESTERDAY, YESTERDAY)


def test_one_that_would_not_have_begun_by_its_last_day_never_runs(pia, officer):
    coming, last = AT.date() + timedelta(days=30), AT.date() + timedelta(days=10)
    row = world.a_member(pia.team, name="Eva Lie", place="deputy", since=coming)
    ended = end_membership(row.uuid, by=actor(officer), at=AT, ends_on=last)
    assert (ended.starts_on, ended.ends_on) == (YESTERDAY, YESTERDAY)


def test_what_has_ended_is_not_ended_again_and_the_past_is_left(pia, officer):
    assert refused_codes(pia, officer, ends_on=YESTERDAY - timedelta(days=1)) == ["membership_ends_in_past"]
    end_membership(pia.uuid, by=actor(officer), at=AT)
    assert refused_codes(pia, officer) == ["membership_ended"]


def test_others_end_nothing(pia, owner):
    school = world.a_school(owner=owner)
    for person in (world.a_principal(school), world.an_officer(world.an_owner("Nabo")), pia.person):
        assert refused_codes(pia, person) == ["wrong_part"]
