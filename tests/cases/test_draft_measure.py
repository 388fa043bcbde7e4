"""A measure is written row by row; whoever saves an older version is told, and loses nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.cases.actions import activate_plan, draft_measure, drop_measure
from innsats.cases.models import Measure, MeasureAim, Plan
from innsats.cases.queries.plans import TEXTS
from innsats.journal.models import Event
from innsats.rules.impartiality import Relation
from innsats.vault.sealing import open_all
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return world.received()


def draft(case, by=None, **fields):
    by = by or world.principal_of(case.school)
    return draft_measure(case.uuid, by=world.actor(by), at=world.AT, **{"problem": "Han er alene."} | fields)


def texts(measure):
    return dict(zip(TEXTS, open_all((getattr(measure, name), measure.pk) for name in TEXTS), strict=True))


def activated(case):
    world.heard(case)
    activate_plan(case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT)


def test_anything_may_be_missing_in_a_draft(case):
    measure = draft(case, problem="")
    assert (measure.plan.number, measure.version, set(texts(measure).values())) == (None, 1, {""})


def test_a_change_is_a_new_row_of_the_same_measure(case):
    first = draft(case)
    second = draft(case, measure=first.lineage, version=1, problem="Han er alene i gym.")
    assert (second.lineage, second.version, second.position) == (first.lineage, 2, first.position)
    assert texts(second)["problem"] == "Han er alene i gym."
    assert Measure.objects.filter(case=case).count() == 1


def test_whoever_saves_an_older_version_is_refused_and_nothing_is_overwritten(case):
    first = draft(case)
    draft(case, measure=first.lineage, version=1, problem="Han er alene i gym.")
    with refused("stale"):
        draft(case, measure=first.lineage, version=1, problem="Han er alene på bussen.")
    assert texts(Measure.objects.get(case=case))["problem"] == "Han er alene i gym."


def test_an_older_version_is_also_told_when_the_change_is_activated_meanwhile(case):
    read = world.with_draft(case)
    rektor = world.actor(world.principal_of(case.school))
    written = {"problem": "I gym.", "what": "En voksen.", "when_words": "Alltid", "evaluate_on": world.AT.date()}
    responsible = world.principal_of(case.school).uuid
    draft_measure(
        case.uuid, by=rektor, at=world.AT, measure=read.lineage, version=1, responsible=responsible, **written
    )
    activated(case)
    with refused("stale"):
        draft(case, measure=read.lineage, version=1, problem="På bussen.")


def test_the_draft_after_an_activation_begins_as_a_copy_of_what_applies(case):
    world.with_draft(case)
    activated(case)
    new = draft(case, problem="Også i gym.")
    plan = Plan.objects.get(case=case, number=None)
    copy = plan.measure_set.order_by("position").first()
    assert [plan.measure_set.count(), copy.position, new.position] == [2, 0, 1]
    assert texts(copy)["what"] == texts(Measure.objects.get(case=case, plan__number=1))["what"]


def test_a_new_measure_comes_last_also_after_one_was_taken_out(case):
    first, second, third = (draft(case, problem=word) for word in ("a", "b", "c"))
    drop_measure(case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT, measure=second.lineage)
    fourth = draft(case, problem="d")
    assert fourth.position > third.position > first.position


def test_a_measure_aimed_at_others_names_pupils_of_the_case(case):
    stranger = world.a_pupil(case.school, "Emma Dahl")
    with refused("unknown_party"):
        draft(case, aimed_at=[stranger.uuid])
    world.declared(case, parties=[stranger])
    assert MeasureAim.objects.get(measure=draft(case, aimed_at=[stranger.uuid])).pupil == stranger


@pytest.mark.source("fvl67 § 6(1) b")
def test_nobody_close_to_a_party_carries_out_a_measure(case):
    uncle = world.an_employee(case.school, "Onkel Lien")
    world.a_known_relation(uncle, case.pupil, Relation.PARENT)
    with refused("disqualified"):
        draft(case, responsible=uncle.uuid)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"what": "x" * 100_000}, "text_too_long"),
        ({"place": "x" * 201}, "text_too_long"),
        ({"family_text": "a\x00b"}, "text_unreadable"),
    ],
)
def test_what_cannot_be_kept_is_refused(case, fields, code):
    with refused(code):
        draft(case, **fields)


def test_a_measure_that_is_gone_is_not_written_silently_anew(case):
    gone = draft(case)
    draft(case, problem="b")
    drop_measure(case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT, measure=gone.lineage)
    with refused("unknown_measure"):
        draft(case, measure=gone.lineage, version=1)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    world.with_draft(case)
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        draft(case, by=stranger)


def test_the_same_form_twice_writes_once(case):
    first, second = (draft(case, form_key="k", start_on=world.AT.date() + timedelta(days=1)) for _ in range(2))
    assert first == second and Event.objects.filter(act="draft_measure").count() == 1


def test_a_form_that_comes_again_after_the_next_change_undoes_nothing(case):
    first = draft(case)
    draft(case, measure=first.lineage, version=1, problem="Han er alene i gym.", form_key="it got no answer")
    draft(case, measure=first.lineage, version=2, problem="Han er alene på bussen.", form_key="another")
    draft(case, measure=first.lineage, version=1, problem="Han er alene i gym.", form_key="it got no answer")
    assert texts(Measure.objects.get(case=case))["problem"] == "Han er alene på bussen."


@pytest.mark.parametrize("field", ["start_on", "evaluate_on"])
def test_a_day_years_ahead_or_before_the_report_is_a_slip_of_the_pen(case, field):
    with refused("too_far_ahead"):
        draft(case, **{field: date(9999, 12, 31)})
    with refused("before_the_case"):
        draft(case, **{field: date(1, 1, 1)})
