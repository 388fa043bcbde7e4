"""The next step of a clock: the one thing that somebody can do now."""

from __future__ import annotations

from uuid import uuid4

import pytest

from innsats.cases.queries.governing import ANSWERED_BY
from innsats.desk.queries.steps import MEETS, Matter, next_step
from innsats.rules.access import Impartiality, Part, Standing
from innsats.rules.acts import Act
from innsats.rules.deadlines import Code
from innsats.rules.stages import Stage

NUMBER = "2026-4821357-7"
TOLD_BY_SENDING = {Code.STAFF_TO_PRINCIPAL, Code.LEADERSHIP_TO_OWNER}  # met by the report itself
ENTITLEMENTS = {Code.GOVERNOR_FROM}
OF_ONE = {Code.CHILD_WELFARE_REPORT, Code.CHILD_WELFARE_FEEDBACK}  # in a list of their own: only one knows of them


def a_matter(
    kind: str = "case", *, part: Part = Part.PRINCIPAL, impartiality: Impartiality = Impartiality.IMPARTIAL,
    stage: Stage | None = Stage.INQUIRING, **more: bool,
) -> Matter:  # fmt: skip
    standing = Standing(
        parts=frozenset({part}), impartiality=impartiality, stage=stage if kind == "case" else None
    )  # fmt: skip
    return Matter(kind=kind, number=NUMBER, standing=standing, **more)


def test_every_clock_that_somebody_must_meet_has_its_act():
    assert set(MEETS) == set(Code) - TOLD_BY_SENDING - ENTITLEMENTS - OF_ONE


def test_an_unread_report_is_read_first():
    unread = a_matter("report", is_opened=False, impartiality=Impartiality.UNDECLARED)
    assert {next_step(code, "", unread).act for code in MEETS} == {Act.READ_REPORT}


def test_somebody_undeclared_declares_and_may_always_make_the_pupil_safe():
    undeclared = a_matter("report", impartiality=Impartiality.UNDECLARED)
    assert next_step(Code.RECEIPT, "", undeclared).act is Act.DECLARE_IMPARTIALITY
    assert next_step(Code.SCHOOL_PROMISE, "", undeclared).act is Act.DECLARE_IMPARTIALITY
    assert next_step(Code.SAFETY_TODAY, "", undeclared).act is Act.SECURE_SAFETY


def test_somebody_whose_habilitet_is_in_doubt_waits():
    step = next_step(Code.RECEIPT, "", a_matter("report", impartiality=Impartiality.TO_ASSESS))
    assert (step.act, step.waits) == (Act.READ_REPORT, True)


@pytest.mark.parametrize(
    "code, act",
    [
        (Code.RECEIPT, Act.RECEIVE_REPORT),
        (Code.LEAD_NAMED, Act.RECEIVE_REPORT),
        (Code.PRINCIPAL_TO_OWNER, Act.TELL_OWNER),
        (Code.SCHOOL_PROMISE, Act.OPEN_CASE),
        (Code.FIRST_TALK, Act.OPEN_CASE),
    ],
)
def test_the_work_on_a_report_begins_with_a_case(code, act):
    assert next_step(code, "", a_matter("report")).act is act


def test_a_case_is_received_before_anything_else_is_done_with_it():
    opened = a_matter(stage=Stage.REPORTED)
    waits_for_no_stage = {
        Code.SAFETY_TODAY, Code.CASE_TO_END, Code.TEAM_PROMISE, Code.ADVICE_DECIDED, *ANSWERED_BY
    }  # fmt: skip
    codes = set(MEETS) - waits_for_no_stage
    assert {next_step(code, "", opened).act for code in codes} == {Act.RECEIVE_CASE}


def test_whoever_decides_advice_for_the_owner_is_led_to_that_advice_whatever_the_stage():
    advice = str(uuid4())
    step = next_step(Code.ADVICE_DECIDED, advice, a_matter(part=Part.ADVISED, stage=Stage.REPORTED))
    assert (step.act, advice in step.address) == (Act.DECIDE_ADVICE, True)


@pytest.mark.parametrize(
    "facts, act",
    [
        ({}, Act.DRAFT_MEASURE),
        ({"has_draft": True}, Act.ACTIVATE_PLAN),
        ({"can_begin": True}, Act.START_MEASURE),
        ({"can_begin": True, "has_draft": True}, Act.START_MEASURE),
    ],
)
def test_the_promise_is_met_by_writing_activating_and_starting_a_measure(facts, act):
    assert next_step(Code.SCHOOL_PROMISE, "", a_matter(**facts)).act is act


def test_an_evaluation_leads_to_its_measure_whatever_the_round():
    measure = uuid4()
    first, second = (next_step(Code.EVALUATION, about, a_matter()).address for about in (f"{measure}", f"{measure}/2"))
    assert first == second == f"/saker/{NUMBER}/tiltak/{measure}/evaluering/"


def test_what_is_anothers_to_do_is_only_looked_at():
    step = next_step(Code.SERIOUS_TO_OWNER, "", a_matter(part=Part.TEAM))
    assert (step.act, step.address, step.waits) == (Act.READ_CASE, f"/saker/{NUMBER}/", False)
