"""A plan applies when it has what the law asks for, and for no other reason is it stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import activate_plan, hear_pupil
from innsats.cases.models import Case, Due, Plan, PlanActivation
from innsats.journal.models import Event
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


@pytest.fixture
@replayed
def case():
    return world.heard(world.received())


def activate(case, by=None, **more):
    return activate_plan(
        case.uuid, by=world.actor(by or world.principal_of(case.school)), at=world.AT, **more
    )


def test_the_draft_gets_a_number_and_the_case_moves(case):
    world.with_draft(case)
    activate(case)
    assert Plan.objects.get(case=case).number == 1
    assert Case.objects.get(pk=case.pk).stage == "measures"
    assert Due.objects.get(case=case, code="plan_active").met_at == world.AT


@pytest.mark.source("oppl § 12-4(3)")
def test_T17_a_plan_without_an_evaluation_date_is_refused(case):
    measure = world.with_draft(case, evaluate_on=None)
    with refused("missing_evaluation") as _:
        activate(case)
    assert Plan.objects.get(case=case).measure_set.get() == measure


@pytest.mark.source("oppl § 12-4(3)")
def test_T18_one_measure_without_a_responsible_person_is_refused_for_that_measure(case):
    world.with_draft(case)
    world.with_draft(case, responsible=None)
    with refused("missing_who"):
        activate(case)


@pytest.mark.source("oppl § 12-4(3)")
def test_every_missing_content_of_every_measure_is_told_at_once(case):
    world.with_draft(case, problem="", what=" ", when_words="", start_on=None, responsible=None, evaluate_on=None)
    with refused("missing_problem", "missing_measure", "missing_when", "missing_who", "missing_evaluation"):
        activate(case)


def test_an_empty_plan_is_no_plan(case):
    with refused("no_measures"):
        activate(case)


@pytest.mark.source("oppl § 10-2")
def test_T20_a_pupil_who_is_not_heard_stops_the_plan_or_a_reason_stands_in_its_place():
    case = world.received()
    world.with_draft(case)
    with refused("pupil_not_heard"):
        activate(case)
    activation = activate(case, not_heard_because="Han er på sykehuset.")
    assert open_one(activation.not_heard_because, activation.pk) == "Han er på sykehuset."


@pytest.mark.source("oppl § 10-2", "oppl § 10-1")
def test_T23_a_measure_aimed_at_others_asks_that_they_are_heard_and_what_is_best_for_each(case):
    emma, ada = (world.a_pupil(case.school, name) for name in ("Emma Dahl", "Ada Vik"))
    world.declared(case, parties=[emma, ada])
    world.with_draft(case, aimed_at=[emma.uuid, ada.uuid])
    with refused(*["other_pupil_not_heard", "missing_best_interest"] * 2):
        activate(case)
    for pupil in (emma, ada):
        hear_pupil(
            case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT, pupil=pupil.uuid,
            own_words="Ok.", best_interest="En voksen snakker med henne etterpå.",
        )  # fmt: skip
    assert activate(case).plan.number == 1


def test_two_methods_and_two_perspectives_are_advice_and_never_a_gate(case):
    world.with_draft(case)
    assert not case.note_set.exists() and activate(case).plan.number == 1


@pytest.mark.source("UiS one week")
def test_a_plan_of_meetings_applies_and_does_not_meet_the_promise(case):
    world.with_draft(case, kind="meeting")
    activate(case)
    world.measures_started(Case.objects.get(pk=case.pk))
    assert Due.objects.get(case=case, code="school_promise").met_at is None


def test_versions_are_numbered_and_the_earlier_one_is_kept(case):
    world.with_draft(case)
    activate(case)
    world.with_draft(case, problem="Også i gym.")
    activate(case)
    assert sorted(Plan.objects.filter(case=case).values_list("number", flat=True)) == [1, 2]
    assert [plan.measure_set.count() for plan in Plan.objects.filter(case=case).order_by("number")] == [1, 2]


@pytest.mark.source("oppl § 12-4(3)")
def test_the_dates_that_bind_are_those_in_the_plan(case):
    world.with_draft(case, evaluate_on=world.AT.date() + timedelta(days=3))
    activate(case)
    assert Due.objects.get(case=case, code="evaluation").due_on == world.AT.date() + timedelta(days=3)


def test_a_member_of_the_team_does_not_activate(case):
    world.with_draft(case)
    member = world.in_team(case)
    with refused("wrong_part"):
        activate(case, by=member)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    world.with_draft(case)
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        activate(case, by=stranger)


def test_the_same_form_twice_activates_once(case):
    world.with_draft(case)
    first, second = (activate(case, form_key="k") for _ in range(2))
    assert first == second and PlanActivation.objects.filter(case=case).count() == 1
    assert Event.objects.filter(act="activate_plan").count() == 1
