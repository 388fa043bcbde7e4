"""Habilitet: from the ties somebody has to a party, to impartial, must be assessed, or disqualified.

A table per act, chosen by the date of the event. Only the act of 1967 is in force.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import law
from .roles import Role
from .verdicts import Assessment, Source


class Outcome(StrEnum):
    """Habil, må vurderes, inhabil. In the order of how bad they are."""

    IMPARTIAL = "impartial"
    TO_ASSESS = "must_be_assessed"
    DISQUALIFIED = "disqualified"


class Relation(StrEnum):
    """How somebody stands to a party: what may be declared, or known as a hint.

    A `partner` is the spouse; what goes through a cohabitant has codes of its own, since the act of 1967 judges it
    otherwise. `STEP_CHILD` and `STEP_PARENT` leave open which it is; `SPOUSES_CHILD` and `PARENTS_SPOUSE` say marriage.
    """

    NONE = "none"
    SELF = "self"
    PARENT = "parent"
    CHILD = "child"
    DIRECT_LINE = "grandparent_or_other_direct_line"
    SIBLING = "sibling"
    SPOUSE = "spouse_current"
    SPOUSE_FORMER = "spouse_former"
    ENGAGED = "engaged"
    COHABITANT = "cohabitant_current"
    COHABITANT_FORMER = "cohabitant_former"
    FOSTER_PARENT = "foster_parent"
    FOSTER_CHILD = "foster_child"
    STEP_PARENT = "step_parent"
    STEP_CHILD = "step_child"
    PARENTS_SPOUSE = "parents_spouse"
    SPOUSES_CHILD = "spouses_child"
    RELATIVES_SPOUSE = "relatives_spouse"  # of a relative in the direct line, such as a child's spouse
    RELATIVES_COHABITANT = "relatives_cohabitant"
    PARTNERS_DIRECT_LINE = "partners_direct_line_relative"
    PARTNERS_SIBLING = "partners_sibling"
    SIBLINGS_SPOUSE = "siblings_spouse"
    SIBLINGS_COHABITANT = "siblings_cohabitant"
    COHABITANTS_DIRECT_LINE = "cohabitants_direct_line_relative"
    COHABITANTS_SIBLING = "cohabitants_sibling"
    UNCLE_AUNT_NEPHEW_NIECE = "uncle_aunt_nephew_niece"
    COUSIN = "cousin"
    CLOSE_FRIEND = "close_friend"
    CONFLICT = "enemy_conflict"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"
    EMPLOYER_SUPERIOR = "employer_superior"
    TREATED_AS_HEALTH_WORKER = "treated_party_as_health_worker"
    # verge or fullmektig for the party
    AGENT_NOW = "guardian_or_agent_now"
    AGENT_SINCE_CASE_BEGAN = "guardian_or_agent_since_case_began"
    AGENT_BEFORE_CASE_BEGAN = "guardian_or_agent_before_case_began"
    # an office in an organisation or company that is party
    OFFICE_LEADER = "office_leader"
    OFFICE_LEADING_POSITION = "office_leading_position"
    OFFICE_BOARD_MEMBER = "office_board_member"
    OFFICE_BOARD_DEPUTY = "office_board_deputy"
    OFFICE_IN_PUBLIC_COMPANY = "office_in_public_company"  # fully public: § 6(1) e does not apply
    # something to win or lose
    STAKE_OWN = "stake_own"
    STAKE_OF_CLOSE_PERSON = "stake_of_close_person"
    # involved before
    REPORTED_IT = "reported_it"
    HANDLED_AT_SCHOOL = "handled_at_school"
    DECIDED_MEASURE = "decided_measure"
    IS_CRITICISED = "is_criticised_in_case"  # one's own conduct towards the pupil is what is examined
    HANDLING_CRITICISED = "handling_criticised"  # the school's handling is criticised, not one's own conduct
    GAVE_TREATMENT = "gave_treatment"

    @classmethod
    def _missing_(cls, value: object) -> Relation | None:
        """Also as law.md spells them: relative's_spouse, enemy/conflict."""
        plain = str(value).replace("'", "").replace("/", "_")
        return next((relation for relation in cls if relation.value == plain), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One declared or known fact. `party` is any key of the party: an id, never a name."""

    party: str
    kind: Relation


Verdict = tuple[Outcome, Source]
R = Relation

CLEAR: Verdict = (Outcome.IMPARTIAL, law.IMPARTIALITY)
IN_DOUBT: Verdict = (Outcome.TO_ASSESS, law.IMPARTIALITY_IN_DOUBT)


def _disqualified(source: Source, *kinds: Relation) -> dict[Relation, Verdict]:
    return dict.fromkeys(kinds, (Outcome.DISQUALIFIED, source))


FVL67: dict[Relation, Verdict] = {
    R.NONE: CLEAR,
    **_disqualified(law.IMPARTIALITY_PARTY, R.SELF),  # H1
    **_disqualified(law.IMPARTIALITY_FAMILY, R.PARENT, R.CHILD, R.DIRECT_LINE, R.SIBLING),  # H2, H3
    **_disqualified(  # H4: by marriage, in the direct line or as near as a sibling
        law.IMPARTIALITY_FAMILY, R.RELATIVES_SPOUSE, R.PARTNERS_DIRECT_LINE, R.PARTNERS_SIBLING, R.SIBLINGS_SPOUSE,
        R.SPOUSES_CHILD, R.PARENTS_SPOUSE,
    ),
    **_disqualified(law.IMPARTIALITY_SPOUSE, R.SPOUSE, R.SPOUSE_FORMER, R.ENGAGED),  # H5
    **_disqualified(law.IMPARTIALITY_SPOUSE, R.FOSTER_PARENT, R.FOSTER_CHILD),  # H8
    **_disqualified(law.IMPARTIALITY_AGENT, R.AGENT_NOW, R.AGENT_SINCE_CASE_BEGAN),  # H10
    **_disqualified(  # H12
        law.IMPARTIALITY_OFFICE, R.OFFICE_LEADER, R.OFFICE_LEADING_POSITION, R.OFFICE_BOARD_MEMBER
    ),
    **_disqualified(law.IMPARTIALITY_IN_DOUBT, R.IS_CRITICISED),  # H15
}
REGIMES: tuple[tuple[date, dict[Relation, Verdict]], ...] = ((law.IMPARTIALITY.in_force_from, FVL67),)
BY_SEVERITY = tuple(Outcome)


def assess(ties: Iterable[Tie], *, on: date) -> Assessment:
    """What these ties say of somebody's habilitet: the worst of them wins. No ties means impartial.

    `on` is the date of the event and chooses the act. `inputs` are the ties as "kind party".

    Source: law.IMPARTIALITY (fvl67 § 6, first and second paragraph), the paragraph and letter in the answer.
    Chosen reading: rows H1–H5, H8, H10, H12 and H15 disqualify by themselves. H15, whose own conduct is examined, has
    no letter in the act; it is § 6(2), treated as inhabil. Criticism of the school's handling is not that, and must be
    assessed. So must everything the act does not list: cohabitants and their family, uncles and cousins, friends,
    conflicts, earlier work on the matter. A step-child is *svogerskap* only by marriage, and must be assessed when
    nobody has said which it is.
    """
    declared = tuple(ties)
    table = _table(on)
    verdicts = [CLEAR, *(table.get(tie.kind, IN_DOUBT) for tie in declared)]
    outcome, source = min(verdicts, key=lambda v: (-BY_SEVERITY.index(v[0]), v[1].name))
    return Assessment(outcome=outcome, source=source, inputs=tuple(f"{tie.kind} {tie.party}" for tie in declared))


def who_decides(about: Role) -> Role | None:
    """The role that decides when the habilitet of somebody with the role `about` is in doubt.

    Source: law.IMPARTIALITY_SELF_DECIDED (fvl67 § 8: laid before the nearest superior).
    Chosen reading: rektor for those at the school, the owner's officer for rektor, the head for others at the owner.
    None for the head: nobody above the head has a role here.
    """
    if about is Role.OWNER_HEAD:
        return None
    return {Role.EMPLOYEE: Role.PRINCIPAL, Role.PRINCIPAL: Role.OWNER_OFFICER}.get(about, Role.OWNER_HEAD)


def _table(on: date) -> dict[Relation, Verdict]:
    """The act in force on this day; before the first of them, the first."""
    return max((row for row in REGIMES if row[0] <= on), key=lambda row: row[0], default=REGIMES[0])[1]
