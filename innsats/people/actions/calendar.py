"""An owner's days: when schools and SFO are closed, who is on duty meanwhile, and how long some clocks may run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import ONE_DAY, day_of
from innsats.rules.closing import Closed, Days, in_short, obstacles_to_calendar, obstacles_to_duty
from innsats.rules.limits import HOUSE, Limits, obstacles_to_limits
from innsats.rules.verdicts import Obstacle

from ..models import ClosedPeriod, Duty, LocalLimits, SchoolOwner, Unreckoned
from ..queries.closing import calendar_version, is_trained_on, posts_under
from ..queries.units import lock_owner, person_named
from ..viewers import standing_at_unit, viewer_of


@action
def set_calendar(
    owner: UUID, *, by: Actor, at: datetime, closed: Iterable[Days] = (), sfo_closed: Iterable[Days] = (),
    since: date | None = None, version: int | None = None,
) -> SchoolOwner:
    """Say on which days an owner's schools and SFO are closed (skolerute).

    From `since` on, the first day given unless said, this replaces what was said before; earlier periods stay. Stored
    clocks are brought in step within minutes, by the tick or by `innsats reckon`. `version` is that of the calendar the
    change was made from, on a page that shows nothing that has ended: that stays. Raises Refused, with every reason,
    for periods that are reversed, overlap or cannot be meant.
    """
    unit = lock_owner(owner)
    require(Act.SET_CALENDAR, standing_at_unit(viewer_of(by, at), unit))
    periods: list[Closed] = [("school", *days) for days in closed] + [("sfo", *days) for days in sfo_closed]
    since = since or min((first for _, first, _ in periods), default=date.max)
    held = ClosedPeriod.objects.filter(school_owner=unit)
    replaced = held.filter(starts_on__gte=since, ends_on__gte=date.min if version is None else day_of(at))
    stay = held.exclude(pk__in=replaced.values("pk")).order_by("pk")
    kept = list(stay.values_list("closes", "starts_on", "ends_on"))
    new = [one for one in dict.fromkeys(periods) if one not in kept]
    refuse_if(_stale(unit, version) + obstacles_to_calendar(new, on=day_of(at), kept=kept))
    replaced.delete()
    ClosedPeriod.objects.bulk_create(
        ClosedPeriod(school_owner=unit, closes=closes, starts_on=first, ends_on=last) for closes, first, last in new
    )
    _await_reckoning(unit, at)
    record(
        Act.SET_CALENDAR, unit.subject, by=by, at=at, since=since if since < date.max else None,
        periods=[f"{closes}:{in_short((first, last))}" for closes, first, last in periods],
    )
    return unit


@action
def name_duty(owner: UUID, *, by: Actor, at: datetime, person: UUID, starts_on: date, ends_on: date) -> Duty:
    """Say who is on duty (ferievakt) from a day and to and including a day, in place of whoever was before.

    Raises Refused, with every reason, unless it is somebody trained who can receive reports on all of these days.
    """
    unit = lock_owner(owner)
    require(Act.NAME_DUTY, standing_at_unit(viewer_of(by, at), unit))
    somebody, on = person_named(person), day_of(at)
    posts = posts_under(unit, somebody)
    trained = is_trained_on(somebody, on)
    refuse_if(obstacles_to_duty((starts_on, ends_on), posts, is_trained=trained, on=on, person=str(somebody.uuid)))
    _relieve(unit, starts_on, ends_on)
    duty = Duty.objects.create(school_owner=unit, person=somebody, starts_on=starts_on, ends_on=ends_on)
    record(Act.NAME_DUTY, unit.subject, by=by, at=at, person=somebody.uuid, days=in_short((starts_on, ends_on)))
    return duty


@action
def set_limits(
    owner: UUID, *, by: Actor, at: datetime, first_talk_school_days: int = HOUSE.first_talk_school_days,
    to_deputy_hours: int = HOUSE.to_deputy_hours, to_officer_hours: int = HOUSE.to_officer_hours,
) -> LocalLimits:
    """Let some clocks at an owner's schools run shorter than the house's own. Holds for what is open now, too.

    Stored clocks are brought in step within minutes, by the tick or by `innsats reckon`. Raises Refused, with every
    reason, for a limit that is laxer than the house's.
    """
    unit = lock_owner(owner)
    require(Act.SET_LIMITS, standing_at_unit(viewer_of(by, at), unit))
    given = {
        "first_talk_school_days": first_talk_school_days, "to_deputy_hours": to_deputy_hours,
        "to_officer_hours": to_officer_hours,
    }
    refuse_if(obstacles_to_limits(Limits(**given)))
    limits = LocalLimits.objects.create(school_owner=unit, at=at, **given)
    _await_reckoning(unit, at)
    record(Act.SET_LIMITS, unit.subject, by=by, at=at, **given)
    return limits


def _stale(unit: SchoolOwner, version: int | None) -> tuple[Obstacle, ...]:
    is_stale = version is not None and version != calendar_version(unit)
    return (Obstacle("calendar_stale", law.HOUSE_PRACTICE),) if is_stale else ()


def _await_reckoning(unit: SchoolOwner, at: datetime) -> None:
    Unreckoned.objects.update_or_create(school_owner=unit, defaults={"since": at})


def _relieve(unit: SchoolOwner, first: date, last: date) -> None:
    """Take away whoever is on duty on these days, and leave the days before and after as they are."""
    for duty in Duty.objects.filter(school_owner=unit, starts_on__lte=last, ends_on__gte=first).order_by("pk"):
        for starts_on, ends_on in ((duty.starts_on, first - ONE_DAY), (last + ONE_DAY, duty.ends_on)):
            if starts_on <= ends_on:
                Duty.objects.create(
                    school_owner=unit, person_id=duty.person_id, starts_on=starts_on, ends_on=ends_on
                )
        duty.delete()
