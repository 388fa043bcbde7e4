"""Leaving Øvelse takes four confirmations, by the officer."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from innsats.journal.actors import OPERATOR
from innsats.people.actions.register import confirm_real_use
from innsats.people.models import OwnerInUse
from innsats.people.viewers import viewer_of
from innsats.rules.verdicts import Refused
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
ALL = OwnerInUse.CONFIRMATIONS


def refused_codes(owner, by, confirmed=ALL) -> list[str]:
    before = OwnerInUse.objects.count()
    with pytest.raises(Refused) as refused:
        confirm_real_use(owner.uuid, by=by, at=AT, confirmed=confirmed)
    assert OwnerInUse.objects.count() == before
    return [one.code for one in refused.value.obstacles]


def test_with_all_four_the_owner_is_in_use():
    owner = world.an_owner()
    officer = world.an_officer(owner)
    confirm_real_use(owner.uuid, by=actor(officer), at=AT, confirmed=ALL)
    assert viewer_of(actor(officer), AT).in_use and OwnerInUse.objects.get().by == officer
    assert refused_codes(owner, actor(officer)) == ["decided_already"]


@pytest.mark.parametrize("missing", ALL)
def test_one_that_is_missing_is_named(missing):
    owner = world.an_owner()
    officer = world.an_officer(owner)
    with pytest.raises(Refused) as refused:
        confirm_real_use(owner.uuid, by=actor(officer), at=AT, confirmed=set(ALL) - {missing})
    assert [(one.code, one.about) for one in refused.value.obstacles] == [("not_confirmed", (missing,))]


def test_only_the_own_officer_confirms():
    school = world.a_school()
    owner = school.school_owner
    others = (world.a_principal(school), world.an_officer(world.an_owner("Nabo")), world.a_head(owner))
    assert {code for by in map(actor, others) for code in refused_codes(owner, by)} == {"wrong_part"}
    assert refused_codes(owner, OPERATOR) == ["wrong_part"]


def test_a_demo_is_never_for_real(settings):
    settings.DEMO = True
    owner = world.an_owner()
    assert refused_codes(owner, actor(world.an_officer(owner))) == ["demo_is_practice"]


def test_the_database_itself_asks_for_all_four():
    owner = world.an_owner()
    facts = dict.fromkeys(ALL, True) | {"backup": False}
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnerInUse.objects.create(school_owner=owner, by=world.an_officer(owner), at=AT, **facts)
