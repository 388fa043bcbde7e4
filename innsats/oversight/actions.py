"""What the privacy officer does with the log: gives a family the list it asked for, and asks about what is unusual."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from innsats.cases.actions.writing import sealed_texts, write_row
from innsats.cases.models import Case, TrailRelease
from innsats.cases.queries.trail import as_text
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person, SchoolOwner
from innsats.people.viewers import system_parts, viewer_of
from innsats.rules.access import Standing, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.inputs import text_obstacles
from innsats.rules.looking import Found, Ground, Why, obstacles_to_release, obstacles_to_settle
from innsats.vault.keys import owner_key

from .models import ReadingSettled, UnusualReading
from .queries.access import officer_at, reading_seen, request_seen
from .queries.readers import lines_of


@action
def release_trail(
    request: UUID, *, by: Actor, at: datetime, withheld: Collection[str] = (), ground: Ground | None = None,
    because: str = "",
) -> TrailRelease:  # fmt: skip
    """Give whoever asked the list of who had opened the case when they asked; but for the lines that are `withheld`.

    Raises NotVisible; Refused when it is given already, and for lines held back without a provision and a reason.
    """
    asked = request_seen(viewer_of(by, at), request)
    row = Case.objects.select_for_update(no_key=True).select_related("school__school_owner").get(pk=asked.case_id)
    require(Act.RELEASE_TRAIL, officer_at(row.school.school_owner, by, at))
    lines = lines_of(asked)
    refuse_if(
        obstacles_to_release(
            is_released=TrailRelease.objects.filter(request=asked).exists(), withheld=withheld,
            lines=[one.key for one in lines], ground=ground, because=because,
        )
        + text_obstacles("because", because, is_required=False)
    )  # fmt: skip
    shown = [one for one in lines if one.key not in withheld]
    release = write_row(
        TrailRelease, row, {"lines": as_text(one.told for one in shown), "because": because}, case=row, request=asked,
        withheld_count=len(lines) - len(shown), ground=ground or "", by=Person.objects.get(uuid=by.id), at=at,
    )  # fmt: skip
    record(
        Act.RELEASE_TRAIL, row.subject, by=by, at=at, request=asked.pk, release=release.pk,
        withheld_count=release.withheld_count, ground=release.ground,
    )  # fmt: skip
    return release


@action
def raise_reading(
    owner: int, *, by: Actor, at: datetime, person: UUID, why: Why, stream: str, read_at: datetime
) -> UnusualReading:
    """Raise that somebody should ask about what a person read: once a day for each reason. Only the clock does this.

    Raises Refused for anyone else.
    """
    require(Act.RAISE_READING, Standing(parts=frozenset(system_parts(by))))
    unit = SchoolOwner.objects.select_for_update(no_key=True).get(pk=owner)
    reading = UnusualReading.objects.create(
        school_owner=unit, person=Person.objects.get(uuid=person), on=day_of(read_at), why=Why(why), stream=stream,
        at=at,
    )  # fmt: skip
    record(Act.RAISE_READING, unit.subject, by=by, at=at, reading=reading.pk, member=person, why=reading.why)
    return reading


@action
def settle_reading(reading: UUID, *, by: Actor, at: datetime, found: Found, text: str = "") -> ReadingSettled:
    """Say what came of asking. A breach goes on as the owner's breaches do; this keeps that it was found.

    Raises NotVisible; Refused when it is settled already, and for a breach without a word of what was done.
    """
    seen = reading_seen(viewer_of(by, at), reading)
    unit = SchoolOwner.objects.select_for_update(no_key=True).get(pk=seen.school_owner_id)
    require(Act.SETTLE_READING, officer_at(unit, by, at))
    is_settled = ReadingSettled.objects.filter(reading=seen).exists()
    is_breach = Found(found) is Found.BREACH
    refuse_if(obstacles_to_settle(is_settled=is_settled) + text_obstacles("text", text, is_required=is_breach))
    row = uuid4()
    settled = ReadingSettled.objects.create(
        uuid=row, school_owner=unit, reading=seen, by=Person.objects.get(uuid=by.id), at=at, found=Found(found),
        **sealed_texts(ReadingSettled, row, {"words": text}, owner_key(unit.pk)),
    )
    record(Act.SETTLE_READING, unit.subject, by=by, at=at, reading=seen.pk, settled=settled.pk, found=settled.found)
    return settled
