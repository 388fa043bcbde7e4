"""The one who knows may find that no report is needed, and says why; it hinders no later report."""

from __future__ import annotations

import pytest

from innsats.cases.actions import leave_cause_unsent, send_child_welfare_report
from innsats.cases.queries.causes import waiting_for
from innsats.people.viewers import viewer_of
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.causes import a_cause
from tests.cases.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.mark.source("oppl § 24-3")
def test_why_not_is_said_in_words_and_once_and_it_can_be_sent_later():
    school = world.a_school()
    lise = world.an_employee(school)
    cause, by = a_cause(lise, school), {"by": world.actor(lise), "at": world.AT}
    with refused("text_missing"):
        leave_cause_unsent(cause.pk, reason=" ", **by)
    left = leave_cause_unsent(cause.pk, reason="Jakka lå i garderoben.", **by)
    assert open_one(left.because, left.pk) == "Jakka lå i garderoben."
    assert waiting_for(viewer_of(world.actor(lise), world.AT)) == []
    with refused("left_unsent_already"):
        leave_cause_unsent(cause.pk, reason="Igjen.", **by)
    send_child_welfare_report(cause.pk, service="Fjordvik barnevern", **by)
