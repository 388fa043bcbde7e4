"""A member gets an address at which a calendar program reads the own days: open_calendar."""

from __future__ import annotations

import re
from html import unescape

import pytest

from innsats.journal.models import Event
from innsats.rules.verdicts import Refused
from innsats.teams.actions import end_membership, open_calendar
from innsats.teams.models import CalendarAddress
from innsats.teams.queries.addresses import address_by_key
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
ADDRESS = "/innsatsteam/min-plass/kalender/"


def test_the_key_is_long_told_once_and_kept_as_a_hash(pia):
    made = open_calendar(by=actor(pia.person), at=AT)
    kept = CalendarAddress.objects.get()
    assert len(made.key) >= 43 and kept.key == "" and len(kept.key_hash) == 64
    assert made.key not in str(CalendarAddress.objects.values_list()) + str(Event.objects.values_list())
    assert Event.objects.get(act="open_calendar").facts == {"address": str(kept.uuid)}
    assert address_by_key(made.key) == kept and address_by_key(kept.key_hash) is None


def test_a_new_address_ends_the_one_before(pia):
    first, second = (open_calendar(by=actor(pia.person), at=AT) for _ in range(2))
    assert address_by_key(first.key) is None and address_by_key(second.key) == second
    assert CalendarAddress.objects.filter(closed_at=None).count() == 1


def test_whoever_is_in_no_team_gets_none(pia, officer):
    end_membership(pia.uuid, by=actor(officer), at=AT)
    for person in (pia.person, officer):
        with pytest.raises(Refused) as refused:
            open_calendar(by=actor(person), at=AT)
        assert [one.code for one in refused.value.obstacles] == ["wrong_part"]
    assert not CalendarAddress.objects.exists()


def test_the_page_shows_it_once_and_the_same_form_does_not_show_it_again(client, pia, monkeypatch):
    world.it_is(monkeypatch)
    world.signed_in(client, pia.person)
    assert "Ingen barn, skoler eller saker står der." in unescape(client.get(ADDRESS).content.decode())
    answer = client.post(ADDRESS, {"form_key": "k"})
    (key,) = re.findall(r"http://testserver/kalender/([\w-]+)\.ics", answer.content.decode())
    assert address_by_key(key) is not None
    assert client.post(ADDRESS, {"form_key": "k"}).url == "/innsatsteam/min-plass/"
    assert address_by_key(key) is not None and key not in client.get("/innsatsteam/min-plass/").content.decode()
    assert "slutter den gamle å virke" in unescape(client.get(ADDRESS).content.decode())


def test_others_find_no_page(client, officer, pia, monkeypatch):
    world.it_is(monkeypatch)
    assert world.signed_in(client, officer).get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, {"form_key": "k"}).status_code == 404
