"""Habilitet: every row of the table in law.md 3.3 that is built, and what everything else is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules import law
from innsats.rules.impartiality import Outcome, Relation, Tie, assess, who_decides
from innsats.rules.roles import Role

R = Relation
TODAY = date(2026, 5, 4)
DISQUALIFYING = {
    "fvl67 § 6(1) a": [R.SELF],  # H1
    "fvl67 § 6(1) b": [
        R.PARENT, R.CHILD, R.DIRECT_LINE,  # H2
        R.SIBLING,  # H3
        R.RELATIVES_SPOUSE, R.PARTNERS_DIRECT_LINE, R.PARTNERS_SIBLING, R.SIBLINGS_SPOUSE,  # H4
        R.SPOUSES_CHILD, R.PARENTS_SPOUSE,  # H9, by marriage
    ],
    "fvl67 § 6(1) c": [R.SPOUSE, R.SPOUSE_FORMER, R.ENGAGED, R.FOSTER_PARENT, R.FOSTER_CHILD],  # H5, H8
    "fvl67 § 6(1) d": [R.AGENT_NOW, R.AGENT_SINCE_CASE_BEGAN],  # H10
    "fvl67 § 6(1) e": [R.OFFICE_LEADER, R.OFFICE_LEADING_POSITION, R.OFFICE_BOARD_MEMBER],  # H12
    "fvl67 § 6(2)": [R.IS_CRITICISED],  # H15
}
BY_THEMSELVES = {kind: source for source, kinds in DISQUALIFYING.items() for kind in kinds}
IN_LAW_FILE = [
    "self", "parent", "child", "grandparent_or_other_direct_line", "sibling", "spouse_current", "spouse_former",
    "engaged", "cohabitant_current", "cohabitant_former", "foster_parent", "foster_child", "step_parent", "step_child",
    "relative's_spouse", "relative's_cohabitant", "partner's_direct_line_relative", "partner's_sibling",
    "sibling's_spouse", "sibling's_cohabitant", "uncle_aunt_nephew_niece", "cousin", "close_friend", "enemy/conflict",
    "neighbour", "colleague", "employer_superior", "treated_party_as_health_worker", "none",
]
NOT_LISTED = [kind for kind in Relation if kind not in BY_THEMSELVES and kind is not R.NONE]
TIES = st.lists(st.builds(Tie, party=st.sampled_from("ABC"), kind=st.sampled_from(Relation)), max_size=6)


def outcome_of(*kinds: Relation) -> tuple[str, str]:
    assessment = assess([Tie(party="noah", kind=kind) for kind in kinds], on=TODAY)
    return assessment.outcome, assessment.source.name


@pytest.mark.source(*DISQUALIFYING)
@pytest.mark.parametrize("kind", BY_THEMSELVES, ids=str)
def test_what_the_act_lists_disqualifies_by_its_own_letter(kind: Relation) -> None:
    assert outcome_of(kind) == (Outcome.DISQUALIFIED, BY_THEMSELVES[kind])


@pytest.mark.source("fvl67 § 6(2)")
@pytest.mark.parametrize("kind", NOT_LISTED, ids=str)
def test_everything_else_must_be_assessed(kind: Relation) -> None:
    assert outcome_of(kind) == (Outcome.TO_ASSESS, "fvl67 § 6(2)")


@pytest.mark.source("fvl67 § 6")
def test_no_tie_is_impartial() -> None:
    assert outcome_of() == outcome_of(R.NONE) == (Outcome.IMPARTIAL, "fvl67 § 6")


@pytest.mark.source("fvl67 § 6(1) b")
def test_T67_the_pupils_mother_is_inhabil() -> None:
    assert outcome_of(R.PARENT) == (Outcome.DISQUALIFIED, "fvl67 § 6(1) b")


@pytest.mark.source("fvl67 § 6(2)")
def test_T68_an_uncle_must_be_assessed() -> None:
    assert outcome_of(R.UNCLE_AUNT_NEPHEW_NIECE) == (Outcome.TO_ASSESS, "fvl67 § 6(2)")


@pytest.mark.source("fvl67 § 6(2)")
@pytest.mark.parametrize(
    "kind",
    [R.COHABITANT, R.COHABITANT_FORMER, R.RELATIVES_COHABITANT, R.SIBLINGS_COHABITANT, R.COHABITANTS_DIRECT_LINE,
     R.COHABITANTS_SIBLING, R.STEP_CHILD, R.STEP_PARENT],
    ids=str,
)
def test_T70_whoever_lives_with_a_partys_parent_must_be_assessed_under_the_act_of_1967(kind: Relation) -> None:
    assert outcome_of(kind)[0] == Outcome.TO_ASSESS


@pytest.mark.source("fvl67 § 6(1) d")
def test_T72_an_agent_whose_mandate_ended_before_the_case_must_be_assessed() -> None:
    assert outcome_of(R.AGENT_BEFORE_CASE_BEGAN)[0] == Outcome.TO_ASSESS
    assert outcome_of(R.AGENT_SINCE_CASE_BEGAN)[0] == Outcome.DISQUALIFIED


@pytest.mark.source("fvl67 § 6(1) e")
def test_T73_the_chair_of_a_club_that_is_party_is_inhabil() -> None:
    assert outcome_of(R.OFFICE_LEADER) == (Outcome.DISQUALIFIED, "fvl67 § 6(1) e")
    assert outcome_of(R.OFFICE_IN_PUBLIC_COMPANY)[0] == Outcome.TO_ASSESS
    assert outcome_of(R.OFFICE_BOARD_DEPUTY)[0] == Outcome.TO_ASSESS


def test_criticism_of_the_schools_handling_is_not_criticism_of_oneself() -> None:
    assert outcome_of(R.HANDLING_CRITICISED)[0] == Outcome.TO_ASSESS
    assert outcome_of(R.IS_CRITICISED)[0] == Outcome.DISQUALIFIED


def test_T85_the_answer_names_paragraph_letter_and_fact() -> None:
    assessment = assess([Tie(party="noah", kind=R.COUSIN), Tie(party="ida", kind=R.FOSTER_PARENT)], on=TODAY)
    assert assessment.source is law.IMPARTIALITY_SPOUSE
    assert assessment.inputs == ("cousin noah", "foster_parent ida")


@given(TIES, TIES)
def test_one_tie_more_never_makes_anyone_more_impartial(ties: list[Tie], more: list[Tie]) -> None:
    order = list(Outcome)
    assert order.index(assess(ties + more, on=TODAY).outcome) >= order.index(assess(ties, on=TODAY).outcome)


@given(TIES.flatmap(lambda ties: st.tuples(st.just(ties), st.permutations(ties))))
def test_the_order_of_the_ties_does_not_matter(both: tuple[list[Tie], list[Tie]]) -> None:
    first, second = (assess(ties, on=TODAY) for ties in both)
    assert (first.outcome, first.source) == (second.outcome, second.source)


@pytest.mark.parametrize("spelling", IN_LAW_FILE)
def test_every_relation_of_the_law_file_is_known_as_it_is_spelt_there(spelling: str) -> None:
    assert Relation(spelling).value == spelling.replace("'", "").replace("/", "_")


def test_an_unknown_relation_is_an_error() -> None:
    with pytest.raises(ValueError):
        Relation("best_mates")


@pytest.mark.parametrize("on", [date(1960, 1, 1), date(2026, 5, 4), date(2040, 1, 1)])
def test_the_act_of_1967_applies_until_another_is_in_force(on: date) -> None:
    assert assess([Tie(party="", kind=R.COHABITANT)], on=on).source.name.startswith("fvl67")


@pytest.mark.source("fvl67 § 8")
def test_rektor_decides_for_the_others_and_the_officer_for_rektor() -> None:
    assert who_decides(Role.EMPLOYEE) is Role.PRINCIPAL
    assert who_decides(Role.PRINCIPAL) is Role.OWNER_OFFICER
    assert who_decides(Role.OWNER_OFFICER) is Role.OWNER_HEAD
    assert who_decides(Role.PRIVACY_OFFICER) is Role.OWNER_HEAD
    assert who_decides(Role.OWNER_HEAD) is None


@pytest.mark.parametrize("role", Role)
def test_nobody_decides_on_themselves(role: Role) -> None:
    assert who_decides(role) is not role
