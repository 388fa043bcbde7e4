"""Which clocks run, for whom, what meets them, and what ends them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.calendar import Calendar, start_of_next_day
from innsats.rules.deadlines import (
    CASE_LEAD,
    FAMILY,
    CaseFacts,
    Code,
    EvaluationFacts,
    InterventionFacts,
    Lapse,
    Reading,
    ReportFacts,
    clocks_of_case,
    clocks_of_report,
    earliest,
    governor_of,
    promise_met,
)
from innsats.rules.reports import Concern
from innsats.rules.roles import Role
from innsats.rules.verdicts import Clock, Met, Status

from .days import CALENDARS, FJORDVIK, MOMENTS, OPEN, local

FRIDAY_EVENING = local("2026-03-27T21:30")
MONDAY = local("2026-03-30T09:05")
A_REPORT = ReportFacts(
    reported_at=FRIDAY_EVENING, about=Concern.PUPILS, by_staff=False, told_by="1",
    available_to_principal_at=FRIDAY_EVENING,
)
ABOUT_COLLEAGUE = replace(A_REPORT, about=Concern.EMPLOYEE, by_staff=True)
PAST_REKTOR = replace(
    A_REPORT, about=Concern.LEADERSHIP, by_staff=True, past_principal=True, available_to_principal_at=None,
    holder=Role.OWNER_OFFICER,
)
READ = (Reading(at=MONDAY),)
A_CASE = CaseFacts(first_reported_at=FRIDAY_EVENING)


def of(facts: ReportFacts | CaseFacts, calendar: Calendar = FJORDVIK) -> dict[str, Clock]:
    clocks = clocks_of_report(facts, calendar) if isinstance(facts, ReportFacts) else clocks_of_case(facts, calendar)
    by_code = {clock.code + clock.about: clock for clock in clocks}
    assert len(by_code) == len(clocks)
    return by_code


@pytest.mark.source("oppl § 12-4(2)")
def test_T01_a_report_has_its_clocks_at_once_with_or_without_a_case() -> None:
    clocks = of(replace(A_REPORT, by_staff=True))
    assert set(clocks) == {
        "receipt", "lead_named", "safety_today", "staff_to_principal", "governor_from", "school_promise", "first_talk",
        "plan_active",
    }
    told = clocks["staff_to_principal"]
    assert told.status_at(FRIDAY_EVENING) is Status.MET
    assert told.met == Met(FRIDAY_EVENING, "1")
    assert told.source.name == "oppl § 12-4(2)"


def test_the_due_types_are_those_of_the_stories() -> None:
    clocks = of(replace(A_REPORT, readings=READ))
    timed = {code for code, clock in clocks.items() if isinstance(clock.due, datetime)}
    assert timed == {"receipt", "lead_named", "declaration"}
    for code, clock in clocks.items():
        if code in timed:
            assert clock.overdue_from == clock.due
        elif code != "governor_from":
            assert clock.overdue_from == start_of_next_day(clock.due)


@pytest.mark.source("UiS one week", "practice", "oppl § 12-6(2)", "oppl § 12-5(1)", "oppl § 12-5(2)", "oppl § 12-4(3)")
def test_practice_is_never_shown_as_law() -> None:
    case = replace(
        A_CASE, serious=Met(MONDAY), interventions=(InterventionFacts(recorded=Met(MONDAY)),),
        evaluations=(EvaluationFacts(about="", due_on=date(2026, 4, 10)),),
    )  # fmt: skip
    sources = {
        code: clock.source.name
        for facts in (replace(ABOUT_COLLEAGUE, readings=READ), PAST_REKTOR, case)
        for code, clock in of(facts).items()
    }
    assert sources == {
        "school_promise": "UiS one week",
        "safety_today": "practice",
        "receipt": "practice",
        "lead_named": "practice",
        "declaration": "practice",
        "first_talk": "practice",
        "plan_active": "practice",
        "staff_to_principal": "oppl § 12-5(1)",
        "leadership_to_owner": "oppl § 12-5(2)",
        "principal_to_owner": "practice",
        "serious_to_owner": "practice",
        "intervention_to_owner": "practice",
        "governor_from": "oppl § 12-6(2)",
        "evaluation": "oppl § 12-4(3)",
    }


def test_the_work_moves_to_the_case_when_there_is_one() -> None:
    before, after = of(A_REPORT), of(replace(A_REPORT, in_case=True))
    moved = {"school_promise", "first_talk", "plan_active"}
    assert before.keys() - after.keys() == moved == of(A_CASE).keys()
    assert all(before[code].due == of(A_CASE)[code].due for code in moved)


def test_the_promise_counts_from_when_it_was_said_and_the_answer_from_when_it_was_written() -> None:
    facts = replace(A_REPORT, reported_at=MONDAY, said_at=FRIDAY_EVENING)
    clocks = of(facts)
    assert clocks["school_promise"].due == date(2026, 4, 3)
    assert clocks["receipt"].due == local("2026-03-30T16:00")
    assert facts.began_at == FRIDAY_EVENING


def test_the_declaration_runs_from_the_first_reading_and_not_before() -> None:
    assert "declaration" not in of(A_REPORT)
    clock = of(replace(A_REPORT, readings=READ))["declaration"]
    assert clock.due == local("2026-03-31T12:00")
    declared = (Reading(at=MONDAY, declared=Met(MONDAY, "3")),)
    assert of(replace(A_REPORT, readings=declared))["declaration"].met.event == "3"


def test_each_who_gets_the_report_and_opens_it_has_a_declaration_of_their_own() -> None:
    sent_on = Met(MONDAY + timedelta(minutes=7), "3")
    tuesday = local("2026-03-31T09:00")
    readings = (Reading(at=MONDAY, sent_on=sent_on), Reading(at=tuesday))
    first, second = (of(replace(A_REPORT, readings=readings))[f"declaration{about}"] for about in ("", "2"))
    assert (first.status_at(tuesday), first.lapsed) == (Status.LAPSED, Lapse.SENT_ON)
    assert (second.due, second.status_at(tuesday)) == (local("2026-04-01T12:00"), Status.OPEN)
    too_late = replace(readings[0], sent_on=Met(local("2026-03-31T12:00"), "3"))
    overdue = of(replace(A_REPORT, readings=(too_late,)))["declaration"]
    assert overdue.status_at(tuesday + timedelta(days=1)) is Status.OVERDUE


@pytest.mark.parametrize(
    ("code", "fact"),
    [("receipt", "received"), ("lead_named", "lead_named"), ("safety_today", "safety")],
)
def test_a_clock_that_is_met_late_says_so(code: str, fact: str) -> None:
    due = of(A_REPORT)[code].overdue_from
    in_time = of(replace(A_REPORT, **{fact: Met(due - timedelta(seconds=1), "2")}))[code]
    late = of(replace(A_REPORT, **{fact: Met(due, "2")}))[code]
    assert of(A_REPORT)[code].status_at(due - timedelta(seconds=1)) is Status.OPEN
    assert of(A_REPORT)[code].status_at(due) is Status.OVERDUE
    assert in_time.status_at(due) is Status.MET
    assert late.status_at(due) is Status.MET_LATE
    assert in_time.due == late.due == of(A_REPORT)[code].due


@pytest.mark.source("oppl § 12-5(1)")
def test_T09_a_colleague_is_reported_to_rektor_straks() -> None:
    clock = of(ABOUT_COLLEAGUE)["staff_to_principal"]
    assert clock.due == date(2026, 3, 27)
    assert clock.status_at(FRIDAY_EVENING) is Status.MET


def test_only_who_works_at_the_school_has_a_duty_to_tell_rektor_of_a_pupil() -> None:
    assert "staff_to_principal" not in of(A_REPORT)
    about_officer = of(replace(A_REPORT, about=Concern.OFFICER, by_staff=True, past_principal=True))
    assert not {"staff_to_principal", "leadership_to_owner", "principal_to_owner"} & about_officer.keys()


def test_an_employee_who_tells_days_later_has_told_late() -> None:
    clock = of(replace(ABOUT_COLLEAGUE, reported_at=MONDAY, said_at=FRIDAY_EVENING))["staff_to_principal"]
    assert clock.status_at(MONDAY) is Status.MET_LATE


@pytest.mark.source("oppl § 12-5(1)")
def test_T10_rektor_who_has_read_it_tells_the_owner_the_same_day() -> None:
    assert "principal_to_owner" not in of(ABOUT_COLLEAGUE)
    read = replace(ABOUT_COLLEAGUE, readings=READ)
    clock = of(read)["principal_to_owner"]
    assert (clock.due, clock.for_) == (date(2026, 3, 30), Role.PRINCIPAL)
    assert clock.status_at(local("2026-03-31T00:00")) is Status.OVERDUE
    told = of(replace(read, owner_told=Met(local("2026-03-30T14:00"), "5")))["principal_to_owner"]
    assert told.status_at(local("2026-03-31T00:00")) is Status.MET


@pytest.mark.source("oppl § 12-5(1)")
def test_only_manifestly_unfounded_frees_rektor_from_telling() -> None:
    read = replace(ABOUT_COLLEAGUE, readings=READ, unfounded=Met(MONDAY, "4"))
    clock = of(read)["principal_to_owner"]
    assert (clock.status_at(local("2026-04-30T00:00")), clock.lapsed) == (Status.LAPSED, Lapse.UNFOUNDED)
    told_anyway = of(replace(read, owner_told=Met(MONDAY, "5")))["principal_to_owner"]
    assert told_anyway.status_at(MONDAY) is Status.MET


@pytest.mark.source("oppl § 12-4(2)")
def test_T07_a_case_judged_anew_frees_rektor_only_before_the_owner_should_have_been_told() -> None:
    serious = replace(A_CASE, serious=Met(MONDAY, "4"))
    the_same_day, the_day_after = MONDAY + timedelta(hours=3), MONDAY + timedelta(days=1)
    in_time = of(replace(serious, not_serious=Met(the_same_day, "5")))["serious_to_owner"]
    assert (in_time.status_at(the_day_after), in_time.lapsed) == (Status.LAPSED, Lapse.NOT_SERIOUS)
    late = of(replace(serious, not_serious=Met(the_day_after, "5")))["serious_to_owner"]
    assert late.status_at(the_day_after) is Status.OVERDUE


@pytest.mark.source("oppl § 12-5(2)")
def test_T12_T13_a_concern_about_the_leadership_is_told_by_going_to_the_owner() -> None:
    clocks = of(PAST_REKTOR)
    assert clocks["leadership_to_owner"].status_at(FRIDAY_EVENING) is Status.MET
    assert "staff_to_principal" not in clocks and "principal_to_owner" not in clocks
    for code in ("receipt", "lead_named", "safety_today", "school_promise", "first_talk", "plan_active"):
        assert clocks[code].for_ == Role.OWNER_OFFICER


@pytest.mark.source("oppl § 12-5(2)")
def test_a_report_that_first_went_to_rektor_is_told_when_it_is_sent_on() -> None:
    sent_on = replace(PAST_REKTOR, readings=READ, rerouted_to_owner=Met(MONDAY, "3"))
    assert of(sent_on)["leadership_to_owner"].status_at(MONDAY) is Status.MET_LATE
    from_a_mother = of(replace(sent_on, by_staff=False))["leadership_to_owner"]
    assert from_a_mother.due == date(2026, 3, 30)  # rektor, who read it, was the first at the school to know
    assert from_a_mother.status_at(MONDAY) is Status.MET


def test_a_report_that_nobody_can_receive_has_not_been_told() -> None:
    for facts, code in ((ABOUT_COLLEAGUE, "staff_to_principal"), (PAST_REKTOR, "leadership_to_owner")):
        alone = replace(facts, past_principal=False, available_to_principal_at=None)
        assert of(alone)[code].status_at(local("2026-03-28T00:00")) is Status.OVERDUE
        assert "governor_from" not in of(alone)


def test_a_colleague_reported_past_an_absent_rektor_has_been_told_to_the_owner() -> None:
    facts = replace(
        ABOUT_COLLEAGUE, past_principal=True, available_to_principal_at=None, holder=Role.OWNER_OFFICER
    )
    clock = of(facts)["principal_to_owner"]
    assert (clock.status_at(MONDAY), clock.for_) == (Status.MET, Role.OWNER_OFFICER)


@pytest.mark.source("oppl § 12-6(2)")
def test_T42_T43_the_family_may_go_to_the_governor_after_a_week() -> None:
    raised = local("2026-05-04T10:00")
    clock = of(replace(A_REPORT, reported_at=raised, available_to_principal_at=raised))["governor_from"]
    assert (clock.due, clock.for_, clock.is_entitlement) == (date(2026, 5, 11), FAMILY, True)
    assert clock.status_at(local("2026-05-08T12:00")) is Status.OPEN
    assert clock.status_at(local("2026-05-10T23:59:59")) is Status.OPEN
    assert clock.status_at(local("2026-05-11T00:00")) is Status.MET
    assert clock.met is None


@pytest.mark.source("oppl § 12-6(2)")
def test_T45_a_matter_never_raised_with_rektor_has_no_date() -> None:
    never = replace(A_REPORT, available_to_principal_at=None)
    assert governor_of(never, OPEN) is None
    assert "governor_from" not in of(never)


@pytest.mark.source("oppl § 12-6(2)")
def test_a_report_past_rektor_gives_the_family_its_own_date() -> None:
    dates = governor_of(PAST_REKTOR, OPEN)
    assert (dates.from_, dates.special_reasons) == (date(2026, 3, 27), True)


@pytest.mark.source("oppl § 12-6(2)")
def test_the_way_to_the_governor_ends_when_the_pupil_has_left() -> None:
    clock = of(replace(A_REPORT, pupil_left_on=date(2026, 4, 20)))["governor_from"]
    assert (clock.status_at(local("2026-04-21T00:00")), clock.lapsed) == (Status.LAPSED, Lapse.PUPIL_LEFT)


def test_the_work_is_rektors_until_somebody_leads_it() -> None:
    work = ("school_promise", "first_talk", "plan_active")
    assert {of(A_CASE)[code].for_ for code in work} == {Role.PRINCIPAL}
    assert {of(replace(A_CASE, has_lead=True))[code].for_ for code in work} == {CASE_LEAD}
    assert {of(replace(A_REPORT, lead_named=Met(MONDAY)))[code].for_ for code in work} == {CASE_LEAD}


@pytest.mark.source("UiS one week")
def test_the_promise_is_met_by_the_later_of_begun_and_activated() -> None:
    begun, activated = Met(MONDAY, "begun"), Met(MONDAY + timedelta(days=1), "activated")
    assert promise_met(begun, activated) == activated
    assert promise_met(replace(begun, at=MONDAY + timedelta(days=2)), activated).event == "begun"
    assert promise_met(None, activated) is promise_met(begun, None) is None
    assert earliest([None, activated, begun]) == begun
    assert earliest([None]) is None
    assert of(replace(A_CASE, promise_met=activated))["school_promise"].status_at(activated.at) is Status.MET


def test_the_talk_and_the_plan_meet_their_clocks() -> None:
    clocks = of(replace(A_CASE, heard=Met(local("2026-04-09T08:00")), plan_activated=Met(local("2026-04-01T08:00"))))
    assert clocks["first_talk"].status_at(local("2026-05-01T00:00")) is Status.MET_LATE
    assert clocks["plan_active"].status_at(local("2026-05-01T00:00")) is Status.MET


@pytest.mark.source("oppl § 12-4(2)")
def test_T07_a_serious_case_is_told_to_the_owner_the_same_day() -> None:
    assert "serious_to_owner" not in of(A_CASE)
    serious = replace(A_CASE, serious=Met(MONDAY, "7"))
    clock = of(serious)["serious_to_owner"]
    assert (clock.due, clock.for_, clock.met) == (date(2026, 3, 30), Role.PRINCIPAL, None)
    told = of(replace(serious, owner_told=Met(MONDAY + timedelta(days=1))))["serious_to_owner"]
    assert told.status_at(MONDAY + timedelta(days=1)) is Status.MET_LATE


def test_an_officer_with_rektors_part_knows_of_the_serious_case() -> None:
    clock = of(replace(A_CASE, serious=Met(MONDAY, "7"), holder=Role.OWNER_OFFICER))["serious_to_owner"]
    assert (clock.status_at(MONDAY), clock.met.event) == (Status.MET, "7")


@pytest.mark.source("oppl § 12-4(3)")
def test_T24_an_evaluation_not_held_is_overdue_the_next_day() -> None:
    case = replace(A_CASE, has_lead=True, evaluations=(EvaluationFacts(about="m1", due_on=date(2026, 4, 7)),))
    clock = of(case)["evaluationm1"]
    assert (clock.due, clock.about, clock.for_) == (date(2026, 4, 7), "m1", CASE_LEAD)
    assert clock.status_at(local("2026-04-07T23:59:59")) is Status.OPEN
    assert clock.status_at(local("2026-04-08T00:00")) is Status.OVERDUE


def test_each_measure_has_its_own_evaluation() -> None:
    held = EvaluationFacts(about="m1", due_on=date(2026, 4, 7), done=Met(local("2026-04-07T10:00")))
    later = EvaluationFacts(about="m2", due_on=date(2026, 4, 21))
    clocks = of(replace(A_CASE, evaluations=(held, later)))
    assert clocks["evaluationm1"].status_at(local("2026-05-01T00:00")) is Status.MET
    assert clocks["evaluationm2"].status_at(local("2026-05-01T00:00")) is Status.OVERDUE


@pytest.mark.parametrize(
    ("stopped_on", "status"),
    [("2026-04-06", Status.LAPSED), ("2026-04-07", Status.LAPSED), ("2026-04-08", Status.OVERDUE)],
)
def test_only_a_measure_stopped_in_time_need_not_be_evaluated(stopped_on: str, status: Status) -> None:
    facts = EvaluationFacts(about="m1", due_on=date(2026, 4, 7), stopped_on=date.fromisoformat(stopped_on))
    assert of(replace(A_CASE, evaluations=(facts,)))["evaluationm1"].status_at(local("2026-05-01T00:00")) is status


def test_closing_ends_what_was_open_and_hides_nothing_that_was_overdue() -> None:
    closed = Met(local("2026-04-04T08:00"), "9")  # after the promise and the plan, before the talk
    clocks = of(replace(A_CASE, closed=closed, promise_met=Met(MONDAY)))
    statuses = {code: clock.status_at(local("2026-06-01T00:00")) for code, clock in clocks.items()}
    assert statuses == {
        "school_promise": Status.MET, "plan_active": Status.OVERDUE, "first_talk": Status.LAPSED,
    }
    assert clocks["first_talk"].lapsed == Lapse.CASE_CLOSED
    at_the_moment = of(replace(A_CASE, closed=Met(clocks["first_talk"].overdue_from)))["first_talk"]
    assert at_the_moment.status_at(local("2026-06-01T00:00")) is Status.OVERDUE


METS = st.none() | st.builds(Met, MOMENTS, st.just("2"))
REPORTS = st.builds(
    ReportFacts, reported_at=MOMENTS, about=st.sampled_from(Concern), by_staff=st.booleans(), told_by=st.just("1"),
    said_at=st.none() | MOMENTS, holder=st.sampled_from([Role.PRINCIPAL, Role.OWNER_OFFICER, Role.OWNER_HEAD]),
    past_principal=st.booleans(), available_to_principal_at=st.none() | MOMENTS,
    readings=st.just(()) | st.tuples(st.builds(Reading, at=MOMENTS, declared=METS, sent_on=METS)),
    received=METS, lead_named=METS, safety=METS, rerouted_to_owner=METS, owner_told=METS,
    unfounded=METS, in_case=st.booleans(),
)
CASES = st.builds(
    CaseFacts, first_reported_at=MOMENTS, has_lead=st.booleans(), heard=METS, promise_met=METS, plan_activated=METS,
    serious=METS, not_serious=METS, owner_told=METS, closed=METS,
)


@given(REPORTS | CASES, CALENDARS, MOMENTS)
def test_any_facts_give_clocks_with_known_codes_and_one_status(
    facts: ReportFacts | CaseFacts, calendar: Calendar, at: datetime
) -> None:
    for clock in of(facts, calendar).values():
        assert clock.code in set(Code)
        assert clock.status_at(at) in set(Status)
        assert clock.overdue_from.tzinfo is not None


@given(REPORTS, CALENDARS, METS)
def test_meeting_a_clock_never_moves_it(facts: ReportFacts, calendar: Calendar, met: Met | None) -> None:
    met_now = replace(facts, received=met, safety=met, owner_told=met)
    before, after = of(facts, calendar), of(met_now, calendar)
    assert {code: clock.due for code, clock in before.items()} == {code: clock.due for code, clock in after.items()}


@given(REPORTS, CALENDARS, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_clocks_of_a_later_report_are_due_no_earlier(facts: ReportFacts, calendar: Calendar, later: timedelta) -> None:
    moved = replace(facts, reported_at=facts.reported_at + later, said_at=facts.said_at and facts.said_at + later)
    first, second = of(facts, calendar), of(moved, calendar)
    assert all(first[code].overdue_from <= second[code].overdue_from for code in first)
