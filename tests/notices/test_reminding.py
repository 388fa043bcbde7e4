"""Reminders as they come in three years of real days: before a clock passes, in working hours, once, and to its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innsats.cases.models import Due, Report
from innsats.notices import ticking
from innsats.notices.models import Notice
from innsats.people.calendars import calendar_of
from innsats.people.models import ClosedPeriod
from innsats.rules.calendar import CLOSES_HOUR, OPENS_HOUR, OSLO, day_of
from innsats.rules.telling import REMINDERS, SAME_DAY, News
from innsats.scenarios.time import pass_until
from tests.cases.walking import STEPS, Walk, a_walk
from tests.rules.days import MOMENTS, local

pytestmark = pytest.mark.django_db
CLOSED = (
    ("2026-03-30", "2026-04-06"), ("2026-06-22", "2026-08-16"), ("2026-12-22", "2027-01-03"),
    ("2027-02-22", "2027-02-26"), ("2027-06-21", "2027-08-15"), ("2028-02-28", "2028-03-03"),
)  # fmt: skip
HARD_STARTS = {
    "the night the clocks go forward": "2026-03-29T01:30",
    "the night they go back": "2026-10-25T02:30",
    "before Easter": "2026-04-01T15:10",
    "the promise ends on Easter Monday": "2026-03-30T09:00",
    "summer": "2026-07-11T12:00",
    "before the seventeenth of May on Whit Monday": "2027-05-14T13:50",
    "before the leap day, in the winter holiday": "2028-02-25T20:00",
    "New Year": "2027-12-30T23:59",
}
OPENED = (("report_concern", 0), ("read", 0), ("declare_impartiality", 0), ("open_case", 0), ("receive_case", 0))


@pytest.fixture
def walk(db: None) -> Walk:
    walk = a_walk()
    ClosedPeriod.objects.bulk_create(
        ClosedPeriod(school_owner=walk.school.school_owner, closes="school", starts_on=date.fromisoformat(first),
                     ends_on=date.fromisoformat(last))
        for first, last in CLOSED
    )  # fmt: skip
    return walk


@contextmanager
def every_reminder_checked(walk: Walk) -> Iterator[list[tuple[int, str, str]]]:
    """Look at each reminder when it is given; the list is of (clock, when it is due, step)."""
    calendar, given_, remind = calendar_of(walk.school.school_owner_id), [], ticking._remind

    def checked(steps, at: datetime) -> None:
        for due, _, step in steps:
            now = Due.objects.get(pk=due.pk)
            assert now.met_at is None and now.lapsed == "" and not now.is_entitlement
            assert at < now.overdue_from
            assert OPENS_HOUR <= at.astimezone(OSLO).hour < CLOSES_HOUR
            assert calendar.is_working_day(day_of(at)) or (now.code in SAME_DAY and day_of(at) == now.due_on)
            given_.append((due.pk, str(due.due_at or due.due_on), str(step)))
        remind(steps, at)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ticking, "_remind", checked)
        yield given_


def live(walk: Walk, start: datetime, then: list[tuple[str, int, int, int]]) -> None:
    """Open a case at `start`, let this be done, let ten days pass, and let what came be right. Then it never was."""
    with transaction.atomic(), every_reminder_checked(walk) as given_:
        fresh = Walk(school=walk.school, people=walk.people, pupils=walk.pupils, at=start)
        for name, who, pick, minutes in [*((name, 0, pick, 20) for name, pick in OPENED), *then]:
            pass_until(fresh.at + timedelta(minutes=minutes), since=fresh.at)
            fresh.step(STEPS[name], who, pick, minutes)
        pass_until(fresh.at + timedelta(days=10), since=fresh.at)
        assert len(given_) == len(set(given_)), "a step was taken twice"
        told = Notice.objects.filter(news=News.ENDS_SOON)
        pairs = list(told.values_list("cause", "person"))
        assert len(pairs) == len(set(pairs)), "somebody was told twice of one step"
        in_mail = Notice.objects.filter(news=News.ENDS_SOON, by_mail=True).values_list("cause", "person")
        assert sorted(in_mail) == sorted(pairs)
        assert given_ or then, "nothing was there to remind of"
        transaction.set_rollback(True)


@pytest.mark.parametrize("start", HARD_STARTS.values(), ids=list(HARD_STARTS))
def test_a_case_that_is_left_alone_is_reminded_of_and_never_too_late(walk, start):
    live(walk, local(start), [])


steps = st.tuples(
    st.sampled_from(sorted(set(STEPS) - {"tick"})), st.integers(0, 16), st.integers(0, 5000),
    st.sampled_from([1, 45, 180, 600, 1500]),
)  # fmt: skip


@given(start=MOMENTS, then=st.lists(steps, max_size=12))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_done_meanwhile_no_reminder_is_late_repeated_or_of_what_is_met(walk, start, then):
    live(walk, start, then)


@given(start=MOMENTS)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_promise_that_is_left_alone_is_reminded_of_three_times_before_it_passes(walk, start):
    """All three, since a week holds the working days they need; two, when the first would have come as it was reported,
    as in the week before Easter.
    """
    with transaction.atomic(), every_reminder_checked(walk) as given_:
        fresh = Walk(school=walk.school, people=walk.people, pupils=walk.pupils, at=start)
        fresh.step(STEPS["report_concern"], 0, 0, 0)
        pass_until(start + timedelta(days=9), since=start)
        promise = Due.objects.get(report=Report.objects.get(pk=fresh.reports[0]), code="school_promise")
        reminded = [step for pk, _, step in given_ if pk == promise.pk]
        assert reminded == list(REMINDERS[-len(reminded) :]) and len(reminded) >= 2
        transaction.set_rollback(True)
