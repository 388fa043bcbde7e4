"""The pupil who is let in by an own code: in which cases it may say how it is, and what it answered so last."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from innsats.journal.actors import Actor, ActorKind
from innsats.people.viewers import Viewer, viewer_of
from innsats.rules.access import Part, Standing
from innsats.rules.stages import Stage

from ..models import Case, CheckIn, Party
from .access import NotVisible, lock_visible
from .codesheld import opened_by_code, own_keys
from .moved import before_move


def own_cases(by: Actor, at: datetime) -> list[Case]:
    """The cases about the pupil who holds an own code, the newest first; none for a guardian, nor where the pupil is
    merely involved, nor what the code does not open.

    The code must hold still, and the case be about this pupil still.
    """
    if by.kind is not ActorKind.PUPIL:
        return []
    keys = own_keys(at).filter(pupil=OuterRef("pupil"), guardian=None)
    named = Party.objects.filter(case=OuterRef("pk"), pupil=OuterRef("pupil"))
    rows = Case.objects.filter(Exists(keys), Exists(named), pupil=by.id, disposed_at=None)
    rows = rows.select_related("school__school_owner", "pupil").order_by("-opened_at", "pk")
    return opened_by_code(UUID(by.id), None, rows, at)


def own_standing(case: Case) -> Standing:
    """How the pupil stands to its own case."""
    return Standing(parts=frozenset({Part.OWN_PUPIL}), stage=Stage(case.stage))


def lock_to_ask(case: UUID, *, by: Actor, at: datetime) -> tuple[Case, Viewer, Standing]:
    """Lock the case in which the pupil says how it is: its own, or one that `by` may see. Raises NotVisible."""
    if by.kind is not ActorKind.PUPIL:
        return lock_visible(Case, case, by=by, at=at)
    # first the lock: who waited is asked as it stands now
    Case.objects.select_for_update(no_key=True).filter(pk=case).first()
    row = next((one for one in own_cases(by, at) if one.pk == UUID(str(case))), None)
    if row is None:
        raise NotVisible(f"case:{case}")
    return row, viewer_of(by, at), own_standing(row)


def answered_alone_at(case: Case) -> datetime | None:
    """When this pupil last answered by its own code."""
    rows = CheckIn.objects.filter(~before_move(), case=case, by=None).order_by("-at")
    return rows.values_list("at", flat=True).first()
