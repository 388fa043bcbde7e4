"""A member is back before the last day: end_absence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.rules.verdicts import Refused
from innsats.teams.actions import end_absence, end_membership, note_absence
from innsats.teams.models import Absence
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
YESTERDAY = AT.date() - timedelta(days=1)


@pytest.fixture
def away(pia, officer):
    days = {"starts_on": date(2026, 3, 16), "ends_on": date(2026, 4, 6)}
    return note_absence(pia.uuid, by=actor(officer), at=AT, **days)


def refused_codes(row, by, **given) -> list[str]:
    before = list(Absence.objects.order_by("pk").values_list())
    with pytest.raises(Refused) as refused:
        end_absence(row.uuid, by=actor(by), at=AT, **given)
    assert list(Absence.objects.order_by("pk").values_list()) == before
    return [one.code for one in refused.value.obstacles]


def test_it_ends_yesterday_or_on_a_day_and_the_row_is_kept(away, officer):
    assert end_absence(away.uuid, by=actor(officer), at=AT, ends_on=date(2026, 3, 30)).ends_on == date(2026, 3, 30)
    assert end_absence(away.uuid, by=actor(officer), at=AT).ends_on == YESTERDAY
    assert Absence.objects.get().starts_on == date(2026, 3, 16)


def test_one_that_has_not_begun_never_was(away, officer):
    coming = note_absence(
        away.membership.uuid, by=actor(officer), at=AT, starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 4)
    )
    ended = end_absence(coming.uuid, by=actor(officer), at=AT)
    assert (ended.starts_on, ended.ends_on) == (YESTERDAY, YESTERDAY)


def test_one_that_would_not_have_begun_by_its_last_day_never_was(away, officer):
    days = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 4)}
    coming = note_absence(away.membership.uuid, by=actor(officer), at=AT, **days)
    ended = end_absence(coming.uuid, by=actor(officer), at=AT, ends_on=date(2026, 4, 20))
    assert (ended.starts_on, ended.ends_on) == (YESTERDAY, YESTERDAY)


def test_what_is_over_is_left_and_it_is_not_lengthened(away, officer):
    assert refused_codes(away, officer, ends_on=date(2026, 4, 7)) == ["absence_over"]
    end_absence(away.uuid, by=actor(officer), at=AT)
    assert refused_codes(away, officer) == ["absence_over"]


def test_members_end_their_own_and_come_back_to_their_place(away, client, monkeypatch):
    world.it_is(monkeypatch)
    answer = world.signed_in(client, away.person).post(f"/innsatsteam/fravaer/{away.uuid}/slutt/", {"form_key": "k"})
    assert answer.url == "/innsatsteam/min-plass/" and Absence.objects.get().ends_on == YESTERDAY


def test_whoever_has_got_another_place_since_ends_the_days_written_down_in_the_one_before(
    away, team, officer, client, monkeypatch
):
    world.it_is(monkeypatch)
    end_membership(away.membership.uuid, by=actor(officer), at=AT)
    address = f"/innsatsteam/fravaer/{away.uuid}/slutt/"
    assert world.signed_in(client, away.person).get(address).status_code == 404
    world.a_member(team, away.person, place="deputy", since=AT.date())
    page = client.get("/innsatsteam/min-plass/").content.decode()
    assert address in page and client.get(address).status_code == 200
    assert client.post(address, {"form_key": "k"}).status_code == 302 and Absence.objects.get().ends_on == YESTERDAY


def test_others_end_nothing(away, team, client, monkeypatch):
    world.it_is(monkeypatch)
    dan = world.a_member(team, name="Dan Vold").person
    for person in (dan, world.an_officer(world.an_owner("Nabo"))):
        assert refused_codes(away, person) == ["wrong_part"]
        assert world.signed_in(client, person).get(f"/innsatsteam/fravaer/{away.uuid}/slutt/").status_code == 404
