"""An owner's closed days, and who reads meanwhile."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError

from innsats.journal.actors import OPERATOR
from innsats.journal.models import Event
from innsats.people import commands
from innsats.people.actions.register import set_calendar
from innsats.people.calendars import calendar_of
from innsats.people.models import ClosedPeriod, Duty
from innsats.rules.verdicts import Refused
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
AUTUMN = (date(2026, 10, 5), date(2026, 10, 9))
CHRISTMAS = (date(2026, 12, 21), date(2027, 1, 1))


def test_the_officer_says_when_the_schools_are_closed_and_who_is_on_duty():
    owner = world.an_owner()
    officer = world.an_officer(owner)
    set_calendar(
        owner.uuid, by=actor(officer), at=AT, closed=[AUTUMN, CHRISTMAS], sfo_closed=[CHRISTMAS],
        duty=[(*CHRISTMAS, officer.uuid)],
    )
    calendar = calendar_of(owner.pk)
    assert not calendar.is_school_day(AUTUMN[1]) and calendar.is_sfo_day(AUTUMN[1])
    assert not calendar.is_sfo_day(CHRISTMAS[0]) and Duty.objects.get().person == officer
    assert Event.objects.get(act="set_calendar").facts["periods"][0] == "school:2026-10-05..2026-10-09"


def test_what_is_said_anew_replaces_from_its_first_day_on_and_leaves_the_days_before():
    owner = world.an_owner()
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[AUTUMN, CHRISTMAS])
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[(date(2026, 12, 22), date(2027, 1, 3))])
    starts = ClosedPeriod.objects.order_by("starts_on").values_list("starts_on", flat=True)
    assert list(starts) == [AUTUMN[0], CHRISTMAS[0], date(2026, 12, 22)]
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[CHRISTMAS])
    assert list(starts.all()) == [AUTUMN[0], CHRISTMAS[0]]


def test_a_period_that_ends_before_it_starts_changes_nothing():
    owner = world.an_owner()
    with pytest.raises(Refused) as refused:
        set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[AUTUMN, (AUTUMN[1], AUTUMN[0])])
    assert [one.code for one in refused.value.obstacles] == ["ends_before_start"] and not ClosedPeriod.objects.exists()


def test_rektor_and_another_owner_s_officer_set_no_calendar():
    school = world.a_school()
    for by in (world.a_principal(school), world.an_officer(world.an_owner("Nabo"))):
        with pytest.raises(Refused):
            set_calendar(school.school_owner.uuid, by=actor(by), at=AT, closed=[AUTUMN])
    assert not ClosedPeriod.objects.exists()


def test_the_command_takes_days_and_duty(capsys):
    owner = world.an_owner()
    officer = world.an_officer(owner)
    days = "2026-10-05..2026-10-09"
    given = [owner.number, "--closed", days, "2026-11-02", "--duty", f"{days}={officer.account.email.upper()}"]
    assert commands.set_calendar(given) == 0
    assert ClosedPeriod.objects.count() == 2 and Duty.objects.get().person == officer
    assert "from 2026-10-05 on" in capsys.readouterr().out


@pytest.mark.parametrize(("given", "said"), [
    (["9999", "--closed", "2026-10-05"], "found no owner"),
    (["OWNER", "--duty", "2026-10-05=x@y.no"], "nobody has the e-mail"),
])
def test_the_command_says_what_it_did_not_find(given, said):
    owner = world.an_owner()
    with pytest.raises(CommandError, match=said):
        commands.set_calendar([owner.number if one == "OWNER" else one for one in given])
