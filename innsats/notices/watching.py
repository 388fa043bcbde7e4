"""Reading that somebody should ask about: raised by time, and told to the privacy officer the same day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from innsats.cases.models import Case, Report
from innsats.journal.actors import CLOCK
from innsats.oversight.actions import raise_reading
from innsats.oversight.queries.waiting import has_waiting, officers_of_log
from innsats.oversight.queries.watching import Unusual
from innsats.people.models import Person
from innsats.people.viewers import viewers_of
from innsats.rules.telling import OF_THE_LOG

from .models import Notice

KINDS: tuple[type[Case] | type[Report], ...] = (Case, Report)


def raised(found: Iterable[Unusual], at: datetime) -> Iterator[tuple[Case | Report, str, list[Person]]]:
    """Raise each of these; and what it was seen at, its cause, and who is told: never the one who read."""
    for one in found:
        reading = raise_reading(
            one.school_owner, by=CLOCK, at=at, person=one.person, why=one.why, stream=one.stream, read_at=one.at
        )
        row = _row(one.stream)
        if row is not None:
            people = [person for person in officers_of_log(row, at) if person.uuid != one.person]
            yield row, f"owner:{one.school_owner}/reading/{reading.pk}", people


def mails_needed(notices: Iterable[Notice], people: Mapping[int, Person], at: datetime) -> set[UUID | None]:
    """The mails to privacy officers for whom something waits still."""
    told = [one for one in notices if one.news in OF_THE_LOG]
    viewers = viewers_of({people[one.person_id] for one in told}, at) if told else {}
    waits = {person for person, viewer in viewers.items() if has_waiting(viewer)}
    return {one.mail_id for one in told if one.person_id in waits}


def _row(stream: str) -> Case | Report | None:
    kind, _, uuid = stream.partition(":")
    model = next((one for one in KINDS if kind == one.KIND), None)
    return model._default_manager.filter(pk=uuid).first() if model else None
