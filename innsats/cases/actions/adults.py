"""The employee whom a case is about: told by the employer, and cleared when nothing holds."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import LONGEST_NAME, text_obstacles, time_obstacles
from innsats.rules.verdicts import Obstacle

from ..models import Case, EmployeeTold, NoGrounds
from ..queries.access import lock_visible
from ..queries.adults import adult_in
from .writing import write_row


@action
def note_employee_told(
    case: UUID, *, by: Actor, at: datetime, person: UUID, told_by: str, told_on: date
) -> EmployeeTold:
    """Keep that the employer has told this employee of the case: when, and who did it. Nothing of what was said.

    Raises NotVisible, also for somebody the case is not about; Refused with every reason.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.NOTE_EMPLOYEE_TOLD, standing)
    party = adult_in(row, person)
    refuse_if(
        text_obstacles("told_by", told_by, longest=LONGEST_NAME) + time_obstacles("told_on", told_on, at=at)
    )
    told = write_row(
        EmployeeTold, row, {"told_by": told_by}, case=row, party=party, told_on=told_on, by_id=viewer.person_id, at=at
    )
    record(Act.NOTE_EMPLOYEE_TOLD, row.subject, by=by, at=at, told=told.pk, party=party.pk, told_on=told_on)
    return told


@action
def find_no_grounds(case: UUID, *, by: Actor, at: datetime, person: UUID, reason: str) -> NoGrounds:
    """Find that nothing holds against this employee, and why. The name is shown no more; the duties to the pupil stand.

    Raises NotVisible, also for somebody the case is not about; Refused without a reason, or when it is found already.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.FIND_NO_GROUNDS, standing)
    party = adult_in(row, person)
    is_found = NoGrounds.objects.filter(party=party).exists()
    already = (Obstacle("found_already", law.HOUSE_PRACTICE),) if is_found else ()
    refuse_if(already + text_obstacles("reason", reason))
    found = write_row(NoGrounds, row, {"words": reason}, case=row, party=party, by_id=viewer.person_id, at=at)
    record(Act.FIND_NO_GROUNDS, row.subject, by=by, at=at, found=found.pk, party=party.pk)
    return found
