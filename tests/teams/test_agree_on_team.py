"""Two owners agree that the external team of one may help at the schools of the other: agree_on_team."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from innsats.journal.models import Event
from innsats.rules.readiness import Reason, readiness
from innsats.rules.verdicts import Refused
from innsats.teams.actions import agree_on_team
from innsats.teams.models import TeamAgreement
from innsats.teams.queries.facts import gathered
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
TODAY = AT.date()
SAID = {
    "delegation": "Teamet gir råd, og holder samtaler når skolen ber om det.",
    "secrecy": "Alle har skrevet under på taushetsplikt hos oss.",
    "archive": "Alt ligger i saken hos skolen.",
    "document": "Sak 26/31",
    "signed_by": "Siri Moe, kommunedirektør",
    "signed_by_team": "Nils Nes, kommunedirektør",
}


@pytest.fixture
def theirs(owner):
    """A neighbour's team."""
    return world.a_team(world.an_owner("Nes kommune"), "Nesteamet")


def agreed(owner, team, by, **given):
    facts = {"team": team.uuid, "starts_on": TODAY, **SAID}
    return agree_on_team(owner.uuid, by=actor(by), at=AT, **(facts | given))


def refused_codes(owner, team, by, **given):
    before = TeamAgreement.objects.count()
    with pytest.raises(Refused) as refused:
        agreed(owner, team, by, **given)
    assert TeamAgreement.objects.count() == before
    return [one.code for one in refused.value.obstacles]


def test_it_keeps_what_was_agreed_and_the_journal_holds_none_of_the_words(owner, officer, theirs):
    row = agreed(owner, theirs, officer, ends_on=TODAY + timedelta(days=365))
    assert {name: getattr(row, name) for name in SAID} == SAID
    assert (row.school_owner, row.team) == (owner, theirs)
    event = Event.objects.get(act="agree_on_team")
    assert event.facts["team"] == str(theirs.uuid) and "Siri" not in str(event.facts)
    assert event.stream == owner.subject.stream


def test_the_head_signs_for_the_owner_and_nobody_else_does(owner, officer, theirs):
    rektor = world.a_principal(world.a_school(owner=owner))
    for person in (rektor, world.officer_of(theirs.school_owner), world.a_member(theirs).person):
        assert refused_codes(owner, theirs, person) == ["wrong_part"]
    assert agreed(owner, theirs, world.a_head(owner)).team == theirs


def test_every_reason_is_told_at_once(owner, officer, team, theirs):
    own_of_school = world.a_team(world.a_school(owner=owner), "Skolens eget")
    assert refused_codes(owner, own_of_school, officer, ends_on=TODAY - timedelta(days=1), secrecy=" ") == [
        "agreement_with_school", "agreement_with_oneself", "text_missing", "ends_before_start"
    ]  # fmt: skip
    assert refused_codes(owner, team, officer) == ["agreement_with_oneself"]
    agreed(owner, theirs, officer)
    assert refused_codes(owner, theirs, officer, signed_by="") == ["text_missing", "agreements_overlap"]


def test_a_region_is_several_owners_with_an_agreement_on_one_team(owner, officer, theirs):
    third = world.an_owner("Vik kommune")
    world.a_school("Vik skole", owner=third)
    for asking in (owner, third):
        agreed(asking, theirs, world.officer_of(asking))
    schools = gathered([theirs]).facts[theirs.pk].schools_on(TODAY)
    assert len(schools) == 1 and len(gathered([theirs]).names) == 1
    own = world.a_team(third.schools.get(), "Skolens eget")
    reasons = {line.reason for line in readiness(gathered([own]).facts[own.pk], TODAY)}
    assert Reason.EXTERNAL_TEAM_STANDS_BY in reasons


def test_readiness_is_amber_until_a_neighbour_is_agreed_on(client, monkeypatch, owner, officer, team, theirs):
    world.it_is(monkeypatch)
    world.signed_in(client, officer)
    page = unescape(client.get(f"/innsatsteam/{team.uuid}/").content.decode())
    assert "ingen avtale om hjelp fra en nabo" in page and "/innsatsteam/avtaler/ny/" in page
    agreed(owner, theirs, officer)
    page = unescape(client.get(f"/innsatsteam/{team.uuid}/").content.decode())
    assert "Det er en avtale om hjelp fra en nabo" in page


def test_the_officer_writes_it_on_a_page_and_both_owners_read_it(client, monkeypatch, owner, officer, theirs):
    world.it_is(monkeypatch)
    world.signed_in(client, officer)
    assert "Skriv en avtale" in unescape(client.get("/innsatsteam/").content.decode())
    form = client.get("/innsatsteam/avtaler/ny/").context["form"]
    assert [word for _, word in form["team"].field.choices][1:] == ["Nes kommune: Nesteamet"]
    typed = {"form_key": "k", "owner": str(owner.uuid), "team": str(theirs.uuid), "starts_on": "2026-03-23", **SAID}
    refused = client.post("/innsatsteam/avtaler/ny/", typed | {"ends_on": "2026-03-22", "archive": ""})
    assert refused.status_code == 200 and not TeamAgreement.objects.exists()
    address = client.post("/innsatsteam/avtaler/ny/", typed).url
    for person in (officer, world.officer_of(theirs.school_owner)):
        page = unescape(world.signed_in(client, person).get(address).content.decode())
        assert all(said in page for said in SAID.values()) and "Gjelder" in page
        assert address in client.get("/innsatsteam/").content.decode()
    world.signed_in(client, world.an_officer(world.an_owner("Vik kommune")))
    assert client.get(address).status_code == 404


def test_the_list_costs_the_same_with_one_and_with_three(
    client, monkeypatch, owner, officer, theirs, django_assert_num_queries
):
    world.it_is(monkeypatch)
    world.signed_in(client, officer)
    for n in range(3):
        agreed(owner, world.a_team(theirs.school_owner, f"Team {n}"), officer)
        with django_assert_num_queries(9):
            assert f"Team {n}" in client.get("/innsatsteam/").content.decode()
