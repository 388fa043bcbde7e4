"""How the members of a team are freed, and when they are away, as the page of the team shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.people.viewers import Viewer
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.closing import in_short
from innsats.rules.releasing import Release as Fact
from innsats.rules.releasing import release_on
from innsats.rules.teams import Period
from innsats.web import dates

from ..models import Absence, Membership, Release
from .seen import standing_to_absence


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayShown:
    """Days away. `may_end`: they have not passed, and were written down in this team."""

    uuid: UUID
    said: str
    may_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedShown:
    """How a member is freed, in words (nothing: not at all), and the days away that have not passed."""

    name: str
    agreed: str
    away: tuple[AwayShown, ...]


def freed(seats: Iterable[Membership], on: date, *, may_end: bool) -> tuple[FreedShown, ...]:
    """For those who are in the team on the day. Two queries."""
    running = [row for row in seats if row.starts_on <= on and (row.ends_on is None or row.ends_on >= on)]
    releases: dict[int, list[Release]] = {row.pk: [] for row in running}
    for release in Release.objects.filter(membership__in=list(releases)).order_by("starts_on", "pk"):
        releases[release.membership_id].append(release)
    absences: dict[int, list[Absence]] = {row.person_id: [] for row in running}
    ahead = Absence.objects.filter(person__in=list(absences), ends_on__gte=on).order_by("starts_on", "pk")
    for absence in ahead.select_related("membership"):
        absences[absence.person_id].append(absence)
    return tuple(
        FreedShown(
            name=row.person.name, agreed=_agreed(releases[row.pk], on),
            away=tuple(
                AwayShown(
                    uuid=one.uuid, said=dates.period(one.starts_on, one.ends_on),
                    may_end=may_end and one.membership.team_id == row.team_id,
                )
                for one in absences[row.person_id]
            ),
        )
        for row in running
    )  # fmt: skip


def absence_to_end(viewer: Viewer, uuid: UUID) -> Absence | None:
    """Days away that are the viewer's own, or were written down in a team that the viewer looks after; or None."""
    seats = "membership__team__school", "membership__team__school_owner", "person"
    found = Absence.objects.select_related(*seats).filter(uuid=uuid).first()
    if found is None or obstacles_to(Act.END_ABSENCE, standing_to_absence(viewer, found.membership)):
        return None
    return found


def absences_said(membership: UUID) -> dict[str, str]:
    """The days away of a member, as an obstacle names them, in words."""
    held = Absence.objects.filter(person__membership__uuid=membership).values_list("starts_on", "ends_on")
    return {in_short(days): dates.period(*days) for days in held}


def _agreed(rows: list[Release], on: date) -> str:
    """4 timer i uka, med 24 timers varsel. Avtalt med PPT (Siri Moe), fra 1. mars 2026."""
    facts = [_as_fact(row) for row in rows]
    counts = release_on(facts, on)
    row = next((row for row, fact in zip(rows, facts, strict=True) if fact is counts), None)
    if row is None:
        return ""
    hours = ngettext("{count} time i uka", "{count} timer i uka", row.hours_a_week).format(count=row.hours_a_week)
    notice = ngettext("med {count} times varsel", "med {count} timers varsel", row.notice_hours)
    agreed = _("Avtalt med {employer} ({name}), {period}.").format(
        employer=row.employer, name=row.signed_by, period=dates.period(row.starts_on, row.ends_on)
    )
    return f"{hours}, {notice.format(count=row.notice_hours)}. {agreed}"


def _as_fact(row: Release) -> Fact:
    period = Period(starts_on=row.starts_on, ends_on=row.ends_on)
    return Fact(period=period, hours_a_week=row.hours_a_week, notice_hours=row.notice_hours)
