"""What is rare, and the law has rules of its own for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Pupil
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import LONGEST_NAME, SAID_LONGEST_BACK, text_obstacles, time_obstacles
from innsats.rules.interventions import obstacles_to_recording, obstacles_to_telling, owes_owner
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Case, Intervention
from ..queries.access import lock_visible
from .writing import write_row


@action
def record_intervention(
    case: UUID, *, by: Actor, at: datetime, pupil: UUID, by_whom: str, event: str, intervention: str, pupil_view: str,
    is_serious: bool = False, present: str = "", happened_at: datetime | None = None,
    principal_told_at: datetime | None = None, guardians_told_at: datetime | None = None,
) -> Intervention:  # fmt: skip
    """Write down that somebody used physical force on a pupil of the case: what happened, what was done, by whom, and
    how the pupil sees it. Rektor is told by it; the owner must be when it was serious, or not the first at this school.

    Raises NotVisible; Refused for a pupil who is no party, without any of the three texts, or for times that cannot be.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.RECORD_INTERVENTION, standing)
    child, happened = party_named(row, pupil), happened_at or at
    texts = {"event": event, "intervention": intervention, "pupil_view": pupil_view}
    told = {"principal_told_at": principal_told_at, "guardians_told_at": guardians_told_at}
    refuse_if(
        obstacles_to_recording(texts)
        + text_obstacles("by_whom", by_whom, longest=LONGEST_NAME)
        + text_obstacles("present", present, is_required=False)
        + time_obstacles("happened_at", happened_at, at=at, longest_back=SAID_LONGEST_BACK)
        + obstacles_to_telling(happened, told, at=at)
    )
    owes = owes_owner(_earlier_count(row, child), is_serious=is_serious)
    written = write_row(
        Intervention, row, {**texts, "by_whom": by_whom, "present": present}, case=row, pupil=child,
        happened_at=happened, is_serious=is_serious, owes_owner=owes, principal_told_at=principal_told_at or at,
        guardians_told_at=guardians_told_at, by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.RECORD_INTERVENTION, row.subject, by=by, at=at, intervention=written.pk, pupil=child.uuid,
        happened_at=happened, is_serious=is_serious, owes_owner=owes,
    )  # fmt: skip
    return written


def party_named(row: Case, pupil: object) -> Pupil:
    """The pupil chosen, who must be one of those the case concerns, locked until the act is done. Raises Refused."""
    parties = row.party_set.exclude(pupil=None).values("pupil")
    child = Pupil.objects.select_for_update(no_key=True).filter(uuid=pupil, pk__in=parties).first()
    if child is None:
        raise Refused((Obstacle("unknown_party", law.HOUSE_PRACTICE, (str(pupil),)),))
    return child


def _earlier_count(row: Case, child: Pupil) -> int:
    """How often it is written down before of this pupil at this school, in whichever case. None of them is named."""
    return Intervention.objects.filter(pupil=child, case__school=row.school_id).count()
