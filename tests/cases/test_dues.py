"""What is stored of the clocks is what the rules say: over any walk of acts, after every step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innsats.cases.actions import open_case, receive_report
from innsats.cases.dues import computed
from innsats.cases.models import OPEN, Case, Closure, Due, Report
from innsats.cases.reckoning import reckon
from innsats.journal.actors import OPERATOR
from innsats.journal.chain import first_break
from innsats.journal.models import Event
from innsats.people.actions.calendar import set_calendar
from innsats.rules.deadlines import Code
from innsats.rules.endings import SAFE_ENDINGS
from innsats.rules.stages import MOVES, Stage
from tests import world
from tests.cases.walking import FRIDAY, STEPS, Walk, a_walk

pytestmark = pytest.mark.django_db
OPENED = (("report_concern", 0), ("read", 0), ("declare_impartiality", 0), ("open_case", 0))
PLANNED = (*OPENED, ("receive_case", 0), ("draft_measure", 0), ("activate_plan", 0))
TWICE_REPORTED = (*OPENED, ("report_concern", 0), ("read", 3), ("declare_impartiality", 3))  # 3: the second report
BEGINNINGS = (
    (),
    OPENED,
    PLANNED,
    (*PLANNED, ("start_measure", 0)),
    (*PLANNED, ("start_measure", 0), ("end_measures", 0)),  # followed up
    (*OPENED, ("close_case", 0)),
    (*OPENED, ("close_case", 0), ("reopen_case", 0)),
    (*OPENED, ("open_case", 0), ("receive_case", 0)),  # two cases from one report
    (*TWICE_REPORTED, ("link_report", 1)),
    (("report_concern", 12), ("read", 0), ("declare_impartiality", 0)),  # about an employee
    (("report_concern", 0), ("read", 0), ("declare_impartiality", 10)),  # in doubt
)
STAYS_MET = (Code.RECEIPT, Code.LEAD_NAMED, Code.SAFETY_TODAY)
steps = st.tuples(
    st.sampled_from(sorted(STEPS)),
    st.integers(0, 16),  # who: rektor, or one of the others
    st.integers(0, 5000),  # what is picked along the way
    st.sampled_from([0, 1, 45, 180, 600, 1500]),  # minutes since the step before
)
walks = st.tuples(st.sampled_from(BEGINNINGS), st.lists(steps, max_size=24))
at_random = settings(
    max_examples=20, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@pytest.fixture
def walk(db: None) -> Walk:
    return a_walk()


Path = tuple[tuple[tuple[str, int], ...], list[tuple[str, int, int, int]]]


def taken(walk: Walk, path: Path) -> Iterator[tuple[str, datetime]]:
    """Walk along `path`, and give the name and time of every step that was done. Afterwards nothing has happened."""
    beginning, then = path
    with transaction.atomic():
        fresh = Walk(school=walk.school, people=walk.people, pupils=walk.pupils)
        for name, who, pick, minutes in [*((name, 0, pick, 20) for name, pick in beginning), *then]:
            if fresh.step(STEPS[name], who, pick, minutes):
                yield name, fresh.at
        transaction.set_rollback(True)


def stored() -> dict[tuple, tuple]:
    """Every clock as it is stored, by what it is on."""
    return {
        (due.report_id or due.case_id, due.code, due.about): (
            due.due_at or due.due_on, due.responsible_role, due.overdue_from, due.source, due.met_at, due.met_by,
            due.lapsed, due.is_entitlement, due.is_at_owner,
        )
        for due in Due.objects.all()
    }  # fmt: skip


def said_by_the_rules(reports: list[Report], cases: list[Case]) -> dict[tuple, tuple]:
    """Every clock as the rules say it now."""
    return {
        (row.pk, clock.code, clock.about): (
            clock.due, clock.for_, clock.overdue_from, clock.source.name, clock.met.at if clock.met else None,
            clock.met.event if clock.met else "", clock.lapsed, clock.is_entitlement,
            row.seat_officer or row.seat_head,
        )
        for row, clocks in computed(reports, cases)
        for clock in clocks
    }  # fmt: skip


@given(path=walks)
@at_random
def test_what_is_stored_is_what_the_rules_say_after_every_step(walk, path):
    for name, at in taken(walk, path):
        held = stored()
        assert held == said_by_the_rules(list(Report.objects.all()), list(Case.objects.all())), name
        reckon(at)
        assert stored() == held, f"reckon after {name}"


@given(path=walks)
@at_random
def test_no_walk_leaves_the_moves_breaks_the_chain_or_takes_back_what_was_met(walk, path):
    stages: dict[str, str] = {}
    met: dict[tuple, datetime] = {}
    for name, _ in taken(walk, path):
        for case in Case.objects.all():
            before = stages.get(case.number, Stage.REPORTED)
            stages[case.number] = case.stage
            assert before == case.stage or (before in MOVES[name].start and case.stage == MOVES[name].end), name
        unsaid = Closure.objects.filter(ending__in=SAFE_ENDINGS, said_on=None)
        assert not unsaid.exists(), "an ending that counts as safe has the pupil's word"
        for stream in Event.objects.values_list("stream", flat=True).distinct():
            assert first_break(stream) is None, name
        now = {key: clock[4] for key, clock in stored().items() if key[1] in STAYS_MET and clock[4]}
        assert all(key in now and now[key] <= then for key, then in met.items()), name
        met = now


@given(path=walks, number=st.integers(3, 12), days=st.lists(st.integers(0, 12), min_size=2, max_size=2))
@settings(at_random, max_examples=10)
def test_reckoning_brings_what_runs_in_step_with_a_new_calendar(walk, path, number, days):
    first, last = (FRIDAY.date() + timedelta(days=day) for day in sorted(days))
    for step, (_, at) in enumerate(taken(walk, path)):
        if step == number:
            set_calendar(walk.school.school_owner.uuid, by=OPERATOR, at=at, closed=[(first, last)])
            running = list(Report.objects.filter(pk__in=Due.objects.filter(OPEN).values("report")))
            reckon(at)
            said = said_by_the_rules(running, list(Case.objects.exclude(stage=Stage.CLOSED)))
            held = stored()
            assert {key: held[key] for key in said} == said
            reckon(at)
            assert stored() == held


def test_a_report_in_two_cases_stays_received_when_the_other_case_goes_on(db):
    school = world.a_school()
    noah, ada = world.a_pupil(school), world.a_pupil(school, "Ada Moe")
    report = world.declared(world.read(world.a_report(school)), parties=[noah, ada])
    by = world.actor(world.principal_of(school))
    first, other = (open_case([report.pk], by=by, at=world.AT, pupil=pupil.pk) for pupil in (noah, ada))
    world.received(first)
    receipt = Due.objects.get(report=report, code=Code.RECEIPT)
    assert receipt.met_at == world.AT
    later = world.AT + timedelta(days=2)
    world.heard(other, ada, at=later)
    receive_report(report.pk, by=by, at=later, lead=world.an_employee(school).uuid)
    receipt.refresh_from_db()
    assert receipt.met_at == world.AT
