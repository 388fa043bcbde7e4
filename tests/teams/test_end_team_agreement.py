"""An agreement on a neighbour's team ends, by either of the two: end_team_agreement."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest

from innsats.journal.models import Event
from innsats.rules.verdicts import Refused
from innsats.teams.actions import end_team_agreement
from innsats.teams.models import TeamAgreement
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
TODAY = AT.date()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def agreement(owner, officer):
    return world.an_agreement(owner, world.a_team(world.an_owner("Nes kommune")), until=TODAY + timedelta(days=60))


def ends(agreement, by, **given):
    return end_team_agreement(agreement.uuid, by=actor(by), at=AT, **given)


def refused_codes(agreement, by, **given):
    with pytest.raises(Refused) as refused:
        ends(agreement, by, **given)
    kept = TeamAgreement.objects.get()
    assert (kept.starts_on, kept.ends_on) == (agreement.starts_on, agreement.ends_on)
    return [one.code for one in refused.value.obstacles]


def test_it_ends_at_once_or_after_a_day_and_the_row_is_kept(agreement, officer):
    assert ends(agreement, officer, ends_on=TODAY).ends_on == TODAY
    assert ends(agreement, officer).ends_on == YESTERDAY
    assert Event.objects.filter(act="end_team_agreement").count() == 2


def test_one_that_has_not_begun_never_begins(owner, officer):
    later = world.an_agreement(owner, world.a_team(world.an_owner("Ås kommune")), since=TODAY + timedelta(days=9))
    row = ends(later, officer)
    assert (row.starts_on, row.ends_on) == (YESTERDAY, YESTERDAY)


def test_either_of_the_two_ends_it_and_nobody_else(agreement, owner):
    for person in (
        world.a_principal(world.a_school(owner=owner)), world.an_officer(world.an_owner("Vik kommune")),
        world.a_member(agreement.team).person,
    ):
        assert refused_codes(agreement, person) == ["wrong_part"]
    assert ends(agreement, world.a_head(agreement.team.school_owner)).ends_on == YESTERDAY


def test_it_is_cut_and_never_lengthened(agreement, officer):
    assert refused_codes(agreement, officer, ends_on=TODAY + timedelta(days=61)) == ["agreement_over"]
    assert refused_codes(agreement, officer, ends_on=TODAY - timedelta(days=2)) == ["agreement_ends_in_past"]
    with pytest.raises(Refused, match="unknown_agreement"):
        end_team_agreement(uuid4(), by=actor(officer), at=AT)


def test_the_page_ends_it_and_says_so(client, monkeypatch, agreement, officer):
    world.it_is(monkeypatch)
    world.signed_in(client, officer)
    address = f"/innsatsteam/avtaler/{agreement.uuid}/"
    assert f"{address}slutt/" in client.get(address).content.decode()
    refused = client.post(f"{address}slutt/", {"form_key": "k", "ends_on": "2026-12-24"})
    assert "alt slutt før dette" in unescape(refused.content.decode())
    assert client.post(f"{address}slutt/", {"form_key": "l", "ends_on": ""}).url == address
    page = unescape(client.get(address).content.decode())
    assert "Er slutt" in page and "slutt/" not in page
