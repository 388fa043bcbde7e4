"""What the school or its team proposes and somebody else decides, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Pupil
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.inputs import LONGEST_NAME, text_obstacles, time_obstacles
from innsats.rules.proposals import (
    Complication,
    Decider,
    Decision,
    ExclusionFacts,
    Extent,
    Purpose,
    SchoolChangeFacts,
    SurveyFacts,
    What,
    obstacles_to_exclusion,
    obstacles_to_school_change,
    obstacles_to_survey,
)
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Case, Proposal, ProposalDecision
from ..queries.access import lock_visible
from .special import party_named
from .writing import write_row


@action
def propose_exclusion(
    case: UUID, *, by: Actor, at: datetime, pupil: UUID, extent: Extent, decider: Decider, reason: str, tried: str,
    pupil_view: str, best_interest: str, count: int | None = None, is_serious: bool = False,
    guardians_told_at: datetime | None = None,
) -> Proposal:  # fmt: skip
    """Propose that a pupil is excluded for a while: for how long, why, what was tried first, and who decides.

    Raises NotVisible; Refused when it is longer than the pupil's grade allows, not for `decider` to decide, or when
    guardians who must be told before have not been.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.PROPOSE_EXCLUSION, standing)
    child = party_named(row, pupil)
    texts = {"reason": reason, "tried": tried, "pupil_view": pupil_view, "best_interest": best_interest}
    facts = ExclusionFacts(
        grade=child.grade, extent=Extent(extent), decider=Decider(decider), count=count, is_serious=is_serious,
        has_told_guardians=guardians_told_at is not None, has_tried=bool(tried.strip()),
    )  # fmt: skip
    refuse_if(
        obstacles_to_exclusion(facts)
        + _text_obstacles(texts)
        + time_obstacles("guardians_told_at", guardians_told_at, at=at)
    )
    is_counted = facts.extent in (Extent.HOURS, Extent.DAYS)
    terms: dict[str, Any] = {
        "extent": facts.extent, "count": count if is_counted else None, "is_serious": is_serious,
        "guardians_told_at": guardians_told_at,
    }  # fmt: skip
    proposal = _write(row, viewer, What.EXCLUSION, texts, at=at, pupil=child, decider=facts.decider, **terms)
    record(
        Act.PROPOSE_EXCLUSION, row.subject, by=by, at=at, proposal=proposal.pk, pupil=child.uuid, extent=facts.extent,
        count=proposal.count, decider=facts.decider,
    )  # fmt: skip
    return proposal


@action
def propose_school_change(
    case: UUID, *, by: Actor, at: datetime, pupil: UUID, reason: str, tried: str, pupil_view: str, best_interest: str,
    must_move: bool | None = None, unsafe_journey: bool | None = None, changes_programme: bool | None = None,
    decider: Decider = Decider.AUTHORITY,
) -> Proposal:  # fmt: skip
    """Propose to the municipality or the county that a pupil is moved to another school. Neither school nor team can.

    Raises NotVisible; Refused for another `decider`, while one of the three bars is unanswered or stands in the way, or
    when nothing milder was tried.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.PROPOSE_SCHOOL_CHANGE, standing)
    child = party_named(row, pupil)
    texts = {"reason": reason, "tried": tried, "pupil_view": pupil_view, "best_interest": best_interest}
    facts = SchoolChangeFacts(
        grade=child.grade, decider=Decider(decider), must_move=must_move, unsafe_journey=unsafe_journey,
        changes_programme=changes_programme, has_tried=bool(tried.strip()),
    )  # fmt: skip
    refuse_if(obstacles_to_school_change(facts) + _text_obstacles(texts))
    proposal = _write(row, viewer, What.SCHOOL_CHANGE, texts, at=at, pupil=child, decider=facts.decider)
    record(
        Act.PROPOSE_SCHOOL_CHANGE, row.subject, by=by, at=at, proposal=proposal.pk, pupil=child.uuid,
        decider=facts.decider,
    )  # fmt: skip
    return proposal


@action
def propose_survey(
    case: UUID, *, by: Actor, at: datetime, purpose: Purpose, reason: str, checks: str, asks_who: bool = False,
    tried: str = "", complications: Iterable[Complication] = (),
) -> Proposal:  # fmt: skip
    """Propose to rektor that pupils are asked by name how they have it together.

    Raises NotVisible; Refused to prevent when it asks who does harm to whom, and to follow up when nothing else was
    tried or the matter is neither long, unclear nor complicated.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.PROPOSE_SURVEY, standing)
    seen = frozenset(Complication(one) for one in complications)
    facts = SurveyFacts(
        purpose=Purpose(purpose), asks_who=asks_who, complications=seen, has_tried=bool(tried.strip())
    )
    texts = {"reason": reason, "tried": tried, "checks": checks}
    refuse_if(obstacles_to_survey(facts) + _text_obstacles(texts))
    codes = " ".join(one for one in Complication if one in seen)
    terms: dict[str, Any] = {"purpose": facts.purpose, "asks_who": asks_who, "complications": codes}
    proposal = _write(row, viewer, What.SURVEY, texts, at=at, decider=Decider.PRINCIPAL, **terms)
    record(
        Act.PROPOSE_SURVEY, row.subject, by=by, at=at, proposal=proposal.pk, purpose=facts.purpose,
        decider=proposal.decider,
    )  # fmt: skip
    return proposal


@action
def record_decision(
    case: UUID, *, by: Actor, at: datetime, proposal: UUID, decision: Decision, decided_by: str,
    decided_on: date | None = None, reason: str = "",
) -> ProposalDecision:  # fmt: skip
    """Write down what became of a proposal: who decided, when, and what. The decision itself is made elsewhere.

    Raises NotVisible; Refused for a proposal that is not in this case, or is decided already.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.RECORD_DECISION, standing)
    asked, on = Proposal.objects.filter(case=row, pk=proposal).first(), decided_on or day_of(at)
    if asked is None:
        raise Refused((Obstacle("unknown_proposal", law.DOCUMENT),))
    is_decided = ProposalDecision.objects.filter(proposal=asked).exists()
    refuse_if(
        ((Obstacle("decided_already", law.DOCUMENT),) if is_decided else ())
        + text_obstacles("decided_by", decided_by, longest=LONGEST_NAME)
        + text_obstacles("reason", reason, is_required=False)
        + time_obstacles("decided_on", on, at=at)
    )
    decided = write_row(
        ProposalDecision, row, {"decided_by": decided_by, "words": reason}, case=row, proposal=asked,
        decision=Decision(decision), decided_on=on, by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(
        Act.RECORD_DECISION, row.subject, by=by, at=at, proposal=asked.pk, what=asked.what, decision=decided.decision,
        given_on=on,
    )  # fmt: skip
    return decided


def _text_obstacles(texts: dict[str, str]) -> tuple[Obstacle, ...]:
    """What is not written; that nothing was tried is weighed by the rule of each."""
    return tuple(
        one for field, text in texts.items() for one in text_obstacles(field, text, is_required=field != "tried")
    )


def _write(
    row: Case, viewer: Viewer, what: What, texts: dict[str, str], *, at: datetime, pupil: Pupil | None = None,
    **terms: object,
) -> Proposal:  # fmt: skip
    return write_row(Proposal, row, texts, case=row, what=what, pupil=pupil, by_id=viewer.person_id, at=at, **terms)
