"""Habilitet that follows from others: under somebody disqualified, in an appeal, and when a party objects."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from . import law
from .impartiality import STATUTES, Outcome, Statute, statute_on
from .roles import HOLDING, Role
from .verdicts import Assessment, Obstacle

PARTY_OBJECTS = "party_objects"
SUPERIORS: dict[Role, frozenset[Role]] = {
    Role.EMPLOYEE: frozenset(HOLDING),
    Role.PRINCIPAL: frozenset({Role.OWNER_OFFICER, Role.OWNER_HEAD}),
    Role.OWNER_OFFICER: frozenset({Role.OWNER_HEAD}),
    Role.PRIVACY_OFFICER: frozenset({Role.OWNER_HEAD}),
    Role.OWNER_HEAD: frozenset(),
}


class Doing(StrEnum):
    """What somebody would do with a matter: lay the ground for a decision, or take it."""

    PREPARE = "prepare"
    DECIDE = "decide"


def obstacles_under(
    doing: Doing, *, is_direct: bool, in_same_organ: bool, in_appeal: bool = False, on: date,
    statutes: Collection[Statute] = STATUTES,
) -> tuple[Obstacle, ...]:  # fmt: skip
    """Why somebody may not do this when a superior is disqualified (H18), also in an appeal (H19).

    `is_direct`: directly under that superior, and no other between them.

    Source: law.IMPARTIALITY_DERIVED (fvl67 § 6(3)), law.IMPARTIALITY_DERIVED_25 (fvl25 § 25(2)), and in an appeal
    law.SUBORDINATE_IN_APPEAL (koml § 13-3(3)).
    Chosen reading: it reaches one step down in the same organ and no further; a colleague, somebody above and another
    organ are assessed as everybody else. In an appeal it is the same one step, and neither is done. How that paragraph
    of the local government act reads when the act of 2025 applies has not been seen; it is kept until then.
    """
    if not (is_direct and in_same_organ):
        return ()
    if in_appeal:
        return (Obstacle("superior_disqualified_in_appeal", law.SUBORDINATE_IN_APPEAL),)
    return (Obstacle("superior_disqualified", statute_on(on, statutes).derived),) if doing is Doing.DECIDE else ()


def assess_in_appeal(
    *, has_prepared: bool, has_decided: bool, on: date, statutes: Collection[Statute] = STATUTES
) -> Assessment:
    """The habilitet in an appeal of somebody at work there who had the matter before (H20).

    Source: law.DECIDED_BELOW (koml § 13-3(2): prepared or decided it), law.DECIDED_BELOW_25 (fvl25 § 26(4): decided).
    Chosen reading: from the day of the act of 2025 its own paragraph is cited for whoever decided, and the local
    government act still for whoever only prepared.
    """
    statute = statute_on(on, statutes)
    done = {"has_prepared": has_prepared, "has_decided": has_decided}
    facts = tuple(fact for fact, is_so in done.items() if is_so)
    if not facts:
        return Assessment(outcome=Outcome.IMPARTIAL, source=statute.clear)
    is_newer = has_decided and statute.clear is law.IMPARTIALITY_25
    source = law.DECIDED_BELOW_25 if is_newer else law.DECIDED_BELOW
    return Assessment(outcome=Outcome.DISQUALIFIED, source=source, inputs=facts)


def assess_elected(*, has_handled: bool, on: date, statutes: Collection[Statute] = STATUTES) -> Assessment:
    """The habilitet of an elected member who may have handled the matter as an employee (H21).

    Source: law.HANDLED_AS_EMPLOYEE (koml § 11-10(2)), under both acts.
    """
    if not has_handled:
        return Assessment(outcome=Outcome.IMPARTIAL, source=statute_on(on, statutes).clear)
    return Assessment(outcome=Outcome.DISQUALIFIED, source=law.HANDLED_AS_EMPLOYEE, inputs=("has_handled",))


def goes_to_superior(
    *, party_objects: bool, costs_much_time: bool, finds_reason: bool, on: date,
    statutes: Collection[Statute] = STATUTES,
) -> bool:  # fmt: skip
    """Whether the nearest superior decides somebody's habilitet, and not that person alone.

    `finds_reason`: the person wishes it laid before the superior.

    Source: law.IMPARTIALITY_OBJECTION (fvl67 § 8(1)), law.IMPARTIALITY_SELF_DECIDED_25 (fvl25 § 29(2)).
    Chosen reading: under the act of 1967 a party's demand is enough, unless it costs much time; under that of 2025 only
    the person's own wish is, which is still asked for.
    """
    is_demanded = party_objects and not costs_much_time and statute_on(on, statutes).heeds_objection
    return finds_reason or is_demanded


def superiors_of(role: Role) -> frozenset[Role]:
    """The roles, at the same school or owner, from which the habilitet of somebody with this role is decided (T79).

    Source: law.IMPARTIALITY_SELF_DECIDED (fvl67 § 8: the nearest superior).
    Chosen reading: one beside is no superior, and one below never is; above the owner's head is nobody whom the tool
    knows, so that the owner itself must say who decides.
    """
    return SUPERIORS[role]


def assess_objection(
    assessment: Assessment, *, costs_much_time: bool, finds_reason: bool, on: date,
    statutes: Collection[Statute] = STATUTES,
) -> Assessment:  # fmt: skip
    """The assessment once a party has said that somebody is not impartial (T79, T80).

    Source: law.IMPARTIALITY_OBJECTION (fvl67 § 8(1)), law.IMPARTIALITY_IN_DOUBT (fvl67 § 6(2): it counts),
    law.IMPARTIALITY_SELF_DECIDED_25 (fvl25 § 29(2)), law.IMPARTIALITY_IN_DOUBT_25 (fvl25 § 27: it is not named).
    Chosen reading: an objection disqualifies nobody by itself. Where it goes to the superior, somebody impartial so far
    must be assessed. Under the act of 1967 it is a fact of every assessment; under that of 2025 where it goes up.
    """
    statute = statute_on(on, statutes)
    goes_up = goes_to_superior(
        party_objects=True, costs_much_time=costs_much_time, finds_reason=finds_reason, on=on, statutes=statutes
    )
    facts = (*assessment.inputs, PARTY_OBJECTS) if statute.heeds_objection or goes_up else assessment.inputs
    if goes_up and assessment.outcome == Outcome.IMPARTIAL:
        return Assessment(outcome=Outcome.TO_ASSESS, source=statute.decided_by, inputs=facts)
    return Assessment(outcome=assessment.outcome, source=assessment.source, inputs=facts)


def cautions_about(person: str, *, leads_a_school: bool) -> tuple[Obstacle, ...]:
    """What is said, and refuses nothing, before somebody who leads a school goes out from the external team (T83).

    Source: law.TEAM_GUIDE (think carefully about whether rektors should be members).
    Chosen reading: rektor of the very school is out by no letter and would be assessed (fvl67 § 6(2)); nobody who works
    at the school goes out to it at all, so that it does not come to that (`planning.assigning.bars`).
    """
    return (Obstacle("leads_a_school", law.TEAM_GUIDE, (person,)),) if leads_a_school else ()
