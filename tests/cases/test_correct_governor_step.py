"""A date written wrong in the county governor's case: put right beside what stood there, and the clocks follow."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from innsats.cases.actions import correct_governor_step, record_governor_step, tell_owner
from innsats.cases.models import Due, GovernorCorrection, GovernorEntry
from innsats.cases.queries.clocks import clock_of
from innsats.cases.queries.governing import steps_of
from innsats.journal.models import Event
from innsats.notices.models import Notice
from innsats.notices.ticking import pass_time
from innsats.rules.verdicts import Status
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()
DUE = TODAY + timedelta(days=14)
EARLIER = DUE - timedelta(days=7)


def day(count):
    return world.AT + timedelta(days=count)


@pytest.fixture
def case():
    return world.received()


def by(case, person=None, at=world.AT):
    return {"by": world.actor(person or world.principal_of(case.school)), "at": at}


def ordered(case):
    """An order due in two weeks, as it was written."""
    record_governor_step(case.pk, step="reported", detail="guardian", **by(case))
    return record_governor_step(case.pk, step="decided", detail="order", due_on=DUE, text="Rett opp.", **by(case))


def correct(case, entry, at=world.AT, person=None, **dates):
    given = {"reason": "Leste feil.", **dates}
    return correct_governor_step(case.pk, entry=entry.pk, **given, **by(case, person, at))


def clock(case, code="governor_order"):
    return clock_of(Due.objects.get(case=case, code=code))


@pytest.mark.source("arkf § 11")
def test_what_stood_there_is_kept_and_the_clock_follows_what_should_have(case):
    entry = ordered(case)
    corrected = correct(case, entry, due_on=EARLIER)
    entry.refresh_from_db()
    assert entry.due_on == DUE and steps_of(case)[-1].due_on == EARLIER and clock(case).due == EARLIER
    assert open_one(corrected.reason, corrected.pk) == "Leste feil."
    event = Event.objects.get(act="correct_governor_step")
    assert event.facts["due_on"] == EARLIER.isoformat() and "Leste" not in str(event.facts)


@pytest.mark.source("fvl67 § 29")
def test_the_three_weeks_of_an_appeal_run_from_the_day_that_is_right(case):
    entry = ordered(case)
    before = clock(case, "appeal").due
    correct(case, entry, at=day(2), happened_on=TODAY + timedelta(days=1))
    assert clock(case, "appeal").due == before + timedelta(days=1)


def test_what_was_done_is_met_in_time_or_late_by_the_day_that_is_right(case):
    entry = ordered(case)
    done = record_governor_step(case.pk, step="fulfilled", text="Rettet opp.", **by(case, at=day(20)))
    assert clock(case).status_at(day(20)) is Status.MET_LATE
    correct(case, done, at=day(21), happened_on=TODAY + timedelta(days=13))
    assert clock(case).status_at(day(21)) is Status.MET
    correct(case, entry, at=day(21), due_on=EARLIER)
    assert clock(case).status_at(day(21)) is Status.MET_LATE


def test_the_newest_correction_holds_and_leaves_the_other_date_as_it_was(case):
    entry = ordered(case)
    correct(case, entry, due_on=EARLIER)
    correct(case, entry, at=day(2), happened_on=TODAY + timedelta(days=1))
    taken = steps_of(case)[-1]
    assert (taken.on, taken.due_on) == (TODAY + timedelta(days=1), EARLIER)
    assert clock(case).due == EARLIER


def test_a_deadline_put_later_is_reminded_of_anew(case):
    entry = ordered(case)
    pass_time(day(13))
    told = Notice.objects.filter(clock="governor_order").count()
    correct(case, entry, at=day(13), due_on=DUE + timedelta(days=7))
    pass_time(day(14))
    assert Notice.objects.filter(clock="governor_order").count() == told
    pass_time(day(20))
    assert Notice.objects.filter(clock="governor_order").count() > told


def test_what_could_not_have_been_written_at_first_is_refused_with_every_reason(case):
    entry = ordered(case)
    yesterday = TODAY - timedelta(days=1)
    with refused("governor_step_too_early", "before_the_case", "text_missing"):
        correct(case, entry, happened_on=yesterday - timedelta(days=60), reason=" ")
    with refused("governor_deadline_too_early"):
        correct(case, entry, due_on=yesterday)
    with refused("in_the_future"):
        correct(case, entry, happened_on=TODAY + timedelta(days=1))
    with refused("dates_as_before"):
        correct(case, entry, due_on=DUE)
    first = GovernorEntry.objects.get(case=case, place=1)
    with refused("governor_answered_before"):
        correct(case, first, at=day(3), happened_on=TODAY + timedelta(days=2))
    with refused("governor_sets_no_deadline"):
        correct(case, first, due_on=DUE)
    assert not GovernorCorrection.objects.exists()


def test_a_step_of_another_case_is_not_there_to_correct(case):
    entry = ordered(case)
    other = world.received(world.a_case(case.school, pupil=world.a_pupil(case.school, "Emma Dahl")))
    with refused("nothing_to_correct"):
        correct(other, entry, due_on=EARLIER)
    with refused("nothing_to_correct"):
        correct_governor_step(case.pk, entry=uuid4(), reason="Feil", **by(case))


def test_who_writes_the_steps_corrects_them_and_nobody_else(case):
    entry, member = ordered(case), world.in_team(case)
    with refused("wrong_part"):
        correct(case, entry, person=member, due_on=EARLIER)
    officer = world.an_officer(case.school.school_owner)
    with not_visible():
        correct(case, entry, person=officer, due_on=EARLIER)
    tell_owner(case.subject, to=officer.uuid, **by(case))
    assert correct(case, entry, person=officer, due_on=EARLIER).by == officer


def test_it_is_done_on_its_page_and_both_dates_stand_there(client, monkeypatch, case):
    entry = ordered(case)
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(case.school))
    tab = f"/saker/{case.number}/statsforvalteren/"
    page = f"{tab}{entry.pk}/"
    assert f'href="{page}"' in rektor.get(tab).content.decode()
    assert f'value="{DUE.isoformat()}"' in rektor.get(page).content.decode()
    typed = {"happened_on": TODAY.isoformat(), "due_on": EARLIER.isoformat(), "reason": "Leste feil."}
    assert "Skriv" in text_of(rektor.post(page, {**typed, "reason": ""}))
    assert rektor.post(page, typed).headers["Location"] == tab
    said = text_of(rektor.get(tab))
    assert "Frist: 30. mars 2026" in said and "frist 6. april 2026" in said and "Leste feil." in said
    assert rektor.get(f"{tab}{uuid4()}/").status_code == 404
    first = GovernorEntry.objects.get(case=case, place=1)
    assert "due_on" not in rektor.get(f"{tab}{first.pk}/").content.decode()
    assert "Datoen ble rettet" in text_of(rektor.get(f"/saker/{case.number}/logg/"))


def test_the_officer_corrects_without_reading_why_others_did(client, monkeypatch, case):
    entry, officer = ordered(case), world.an_officer(case.school.school_owner)
    tell_owner(case.subject, to=officer.uuid, **by(case))
    correct(case, entry, due_on=EARLIER, reason="Noah sa det.")
    world.it_is(monkeypatch)
    page, tab = world.signed_in(client, officer), f"/saker/{case.number}/statsforvalteren/"
    assert "Noah" not in text_of(page.get(tab)) and "Noah" not in text_of(page.get(f"{tab}{entry.pk}/"))
    typed = {"happened_on": TODAY.isoformat(), "due_on": DUE.isoformat(), "reason": "Brevet sier den sjette."}
    assert page.post(f"{tab}{entry.pk}/", typed).status_code == 302
    assert clock(case).due == DUE and "Brevet sier den sjette." in text_of(page.get(tab))
