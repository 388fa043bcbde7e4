"""Reading that somebody should ask about (`raise_reading`): found the same day, raised once, and told."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_hex

import pytest
from django.core import mail

from innsats.cases.models import Case
from innsats.desk.queries.today import today_of
from innsats.journal.actors import CLOCK
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.oversight.actions import raise_reading
from innsats.oversight.models import UnusualReading
from innsats.oversight.queries.watching import unusual
from innsats.people.models import Person, School
from innsats.people.viewers import viewer_of
from innsats.rules.calendar import OSLO
from innsats.rules.looking import MANY_COUNT, Why
from tests import world
from tests.cases.refusals import refused
from tests.oversight.watching import a_privacy_officer, by, opened

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 24, 2, 30, tzinfo=OSLO)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def reasons(at: datetime) -> set[tuple[str, Why]]:
    names = dict(Person.objects.values_list("uuid", "name"))
    return {(names[one.person], one.why) for one in unusual(at)}


def another_case(school: School) -> Case:
    """About a pupil with a name of its own."""
    return world.a_case(school, pupil=world.a_pupil(school, f"Elev {token_hex(4)}"))


@pytest.fixture
def case() -> Case:
    return world.received()


def test_what_was_read_at_night_is_raised_once_and_told_the_same_day(case: Case) -> None:
    officer, rektor = a_privacy_officer(case.school.school_owner), world.principal_of(case.school)
    opened(case, rektor, NIGHT)
    opened(case, rektor, NIGHT + HOUR)
    tick(NIGHT + 2 * HOUR)
    tick(NIGHT + 3 * HOUR)
    reading = UnusualReading.objects.get()
    assert (reading.person, reading.why, reading.stream) == (rektor, Why.NIGHT, case.subject.stream)
    assert Notice.objects.get(news="reading_raised").person == officer
    assert [one.to for one in mail.outbox].count([officer.account.email]) == 1
    shown = today_of(viewer_of(world.actor(officer), NIGHT + 4 * HOUR)).log
    assert [one.word for one in shown] == ["Har lest om natta"]


def test_nobody_watches_over_the_own_reading(case: Case) -> None:
    officer = a_privacy_officer(case.school.school_owner)
    world.appointed(officer, "principal", case.school)
    opened(case, officer, NIGHT)
    tick(NIGHT + HOUR)
    assert UnusualReading.objects.count() == 1
    assert not Notice.objects.filter(news="reading_raised").exists()
    assert today_of(viewer_of(world.actor(officer), NIGHT + 2 * HOUR)).log == ()


def test_reading_much_is_raised_unless_the_reader_often_does(case: Case) -> None:
    school, rektor = case.school, world.principal_of(case.school)
    noon = NIGHT + 60 * DAY + 10 * HOUR  # long after all that made them
    cases = [another_case(school) for _ in range(MANY_COUNT)]
    for one in cases[:-1]:
        opened(one, rektor, noon)
    assert reasons(noon + HOUR) == set()
    opened(cases[-1], rektor, noon)
    assert reasons(noon + HOUR) == {(rektor.name, Why.MANY)}
    for one in cases[: MANY_COUNT // 2 + 1]:
        opened(one, rektor, noon - 3 * DAY)
    assert reasons(noon + HOUR) == set()


def test_reading_of_the_grade_of_an_own_child_is_raised(case: Case) -> None:
    member = world.in_team(case)
    mate = world.a_pupil(case.school, "Kai Nes", guardians=[member])
    mate.grade = case.pupil.grade
    mate.save(update_fields=["grade"])
    noon = NIGHT + 10 * HOUR
    opened(case, member, noon)
    assert reasons(noon + HOUR) == {(member.name, Why.NEAR)}
    mate.grade = case.pupil.grade + 1
    mate.save(update_fields=["grade"])
    assert reasons(noon + HOUR) == set()


def test_reading_of_a_case_that_was_closed_long_ago_is_raised() -> None:
    case = world.closed()
    rektor = world.principal_of(case.school)
    for days, expected in ((20, set()), (40, {(rektor.name, Why.CLOSED)})):
        at = world.AT + days * DAY
        opened(case, rektor, at)
        assert reasons(at + HOUR) == expected


def test_yesterdays_reading_is_not_asked_about_again(case: Case) -> None:
    opened(case, world.principal_of(case.school), NIGHT)
    assert reasons(NIGHT + DAY) == set()


def test_only_the_clock_raises_anything(case: Case) -> None:
    rektor = world.principal_of(case.school)
    said = {"person": rektor.uuid, "why": Why.NIGHT, "stream": case.subject.stream, "read_at": NIGHT}
    with refused("wrong_part"):
        raise_reading(case.school_owner_id, **said, **by(rektor))
    assert raise_reading(case.school_owner_id, **said, by=CLOCK, at=NIGHT).why == Why.NIGHT


def test_as_many_queries_however_much_was_read(case: Case, django_assert_max_num_queries) -> None:
    rektor = world.principal_of(case.school)
    for count in (1, 4):
        for _ in range(count):
            opened(another_case(case.school), rektor, NIGHT)
        with django_assert_max_num_queries(8):
            unusual(NIGHT + HOUR)


def test_what_is_read_in_the_last_minutes_of_a_day_is_raised_on_the_next(case: Case) -> None:
    member = world.in_team(case)
    mate = world.a_pupil(case.school, "Kai Nes", guardians=[member])
    mate.grade = case.pupil.grade
    mate.save(update_fields=["grade"])
    late = datetime(2026, 5, 11, 23, 58, tzinfo=OSLO)
    opened(case, member, late)
    tick(late + timedelta(minutes=5))
    reading = UnusualReading.objects.get()
    assert (reading.person, reading.why, reading.on) == (member, Why.NEAR, late.date())
    assert reasons(late + timedelta(minutes=30)) == set()


def test_the_days_are_counted_apart(case: Case) -> None:
    """Eight before midnight and eight after are no fifteen in a day."""
    rektor, late = world.principal_of(case.school), datetime(2026, 5, 11, 23, 58, tzinfo=OSLO)
    for number in range(MANY_COUNT + 1):
        opened(another_case(case.school), rektor, late + (number % 2) * timedelta(minutes=4))
    assert Why.MANY not in {why for _name, why in reasons(late + timedelta(minutes=10))}
