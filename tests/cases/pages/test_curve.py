"""The curve of the pupil's own answers: gaps where answers are missing, the same as a table, and readable by all."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.cases.actions import check_in_pupil, evaluate_measure
from innsats.cases.models import CheckIn, Evaluation, Measure
from innsats.cases.queries.curve import LEFT, RIGHT, curve_of
from innsats.rules.calendar import OSLO
from innsats.rules.voice import Reply, To, Topic
from tests import world

STEPS = st.lists(st.sampled_from(["1", "2", "3", "4", "5", "no_answer", ""]), min_size=2, max_size=12)


def checks(replies):
    """A pupil who was asked every week how it is at school; "" is not asked, or not answered."""
    at = datetime(2026, 3, 2, 10, tzinfo=OSLO)
    return [
        CheckIn(is_safe="yes", happened_at=at + timedelta(weeks=week), answers=f"school:{reply}" if reply else "")
        for week, reply in enumerate(replies)
    ]


def test_a_missing_answer_is_a_gap_in_the_line_and_never_a_zero():
    (school, safe) = curve_of(checks(["4", "4", "", "5", "no_answer", "2"]), []).bands
    assert len(school.lines) == 1 and len(school.dots) == 4 and len(safe.dots) == 6


@given(STEPS)
def test_every_answer_is_one_dot_between_very_good_and_very_bad(replies):
    curve = curve_of(checks(replies), [])
    answered = [reply for reply in replies if reply.isdigit()]
    bands = curve.bands[:-1]
    dots = [dot for band in bands for dot in band.dots]
    assert len(dots) == len(answered)
    for band in bands:
        top, _middle, bottom = band.rule
        assert all(top <= dot.y <= bottom and LEFT <= dot.x <= RIGHT for dot in band.dots)
        joined = sum(line.count(" ") for line in band.lines)
        assert joined == sum(a.isdigit() and b.isdigit() for a, b in pairwise(replies))


@given(STEPS)
def test_the_table_says_the_same_a_row_for_each_time(replies):
    judged = [Evaluation(held_on=date(2026, 3, 20), helped="partly")]
    curve = curve_of(checks(replies), judged)
    assert len(curve.rows) == len(replies) + 1 and {len(row) for row in curve.rows} == {len(curve.columns)}


@pytest.fixture
def case(db):
    return world.followed()


def answer(case, week, step="4"):
    at = world.AT + timedelta(weeks=week)
    replies = [Reply(topic=topic, to=To(step)) for topic in (Topic.SCHOOL, Topic.WAY)]
    by = world.actor(world.principal_of(case.school))
    check_in_pupil(case.uuid, by=by, at=at, is_safe="yes", own_words="Bra.", answers=replies)


def test_it_stands_on_the_page_beside_the_evaluations_for_eyes_and_for_ears(case, client, monkeypatch):
    for week in (1, 2, 3):
        answer(case, week)
    at = world.AT + timedelta(weeks=4)
    said = {"carried_out": "yes", "helped": "yes", "pupil_safe": "yes", "pupil_words": "Bra."}
    lineage = Measure.objects.filter(case=case).first().lineage
    evaluate_measure(case.uuid, by=world.actor(world.principal_of(case.school)), at=at, measure=lineage, **said)
    world.it_is(monkeypatch, at)
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/oppfolging/")
    (figure,) = re.findall(r"<figure.*?</figure>", page.content.decode(), re.S)
    assert 'role="img"' in figure and "<title" in figure and "<desc" in figure and "<table" in figure
    assert "style=" not in figure and "Hjalp tiltaket" in figure and figure.count("<tr>") == 5


def test_one_answer_is_no_curve(case, client, monkeypatch):
    answer(case, 1)
    world.it_is(monkeypatch, world.AT + timedelta(weeks=2))
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/oppfolging/")
    assert "<figure" not in page.content.decode()


@pytest.mark.parametrize("count", [2, 6])
def test_it_costs_the_same_for_many_answers_as_for_two(case, client, monkeypatch, count, django_assert_num_queries):
    for week in range(1, count + 1):
        answer(case, week)
    world.it_is(monkeypatch, world.AT + timedelta(weeks=count, days=1))
    page = world.signed_in(client, world.principal_of(case.school))
    page.get(f"/saker/{case.number}/oppfolging/")
    with django_assert_num_queries(15):
        page.get(f"/saker/{case.number}/oppfolging/")
