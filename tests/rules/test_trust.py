"""The trust check: what is asked about when, once each time, and that no other rule knows of it."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.stages import Stage
from innsats.rules.trust import Occasion, Question, Reply, TrustFacts, obstacles_to_answer, occasion_of

RULES = Path(__file__).resolve().parents[2] / "innsats" / "rules"
TODAY = date(2026, 6, 15)
ENDS = st.none() | st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))
FACTS = st.builds(
    TrustFacts, stage=st.sampled_from(Stage), on=st.just(TODAY), follow_up_until=ENDS, is_stopped=st.booleans()
)


def imported(tree: ast.AST) -> set[str]:
    """Every module and name that is imported, by its last part."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    named = [getattr(node, "module", None) or "" for node in nodes]
    return {one.split(".")[-1] for one in (*named, *(alias.name for node in nodes for alias in node.names))}


@pytest.mark.source("practice")
@pytest.mark.parametrize("stage", [Stage.REPORTED, Stage.INQUIRING, Stage.MEASURES])
def test_while_the_school_works_on_it_the_first_answer_is_asked_about(stage):
    assert occasion_of(TrustFacts(stage=stage, on=TODAY)) is Occasion.FIRST


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, Occasion.FIRST),
        ({"follow_up_until": TODAY + timedelta(days=1)}, Occasion.FIRST),
        ({"follow_up_until": TODAY}, Occasion.END),
        ({"follow_up_until": TODAY + timedelta(days=90), "is_stopped": True}, Occasion.END),
    ],
)
def test_the_follow_up_is_over_on_its_last_day_or_when_the_family_stops_it(more, expected):
    assert occasion_of(TrustFacts(stage=Stage.AFTERCARE, on=TODAY, **more)) is expected


@given(facts=FACTS)
def test_a_closed_case_is_over_and_nothing_else_is_before_its_follow_up(facts):
    found = occasion_of(facts)
    assert facts.stage is not Stage.CLOSED or found is Occasion.END
    assert facts.stage in (Stage.CLOSED, Stage.AFTERCARE) or found is Occasion.FIRST


@given(facts=FACTS, days=st.integers(0, 400))
def test_what_is_over_does_not_begin_again_by_time(facts, days):
    later = TrustFacts(
        stage=facts.stage, on=facts.on + timedelta(days=days), follow_up_until=facts.follow_up_until,
        is_stopped=facts.is_stopped,
    )  # fmt: skip
    assert occasion_of(facts) is Occasion.FIRST or occasion_of(later) is Occasion.END


def test_one_answers_once():
    assert obstacles_to_answer(is_answered=False) == ()
    assert [one.code for one in obstacles_to_answer(is_answered=True)] == ["trust_answered"]


def test_not_to_say_is_one_of_the_answers_to_each_of_three_questions():
    assert len(Question) == 3 and Reply.NO_ANSWER in Reply


def test_no_other_rule_knows_of_it():
    """Above all not how a case ends, what the pupil's word is, and what is due."""
    knows = {path.name for path in RULES.rglob("*.py") if "trust" in imported(ast.parse(path.read_text()))}
    assert knows == set()
