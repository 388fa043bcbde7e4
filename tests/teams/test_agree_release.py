"""A member is freed for the team: agree_release."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest

from innsats.journal.models import Event
from innsats.rules.verdicts import Refused
from innsats.teams.actions import agree_release
from innsats.teams.models import Release
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def agreed(row, by, **given):
    facts = {
        "hours_a_week": 4, "notice_hours": 24, "employer": "PPT i Fjordvik", "signed_by": "Siri Moe",
        "starts_on": TODAY,
    }
    return agree_release(row.uuid, by=actor(by), at=AT, **(facts | given))


def refused_codes(row, by, **given) -> list[str]:
    before = Release.objects.count()
    with pytest.raises(Refused) as refused:
        agreed(row, by, **given)
    assert Release.objects.count() == before
    return [one.code for one in refused.value.obstacles]


def test_it_says_how_much_at_what_notice_and_whose_word_it_is(pia, officer):
    row = agreed(pia, officer, ends_on=date(2026, 12, 31))
    assert (row.membership, row.hours_a_week, row.notice_hours, row.employer) == (pia, 4, 24, "PPT i Fjordvik")
    event = Event.objects.get(act="agree_release")
    assert event.facts["hours_a_week"] == 4 and "PPT" not in str(event.facts)


def test_every_reason_is_told(pia, officer):
    codes = refused_codes(
        pia, officer, hours_a_week=0, notice_hours=999, employer=" ", ends_on=TODAY - timedelta(days=1)
    )
    assert codes == ["ends_before_start", "hours_out_of_bounds", "notice_out_of_bounds", "text_missing"]


def test_others_agree_on_nothing(pia, owner):
    rektor = world.a_principal(world.a_school(owner=owner))
    for person in (pia.person, rektor, world.an_officer(world.an_owner("Nabo"))):
        assert refused_codes(pia, person) == ["wrong_part"]


def test_the_page_of_the_team_says_it_in_words(client, pia, officer, monkeypatch):
    world.it_is(monkeypatch)
    world.signed_in(client, officer)
    typed = {"form_key": "k", "membership": str(pia.uuid), "hours_a_week": "4", "notice_hours": "24"}
    more = {"employer": "PPT", "signed_by": "Siri Moe", "starts_on": "2026-03-23"}
    answer = client.post(f"/innsatsteam/{pia.team.uuid}/frigjoring/", typed | more)
    page = unescape(client.get(answer.url).content.decode())
    assert "4 timer i uka, med 24 timers varsel. Avtalt med PPT (Siri Moe), fra 23. mars 2026." in page
    assert "Alle faste medlemmer har en avtale om å bli frigjort." in page
