"""Help from outside, and the follow-up: from when measures end by the pupil's word, to the agreed end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.queries.units import person_named
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.aftercare import Signal, Track, obstacles_to_end, proposed_end
from innsats.rules.calendar import day_of, start_of_day
from innsats.rules.evaluation import HelpAnswered
from innsats.rules.informing import Informed
from innsats.rules.inputs import text_obstacles, time_obstacles
from innsats.rules.linking import trust_obstacles
from innsats.rules.pupilword import obstacles_to_safe
from innsats.rules.stages import MOVES
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Aftercare, AftercareStop, Case, FollowupNote, HelpAnswer
from ..queries.access import lock_visible
from ..queries.following import (
    aftercare_of,
    contact_of,
    open_measures,
    since_when,
    stop_of,
    trusted_by_others,
    words_of_pupil,
)
from .assignment import obstacles_to_trust
from .voice import codes_of, write_contact
from .writing import first_report_at, write_row

STOPPED = Obstacle("aftercare_stopped", law.HOUSE_PRACTICE)


@action
def answer_help_question(
    case: UUID, *, by: Actor, at: datetime, answer: HelpAnswered, reason: str = ""
) -> HelpAnswer:
    """Say whether somebody from outside helps: the external team is asked, other help, or no and why.

    Open in every open stage, asked or not. Raises NotVisible; Refused without a reason, but for the external team.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.ANSWER_HELP_QUESTION, standing)
    refuse_if(text_obstacles("help_reason", reason, is_required=answer != HelpAnswered.EXTERNAL_TEAM))
    answered = write_row(
        HelpAnswer, row, {"words": reason}, case=row, answer=HelpAnswered(answer), by_id=viewer.person_id, at=at
    )
    record(Act.ANSWER_HELP_QUESTION, row.subject, by=by, at=at, answer=answered.answer)
    return answered


@action
def end_measures(
    case: UUID, *, by: Actor, at: datetime, trusted_adult: UUID, until: date | None = None,
    agreed_with: Informed = Informed.BOTH, going_on: Iterable[UUID] = (),
) -> Aftercare:  # fmt: skip
    """Measures end by the pupil's word, and the follow-up begins by itself, to the end agreed with the family.

    `going_on` are measures that go on as part of it; `until` is the end of a term when nothing else is said. Raises
    NotVisible; Refused without a fresh word of the pupil, with a measure that goes on unsaid, or a trusted adult who
    cannot be that.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.END_MEASURES, standing)
    today, trusted = day_of(at), person_named(trusted_adult)
    kept, ends_on = {UUID(str(lineage)) for lineage in going_on}, until or proposed_end(today)
    refuse_if(
        obstacles_to_safe(words_of_pupil(row, since_when(row)), on=today)
        + _unsaid(row, kept)
        + obstacles_to_trust(trusted, row, at)
        + trust_obstacles(str(trusted.uuid), trusted_by_others(row))
        + obstacles_to_end(ends_on, starts_on=today, after=today)
    )
    agreed = write_row(
        Aftercare, row, {}, case=row, trusted_adult=trusted, agreed_with=Informed(agreed_with), starts_on=today,
        until=ends_on, by_id=viewer.person_id, at=at,
    )  # fmt: skip
    _choose(row, trusted, agreed_with, viewer, at)
    row.stage = MOVES[Act.END_MEASURES].end
    row.save(update_fields=["stage"])
    record(
        Act.END_MEASURES, row.subject, by=by, at=at, starts_on=today, until=ends_on, going_on=sorted(kept),
        trusted_adult=trusted.uuid,
    )  # fmt: skip
    return agreed


@action
def renew_aftercare(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    until: date,
    agreed_with: Informed = Informed.BOTH,
    trusted_adult: UUID | None = None,
) -> Aftercare:
    """Let the follow-up last longer, or with another trusted adult, as agreed with the family. At most 36 months.

    Raises NotVisible; Refused for an end that is no later, or when the family has stopped it.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.RENEW_AFTERCARE, standing)
    held, contact = _running(row), contact_of(row)
    trusted = person_named(trusted_adult) if trusted_adult or not contact else contact.person
    is_same = contact is not None and trusted.pk == contact.person_id
    after = max(held.until, day_of(at)) if is_same else day_of(at)
    earlier = () if is_same or until >= held.until else (Obstacle("aftercare_ends_too_soon", law.HOUSE_PRACTICE),)
    refuse_if(
        (obstacles_to_end(until, starts_on=held.starts_on, after=after) or earlier)
        + (() if is_same else obstacles_to_trust(trusted, row, at))
        + trust_obstacles(str(trusted.uuid), trusted_by_others(row))
    )
    agreed = write_row(
        Aftercare, row, {}, case=row, trusted_adult=trusted, agreed_with=Informed(agreed_with),
        starts_on=held.starts_on, until=until, by_id=viewer.person_id, at=at,
    )  # fmt: skip
    _choose(row, trusted, agreed_with, viewer, at)
    record(Act.RENEW_AFTERCARE, row.subject, by=by, at=at, until=until, trusted_adult=trusted.uuid)
    return agreed


@action
def stop_aftercare(
    case: UUID, *, by: Actor, at: datetime, wished_by: Informed, wished_on: date | None = None, reason: str = ""
) -> AftercareStop:
    """The family does not want the follow-up, or no more of it: who said so, and when. No reason is asked for.

    While measures run it says that none is wanted after them. Raises NotVisible; Refused when it is said already.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.STOP_AFTERCARE, standing)
    day = wished_on or day_of(at)
    refuse_if(
        ((STOPPED,) if stop_of(row) else ())
        + time_obstacles("wished_on", day, at=at, not_before=first_report_at(row))
        + text_obstacles("reason", reason, is_required=False)
    )
    stop = write_row(
        AftercareStop, row, {"because": reason}, case=row, wished_by=Informed(wished_by), wished_on=day,
        by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(Act.STOP_AFTERCARE, row.subject, by=by, at=at, wished_by=stop.wished_by, wished_on=day)
    return stop


@action
def note_followup(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    track: Track,
    text: str,
    signals: Iterable[Signal] = (),
    happened_at: datetime | None = None,
) -> FollowupNote:
    """Write down what was done or seen in the follow-up of those involved, the class, the families or the school.

    Raises NotVisible, or Refused.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.NOTE_FOLLOWUP, standing)
    begun = start_of_day(_agreed(row).starts_on)
    refuse_if(text_obstacles("text", text) + time_obstacles("happened_at", happened_at, at=at, not_before=begun))
    note = write_row(
        FollowupNote, row, {"words": text}, case=row, track=Track(track), happened_at=happened_at or at,
        signals=codes_of(signals), by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.NOTE_FOLLOWUP, row.subject, by=by, at=at, note=note.pk, track=note.track, happened_at=note.happened_at,
        signals=list(note.seen),
    )  # fmt: skip
    return note


def _unsaid(row: Case, kept: set[UUID]) -> tuple[Obstacle, ...]:
    """The measures that run and are not said to go on, and what is said to go on and does not run."""
    running = open_measures(row)
    found = [Obstacle("measure_goes_on", law.WRITTEN_PLAN, (str(one),)) for one in running if one not in kept]
    return (*found, Obstacle("unknown_measure", law.WRITTEN_PLAN)) if kept - set(running) else tuple(found)


def _choose(row: Case, adult: Person, agreed_with: Informed, viewer: Viewer, at: datetime) -> None:
    """Whom the follow-up is agreed with is the contact person. Is it already, nothing is chosen anew."""
    contact = contact_of(row)
    if contact is None or contact.person_id != adult.pk:
        write_contact(row, adult, agreed_with, viewer, at, asked_on=day_of(at))


def _agreed(row: Case) -> Aftercare:
    """The follow-up of a case that is in that stage."""
    held = aftercare_of(row)
    assert held is not None  # END_MEASURES alone leads to the stage, and writes one
    return held


def _running(row: Case) -> Aftercare:
    if stop_of(row):
        raise Refused((STOPPED,))
    return _agreed(row)
