"""Stop talks in a case: whether they are a way at all, those that were held, and which are booked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, QuerySet

from innsats.database.prepared import Prepared
from innsats.rules.reports import Concern
from innsats.rules.stoptalks import StopTalk as Talk
from innsats.rules.stoptalks import obstacles_to_method
from innsats.rules.verdicts import Obstacle

from ..models import Case, CaseReport, Hearing, Party, StopTalk, StopTalksEnd, Unfounded
from .texts import Key, keys_of


def about_adults(case: object) -> QuerySet[CaseReport]:
    """The case's reports that concern an adult, those found manifestly unfounded apart."""
    unfounded = Unfounded.objects.filter(report=OuterRef("report"))
    return CaseReport.objects.filter(~Exists(unfounded), case=case).exclude(report__concern=Concern.PUPILS)


def involved(case: object, subject: object) -> QuerySet[Party]:
    """The other pupils whom the case concerns."""
    return Party.objects.filter(case=case).exclude(pupil=None).exclude(pupil=subject)


def method_obstacles(row: Case) -> tuple[Obstacle, ...]:
    """Why stop talks are no way in this case. Two queries."""
    return obstacles_to_method(
        is_about_adult=about_adults(row).exists(), has_involved=involved(row, row.pupil_id).exists()
    )


def exposed_heard_at(row: Case) -> datetime | None:
    """When the pupil the case is about was first heard."""
    heard = Hearing.objects.filter(case=row, pupil=row.pupil_id, is_heard=True)
    return heard.aggregate(first=Min("happened_at"))["first"]


def talks_held(row: Case) -> list[Talk]:
    """As the rules take them."""
    return [
        Talk(
            pupil=str(one.pupil_id), adults=(str(one.led_by_id), str(one.beside_id)), happened_at=one.happened_at,
            next_on=one.next_on,
        )
        for one in talks_in(row.pk)
    ]  # fmt: skip


def booked_in(row: Case) -> dict[UUID, StopTalk]:
    """The talk in which the next one is booked, of each pupil with whom one is."""
    return booked(talks_in(row.pk))


def booked(rows: Iterable[StopTalk]) -> dict[UUID, StopTalk]:
    """The newest talk with each pupil, unless it was said that there are no more."""
    newest: dict[UUID, tuple[datetime, datetime]] = {}
    talks = list(rows)
    for one in talks:
        newest[one.pupil_id] = max((one.happened_at, one.at), newest.get(one.pupil_id, (one.happened_at, one.at)))
    last = [one for one in talks if (one.happened_at, one.at) == newest[one.pupil_id]]
    return {one.pupil_id: one for one in last if end_of(one) is None}


def end_of(row: StopTalk) -> StopTalksEnd | None:
    """Why there was no next talk. `row` is one of `talks_in`."""
    return getattr(row, "end", None)


@Prepared
def talks_in(case: UUID) -> QuerySet[StopTalk]:
    """Newest first, each with its pupil, its adults, and why there was no next one. One query."""
    rows = StopTalk.objects.filter(case=case).select_related("by", "pupil", "led_by", "beside", "end__by")
    return rows.order_by("-happened_at", "-at", "pk")


def talk_keys(rows: Iterable[StopTalk]) -> list[Key]:
    """What must be opened to show them."""
    talks = list(rows)
    ends = [end for one in talks if (end := end_of(one))]
    return [*keys_of(talks, "words"), *keys_of(ends, "because"), *keys_of([one.pupil for one in talks], "sealed_name")]
