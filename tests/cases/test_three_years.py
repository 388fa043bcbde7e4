"""Over three years of real Norwegian calendars, what is stored of the clocks is what the rules say, whatever is done.

Red days, Easter and Whitsun as they fall, one owner's skolerute, the nights when the clocks are moved, 29 February
2028, and 17 May 2027, which is Whit Monday too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innsats.cases.dues import CLOCKLESS
from innsats.cases.models import OPEN, Case, Due, Report
from innsats.cases.reckoning import reckon
from innsats.journal.actors import OPERATOR
from innsats.notices.ticking import pass_time
from innsats.people.actions.calendar import set_calendar
from innsats.rules.acts import Act, Kind, kind_of
from innsats.rules.calendar import OSLO, day_of
from innsats.teams import actions as team_actions
from tests import world
from tests.cases.test_dues import BEGINNINGS, said_by_the_rules, stored
from tests.cases.walking import STEPS, Walk, a_walk
from tests.rules.days import FJORDVIK, FJORDVIK_CLOSED

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
MINUTES = (0, 40, 600, 24 * 60, 5 * 24 * 60, 30 * 24 * 60, 120 * 24 * 60)  # since the step before
STARTS = (
    "2026-03-28 23:40",  # the night when the clocks go forward, before Easter
    "2026-06-19 14:30",  # the last school day
    "2026-10-25 01:30",  # the night when they go back
    "2026-12-21 10:00",
    "2027-05-14 13:10",  # the Friday before 17 May, which is Whit Monday
    "2028-02-25 12:00",  # before a winter holiday with a leap day in it
    "2028-04-12 15:45",  # the Wednesday before Easter
)
# What changes no report and no case by itself: the register, the calendars, what is printed, what gathers other acts.
OF_UNITS = {
    Act.SET_CALENDAR, Act.NAME_DUTY, Act.SET_LIMITS, Act.CONFIRM_REAL_USE, Act.REGISTER_PERSON, Act.APPOINT,
    Act.END_APPOINTMENT, Act.RECORD_TRAINING, Act.REGISTER_PUPIL, Act.SUCCEED_SCHOOL, Act.PRINT_CASE, Act.PRINT_PLAN,
    Act.PRINT_OPEN_CASES, Act.HAND_OVER_WORK,
}  # fmt: skip
OF_FAMILIES = {  # who reads what; its one clock is walked by the tests of the two acts that start and meet it
    Act.NOTE_RECIPIENT, Act.DECIDE_RECIPIENT, Act.APPROVE_EDITION, Act.GIVE_FAMILY_KEY, Act.USE_FAMILY_KEY,
    Act.END_FAMILY_KEY, Act.WRITE_FROM_HOME, Act.WRITE_HOME, Act.LEAVE_UNANSWERED,
}  # fmt: skip
OF_CALLS = {Act.START_CHECK_IN, Act.ANSWER_CHECK_IN, Act.CHOOSE_CONTACT_PERSON}  # likewise
OF_TALK = {  # with whoever reported: no clock runs for it
    Act.ANSWER_REPORTER, Act.WRITE_TO_SCHOOL, Act.CONFIRM_HOLDER, Act.END_CONFIRMATION, Act.REMOVE_ATTACHMENT,
    Act.GIVE_RECEIPT, Act.RENEW_RECEIPT,
}  # fmt: skip
OF_ONE = {  # what only one knows, beside every report and case; its clocks are computed when it is read
    Act.SEE_CAUSE, Act.SEND_CHILD_WELFARE_REPORT, Act.LEAVE_CAUSE_UNSENT, Act.NOTE_CHILD_WELFARE_FEEDBACK,
    Act.SHARE_CAUSE,
}  # fmt: skip
OF_TEAMS = {act for act in Act if hasattr(team_actions, act.value)} | {Act.END_TEAM, Act.KEEP_TEAM}
BEFORE_A_REPORT = {  # a family that wishes that the school is not told yet, and what is asked without names
    Act.HOLD_FAMILY_REQUEST, Act.NOTE_FAMILY_TALK, Act.PASS_FAMILY_REQUEST, Act.WITHDRAW_FAMILY_REQUEST,
    Act.CONSULT_TEAM, Act.ANSWER_CONSULT,
}  # fmt: skip
OF_SIGNING_IN = {  # who somebody is, and who watches over what is read: on no case
    Act.ADD_CODE_APP, Act.ADD_PASSKEY, Act.REMOVE_FACTOR, Act.RENEW_RECOVERY_CODES, Act.CHANGE_PASSWORD,
    Act.RESET_SIGN_IN, Act.LINK_SIGN_IN, Act.PROPOSE_APPOINTMENT, Act.CONFIRM_PROPOSAL, Act.DECLINE_PROPOSAL,
    Act.SETTLE_READING, Act.LINK_FAMILY_SIGN_IN,
}  # fmt: skip
OF_LEAVING = {  # of a case in which no clock runs any more, and of what lies ready in the morning
    Act.RECORD_ARCHIVED, Act.PLACE_HOLD, Act.LIFT_HOLD, Act.DISPOSE_CASE, Act.SET_KEEPING_TIME, Act.SET_MORNING_LIST,
    Act.FETCH_MORNING_LIST,
}  # fmt: skip
steps = st.tuples(
    st.sampled_from(sorted(STEPS)), st.integers(0, 16), st.integers(0, 5000), st.sampled_from(MINUTES)
)


@pytest.fixture
def walk(db: None) -> Walk:
    """A school whose owner's skolerute is known for three years."""
    walk = a_walk()
    closed = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in FJORDVIK_CLOSED]
    set_calendar(walk.school.school_owner.uuid, by=OPERATOR, at=world.BEFORE, closed=closed)
    return walk


def taken(walk: Walk, start: str, beginning: tuple, then: list) -> Iterator[tuple[str, datetime]]:
    """The name and time of every step that was done, from `start` on. Afterwards nothing has happened."""
    with transaction.atomic():
        at = datetime.fromisoformat(start).replace(tzinfo=OSLO)
        fresh = Walk(school=walk.school, people=walk.people, pupils=walk.pupils, at=at)
        for name, who, pick, minutes in [*((name, 0, pick, 20) for name, pick in beginning), *then]:
            if fresh.step(STEPS[name], who, pick, minutes):
                yield name, fresh.at
        transaction.set_rollback(True)


def test_every_act_that_may_start_or_meet_a_clock_is_walked():
    pages = {act for act in Act if kind_of(act) is Kind.PAGE}
    apart = OF_UNITS | OF_FAMILIES | OF_CALLS | OF_TALK | OF_ONE | OF_TEAMS | BEFORE_A_REPORT | OF_SIGNING_IN
    apart |= OF_LEAVING
    assert pages - apart - set(CLOCKLESS) - set(STEPS) == set()


@given(
    start=st.sampled_from(STARTS), beginning=st.sampled_from(BEGINNINGS), then=st.lists(steps, min_size=4, max_size=20)
)
@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
def test_stored_is_computed_over_three_years(walk, start, beginning, then):
    at = None
    for name, at in taken(walk, start, beginning, then):
        held = stored()
        assert held == said_by_the_rules(list(Report.objects.all()), list(Case.objects.all())), (name, at)
        assert not [due for due in Due.objects.filter(OPEN) if due.due_on and day_of(due.overdue_from) <= due.due_on]
        pass_time(at)  # what time does by itself moves no clock
        assert {key: clock[0] for key, clock in stored().items() if key in held} == {
            key: clock[0] for key, clock in held.items()
        }, (name, at)
    if at is not None:
        held = stored()
        reckon(at)
        assert stored() == held


@given(start=st.sampled_from(STARTS), beginning=st.sampled_from([one for one in BEGINNINGS if one]))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_talk_is_never_due_on_a_closed_day_and_a_plan_only_with_the_promise(walk, start, beginning):
    for _ in taken(walk, start, beginning, []):
        promised = set(Due.objects.filter(code="school_promise").values_list("case", "due_on"))
        for due in Due.objects.filter(code__in=["first_talk", "plan_active"]):
            is_last = due.code == "plan_active" and (due.case_id, due.due_on) in promised
            assert FJORDVIK.is_school_day(due.due_on) or is_last, (due.code, due.due_on)
