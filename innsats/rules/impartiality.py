"""Habilitet: from the ties somebody has to a party, to impartial, must be assessed, or disqualified.

A statute per act, chosen by the date of the event. Only the act of 1967 is in force; that of 2025 has no day yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import law
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
    OFFICE_BOARD_DEPUTY = "office_board_deputy"  # who took no part when the board had the matter, or has not said
    OFFICE_BOARD_DEPUTY_TOOK_PART = "office_board_deputy_took_part"
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statute:
    """One act on habilitet: which ties disqualify, by which letter, and the paragraphs that say the rest.

    `in_force_from` None: adopted, but without a day. It is then chosen for no event.
    """

    in_force_from: date | None
    disqualifies: Mapping[Relation, Source]
    clear: Source
    in_doubt: Source
    immaterial: Source  # obviously without weight: the rules do not apply
    urgent: Source  # what cannot wait
    derived: Source  # the one directly under somebody disqualified
    decided_by: Source  # who answers the question itself
    heeds_objection: bool  # a party's objection sends it to the superior, and counts in the assessment


R = Relation
FVL67 = Statute(
    in_force_from=law.IMPARTIALITY.in_force_from,
    disqualifies={
        R.SELF: law.IMPARTIALITY_PARTY,  # H1
        **dict.fromkeys((R.PARENT, R.CHILD, R.DIRECT_LINE, R.SIBLING), law.IMPARTIALITY_FAMILY),  # H2, H3
        **dict.fromkeys(  # H4: by marriage, in the direct line or as near as a sibling; H9 by marriage
            (
                R.RELATIVES_SPOUSE, R.PARTNERS_DIRECT_LINE, R.PARTNERS_SIBLING, R.SIBLINGS_SPOUSE, R.SPOUSES_CHILD,
                R.PARENTS_SPOUSE,
            ),
            law.IMPARTIALITY_FAMILY,
        ),
        **dict.fromkeys((R.SPOUSE, R.SPOUSE_FORMER, R.ENGAGED), law.IMPARTIALITY_SPOUSE),  # H5
        **dict.fromkeys((R.FOSTER_PARENT, R.FOSTER_CHILD), law.IMPARTIALITY_SPOUSE),  # H8
        **dict.fromkeys((R.AGENT_NOW, R.AGENT_SINCE_CASE_BEGAN), law.IMPARTIALITY_AGENT),  # H10
        **dict.fromkeys(  # H12
            (R.OFFICE_LEADER, R.OFFICE_LEADING_POSITION, R.OFFICE_BOARD_MEMBER), law.IMPARTIALITY_OFFICE
        ),
        R.IS_CRITICISED: law.IMPARTIALITY_IN_DOUBT,  # H15
    },
    clear=law.IMPARTIALITY,
    in_doubt=law.IMPARTIALITY_IN_DOUBT,
    immaterial=law.IMPARTIALITY_IMMATERIAL,
    urgent=law.URGENT,
    derived=law.IMPARTIALITY_DERIVED,
    decided_by=law.IMPARTIALITY_OBJECTION,
    heeds_objection=True,
)
FVL25 = Statute(
    in_force_from=law.IMPARTIALITY_25.in_force_from,
    disqualifies={
        R.SELF: law.IMPARTIALITY_PARTY_25,  # H1
        **dict.fromkeys((R.PARENT, R.CHILD, R.DIRECT_LINE), law.IMPARTIALITY_LINE_25),  # H2
        R.SIBLING: law.IMPARTIALITY_SIBLING_25,  # H3
        **dict.fromkeys(  # H4 by marriage, H7 by living together
            (
                R.RELATIVES_SPOUSE, R.PARTNERS_DIRECT_LINE, R.PARTNERS_SIBLING, R.SIBLINGS_SPOUSE,
                R.RELATIVES_COHABITANT, R.COHABITANTS_DIRECT_LINE, R.COHABITANTS_SIBLING, R.SIBLINGS_COHABITANT,
            ),
            law.IMPARTIALITY_IN_LAWS_25,
        ),
        **dict.fromkeys(  # H5, H6
            (R.SPOUSE, R.SPOUSE_FORMER, R.ENGAGED, R.COHABITANT, R.COHABITANT_FORMER), law.IMPARTIALITY_PARTNER_25
        ),
        **dict.fromkeys((R.FOSTER_PARENT, R.FOSTER_CHILD), law.IMPARTIALITY_FOSTER_25),  # H8
        **dict.fromkeys(  # H9
            (R.STEP_PARENT, R.STEP_CHILD, R.PARENTS_SPOUSE, R.SPOUSES_CHILD), law.IMPARTIALITY_STEP_25
        ),
        **dict.fromkeys((R.AGENT_NOW, R.AGENT_SINCE_CASE_BEGAN), law.IMPARTIALITY_AGENT_25),  # H10
        **dict.fromkeys(  # H12: the text has no exception for a public company
            (R.OFFICE_LEADER, R.OFFICE_LEADING_POSITION, R.OFFICE_BOARD_MEMBER, R.OFFICE_IN_PUBLIC_COMPANY),
            law.IMPARTIALITY_OFFICE_25,
        ),
        R.OFFICE_BOARD_DEPUTY_TOOK_PART: law.IMPARTIALITY_BOARD_DEPUTY_25,  # H13
        R.IS_CRITICISED: law.IMPARTIALITY_IN_DOUBT_25,  # H15
    },
    clear=law.IMPARTIALITY_25,
    in_doubt=law.IMPARTIALITY_IN_DOUBT_25,
    immaterial=law.IMPARTIALITY_IMMATERIAL_25,
    urgent=law.URGENT_25,
    derived=law.IMPARTIALITY_DERIVED_25,
    decided_by=law.IMPARTIALITY_SELF_DECIDED_25,
    heeds_objection=False,
)
STATUTES = (FVL67, FVL25)
BY_SEVERITY = tuple(Outcome)


def statute_on(on: date, statutes: Collection[Statute] = STATUTES) -> Statute:
    """The act for an event on this day: of those in force, the newest; before the first of them, the first.

    An act without a day is never chosen. `statutes` is for asking what a day would mean.
    """
    dated = {one.in_force_from: one for one in statutes if one.in_force_from is not None}
    return dated[max((day for day in dated if day <= on), default=min(dated))]


def assess(ties: Iterable[Tie], *, on: date, statutes: Collection[Statute] = STATUTES) -> Assessment:
    """What these ties say of somebody's habilitet: the worst of them wins. No ties means impartial.

    `on` is the date of the event and chooses the act. `inputs` are the ties as "kind party".

    Source: fvl67 § 6, first and second paragraph; from its day fvl25 §§ 26 and 27. The paragraph and letter stand in
    the answer.
    Chosen reading: rows H1–H5, H8, H10, H12 and H15 disqualify by themselves. H15, whose own conduct is examined, has
    no letter in either act; it is § 6(2) and § 27, treated as inhabil. Criticism of the school's handling is not that,
    and must be assessed. So must everything the act of 1967 does not list: cohabitants and their family, uncles and
    cousins, friends, conflicts, earlier work on the matter, a deputy of a board. *Svogerskap* is by marriage alone, as
    doctrine has it; the primary source was not read. A step-child is that only by marriage, and must be assessed when
    nobody has said which it is. The act of 2025 lists those who live together, the ties through them and step-families
    (H6, H7, H9), a public company, and a board's deputy who took part (H13). Which of its letters b to d a tie by
    marriage or cohabitation comes under is not told apart, so all three are cited.
    """
    statute, declared = statute_on(on, statutes), tuple(ties)
    verdicts = [(Outcome.IMPARTIAL, statute.clear), *(_verdict(statute, tie.kind) for tie in declared)]
    outcome, source = min(verdicts, key=lambda v: (-BY_SEVERITY.index(v[0]), v[1].name))
    return Assessment(outcome=outcome, source=source, inputs=tuple(f"{tie.kind} {tie.party}" for tie in declared))


def set_aside(
    assessment: Assessment, *, may_influence: bool, calls_for_it: bool, has_reasons: bool, on: date,
    statutes: Collection[Statute] = STATUTES,
) -> Assessment:  # fmt: skip
    """Impartial after all, when it is obvious that the tie cannot matter; otherwise the assessment as it was (H16).

    `may_influence`: the tie may influence how one stands to the matter. `calls_for_it`: something public or private
    speaks for stepping aside.

    Source: law.IMPARTIALITY_IMMATERIAL (fvl67 § 6(4)), law.IMPARTIALITY_IMMATERIAL_25 (fvl25 § 28(2)).
    Chosen reading: both must be obviously absent, and the reasons are written down; without them the rules apply.
    Whoever decides the question answers it, and never the rule by itself.
    """
    if may_influence or calls_for_it or not has_reasons:
        return assessment
    source = statute_on(on, statutes).immaterial
    facts = (*assessment.inputs, "no_influence", "no_interest_in_stepping_aside")
    return Assessment(outcome=Outcome.IMPARTIAL, source=source, inputs=facts)


def _verdict(statute: Statute, kind: Relation) -> tuple[Outcome, Source]:
    if kind is Relation.NONE:
        return Outcome.IMPARTIAL, statute.clear
    source = statute.disqualifies.get(kind)
    return (Outcome.DISQUALIFIED, source) if source else (Outcome.TO_ASSESS, statute.in_doubt)
