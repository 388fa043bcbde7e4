"""An owner's closed days, and who reads meanwhile."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import CommandError

from innsats.journal.actors import OPERATOR
from innsats.journal.models import Event
from innsats.people import commands
from innsats.people.actions.calendar import name_duty, set_calendar
from innsats.people.calendars import calendar_of
from innsats.people.models import ClosedPeriod, Duty, Unreckoned
from innsats.people.queries.closing import days_of
from innsats.people.viewers import viewer_of
from innsats.rules.verdicts import Refused
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
AUTUMN = (date(2026, 10, 5), date(2026, 10, 9))
CHRISTMAS = (date(2026, 12, 21), date(2027, 1, 1))


def refused_codes(owner, **given) -> list[tuple[str, tuple[str, ...]]]:
    before = list(ClosedPeriod.objects.order_by("pk").values_list())
    with pytest.raises(Refused) as refused:
        set_calendar(owner.uuid, by=OPERATOR, at=AT, **given)
    assert list(ClosedPeriod.objects.order_by("pk").values_list()) == before
    return [(one.code, one.about) for one in refused.value.obstacles]


def starts() -> list[date]:
    return list(ClosedPeriod.objects.order_by("starts_on", "closes").values_list("starts_on", flat=True))


def test_the_officer_says_when_the_schools_are_closed():
    owner = world.an_owner()
    officer = world.an_officer(owner)
    set_calendar(owner.uuid, by=actor(officer), at=AT, closed=[AUTUMN, CHRISTMAS], sfo_closed=[CHRISTMAS])
    calendar = calendar_of(owner.pk)
    assert not calendar.is_school_day(AUTUMN[1]) and calendar.is_sfo_day(AUTUMN[1])
    assert not calendar.is_sfo_day(CHRISTMAS[0])
    assert Event.objects.get(act="set_calendar").facts["periods"][0] == "school:2026-10-05..2026-10-09"


def test_what_is_said_anew_replaces_from_its_first_day_on_and_leaves_the_days_before():
    owner = world.an_owner()
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[AUTUMN, CHRISTMAS])
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[(date(2026, 12, 20), date(2027, 1, 3))])
    assert starts() == [AUTUMN[0], date(2026, 12, 20)]
    set_calendar(owner.uuid, by=OPERATOR, at=AT, since=date(2026, 12, 1))
    assert starts() == [AUTUMN[0]]


def test_what_has_ended_and_is_not_on_the_page_stays():
    owner = world.an_owner()
    officer = world.an_officer(owner)
    easter, longer = (date(2026, 3, 1), date(2026, 4, 1)), (date(2026, 3, 1), date(2026, 4, 6))
    ended, ends_today = (date(2026, 3, 9), date(2026, 3, 10)), (date(2026, 3, 16), AT.date())
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[easter], sfo_closed=[ended, ends_today])
    page = days_of(viewer_of(actor(officer), AT), owner.uuid)
    assert [(one.first, one.last) for one in page.periods] == [easter, ends_today]
    from_page = {"by": actor(officer), "since": page.since, "version": page.version}
    set_calendar(owner.uuid, at=AT + timedelta(days=1), closed=[longer], sfo_closed=[ends_today], **from_page)
    assert set(ClosedPeriod.objects.values_list("starts_on", "ends_on")) == {longer, ended, ends_today}


def test_naming_the_days_leaves_who_is_on_duty():
    owner = world.an_owner()
    officer = world.an_officer(owner)
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[AUTUMN])
    name_duty(owner.uuid, by=OPERATOR, at=AT, person=officer.uuid, starts_on=AUTUMN[0], ends_on=AUTUMN[1])
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[AUTUMN, CHRISTMAS])
    assert Duty.objects.get().person == officer


def test_every_reason_is_told_and_nothing_is_changed():
    owner = world.an_owner()
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[AUTUMN])
    reversed_, inside = (CHRISTMAS[1], CHRISTMAS[0]), (date(2026, 10, 7), date(2026, 10, 20))
    year, slip = (date(2027, 6, 1), date(2027, 10, 1)), (date(2062, 10, 5), date(2062, 10, 9))
    told = refused_codes(owner, closed=[reversed_, AUTUMN, inside, year, slip])
    assert told == [
        ("ends_before_start", ("2027-01-01..2026-12-21",)),
        ("closed_too_long", ("2027-06-01..2027-10-01",)),
        ("another_time", ("2062-10-05..2062-10-09",)),
        ("periods_overlap", ("2026-10-05..2026-10-09", "2026-10-07..2026-10-20")),
    ]


def test_what_stays_may_not_be_overlapped():
    owner = world.an_owner()
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[CHRISTMAS])
    told = refused_codes(owner, closed=[(date(2026, 12, 22), date(2027, 1, 3))])
    assert told == [("periods_overlap", ("2026-12-21..2027-01-01", "2026-12-22..2027-01-03"))]


def test_two_officers_at_once_do_not_undo_each_other():
    owner = world.an_owner()
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[AUTUMN], version=0)
    assert refused_codes(owner, closed=[CHRISTMAS], version=0) == [("calendar_stale", ())]


def test_the_owner_waits_to_have_its_clocks_reckoned():
    owner = world.an_owner()
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[AUTUMN])
    assert Unreckoned.objects.get().school_owner == owner


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
    assert "innsats reckon --owner" in capsys.readouterr().out


def test_the_command_does_all_or_nothing():
    owner = world.an_owner()
    employee = world.an_employee(world.a_school(owner=owner))
    days = "2026-10-05..2026-10-09"
    with pytest.raises(CommandError, match="tar ikke imot"):
        commands.set_calendar([owner.number, "--closed", days, "--duty", f"{days}={employee.account.email}"])
    assert not ClosedPeriod.objects.exists()


@pytest.mark.parametrize(("given", "said"), [
    (["9999", "--closed", "2026-10-05"], "found no owner"),
    (["OWNER", "--duty", "2026-10-05=x@y.no"], "nobody has the e-mail"),
])
def test_the_command_says_what_it_did_not_find(given, said):
    owner = world.an_owner()
    with pytest.raises(CommandError, match=said):
        commands.set_calendar([owner.number if one == "OWNER" else one for one in given])
