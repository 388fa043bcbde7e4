"""How a case ends, in one of six ways, and how it is taken up again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.queries.units import person_named
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.endings import Ending, Said, counts_as_safe, obstacles_to_ending
from innsats.rules.informing import Means
from innsats.rules.inputs import text_obstacles, time_obstacles
from innsats.rules.pupilword import newest_answer
from innsats.rules.stages import MOVES
from innsats.rules.verdicts import Obstacle

from ..models import Case, Closure, EndingCosign, OfferedTalk, Reopening
from ..queries.access import lock_visible, visible
from ..queries.following import ending_facts
from .assignment import obstacles_to_trust
from .writing import first_report_at, write_row


@action
def offer_talk(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    offered_by: UUID,
    how: Means = Means.TALK,
    offered_on: date | None = None,
) -> OfferedTalk:
    """Keep that somebody offered the pupil to talk: who, in what form, and when.

    Raises NotVisible; Refused for somebody who does not work here or is inhabil, or a day that cannot be.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.OFFER_TALK, standing)
    adult, day = person_named(offered_by), offered_on or day_of(at)
    refuse_if(
        obstacles_to_trust(adult, row, at) + time_obstacles("offered_on", day, at=at, not_before=first_report_at(row))
    )
    offer = write_row(
        OfferedTalk, row, {}, case=row, offered_by=adult, how=Means(how), offered_on=day, by_id=viewer.person_id, at=at
    )
    record(Act.OFFER_TALK, row.subject, by=by, at=at, member=adult.uuid, how=offer.how, offered_on=day)
    return offer


@action
def cosign_ending(case: UUID, *, by: Actor, at: datetime, reason: str) -> EndingCosign:
    """The owner's officer agrees that no suitable measure remains, and says why. It closes nothing by itself.

    By an officer whom the school has told of the case. Raises NotVisible, or Refused without a reason.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.COSIGN_ENDING, standing)
    refuse_if(text_obstacles("reason", reason))
    cosigned = write_row(EndingCosign, row, {"words": reason}, case=row, by_id=viewer.person_id, at=at)
    record(Act.COSIGN_ENDING, row.subject, by=by, at=at, cosign=cosigned.pk)
    return cosigned


@action
def close_case(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    ending: Ending,
    reason: str = "",
    guardians_told_on: date | None = None,
    governor_told_on: date | None = None,
    left_on: date | None = None,
    double_of: UUID | None = None,
) -> Closure:
    """End the case in one of six ways. Only rektor's part does, and open clocks lapse.

    `double_of` is the case that this one doubles. Raises NotVisible; Refused with everything the ending demands and
    lacks, each with its source.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.CLOSE_CASE, standing)
    days = {"guardians_told_on": guardians_told_on, "governor_told_on": governor_told_on, "left_on": left_on}
    facts, double = ending_facts(row, at), _double(row, double_of, viewer)
    said = Said(by=str(viewer.person_id), has_words=bool(reason.strip()), is_double=double is not None, **days)
    refuse_if(
        obstacles_to_ending(Ending(ending), facts, said)
        + _impossible(row, days, at)
        + (() if double or not double_of else (Obstacle("unknown_double", law.DOCUMENT),))
        + text_obstacles("reason", reason, is_required=False)
    )
    word = newest_answer(facts.words) if counts_as_safe(ending) else None
    closure = write_row(
        Closure, row, {"words": reason}, case=row, ending=Ending(ending), said_on=word.said_on if word else None,
        double_of=double, by_id=viewer.person_id, at=at, **days,
    )  # fmt: skip
    row.stage = MOVES[Act.CLOSE_CASE].end
    row.save(update_fields=["stage"])
    record(
        Act.CLOSE_CASE, row.subject, by=by, at=at, ending=closure.ending, said_on=closure.said_on, **days,
        double_of=double.uuid if double else None,
    )  # fmt: skip
    return closure


@action
def reopen_case(case: UUID, *, by: Actor, at: datetime, reason: str) -> Reopening:
    """Take the case up again, from the follow-up or after it was closed, and say why. It is inquired into anew.

    Raises NotVisible; Refused without a reason, and for a case that was registered by mistake or double.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.REOPEN_CASE, standing)
    newest = Closure.objects.filter(case=row).order_by("-at").first()
    is_mistake = newest is not None and newest.ending == Ending.MISTAKE
    mistaken = (Obstacle("registered_by_mistake", law.HOUSE_PRACTICE),) if is_mistake else ()
    refuse_if(mistaken + text_obstacles("reason", reason))
    reopening = write_row(
        Reopening, row, {"because": reason}, case=row, was=row.stage, by_id=viewer.person_id, at=at
    )
    row.stage = MOVES[Act.REOPEN_CASE].end
    row.save(update_fields=["stage"])
    record(Act.REOPEN_CASE, row.subject, by=by, at=at, was=reopening.was)
    return reopening


def _double(row: Case, double_of: UUID | None, viewer: Viewer) -> Case | None:
    """The other case about the same pupil at the same school, when the viewer may read it."""
    if double_of is None:
        return None
    others = visible(Act.READ_CASE, viewer, Case).exclude(pk=row.pk)
    return others.filter(pk=double_of, pupil_id=row.pupil_id, school_id=row.school_id).first()


def _impossible(row: Case, days: dict[str, date | None], at: datetime) -> tuple[Obstacle, ...]:
    """Days that cannot be. A pupil may have left before anybody told of it; nobody is told before that."""
    told = first_report_at(row)
    found = (
        time_obstacles(name, day, at=at, not_before=None if name == "left_on" else told) for name, day in days.items()
    )
    return tuple(obstacle for obstacles in found for obstacle in obstacles)
