"""The pages of follow-up and of ending a case: what they show, lead to, refuse and keep, and what two clicks do."""

from __future__ import annotations

import pytest

from innsats.cases.actions import admit_to_team, end_measures, stop_aftercare
from innsats.cases.models import Aftercare, CheckIn, Closure, OfferedTalk, Reopening
from innsats.rules.inquiry import Safe
from innsats.rules.stages import Stage
from tests import world
from tests.cases.pages.reading import main_of, text_of

pytestmark = pytest.mark.django_db
WORDS = "Han sier at det er greit. Ikke <b>mer</b> nå. 😔"


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def case():
    return world.received()


@pytest.fixture
def rektor(client, case):
    return world.signed_in(client, world.principal_of(case.school))


def by(case):
    return {"by": world.actor(world.principal_of(case.school)), "at": world.AT}


def post(page, case, part, **typed):
    return page.post(f"/saker/{case.number}/{part}", {"form_key": "k", **typed})


def followed(case):
    """In follow-up, by the pupil's word."""
    case = world.heard(world.with_plan(case), safe=Safe.YES)
    end_measures(case.uuid, trusted_adult=world.an_employee(case.school, "Tone Hval").uuid, **by(case))
    case.refresh_from_db()
    return case


def test_the_page_of_closing_says_what_is_missing_and_leads_to_where_it_is_done(rektor, case):
    body = main_of(rektor.get(f"/saker/{case.number}/avslutning/"))
    for word in ("Eleven har det trygt og godt", "Det finnes ikke flere egnede tiltak", "Teller som trygg"):
        assert word in body
    for way in ("samtaler", "funn", "tilbud", "hjelp"):
        assert f'href="/saker/{case.number}/{way}/"' in body
    assert f'href="/saker/{case.number}/oppfolging/stopp/"' not in body  # that is for the family to wish


def test_an_ending_without_what_it_demands_answers_422_with_every_reason_and_keeps_what_was_typed(rektor, case):
    refused = post(rektor, case, "avslutning/", ending="no_measure", reason=WORDS)
    said = text_of(refused)
    assert refused.status_code == 422 and "innsatsteamet" in said and "statsforvalteren" in said
    assert "Ikke &lt;b&gt;mer&lt;/b&gt; nå." in said and not Closure.objects.exists()
    assert post(rektor, case, "avslutning/").status_code == 422  # nothing chosen


def test_a_date_ahead_is_told_and_nothing_is_closed(rektor, case):
    ahead = post(rektor, case, "avslutning/", ending="left", left_on="2026-03-24", reason=WORDS)
    assert ahead.status_code == 422 and not Closure.objects.exists()


def test_two_clicks_close_and_reopen_once(rektor, case):
    for _ in range(2):
        assert post(rektor, case, "avslutning/", ending="left", left_on="2026-03-23", reason=WORDS).status_code == 302
    case.refresh_from_db()
    assert (case.stage, Closure.objects.count()) == (Stage.CLOSED, 1)
    assert "Mer du kan gjøre" in text_of(rektor.get(f"/saker/{case.number}/"))
    for _ in range(2):
        assert post(rektor, case, "gjenapning/", reason=WORDS, form_key="r").url == f"/saker/{case.number}/"
    assert Reopening.objects.count() == 1
    assert "Slik har saken sluttet før" in text_of(rektor.get(f"/saker/{case.number}/gjenapning/"))


def test_follow_up_shows_what_was_agreed_and_the_pupils_answers_newest_first(rektor, case):
    case = followed(case)
    assert "Tone Hval" in text_of(rektor.get(f"/saker/{case.number}/oppfolging/"))
    for _ in range(2):
        typed = {"is_safe": "yes", "own_words": WORDS, "voice": "pupil", "form_key": "c"}
        assert post(rektor, case, "oppfolging/samtaler/", **typed).status_code == 302
    said = text_of(rektor.get(f"/saker/{case.number}/oppfolging/"))
    assert CheckIn.objects.count() == 1 and "Ikke &lt;b&gt;mer&lt;/b&gt; nå." in said


def test_before_anything_is_agreed_the_tab_is_not_there_and_its_page_says_so_kindly(rektor, case):
    assert f'href="/saker/{case.number}/oppfolging/"' not in main_of(rektor.get(f"/saker/{case.number}/"))
    empty = rektor.get(f"/saker/{case.number}/oppfolging/")
    assert empty.status_code == 200 and "Ingen" in text_of(empty)


def test_the_familys_wish_stops_it_and_the_offers_that_were_made_stand_on_the_page_of_closing(rektor, case):
    case = followed(case)
    stop_aftercare(case.uuid, wished_by="guardian", **by(case))
    assert Aftercare.objects.filter(case=case).exists()
    adult = world.an_employee(case.school, "Per Sand")
    typed = {"offered_by": str(adult.uuid), "how": "talk", "offered_on": "2026-03-23"}
    assert post(rektor, case, "tilbud/", **typed).status_code == 302
    assert OfferedTalk.objects.count() == 1 and "Per Sand" in text_of(rektor.get(f"/saker/{case.number}/avslutning/"))


def test_two_clicks_release_a_colleague_once_and_neither_is_an_error(rektor, case):
    member = world.an_employee(case.school, "Per Sand")
    admit_to_team(case.uuid, member=member.uuid, **by(case))
    for _ in range(2):
        assert post(rektor, case, f"team/{member.uuid}/slutt/").url == f"/saker/{case.number}/personer/"
    assert post(rektor, case, f"team/{member.uuid}/slutt/", form_key="another").status_code == 404


def test_two_clicks_drop_a_measure_once_and_neither_is_an_error(rektor, case):
    measure = world.with_draft(case)
    for _ in range(2):
        assert post(rektor, case, f"tiltak/{measure.lineage}/fjern/").url == f"/saker/{case.number}/plan/"
