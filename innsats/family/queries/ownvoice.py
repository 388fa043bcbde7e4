"""The pupil says how it is from its own page: whether it is asked to, what, and who reads the answer by when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from innsats.cases.models import OPEN, Case, Due
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.owncode import answered_alone_at, own_cases, own_standing
from innsats.people.calendars import calendar_of
from innsats.people.queries.closing import ClosedNow, closed_at
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.deadlines import Code, child_answered_due
from innsats.rules.voice import OWN_ANSWER_WAITS, Topic, is_invited, topics_for
from innsats.web import dates

from .approved import FamilyReader
from .edition import leads_of

ASKED_AT = (Code.AFTERCARE_CHECK, Code.EVALUATION)  # clocks that are met by asking the pupil


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Where the pupil can say how it is; `is_due`: it is time that somebody asks."""

    case: UUID
    is_due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVoicePage:
    """What the pupil meets on its own device. Nothing of the case is on it, nor anything that was answered before.

    `reader` is who is responsible, or "". `is_out_of_hours`: nobody can be expected to sit ready. `is_done`: it has
    just answered, and is thanked.
    """

    case: UUID
    owner_kind: str
    topics: tuple[Topic, ...]
    reader: str
    answered_by: str
    is_out_of_hours: bool
    closed: ClosedNow | None
    is_done: bool


def invitation_for(reader: FamilyReader) -> Invitation | None:
    """Where this reader can say how it is; None for a guardian, and when no measures run. Three queries at most.

    Where two cases are about one pupil, it is asked in the one that waits for it first.
    """
    cases = [one for one in own_cases(reader.actor, reader.at) if _may_answer(one)]
    if not cases:
        return None
    due = _asked_on(cases)
    first = min(cases, key=lambda one: min(due[one.pk], default=date.max))
    return Invitation(case=first.pk, is_due=is_invited(due[first.pk], day_of(reader.at)))


def own_voice_page(reader: FamilyReader, case: UUID) -> OwnVoicePage:
    """Raises NotVisible for everybody but the pupil whom the case is about, and when no measures run."""
    row = next((one for one in own_cases(reader.actor, reader.at) if one.pk == case), None)
    if row is None or not _may_answer(row):
        raise NotVisible(f"own voice:{case}")
    last_at, calendar = answered_alone_at(row), calendar_of(row.school_owner_id)
    is_done = last_at is not None and reader.at - last_at < OWN_ANSWER_WAITS
    sent_at: datetime = last_at if last_at and is_done else reader.at
    return OwnVoicePage(
        case=row.pk, owner_kind=row.school.school_owner.kind, topics=topics_for(row.pupil.grade),
        reader=", ".join(one.person.name for one in leads_of(row.pk, reader.at)),
        answered_by=dates.moment(child_answered_due(sent_at, calendar)),
        is_out_of_hours=not calendar.is_working_time(sent_at), closed=closed_at(row.school_owner_id, sent_at),
        is_done=is_done,
    )  # fmt: skip


def _may_answer(case: Case) -> bool:
    return not obstacles_to(Act.CHECK_IN_PUPIL, own_standing(case))


def _asked_on(cases: list[Case]) -> dict[UUID, list[date]]:
    """The days on which the pupil is to be asked, by case."""
    found: dict[UUID, list[date]] = defaultdict(list)
    waiting = Due.objects.filter(OPEN, case__in=cases, code__in=ASKED_AT).order_by("due_on", "pk")
    for one in waiting:
        if one.case_id and one.due_on:
            found[one.case_id].append(one.due_on)
    return found
