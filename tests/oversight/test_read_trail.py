"""The log as the privacy officer reads it (`read_trail`): everything done, nothing of what it says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from innsats.cases.actions import report_concern
from innsats.cases.models import Case
from innsats.journal.models import Look
from innsats.oversight.queries.log import PAGE_COUNT, LogLine, Wanted, trail_page
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.reports import Arena
from tests import world
from tests.cases.refusals import not_visible
from tests.family.families import OWN, SECRET, a_family_case
from tests.oversight.watching import a_privacy_officer, opened

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
READING = "Leste saken"


@pytest.fixture
def case() -> Case:
    return a_family_case()


@pytest.fixture
def officer(case: Case) -> Person:
    return a_privacy_officer(case.school.school_owner)


def page(officer: Person, at=world.AT + 30 * DAY, **wanted: object):
    return trail_page(viewer_of(world.actor(officer), at), Wanted(**wanted))


def pages(officer: Person, **wanted: object) -> list[LogLine]:
    """All of it, page by page."""
    found, after = [], ""
    while True:
        one = page(officer, after=after, **wanted)
        found += one.lines
        after = one.older
        if not after:
            return found


def test_it_says_who_did_what_and_when_and_nothing_of_what_it_says(case: Case, officer: Person) -> None:
    member = world.in_team(case)
    opened(case, member, world.AT + HOUR)
    first = next(one for one in page(officer).lines if one.what == READING)
    assert (first.who, first.what, first.number) == (member.name, READING, case.number)
    assert first.role == f"Ansatt, {case.school.name}"
    said = " ".join(f"{one.who} {one.role} {one.what} {one.number}" for one in pages(officer))
    for secret in (OWN, SECRET, "Noah", "Lien", "Emma", "Jeg tullet"):
        assert secret not in said


def test_that_it_was_read_is_kept(case: Case, officer: Person) -> None:
    page(officer)
    assert Look.objects.filter(act=Act.READ_TRAIL, actor_id=str(officer.uuid)).count() == 1


def test_every_row_is_on_one_page_and_only_one(case: Case, officer: Person) -> None:
    member = world.in_team(case)
    for hour in range(PAGE_COUNT * 2):
        opened(case, member, world.AT + hour * HOUR)
    looks = [one for one in pages(officer, kind="look") if one.what == READING]
    assert len(looks) == PAGE_COUNT * 2 == len({one.when for one in looks})
    both = pages(officer)
    assert len(both) == len(pages(officer, kind="look")) + len(pages(officer, kind="change"))


def test_it_can_be_asked_of_one_case_one_person_and_until_a_day(case: Case, officer: Person) -> None:
    member, other = world.in_team(case), world.received()
    opened(case, member, world.AT + HOUR)
    opened(case, member, world.AT + 3 * DAY)
    opened(other, world.principal_of(other.school), world.AT + HOUR)
    assert {one.number for one in pages(officer, number=case.number)} <= {case.number} | {
        one.report.number for one in case.casereport_set.all()
    }
    assert {one.who for one in pages(officer, person=str(member.uuid))} == {member.name}
    until = (world.AT + DAY).date()
    assert len(pages(officer, person=str(member.uuid), until=until, kind="look")) == 1
    assert page(officer, number="2026-0000000-0").unknown


@pytest.mark.parametrize("wanted", [{"person": "x"}, {"after": "x"}, {"after": "9.9.9"}, {"owner": "'"}, {"kind": "x"}])
def test_what_cannot_be_meant_is_answered_all_the_same(case: Case, officer: Person, wanted: dict[str, str]) -> None:
    assert page(officer, **wanted).owner == case.school.school_owner


def test_another_owners_log_and_a_case_one_is_too_close_to_are_not_in_it(case: Case, officer: Person) -> None:
    far = world.received(world.a_case(world.a_school("Nes skole", owner=world.an_owner("Dalvik kommune"))))
    opened(far, world.principal_of(far.school))
    close = world.a_case(case.school, pupil=world.a_pupil(case.school, "Ida Ås"))
    opened(close, world.principal_of(close.school))
    assert close.number in {one.number for one in pages(officer)}
    world.declared(close, parties=[officer])
    assert {far.number, close.number}.isdisjoint(one.number for one in pages(officer))
    assert page(officer, number=close.number) == page(officer, number="2026-0000000-0")
    report = close.casereport_set.get().report
    assert page(officer, number=report.number) == page(officer, number="2026-0000000-0")


def test_a_number_one_is_too_close_to_costs_what_a_number_of_nothing_costs(case: Case, officer: Person) -> None:
    close = world.a_case(case.school, pupil=world.a_pupil(case.school, "Ida Ås"))
    world.declared(close, parties=[officer])
    page(officer)  # the look is kept once an hour
    counts = []
    for number in ("2026-0000000-0", close.number):
        with CaptureQueriesContext(connection) as captured:
            page(officer, number=number)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_nobody_else_has_it(case: Case) -> None:
    owner = case.school.school_owner
    for person in (world.principal_of(case.school), world.an_officer(owner), world.a_head(owner),
                   a_privacy_officer(owner, "Ny Vern", trained=False)):  # fmt: skip
        with not_visible():
            page(person)


def test_asking_for_one_person_does_not_tell_what_that_person_reported(case: Case, officer: Person) -> None:
    teacher = world.an_employee(case.school, "Vera Nes")
    report_concern(case.school.uuid, by=world.actor(teacher), at=world.AT, text="Noe", arena=Arena.SCHOOL)
    opened(case, teacher, world.AT + HOUR)
    assert [one.what for one in pages(officer, person=str(teacher.uuid))] == [READING]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_no_day_is_too_far_away_to_be_asked_for(case: Case, officer: Person, day: date) -> None:
    opened(case, world.in_team(case), world.AT + HOUR)
    assert bool(page(officer, until=day, kind="look").lines) is (day == date.max)


def test_a_page_costs_the_same_however_much_there_is(case: Case, officer: Person, django_assert_num_queries) -> None:
    member = world.in_team(case)
    viewer = viewer_of(world.actor(officer), world.AT + 30 * DAY)
    trail_page(viewer, Wanted())
    for hour in range(3):
        opened(case, member, world.AT + hour * HOUR)
        with django_assert_num_queries(10):
            trail_page(viewer, Wanted())


def test_the_page_in_a_browser(case: Case, officer: Person, client: Client, monkeypatch) -> None:
    world.it_is(monkeypatch, world.AT + DAY)
    opened(case, world.in_team(case), world.AT + HOUR)
    world.signed_in(client, officer)
    assert "Innsynslogg" in client.get("/").content.decode()
    shown = client.get("/innsynslogg/", {"til": "feil", "slag": "look"}).content.decode()
    assert READING in shown and "Skriv datoen slik" in shown
