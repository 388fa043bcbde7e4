"""Somebody reads what comes in while the schools are closed: ferievakt."""

from __future__ import annotations

from datetime import date

import pytest

from innsats.journal.actors import OPERATOR
from innsats.journal.models import Event
from innsats.people.actions.calendar import name_duty, set_calendar
from innsats.people.models import Duty
from innsats.people.queries.closing import closed_at, days_of, without_duty
from innsats.people.viewers import viewer_of
from innsats.rules.roles import Role
from innsats.rules.verdicts import Refused
from tests import world
from tests.rules.days import local
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
SUMMER = (date(2026, 6, 22), date(2026, 8, 16))


def named(owner, person, by=OPERATOR, days=SUMMER):
    return name_duty(owner.uuid, by=by, at=AT, person=person.uuid, starts_on=days[0], ends_on=days[1])


def refused_codes(owner, person, **given) -> list[str]:
    before = list(Duty.objects.order_by("pk").values_list())
    with pytest.raises(Refused) as refused:
        named(owner, person, **given)
    assert list(Duty.objects.order_by("pk").values_list()) == before
    return [one.code for one in refused.value.obstacles]


def shifts() -> list[tuple[str, date, date]]:
    return list(Duty.objects.order_by("starts_on").values_list("person__name", "starts_on", "ends_on"))


def test_the_officer_says_who_is_on_duty():
    school = world.a_school()
    officer = world.an_officer(school.school_owner, "Ola Dahl")
    named(school.school_owner, world.a_principal(school, "Kari Vik"), by=actor(officer))
    assert shifts() == [("Kari Vik", *SUMMER)]
    assert Event.objects.get(act="name_duty").facts["days"] == "2026-06-22..2026-08-16"


def test_who_is_named_later_takes_over_those_days_alone():
    owner = world.an_owner()
    named(owner, world.an_officer(owner, "Ola Dahl"))
    july = (date(2026, 7, 6), date(2026, 7, 26))
    named(owner, world.an_officer(owner, "Eva Lie"), days=july)
    assert shifts() == [
        ("Ola Dahl", SUMMER[0], date(2026, 7, 5)), ("Eva Lie", *july), ("Ola Dahl", date(2026, 7, 27), SUMMER[1]),
    ]


def test_somebody_who_could_read_nothing_is_not_on_duty():
    school = world.a_school()
    owner = school.school_owner
    assert refused_codes(owner, world.an_employee(school)) == ["not_receiving_then"]
    assert refused_codes(owner, world.an_officer(world.an_owner("Nabo"))) == ["not_receiving_then"]
    assert refused_codes(owner, world.a_principal(school, trained=False)) == ["assignee_untrained"]


def test_the_role_must_last_through_all_the_days():
    owner = world.an_owner()
    leaving = world.appointed(world.a_person(unit=owner), Role.OWNER_OFFICER, owner, until=date(2026, 7, 31))
    assert refused_codes(owner, leaving) == ["not_receiving_then"]
    world.appointed(leaving, Role.OWNER_HEAD, owner, since=date(2026, 8, 1))
    named(owner, leaving)


def test_reversed_days_are_refused_with_all_that_is_wrong():
    school = world.a_school()
    untrained = world.an_employee(school, trained=False)
    assert refused_codes(school.school_owner, untrained, days=(SUMMER[1], SUMMER[0])) == [
        "ends_before_start", "assignee_untrained"
    ]


def test_rektor_and_another_owner_s_officer_name_nobody():
    school = world.a_school()
    officer = world.an_officer(school.school_owner)
    for by in (world.a_principal(school), world.an_officer(world.an_owner("Nabo"))):
        assert refused_codes(school.school_owner, officer, by=actor(by)) == ["wrong_part"]


def test_days_without_duty_are_seen_by_the_officer_alone():
    school = world.a_school()
    owner = school.school_owner
    officer, rektor = world.an_officer(owner), world.a_principal(school)
    planning = (date(2026, 5, 15), date(2026, 5, 15))
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[planning, SUMMER], sfo_closed=[SUMMER])
    named(owner, officer, days=(SUMMER[0], date(2026, 7, 31)))
    viewer = viewer_of(actor(officer), AT)
    assert [(one.first, one.last) for one in without_duty(viewer)] == [(date(2026, 8, 1), SUMMER[1])]
    assert [one.lacking for one in days_of(viewer, owner.uuid).periods] == [
        (), ("1. august 2026 – 16. august 2026",), ()
    ]
    as_rektor = viewer_of(actor(rektor), AT)
    assert without_duty(as_rektor) == () and days_of(as_rektor, owner.uuid) is None
    later = viewer_of(actor(officer), local("2026-08-10T09:00"))
    assert [(one.first, one.last) for one in without_duty(later)] == [(date(2026, 8, 10), SUMMER[1])]


def test_whoever_reports_while_the_schools_are_closed_hears_who_is_on_duty():
    owner = world.an_owner()
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[SUMMER])
    july = local("2026-07-06T20:00")
    assert closed_at(owner.pk, AT) is None
    assert closed_at(owner.pk, july).on_duty == ""
    named(owner, world.an_officer(owner, "Ola Dahl"))
    assert closed_at(owner.pk, july).on_duty == "Ola Dahl"
    assert closed_at(owner.pk, july).reopens == "mandag 17. august"
