"""Stored clocks as people read them: what it is, what is left, by when, and what kind of source it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.rules.deadlines import Code
from innsats.rules.law import source_named
from innsats.rules.verdicts import Clock, Met, Source, Status, Strength
from innsats.web import dates, words

from ..models import Due
from .gathered import of_case

SOON = timedelta(hours=48)  # to when it is overdue: due today or tomorrow


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLine:
    """One clock in words. `status` is a clock status, or `soon`; `about` names the measure or the report."""

    code: str
    label: str
    status: str
    left: str
    due: str
    source: str
    strength: str
    about: str = ""


@Prepared
def dues_of(case: UUID) -> QuerySet[Due]:
    """The clocks of a case and of its reports, each with its report; the least time left first. One query."""
    found = Due.objects.filter(of_case(Due, case)).select_related("report")
    return found.defer("report__words", "report__pupil_named", "report__told_by").order_by("overdue_from", "pk")


def clock_of(due: Due) -> Clock:
    """The rule's clock that the row stores: its verdict is asked of the rule, never of the row."""
    return Clock(
        code=due.code,
        for_=due.responsible_role,
        due=due.due_at or due.due_on,  # type: ignore[arg-type]  # one of them, by a constraint
        overdue_from=due.overdue_from,
        source=source_named(due.source),
        about=due.about,
        met=Met(due.met_at, due.met_by) if due.met_at else None,
        lapsed=due.lapsed,
        is_entitlement=due.is_entitlement,
    )


def line_of(clock: Clock, at: datetime, *, owner_kind: str, about: str = "") -> ClockLine:
    """One clock in words, at one instant."""
    return ClockLine(
        code=clock.code,
        label=words.of("clock", clock.code, owner_kind=owner_kind),
        status=look_of(clock, at),
        left=left_of(clock, at),
        due=due_of(clock),
        source=source_in_words(clock.source),
        strength=clock.source.strength,
        about=about,
    )


def look_of(clock: Clock, at: datetime) -> str:
    """The verdict; `soon` when it is still open and there is little time left, `now` when a child waits for it."""
    status = clock.status_at(at)
    if status is Status.OPEN and clock.code == Code.CHILD_CALLS:
        return "now"
    is_soon = status is Status.OPEN and not clock.is_entitlement and clock.overdue_from - at <= SOON
    return "soon" if is_soon else status.value


def left_of(clock: Clock, at: datetime) -> str:
    """3 dager igjen, nådd mandag 23. mars, or why it no longer runs."""
    status = clock.status_at(at)
    if status is Status.LAPSED:
        return words.of("lapse", clock.lapsed)
    if clock.is_entitlement:
        return _("nå") if status is Status.MET else dates.left_until(clock.due, at)
    if clock.met is not None:
        said = _("nådd for sent, {day}") if status is Status.MET_LATE else _("nådd {day}")
        return said.format(day=dates.day(clock.met.at))
    return dates.left_until(clock.due, at)


def source_in_words(source: Source) -> str:
    """lov · opplæringslova § 12-4 (3). Practice is never shown as law."""
    if source.strength is Strength.PRACTICE:
        return words.of("strength", source.strength)
    return f"{words.of('strength', source.strength)} · {words.of_source(source)}"


def still_running(clocks: Iterable[Clock], at: datetime) -> list[Clock]:
    """Those that somebody must still do something about, the least time left first."""
    running = [one for one in clocks if one.status_at(at) in (Status.OPEN, Status.OVERDUE) and not one.is_entitlement]
    return sorted(running, key=lambda one: one.overdue_from)


def due_of(clock: Clock) -> str:
    """innen onsdag 25. mars, or from when the family may go on."""
    said = dates.moment(clock.due)
    return _("fra {day}").format(day=said) if clock.is_entitlement else _("innen {day}").format(day=said)
