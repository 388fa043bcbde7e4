"""A member withdraws the address of the own calendar: close_calendar."""

from __future__ import annotations

import pytest

from innsats.rules.verdicts import Refused
from innsats.teams.actions import close_calendar, open_calendar
from innsats.teams.models import CalendarAddress
from innsats.teams.queries.addresses import address_by_key
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
ADDRESS = "/innsatsteam/min-plass/kalender/slutt/"


def test_the_address_stops_working_and_the_row_is_kept(pia):
    key = open_calendar(by=actor(pia.person), at=AT).key
    close_calendar(by=actor(pia.person), at=AT)
    assert address_by_key(key) is None and CalendarAddress.objects.get().closed_at == AT


def test_nobody_withdraws_what_is_not_there_or_is_somebody_elses(pia, team, officer):
    open_calendar(by=actor(pia.person), at=AT)
    dan = world.a_member(team, name="Dan Vold").person
    for person, code in ((dan, "no_calendar"), (officer, "wrong_part")):
        with pytest.raises(Refused) as refused:
            close_calendar(by=actor(person), at=AT)
        assert [one.code for one in refused.value.obstacles] == [code]
    assert CalendarAddress.objects.get().closed_at is None


def test_the_page_is_there_while_there_is_an_address(client, pia, monkeypatch):
    world.it_is(monkeypatch)
    world.signed_in(client, pia.person)
    assert client.get(ADDRESS).status_code == 404
    open_calendar(by=actor(pia.person), at=AT)
    assert ADDRESS in client.get("/innsatsteam/min-plass/").content.decode()
    assert client.get(ADDRESS).status_code == 200
    assert client.post(ADDRESS, {"form_key": "k"}).url == "/innsatsteam/min-plass/"
    assert CalendarAddress.objects.get().closed_at == AT and client.get(ADDRESS).status_code == 404
