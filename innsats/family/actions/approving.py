"""An edition is approved by a person who has read it, and only that is read by the family."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from innsats.cases.actions.writing import write_row
from innsats.cases.models import Case, EditionApproval
from innsats.cases.queries.access import lock_visible
from innsats.cases.queries.entitled import families_of
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.editions import Group, obstacles_to_approval
from innsats.rules.verdicts import Obstacle, Refused

from ..queries.approved import approved_in, names_another
from ..queries.edition import edition_for


@action
def approve_edition(
    case: UUID, *, by: Actor, at: datetime, pupil: UUID, group: Group, seen: str = ""
) -> EditionApproval:
    """Let one group of a pupil's family read this edition from now on, until another is approved.

    `seen` is the digest of what was read; without it, what stands now. Raises NotVisible; Refused when it has changed
    since, is approved already, or names another child to the family of one whom the case is not about.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.APPROVE_EDITION, standing)
    families = families_of(row, at)
    family = next((one for one in families if str(one.pupil.pk) == str(pupil)), None)
    if family is None:
        raise Refused((Obstacle("unknown_party", law.HOUSE_PRACTICE, (str(pupil),)),))
    content = edition_for(row, family, Group(group), at)
    before = approved_in(row.pk).get((family.pupil.pk, content.group))
    refuse_if(
        obstacles_to_approval(
            seen=seen or content.digest, now=content.digest, approved=before.digest if before else "",
            names_other=not family.is_subject and names_another(content, family, families),
        )
    )  # fmt: skip
    approval = write_row(
        EditionApproval, row, {"edition": content.as_text}, case=row, pupil=family.pupil, group=content.group,
        digest=content.digest, by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.APPROVE_EDITION, row.subject, by=by, at=at, pupil=family.pupil.pk, group=content.group,
        approval=approval.pk, digest=content.digest,
    )  # fmt: skip
    return approval
