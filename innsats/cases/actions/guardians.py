"""The guardians of another pupil who was talked with: told the same day, and only what concerns their own child."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Pupil
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.informing import Means
from innsats.rules.inputs import LONGEST_NAME, text_obstacles, time_obstacles
from innsats.rules.linking import naming_obstacles
from innsats.rules.verdicts import Obstacle, Refused
from innsats.vault.sealing import open_all

from ..models import Case, GuardianContact
from ..queries.access import lock_visible
from .writing import first_report_at, write_row


@action
def contact_guardians(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    pupil: UUID,
    whom: str,
    text: str,
    how: Means = Means.PHONE,
    happened_at: datetime | None = None,
) -> GuardianContact:
    """Keep that a guardian of a pupil of the case was told: whom, how, when, and what was said of their own child.

    Nothing is sent. Raises NotVisible; Refused for a pupil who is no party, or when the text names the pupil whom the
    case is about to the guardians of another.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.CONTACT_GUARDIANS, standing)
    child = Pupil.objects.filter(uuid=pupil, pk__in=row.party_set.exclude(pupil=None).values("pupil")).first()
    if child is None:
        raise Refused((Obstacle("unknown_party", law.HOUSE_PRACTICE, (str(pupil),)),))
    refuse_if(
        text_obstacles("whom", whom, longest=LONGEST_NAME)
        + text_obstacles("text", text)
        + time_obstacles("happened_at", happened_at, at=at, not_before=first_report_at(row))
        + _names_the_other(row, child, text)
    )
    contact = write_row(
        GuardianContact,
        row,
        {"whom": whom, "words": text},
        case=row,
        pupil=child,
        how=Means(how),
        happened_at=happened_at or at,
        by_id=viewer.person_id,
        at=at,
    )
    record(
        Act.CONTACT_GUARDIANS, row.subject, by=by, at=at, pupil=child.uuid, how=contact.how,
        happened_at=contact.happened_at,
    )  # fmt: skip
    return contact


def _names_the_other(row: Case, child: Pupil, text: str) -> tuple[Obstacle, ...]:
    """To the guardians of one child, the other children of the case are not named."""
    parties = row.party_set.exclude(pupil=None).exclude(pupil=child).select_related("pupil")
    others = [party.pupil for party in parties if party.pupil]
    own, *names = open_all([(one.sealed_name, one.pk) for one in (child, *others)])
    return naming_obstacles("text", text, names, [own])
