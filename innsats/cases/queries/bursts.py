"""Bursts: many reports by the open form to one school at once. One line on I dag, one page with all; none is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.people.models import School
from innsats.people.queries.mentions import names_a_pupil
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.reports import BURST_COUNT, Channel, burst_of
from innsats.rules.roles import Role
from innsats.web import dates, words

from ..models import OPEN, Due, Report
from .access import visible
from .compiled import rows_for
from .finding import report_seen

SHOWN_COUNT = 50
SAID_IN = ("words", "pupil_named", "told_by")  # where a pupil may be named


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """One line for all that came in one burst and that nobody leads yet."""

    word: str
    note: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BurstLine:
    """One report of a burst: when, from whom, and whether it names a pupil of the school or says how to reach."""

    number: str
    sent: str
    sender: str
    stands_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BurstPage:
    """Fifty at a time, those that stand out first. `later` is how many to skip for the next ones; 0 at the end."""

    number: str
    lead: str
    lines: tuple[BurstLine, ...]
    later: int
    count: int
    owner_kind: str


def burst_columns(school: School, sealed: Mapping[str, str], at: datetime) -> dict[str, Any]:
    """What a new report by the open form says of the burst it comes in; nothing for nearly all. One query then."""
    burst = burst_of(_newest(school.school_owner_id, school.pk), at) if school.pk else None
    if burst is None:
        return {}
    names = names_a_pupil("\n".join(sealed[name] for name in SAID_IN), school)
    return {"burst_at": burst, "stands_out": names or bool(sealed["reach"].strip())}


def bursts_of(viewer: Viewer) -> tuple[Burst, ...]:
    """Every burst with reports that wait for the viewer, the newest first. One query."""
    names_school = len({held.school_id or held.school_owner_id for held in viewer.appointments}) > 1
    return tuple(
        Burst(
            word=said(count, first, last), note=school if names_school else "", address=reverse("burst", args=[number])
        )
        for _burst, school, number, count, first, last in rows_for(_waiting, viewer)
    )


def burst_page(viewer: Viewer, number: str, skip: int) -> BurstPage:
    """All that wait of the burst in which the report with this number came. Raises NotVisible."""
    one = report_seen(viewer, number)
    rows = _unled(viewer).filter(school=one.school_id, burst_at=one.burst_at)
    found = rows.aggregate(count=Count("pk"), first=Min("reported_at"), last=Max("reported_at"))
    shown = rows.order_by("-stands_out", "reported_at", "pk")[skip : skip + SHOWN_COUNT]
    lines = tuple(
        BurstLine(
            number=row.number, sent=dates.moment(row.reported_at), sender=words.of("sender", row.sender),
            stands_out=row.stands_out,
        )
        for row in shown
    )  # fmt: skip
    is_more = skip + len(lines) < found["count"]
    return BurstPage(
        number=number, lead=said(found["count"], found["first"], found["last"]) if found["count"] else "", lines=lines,
        later=skip + SHOWN_COUNT if is_more else 0, count=found["count"], owner_kind=one.school.school_owner.kind,
    )  # fmt: skip


def said(count: int, first: datetime, last: datetime) -> str:
    """23 meldinger kom mellom mandag 23. mars kl. 10.00 og kl. 10.20; with both days, when they are two."""
    begins, ends = dates.moment(first), dates.moment(last)
    if count == 1:
        return _("Én melding kom {first}, like etter mange andre").format(first=begins)
    if dates.date_of(first) == dates.date_of(last):
        ends = dates.time_of_day(last)
    return _("{count} meldinger kom mellom {first} og {last}").format(count=count, first=begins, last=ends)


def _unled(viewer: Viewer) -> QuerySet[Report]:
    """Each way in is short and has an index of its own, as for the clocks of I dag."""
    at_owner = viewer.owners_led
    ways_in = Q(school_id__in=viewer.schools_as(Role.PRINCIPAL)), Q(school_owner_id__in=at_owner)
    mine, owners = (Report.objects.filter(way, burst_at__isnull=False).order_by().values("pk") for way in ways_in)
    waits = Exists(Due.objects.filter(OPEN, in_burst=True, report=OuterRef("pk")))
    return visible(Act.READ_REPORT, viewer, Report).filter(waits, pk__in=mine.union(owners, all=True))


def _waiting(viewer: Viewer) -> QuerySet[Report, Any]:
    rows = _unled(viewer).order_by().values("burst_at", "school__name")
    found = rows.annotate(one=Min("number"), count=Count("pk"), first=Min("reported_at"), last=Max("reported_at"))
    return found.order_by("-burst_at", "school__name").values_list(
        "burst_at", "school__name", "one", "count", "first", "last"
    )


@Prepared
def _newest(owner: int, school: int) -> QuerySet[Report, tuple[datetime, datetime | None]]:
    sent = Report.objects.filter(school_owner=owner, school=school, reporter=None, channel=Channel.WRITTEN)
    return sent.order_by("-reported_at").values_list("reported_at", "burst_at")[:BURST_COUNT]
