"""A clock that jumps an hour or a day while the product runs: nobody is told twice, and nobody is left untold."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from functools import cache

import pytest
from django.db import transaction

from innsats.cases.models import OPEN, Due
from innsats.journal.verifying import verify_journal
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from tests import world
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
HOUR, DAY, NOW = timedelta(hours=1), timedelta(days=1), timedelta(0)
STEADY = tuple(AT + n * HOUR for n in range(5 * 24))


@cache
def told_by(ticks: tuple[datetime, ...]) -> tuple[Counter[tuple[str, str, str]], int]:
    """Whom it told of what, in a school with a report that nobody opens and a case in which nobody does anything; and
    how many clocks still ask for something.
    """
    with transaction.atomic():
        school = world.a_school()
        world.a_principal(school), world.a_deputy(school), world.an_officer(school.school_owner)
        world.received(world.a_case(school))
        world.a_report(school)
        for at in ticks:
            tick(at)
        told = Counter(Notice.objects.values_list("person__name", "news", "clock"))
        waiting = Due.objects.filter(OPEN, next_step_at__lte=STEADY[-1]).count()
        assert verify_journal().found == []
        transaction.set_rollback(True)
    return told, waiting


@pytest.mark.parametrize("after", [3, 14], ids=["in the day", "at night"])
@pytest.mark.parametrize(
    "jumps", [[HOUR], [-HOUR], [DAY], [-DAY], [-HOUR, DAY, -DAY, HOUR]],
    ids=["an hour on", "an hour back", "a day on", "a day back", "to and fro"],
)  # fmt: skip
def test_whoever_a_steady_clock_tells_is_told_as_often_by_one_that_jumps_and_comes_right(jumps, after):
    """What is due early meanwhile goes on to one more person early, who is told of the rest with the others."""
    jumping = (AT + after * HOUR + jump for jump in [*jumps, NOW])
    jumped, waiting = told_by((*STEADY[:after], *jumping, *STEADY[after:]))
    steady, _ = told_by(STEADY)
    assert steady <= jumped and steady.total() > 5 and waiting == 0
    assert (jumped - steady).total() <= 1  # nobody twice of one thing: the table refuses it
