"""What somebody knows from a service comes in through a gate; and a consent that is taken back shuts the text again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Pupil
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.handover import age_on
from innsats.rules.inputs import LONGEST_NAME, SAID_LONGEST_BACK, text_obstacles, time_obstacles
from innsats.rules.sharing import (
    Consenter,
    Gate,
    Origin,
    Sharing,
    obstacles_to_sharing,
    obstacles_to_withdrawing,
    source_of,
)
from innsats.rules.verdicts import Obstacle, Refused
from innsats.vault.sealing import open_one

from ..models import Case, ConsentWithdrawal, SharedKnowledge
from ..queries.access import lock_visible
from .inquiry import too_long
from .special import party_named
from .writing import write_row


@action
def share_knowledge(
    case: UUID, *, by: Actor, at: datetime, pupil: UUID, origin: Origin, gate: Gate, necessity: str, text: str,
    consented_by: Iterable[Consenter] = (), consented_on: date | None = None, covers: str = "",
    until: date | None = None,
) -> SharedKnowledge:  # fmt: skip
    """Keep what `by` knows from a service about a pupil of the case, with the ground on which it may be told.

    Who consents follows from the pupil's age. Raises NotVisible; Refused, and keeps nothing, when the gate is not one
    of that service, when its conditions are not fulfilled, without a need or without the text.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.SHARE_KNOWLEDGE, standing)
    child = party_named(row, pupil)
    asked = Sharing(
        origin=Origin(origin), gate=Gate(gate), necessity=necessity, covers=covers, consented_on=consented_on,
        consented_by=frozenset(map(Consenter, consented_by)), until=until,
    )  # fmt: skip
    works_for = {held.school_owner_id for held in viewer.appointments}
    refuse_if(
        obstacles_to_sharing(asked, age=_age(child, at), is_same_owner=row.school_owner_id in works_for, at=at)
        + too_long(necessity=necessity)
        + too_long(LONGEST_NAME, covers=covers)
        + text_obstacles("text", text)
    )
    is_consent = asked.gate is Gate.CONSENT
    by_whom = [one for one in Consenter if one in asked.consented_by] if is_consent else []
    shared = write_row(
        SharedKnowledge, row, {"words": text, "necessity": necessity, "covers": covers if is_consent else ""},
        case=row, pupil=child, origin=asked.origin, gate=asked.gate,
        source=source_of(asked.origin, asked.gate).name, consented_by=" ".join(by_whom),
        consented_on=consented_on if is_consent else None, until=until if is_consent else None,
        by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.SHARE_KNOWLEDGE, row.subject, by=by, at=at, knowledge=shared.pk, pupil=child.uuid, origin=asked.origin,
        gate=asked.gate, consented_by=by_whom, until=shared.until,
    )  # fmt: skip
    return shared


@action
def withdraw_consent(
    case: UUID, *, by: Actor, at: datetime, knowledge: UUID, withdrawn_by: Consenter,
    withdrawn_on: date | None = None,
) -> ConsentWithdrawal:  # fmt: skip
    """Note that one of those who consented has taken it back: from now on nobody is shown the text.

    Raises NotVisible; Refused where the ground is none, for somebody who did not consent, or a second time.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.WITHDRAW_CONSENT, standing)
    shared = SharedKnowledge.objects.select_for_update(no_key=True).filter(case=row, pk=knowledge).first()
    if shared is None:
        raise Refused((Obstacle("no_consent_here", law.SHARED_BY_CONSENT),))
    who, gave = Consenter(withdrawn_by), frozenset(map(Consenter, shared.consented_by.split()))
    is_withdrawn = ConsentWithdrawal.objects.filter(knowledge=shared).exists()
    refuse_if(
        obstacles_to_withdrawing(Gate(shared.gate), who, consented_by=gave, is_withdrawn=is_withdrawn)
        + time_obstacles(
            "withdrawn_on", withdrawn_on, at=at, not_before=shared.consented_on, longest_back=SAID_LONGEST_BACK
        )
    )
    taken = write_row(
        ConsentWithdrawal, row, {}, case=row, knowledge=shared, withdrawn_by=who,
        withdrawn_on=withdrawn_on or day_of(at), by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.WITHDRAW_CONSENT, row.subject, by=by, at=at, knowledge=shared.pk, origin=shared.origin,
        withdrawn_by=who, withdrawn_on=taken.withdrawn_on,
    )  # fmt: skip
    return taken


def _age(child: Pupil, at: datetime) -> int | None:
    born = open_one(child.sealed_birth_date, child.pk)
    return age_on(date.fromisoformat(born), day_of(at)) if born else None
