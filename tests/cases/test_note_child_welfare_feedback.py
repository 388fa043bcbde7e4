"""What the child welfare service answers comes after a report, and is noted by the one who sent it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import note_child_welfare_feedback, send_child_welfare_report, share_cause
from tests import world
from tests.cases.causes import a_cause
from tests.cases.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.mark.source("bvl § 13-3")
def test_not_before_a_report_was_sent_nor_by_one_who_only_reads():
    school = world.a_school()
    lise, rektor = world.an_employee(school), world.a_principal(school)
    cause, by = a_cause(lise, school), {"by": world.actor(lise), "at": world.AT}
    with refused("no_report_is_sent"):
        note_child_welfare_feedback(cause.pk, reply="opened", **by)
    send_child_welfare_report(cause.pk, service="Fjordvik barnevern", **by)
    with refused("feedback_before_report"):
        note_child_welfare_feedback(
            cause.pk, reply="opened", received_on=world.AT.date() - timedelta(days=1), **by
        )
    share_cause(cause.pk, reader=rektor.uuid, need="Må vite det.", **by)
    with refused("wrong_part"):
        note_child_welfare_feedback(cause.pk, by=world.actor(rektor), at=world.AT, reply="opened")
    assert note_child_welfare_feedback(cause.pk, reply="received", **by).reply == "received"
