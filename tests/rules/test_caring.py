"""Concern for how a child is cared for: a personal duty, its two clocks, and what can be done when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.rules.access import Part, Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.caring import Handled, obstacles_to_feedback, obstacles_to_leaving, obstacles_to_sending
from innsats.rules.deadlines import KNOWER, CauseFacts, clocks_of_cause
from innsats.rules.verdicts import Met, Status

from .days import local

SEEN = date(2026, 3, 28)  # a Saturday
SENT = Handled(sent_on=SEEN)


def codes(found):
    return [obstacle.code for obstacle in found]


@pytest.mark.source("oppl § 24-3")
@pytest.mark.parametrize("act", [Act.SEND_CHILD_WELFARE_REPORT, Act.LEAVE_CAUSE_UNSENT])
def test_T92_the_duty_of_the_one_who_knows_cannot_be_given_to_anybody(act):
    for part in Part:
        found = codes(obstacles_to(act, Standing(parts=frozenset({part}))))
        assert found == ([] if part is Part.KNOWER else ["personal_duty"])


@pytest.mark.source("oppl § 24-3")
def test_the_report_is_due_the_day_it_was_seen_for_the_one_who_knows():
    (clock,) = clocks_of_cause(CauseFacts(seen_on=SEEN))
    assert (clock.for_, clock.due, clock.source.name) == (KNOWER, SEEN, "oppl § 24-3")
    assert clock.status_at(local("2026-03-28T23:59")) is Status.OPEN
    assert clock.status_at(local("2026-03-29T00:00")) is Status.OVERDUE


@pytest.mark.source("prskol § 7-4")
def test_a_private_school_has_the_same_duty_in_its_own_act():
    (clock,) = clocks_of_cause(CauseFacts(seen_on=SEEN, is_private=True))
    assert clock.source.name == "prskol § 7-4"


@pytest.mark.source("bvl § 13-3")
def test_feedback_is_due_three_weeks_after_the_report_was_sent_and_only_then():
    left = CauseFacts(seen_on=SEEN, answered=Met(local("2026-03-28T12:00")))
    assert [clock.code for clock in clocks_of_cause(left)] == ["child_welfare_report"]
    sent = CauseFacts(seen_on=SEEN, answered=left.answered, sent_on=SEEN)
    report, feedback = clocks_of_cause(sent)
    assert report.status_at(local("2026-05-01T09:00")) is Status.MET
    assert feedback.due == SEEN + timedelta(weeks=3)


def test_a_report_is_sent_once_also_after_one_chose_not_to():
    assert codes(obstacles_to_sending(Handled(is_left=True))) == []
    assert codes(obstacles_to_sending(SENT)) == ["report_is_sent"]
    assert codes(obstacles_to_leaving(Handled(is_left=True))) == ["left_unsent_already"]
    assert codes(obstacles_to_leaving(SENT)) == ["report_is_sent"]


def test_what_comes_back_comes_after_a_report():
    assert codes(obstacles_to_feedback(Handled(), SEEN)) == ["no_report_is_sent"]
    assert codes(obstacles_to_feedback(SENT, SEEN - timedelta(days=1))) == ["feedback_before_report"]
    assert codes(obstacles_to_feedback(SENT, SEEN)) == []
