"""The county governor's case: what came, by when, what was done; written by the school or the owner it is about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.cases.actions import record_governor_step, tell_owner
from innsats.cases.models import Due, GovernorEntry
from innsats.cases.queries.clocks import clock_of
from innsats.desk.queries import todo_of
from innsats.journal.models import Event
from innsats.notices.models import Notice
from innsats.notices.ticking import pass_time
from innsats.people.viewers import viewer_of
from innsats.rules.verdicts import Status
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.pages.reading import main_of, text_of
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()
DUE = TODAY + timedelta(days=14)
PAGE_QUERIES = 13


def day(count):
    return world.AT + timedelta(days=count)


@pytest.fixture
def case():
    return world.received()


@pytest.fixture
def rektor(case):
    return world.principal_of(case.school)


@pytest.fixture
def officer(case, rektor):
    told = world.an_officer(case.school.school_owner)
    tell_owner(case.subject, by=world.actor(rektor), at=world.AT, to=told.uuid)
    return told


def step(case, name, by=None, at=world.AT, **fields):
    by = by or world.principal_of(case.school)
    return record_governor_step(case.pk, by=world.actor(by), at=at, step=name, **fields)


def reported(case):
    step(case, "reported", detail="guardian")
    return case


def ordered(case, due_on=DUE):
    step(reported(case), "decided", detail="order", due_on=due_on, text="Skolen skal rette opp.")
    return case


def clocks(case, at=world.AT):
    held = Due.objects.filter(case=case, responsible_role="owner").order_by("pk")
    return {due.code: clock_of(due).status_at(at) for due in held}


def test_a_step_is_kept_in_order_with_its_words_sealed(case):
    held = step(reported(case), "asked", due_on=DUE, text="Planen, innen to uker.", of_others=True)
    assert (held.place, held.step, held.due_on, held.of_others) == (2, "asked", DUE, True)
    assert open_one(held.words, held.pk) == "Planen, innen to uker."
    event = Event.objects.filter(act="record_governor_step").order_by("-pk").first()
    assert event.stream == case.subject.stream and "Planen" not in str(event.facts)


@pytest.mark.source("oppl § 12-6(5)")
def test_an_order_is_a_clock_of_the_owner_until_it_is_fulfilled(case):
    ordered(case)
    assert clocks(case) == {"governor_order": Status.OPEN, "appeal": Status.OPEN}
    step(case, "fulfilled", at=day(3), text="Ny plan, og to voksne ute.")
    step(case, "appeal", at=day(3), detail="not_appealed")
    assert clocks(case, day(30)) == {"governor_order": Status.MET, "appeal": Status.MET}


@pytest.mark.source("oppl § 12-6(3)")
def test_T47_what_the_governor_asks_for_is_handed_over_and_met_and_stands_in_the_log(case):
    step(reported(case), "asked", due_on=DUE, text="Alt om saken.")
    assert clocks(case) == {"governor_request": Status.OPEN}
    with refused("others_not_asked_for"):
        step(case, "handed_over", text="Hele saken.", of_others=True)
    step(case, "handed_over", text="Planen og samtalene, også det som er taushetsbelagt.")
    assert clocks(case) == {"governor_request": Status.MET}
    assert Event.objects.filter(act="record_governor_step", facts__step="handed_over").count() == 1


@pytest.mark.source("oppl § 12-8")
def test_T48_a_deadline_that_passed_says_that_a_coercive_fine_may_run_and_for_how_long(
    case, rektor, client, monkeypatch
):
    ordered(case)
    page = world.signed_in(client, rektor)
    world.it_is(monkeypatch, day(14))
    assert "Tvangsmulkt" not in main_of(page.get(f"/saker/{case.number}/statsforvalteren/")).split("Slik er regl")[0]
    world.it_is(monkeypatch, day(17))
    said = text_of(page.get(f"/saker/{case.number}/statsforvalteren/"))
    assert "Fristen var mandag 6. april, for 3 dager siden. Tvangsmulkt kan løpe." in said
    step(case, "fined", at=day(17), text="500 kroner dagen.")
    assert "Det er satt en tvangsmulkt." in text_of(page.get(f"/saker/{case.number}/statsforvalteren/"))
    step(case, "fulfilled", at=day(17), text="Rettet opp.")
    assert clocks(case, day(18))["governor_order"] is Status.MET_LATE


@pytest.mark.source("oppl § 12-6(4)")
def test_what_cannot_have_happened_yet_is_refused_with_every_reason(case):
    with refused("nothing_is_ordered", "text_missing"):
        step(case, "fulfilled")
    with refused("governor_has_no_case", "governor_detail_missing", "in_the_future", "text_missing"):
        step(case, "decided", happened_on=TODAY + timedelta(days=1))
    reported(case)
    with refused("governor_deadline_missing"):
        step(case, "decided", detail="order", text="Rett opp.")
    long_ago = date(2026, 1, 1)
    with refused("governor_step_too_early", "before_the_case"):
        step(case, "asked", happened_on=long_ago, due_on=DUE, text="Alt.")


def test_the_owner_sees_the_clock_without_reading_the_case(case, officer, client, monkeypatch):
    ordered(case)
    (row, *_more) = todo_of(viewer_of(world.actor(officer), world.AT))
    assert (row.group, row.act, row.clocks) == ("mine", "record_governor_step", ("governor_order",))
    assert row.address == f"/saker/{case.number}/statsforvalteren/oppfylt/" and "Noah" not in row.whom
    page = world.signed_in(client, officer)
    world.it_is(monkeypatch)
    assert f"/saker/{case.number}/statsforvalteren/" in main_of(page.get(f"/saker/{case.number}/"))
    shown = page.get(f"/saker/{case.number}/statsforvalteren/")
    assert shown.status_code == 200
    said = text_of(shown)
    assert "Pålegg fra statsforvalteren" in said and "Frist: 6. april 2026" in said
    assert "Noah" not in said and "Skolen skal rette opp." not in said
    posted = {"happened_on": TODAY.isoformat(), "text": "Skolen har ny plan."}
    assert page.post(row.address, posted).status_code == 302
    assert clocks(case)["governor_order"] is Status.MET
    assert "Skolen har ny plan." in text_of(page.get(f"/saker/{case.number}/statsforvalteren/"))


def test_an_officer_who_is_not_told_meets_nothing_of_it(case):
    ordered(case)
    officer = world.an_officer(case.school.school_owner)
    with not_visible():
        step(case, "fulfilled", by=officer, text="Ferdig.")
    assert todo_of(viewer_of(world.actor(officer), world.AT)) == ()


def test_a_member_of_the_team_does_not_write_for_the_owner(case):
    member = world.in_team(case)
    with refused("wrong_part"):
        step(case, "reported", by=member, detail="pupil")


def test_the_orders_clock_outlives_the_schools_own_closing(case, officer):
    ordered(case)
    world.closed(case)
    assert clocks(case)["governor_order"] is Status.OPEN
    codes = {code for row in todo_of(viewer_of(world.actor(officer), world.AT)) for code in row.clocks}
    assert codes == {"governor_order", "appeal"}
    step(case, "fulfilled", by=officer, at=day(1), text="Rettet opp.")


def test_rektor_and_the_officer_are_told_when_it_comes_and_reminded_before_it_passes(case, rektor, officer):
    ordered(case)
    pass_time(day(13))
    told = Notice.objects.filter(news="governor_waits").values_list("person__name", flat=True)
    assert set(told) == {officer.name}  # rektor wrote it
    reminded = Notice.objects.filter(news="ends_soon", clock="governor_order")
    assert set(reminded.values_list("person__name", flat=True)) == {rektor.name, officer.name}


@pytest.mark.source("oppl § 12-6(1)")
def test_T45_a_matter_that_went_past_rektor_or_was_never_taken_up_is_said_and_the_way_shown(
    case, rektor, client, monkeypatch
):
    report = case.casereport_set.get().report
    type(report).objects.filter(pk=report.pk).update(available_at=None)
    world.it_is(monkeypatch)
    page = world.signed_in(client, rektor).get(f"/saker/{case.number}/statsforvalteren/")
    assert "Saken er ikke tatt opp med rektor ennå." in text_of(page)
    assert 'href="/meld/"' in main_of(page) and "www.statsforvalteren.no" in main_of(page)


@pytest.mark.source("oppl § 12-6(2)")
def test_T42_T43_the_tab_has_the_one_date_the_others_behind_a_click_and_always_the_contact(
    case, rektor, client, monkeypatch
):
    page = world.signed_in(client, rektor)
    for count, said in ((0, "normalt gå til statsforvalteren fra mandag 30. mars"), (7, "statsforvalteren nå.")):
        world.it_is(monkeypatch, day(count))
        body = main_of(page.get(f"/saker/{case.number}/statsforvalteren/"))
        assert said in body and "www.statsforvalteren.no" in body and "Særlige grunner" in body
        more = body.split("Les mer om datoen", 1)[1].split("</details>", 1)[0]
        assert "Fem ukedager" in more and "Fem skoledager" in more


@pytest.mark.parametrize("times", [1, 3])
def test_the_tab_costs_the_same_with_one_step_and_with_three(
    case, rektor, times, client, monkeypatch, django_assert_num_queries
):
    reported(case)
    for count in range(times):
        step(case, "asked", due_on=DUE, text=f"Del {count}")
    page = world.signed_in(client, rektor)
    world.it_is(monkeypatch)
    page.get(f"/saker/{case.number}/statsforvalteren/")
    with django_assert_num_queries(PAGE_QUERIES):
        page.get(f"/saker/{case.number}/statsforvalteren/")


def test_the_step_in_the_address_is_one_of_the_list(case, rektor, client, monkeypatch):
    world.it_is(monkeypatch)
    page = world.signed_in(client, rektor)
    assert page.get(f"/saker/{case.number}/statsforvalteren/annet/").status_code == 404
    shut = page.get(f"/saker/{case.number}/statsforvalteren/oppfylt/")
    assert "Det er ikke noe pålegg som venter på å bli oppfylt." in text_of(shut)
    assert GovernorEntry.objects.count() == 0
