"""The owner gives a team its authority: sign_mandate."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest

from innsats.journal.models import Event
from innsats.rules.mandates import Thing
from innsats.rules.verdicts import Refused
from innsats.teams.actions import sign_mandate
from innsats.teams.models import Authority, Mandate
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def signed(team, by, **given):
    facts = {
        "document": "Sak 12/26", "signed_by": "Siri Moe, kommunedirektør", "signed_on": TODAY, "starts_on": TODAY,
        "may_decide": [Thing.EXTRA_ADULTS], "may_recommend": [Thing.EXCLUSION],
    }
    return sign_mandate(team.uuid, by=actor(by), at=AT, **(facts | given))


def refused_codes(team, by, **given) -> list[str]:
    before = Mandate.objects.count(), Authority.objects.count()
    with pytest.raises(Refused) as refused:
        signed(team, by, **given)
    assert (Mandate.objects.count(), Authority.objects.count()) == before
    return [one.code for one in refused.value.obstacles]


def test_it_says_how_far_the_team_may_go_in_each_thing(team, officer):
    mandate = signed(team, officer, may_demand=[Thing.CALL_MEETING], ends_on=date(2027, 7, 31))
    held = dict(Authority.objects.filter(mandate=mandate).values_list("thing", "level"))
    assert held == {"extra_adults": "decide", "call_meeting": "demand", "exclusion": "recommend"}
    event = Event.objects.get(act="sign_mandate")
    assert event.facts["may_decide"] == ["extra_adults"] and "Siri" not in str(event.facts)


def test_the_head_signs_and_rektor_does_for_the_schools_own_team(team, owner):
    assert signed(team, world.a_head(owner)).team == team
    school = world.a_school(owner=owner)
    assert signed(world.a_team(school), world.a_principal(school)).school_owner == owner


def test_every_reason_is_told(team, officer):
    codes = refused_codes(
        team, officer, may_decide=[Thing.EXCLUSION], may_recommend=[], ends_on=TODAY - timedelta(days=1), document=" ",
        signed_on=TODAY + timedelta(days=1),
    )
    assert codes == ["not_the_teams", "ends_before_start", "in_the_future", "text_missing"]
    assert refused_codes(team, officer, may_decide=[], may_recommend=[]) == ["mandate_empty"]


def test_others_sign_nothing(team, owner):
    pia = world.a_member(team).person
    for person in (pia, world.a_principal(world.a_school(owner=owner)), world.an_officer(world.an_owner("Nabo"))):
        assert refused_codes(team, person) == ["wrong_part"]


def test_looking_it_over_begins_with_what_stood_there(client, team, officer, monkeypatch):
    world.it_is(monkeypatch)
    signed(team, officer)
    world.signed_in(client, officer)
    address = f"/innsatsteam/{team.uuid}/mandat/"
    form = client.get(address).context["form"]
    assert (form["extra_adults"].value(), form["exclusion"].value(), form["call_meeting"].value()) == (
        "decide", "recommend", ""
    )
    typed = {"document": "Sak 1/26", "signed_by": "Ola", "signed_on": "2026-03-23", "starts_on": "2026-03-23"}
    refused = client.post(address, typed | {"form_key": "k"})
    assert "Velg minst én ting" in unescape(refused.content.decode())
    answer = client.post(address, typed | {"form_key": "l", "call_meeting": "demand"})
    page = unescape(client.get(answer.url).content.decode())
    assert "Kan kreve svar" in page and "Sak 1/26" in page and "Sak 12/26" not in page
    by_hand = client.post(address, typed | {"form_key": "m", "exclusion": "decide"})
    assert Mandate.objects.count() == 2 and by_hand.status_code == 200
