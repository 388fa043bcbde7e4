"""What a family reads: the edition that was approved last for its group, once the recipient check has said yes.

Whoever lets somebody in at the door says which pupil and which guardian it is, or that it is the pupil itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from innsats.cases.models import Case, EditionApproval, Party
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.codesheld import has_own_key, opened_by_code
from innsats.cases.queries.entitled import Family, families_of
from innsats.cases.queries.moved import before_move
from innsats.cases.queries.texts import texts_of
from innsats.database.prepared import Prepared
from innsats.journal.actors import Actor, ActorKind
from innsats.journal.looks import looked
from innsats.people.models import Guardian
from innsats.rules.access import Part, Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.editions import Group, tells_where
from innsats.rules.linking import naming_obstacles
from innsats.rules.stages import Stage

from .content import Content, content_of
from .shown import EditionPage, edition_page

Approved = dict[tuple[UUID, Group], EditionApproval]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyReader:
    """Somebody of a pupil's family at one instant: one of the guardians, or without one the pupil itself."""

    pupil: UUID
    actor: Actor
    at: datetime
    guardian: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader reads of one case, once the recipient check has said yes."""

    reader: FamilyReader
    case: Case
    approval: EditionApproval

    @property
    def group(self) -> Group:
        return Group(self.approval.group)


def reader_of(actor: Actor, at: datetime) -> FamilyReader:
    """Who of which family this actor is. Raises NotVisible for anybody else."""
    guardian = Guardian.objects.filter(pk=actor.id).first() if actor.kind is ActorKind.GUARDIAN else None
    if guardian is None and actor.kind is not ActorKind.PUPIL:
        raise NotVisible(f"family:{actor}")
    pupil = guardian.pupil_id if guardian else UUID(actor.id)
    return FamilyReader(pupil=pupil, guardian=guardian.pk if guardian else None, actor=actor, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several to read, as the list calls it. `school` is "" for whoever may not know where the child is."""

    case: UUID
    school: str
    on: datetime


def readings(reader: FamilyReader) -> list[Reading]:
    """What `reader` may read now, the newest case first."""
    found = ((case, _approval_for(reader, case)) for case in _cases_with(reader))
    return [Reading(reader=reader, case=case, approval=approval) for case, approval in found if approval is not None]


def choices(found: Iterable[Reading]) -> list[Choice]:
    """Those, to choose from. Where the school is not told, it is the day that the edition itself tells."""
    return [
        Choice(case=one.case.pk, school=one.case.school.name, on=one.case.opened_at)
        if tells_where(one.group)
        else Choice(case=one.case.pk, school="", on=one.approval.at)
        for one in found
    ]


def reading_of(reader: FamilyReader, case: UUID) -> Reading:
    """What `reader` may read of a case now. Raises NotVisible: for a guardian who may not get it, for a pupil who is no
    party any more, before anything is approved, and for a case that is none.
    """
    row = next((one for one in _cases_with(reader) if one.pk == case), None)
    approval = _approval_for(reader, row) if row else None
    if row is None or approval is None:
        raise NotVisible(f"edition:{case}")
    return Reading(reader=reader, case=row, approval=approval)


def lock_reading(case: UUID, *, by: Actor, at: datetime) -> Reading:
    """As `reading_of`, for somebody who acts there: the case is locked, and the code by which `by` came in holds still.

    Raises NotVisible.
    """
    Case.objects.select_for_update(no_key=True).filter(pk=case).first()
    reader = reader_of(by, at)
    if not has_own_key(reader.pupil, reader.guardian, at):
        raise NotVisible(f"edition:{case}")
    return reading_of(reader, case)


def read(reading: Reading) -> EditionPage:
    """The approved edition, and the look is kept."""
    reader, approval = reading.reader, reading.approval
    looked(Act.READ_EDITION, reading.case.subject, by=reader.actor, at=reader.at)
    return edition_page(opened(approval), at=reader.at, approved_at=approval.at)


def read_edition(reader: FamilyReader, case: UUID) -> EditionPage:
    """As `read`, of what `reader` may read now. Raises NotVisible as `reading_of`."""
    return read(reading_of(reader, case))


def opened(approval: EditionApproval) -> Content:
    """What was approved. One query at most."""
    return content_of(texts_of((approval, "edition"))[approval, "edition"])


def approved_in(case: UUID) -> Approved:
    """What each group reads now, by pupil and group. One query."""
    return {(one.pupil_id, Group(one.group)): one for one in _approvals(case)}


def names_another(content: Content, family: Family, families: Iterable[Family]) -> bool:
    """Whether a text of it has the name of another child in the case."""
    others = tuple(one.name for one in families if one.pupil.pk != family.pupil.pk)
    return bool(naming_obstacles("family_text", content.texts, others, [family.name]))


def _approval_for(reader: FamilyReader, case: Case) -> EditionApproval | None:
    """What this reader reads in this case; nothing when the policy says no."""
    family = next((one for one in families_of(case, reader.at) if one.pupil.pk == reader.pupil), None)
    group = _group_of(reader, family) if family else None
    parts = frozenset({Part.FAMILY}) if group else frozenset[Part]()
    if group is None or obstacles_to(Act.READ_EDITION, Standing(parts=parts, stage=Stage(case.stage))):
        return None
    return approved_in(case.pk).get((reader.pupil, group))


def _group_of(reader: FamilyReader, family: Family) -> Group | None:
    """The edition that is this reader's; none for a guardian who may not get it."""
    if reader.guardian is None:
        return family.own_group(reader.at)
    found = (one for one in family.recipients if one.guardian.pk == reader.guardian and one.may_get)
    return next((one.group for one in found), None)


@Prepared
def _approvals(case: UUID) -> QuerySet[EditionApproval]:
    """The oldest first, so that the newest of each group stands."""
    return EditionApproval.objects.filter(~before_move(), case=case).select_related("by").order_by("at", "pk")


def _cases_with(reader: FamilyReader) -> list[Case]:
    """Those that concern the pupil, have something approved for its family, and are opened by the reader's code."""
    approved = EditionApproval.objects.filter(case=OuterRef("pk"), pupil=reader.pupil)
    concerned = Party.objects.filter(case=OuterRef("pk"), pupil=reader.pupil)
    found = Case.objects.filter(Exists(approved), Exists(concerned), disposed_at=None)
    rows = found.select_related("school__school_owner", "pupil").order_by("-opened_at", "pk")
    return opened_by_code(reader.pupil, reader.guardian, rows, reader.at)
