"""What an event says that happened, and when: the shape in which the rules take it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from innsats.journal.models import Event
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of, start_of_day
from innsats.rules.verdicts import Met

Events = list[Event]


def met(event: Event) -> Met:
    return Met(event.at, event.ref)


def met_or_none(events: Iterable[Event]) -> Met | None:
    return next((met(event) for event in events), None)


def first(events: Events, *acts: Act) -> Met | None:
    return met_or_none(event for event in events if event.act in acts)


def happened(event: Event) -> Met:
    return Met(datetime.fromisoformat(event.facts["happened_at"]), event.ref)


def on_day(event: Event, fact: str) -> Met:
    """Something that truly happened on the day that a fact of the event names."""
    return on_the_day(event, date.fromisoformat(event.facts[fact]))


def on_the_day(event: Event, day: date) -> Met:
    """Something that truly happened on `day`: at the moment it was written, or at the start of that other day."""
    return Met(event.at if day == day_of(event.at) else start_of_day(day), event.ref)
