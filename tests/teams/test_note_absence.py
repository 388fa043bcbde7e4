"""A member is away, from every team: note_absence."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest

from innsats.journal.models import Event
from innsats.rules.verdicts import Refused
from innsats.teams.actions import end_membership, note_absence
from innsats.teams.models import Absence
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
EASTER = {"starts_on": date(2026, 3, 30), "ends_on": date(2026, 4, 6)}


def refused_codes(row, by, **given) -> list[str]:
    before = Absence.objects.count()
    with pytest.raises(Refused) as refused:
        note_absence(row.uuid, by=actor(by), at=AT, **(EASTER | given))
    assert Absence.objects.count() == before
    return [one.code for one in refused.value.obstacles]


def test_the_days_are_kept_and_no_reason(pia, officer):
    note_absence(pia.uuid, by=actor(officer), at=AT, **EASTER)
    held = Absence.objects.get()
    assert (held.person, held.starts_on, held.ends_on) == (pia.person, *EASTER.values())
    assert set(Event.objects.get(act="note_absence").facts) == {"absence", "membership", "starts_on", "ends_on"}


def test_days_that_overlap_are_refused_also_when_written_down_in_another_team(pia, owner, officer):
    note_absence(pia.uuid, by=actor(officer), at=AT, **EASTER)
    elsewhere = world.a_member(world.a_team(owner, "Et annet lag"), pia.person)
    assert refused_codes(elsewhere, officer, ends_on=date(2026, 3, 30)) == ["absences_overlap"]
    assert refused_codes(pia, officer, ends_on=date(2026, 3, 1)) == ["ends_before_start"]


def test_members_note_it_for_themselves_also_without_training_and_for_nobody_else(pia, team):
    note_absence(pia.uuid, by=actor(pia.person), at=AT, **EASTER)
    assert Absence.objects.get().person == pia.person
    assert refused_codes(world.a_member(team, name="Dan Vold"), pia.person) == ["wrong_part"]


def test_others_note_nothing(pia, owner, officer):
    foreign = world.an_officer(world.an_owner("Nabo"))
    end_membership(pia.uuid, by=actor(officer), at=AT)
    for person in (pia.person, foreign):
        assert refused_codes(pia, person) == ["wrong_part"]


def test_the_form_says_which_days_are_taken(client, pia, officer, monkeypatch):
    world.it_is(monkeypatch)
    world.signed_in(client, officer)
    typed = {"form_key": "k", "membership": str(pia.uuid), "starts_on": "2026-03-23", "ends_on": "2026-03-25"}
    address = f"/innsatsteam/{pia.team.uuid}/fravaer/"
    page = unescape(client.get(client.post(address, typed).url).content.decode())
    assert "Borte fra 23. mars 2026 til og med 25. mars 2026" in page and "Er tilbake" in page
    assert "Verken lederen eller en stedfortreder er på jobb." in page
    again = unescape(client.post(address, typed | {"form_key": "l"}).content.decode())
    assert "borte noen av disse dagene: fra 23. mars 2026" in again and Absence.objects.count() == 1


def test_a_member_is_offered_nobody_but_oneself_and_comes_back_to_the_own_place(client, pia, team, monkeypatch):
    world.it_is(monkeypatch)
    world.a_member(team, name="Dan Vold")
    address = f"/innsatsteam/{team.uuid}/fravaer/"
    page = unescape(world.signed_in(client, pia.person).get(address).content.decode())
    assert "Når du er borte" in page and "Pia Tangen" in page and "Dan Vold" not in page
    typed = {"form_key": "k", "membership": str(pia.uuid), "starts_on": "2026-03-23", "ends_on": "2026-03-25"}
    assert client.post(address, typed).url == "/innsatsteam/min-plass/"
    assert Absence.objects.get().membership == pia


def test_whoever_is_not_in_the_team_finds_no_page(client, pia, owner, monkeypatch):
    world.it_is(monkeypatch)
    elsewhere = world.a_team(owner, "Et annet lag")
    assert world.signed_in(client, pia.person).get(f"/innsatsteam/{elsewhere.uuid}/fravaer/").status_code == 404
