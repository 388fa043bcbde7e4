"""Habilitet by one's own ties: every row H1 to H16 of the table in law.md 3.3, under both acts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules import law
from innsats.rules.impartiality import (
    FVL25,
    FVL67,
    STATUTES,
    Outcome,
    Relation,
    Statute,
    Tie,
    assess,
    set_aside,
    statute_on,
)

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
THEN, BEFORE = date(2027, 7, 1), date(2027, 6, 30)
WITH_A_DAY = (FVL67, replace(FVL25, in_force_from=THEN))  # as it would be, were the act of 2025 to apply from then
DISQUALIFYING_25 = {
    "fvl25 § 26(1)": [R.SELF],  # H1
    "fvl25 § 26(2) a": [R.SPOUSE, R.SPOUSE_FORMER, R.ENGAGED, R.COHABITANT, R.COHABITANT_FORMER],  # H5, H6
    "fvl25 § 26(2) b": [R.PARENT, R.CHILD, R.DIRECT_LINE],  # H2
    "fvl25 § 26(2) c": [R.SIBLING],  # H3
    "fvl25 § 26(2) b–d": [
        R.RELATIVES_SPOUSE, R.PARTNERS_DIRECT_LINE, R.PARTNERS_SIBLING, R.SIBLINGS_SPOUSE,  # H4
        R.RELATIVES_COHABITANT, R.SIBLINGS_COHABITANT, R.COHABITANTS_DIRECT_LINE, R.COHABITANTS_SIBLING,  # H7
    ],
    "fvl25 § 26(2) e": [R.FOSTER_PARENT, R.FOSTER_CHILD],  # H8
    "fvl25 § 26(2) f": [R.STEP_PARENT, R.STEP_CHILD, R.PARENTS_SPOUSE, R.SPOUSES_CHILD],  # H9
    "fvl25 § 26(3) a": [R.AGENT_NOW, R.AGENT_SINCE_CASE_BEGAN],  # H10
    "fvl25 § 26(3) b": [
        R.OFFICE_LEADER, R.OFFICE_LEADING_POSITION, R.OFFICE_BOARD_MEMBER, R.OFFICE_IN_PUBLIC_COMPANY,  # H12
    ],
    "fvl25 § 26(3)": [R.OFFICE_BOARD_DEPUTY_TOOK_PART],  # H13
    "fvl25 § 27": [R.IS_CRITICISED],  # H15
}
BY_THEMSELVES_25 = {kind: source for source, kinds in DISQUALIFYING_25.items() for kind in kinds}
NOT_LISTED_25 = [kind for kind in Relation if kind not in BY_THEMSELVES_25 and kind is not R.NONE]
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


DAYS = st.sampled_from([TODAY, BEFORE, THEN])


def outcome_of(*kinds: Relation) -> tuple[str, str]:
    assessment = assess([Tie(party="noah", kind=kind) for kind in kinds], on=TODAY)
    return assessment.outcome, assessment.source.name


def outcome_then(*kinds: Relation, on: date = THEN) -> tuple[str, str]:
    """By the act of 2025, had it a day."""
    assessment = assess([Tie(party="noah", kind=kind) for kind in kinds], on=on, statutes=WITH_A_DAY)
    return assessment.outcome, assessment.source.name


def severity(outcome: str) -> int:
    return list(Outcome).index(Outcome(outcome))


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


@given(TIES, TIES, DAYS)
def test_one_tie_more_never_makes_anyone_more_impartial_under_either_act(
    ties: list[Tie], more: list[Tie], on: date
) -> None:
    held, all_of_them = (assess(some, on=on, statutes=WITH_A_DAY) for some in (ties, ties + more))
    assert severity(all_of_them.outcome) >= severity(held.outcome)


@given(TIES.flatmap(lambda ties: st.tuples(st.just(ties), st.permutations(ties))), DAYS)
def test_the_order_of_the_ties_does_not_matter_under_either_act(both: tuple[list[Tie], list[Tie]], on: date) -> None:
    first, second = (assess(ties, on=on, statutes=WITH_A_DAY) for ties in both)
    assert (first.outcome, first.source) == (second.outcome, second.source)


@given(TIES)
def test_the_act_of_2025_never_makes_anyone_freer_than_that_of_1967(ties: list[Tie]) -> None:
    then, before = (assess(ties, on=on, statutes=WITH_A_DAY) for on in (THEN, BEFORE))
    assert severity(then.outcome) >= severity(before.outcome)


@pytest.mark.parametrize("spelling", IN_LAW_FILE)
def test_every_relation_of_the_law_file_is_known_as_it_is_spelt_there(spelling: str) -> None:
    assert Relation(spelling).value == spelling.replace("'", "").replace("/", "_")


def test_an_unknown_relation_is_an_error() -> None:
    with pytest.raises(ValueError):
        Relation("best_mates")


@pytest.mark.source(*DISQUALIFYING_25)
@pytest.mark.parametrize("kind", BY_THEMSELVES_25, ids=str)
def test_what_the_act_of_2025_lists_disqualifies_by_its_own_letter_from_its_day(kind: Relation) -> None:
    assert outcome_then(kind) == (Outcome.DISQUALIFIED, BY_THEMSELVES_25[kind])
    assert outcome_then(kind, on=BEFORE)[1].startswith("fvl67")


@pytest.mark.source("fvl25 § 27")
@pytest.mark.parametrize("kind", NOT_LISTED_25, ids=str)
def test_everything_else_must_be_assessed_under_the_act_of_2025_too(kind: Relation) -> None:
    assert outcome_then(kind) == (Outcome.TO_ASSESS, "fvl25 § 27")


@pytest.mark.source("fvl25 § 26")
def test_no_tie_is_impartial_under_the_act_of_2025_too() -> None:
    assert outcome_then() == outcome_then(R.NONE) == (Outcome.IMPARTIAL, "fvl25 § 26")


@pytest.mark.source("fvl25 § 26(2) a")
def test_T70_whoever_lives_with_a_party_or_a_partys_family_is_inhabil_from_the_day_of_the_act_of_2025() -> None:
    for kind in (R.COHABITANT, R.COHABITANT_FORMER, R.RELATIVES_COHABITANT, R.COHABITANTS_DIRECT_LINE):
        assert outcome_then(kind, on=BEFORE) == (Outcome.TO_ASSESS, "fvl67 § 6(2)")
        assert outcome_then(kind)[0] == Outcome.DISQUALIFIED


@pytest.mark.source("fvl25 § 26(3)")
def test_H13_a_boards_deputy_is_inhabil_only_who_took_part_and_only_under_the_act_of_2025() -> None:
    assert outcome_of(R.OFFICE_BOARD_DEPUTY_TOOK_PART) == outcome_of(R.OFFICE_BOARD_DEPUTY)
    assert outcome_then(R.OFFICE_BOARD_DEPUTY) == (Outcome.TO_ASSESS, "fvl25 § 27")
    assert outcome_then(R.OFFICE_BOARD_DEPUTY_TOOK_PART)[0] == Outcome.DISQUALIFIED


@pytest.mark.source("fvl67 § 6(2)", "fvl25 § 27")
@pytest.mark.parametrize(("on", "source"), [(BEFORE, "fvl67 § 6(2)"), (THEN, "fvl25 § 27")])
def test_H11_an_agent_whose_mandate_ended_before_the_case_began_must_be_assessed(on: date, source: str) -> None:
    assert outcome_then(R.AGENT_BEFORE_CASE_BEGAN, on=on) == (Outcome.TO_ASSESS, source)


@pytest.mark.source("fvl67 § 6(2)", "fvl25 § 27")
@pytest.mark.parametrize(("on", "source"), [(BEFORE, "fvl67 § 6(2)"), (THEN, "fvl25 § 27")])
@pytest.mark.parametrize("kind", [
    R.UNCLE_AUNT_NEPHEW_NIECE, R.COUSIN, R.CLOSE_FRIEND, R.CONFLICT, R.COLLEAGUE, R.EMPLOYER_SUPERIOR,
    R.TREATED_AS_HEALTH_WORKER,
])  # fmt: skip
def test_H14_what_may_weaken_trust_must_be_assessed(kind: Relation, on: date, source: str) -> None:
    assert outcome_then(kind, on=on) == (Outcome.TO_ASSESS, source)


@pytest.mark.source("fvl67 § 6(4)", "fvl25 § 28(2)")
@pytest.mark.parametrize(("on", "source"), [(BEFORE, "fvl67 § 6(4)"), (THEN, "fvl25 § 28(2)")])
def test_H16_what_obviously_cannot_matter_is_set_aside_with_reasons(on: date, source: str) -> None:
    tie = Tie(party="club", kind=R.OFFICE_BOARD_MEMBER)
    found = assess([tie], on=on, statutes=WITH_A_DAY)
    aside = set_aside(
        found, may_influence=False, calls_for_it=False, has_reasons=True, on=on, statutes=WITH_A_DAY
    )
    assert (aside.outcome, aside.source.name) == (Outcome.IMPARTIAL, source)
    assert aside.inputs == (*found.inputs, "no_influence", "no_interest_in_stepping_aside")


@pytest.mark.source("fvl67 § 6(4)")
@given(TIES, st.booleans(), st.booleans(), st.booleans())
def test_H16_without_reasons_or_with_anything_that_may_matter_the_rules_apply(
    ties: list[Tie], may_influence: bool, calls_for_it: bool, has_reasons: bool
) -> None:
    found = assess(ties, on=TODAY)
    after = set_aside(
        found, may_influence=may_influence, calls_for_it=calls_for_it, has_reasons=has_reasons, on=TODAY
    )
    is_aside = has_reasons and not may_influence and not calls_for_it
    assert (after != found) is is_aside


@pytest.mark.source("fvl67 § 7", "fvl25 § 28(1)")
def test_H17_what_cannot_wait_rests_on_the_act_of_its_day() -> None:
    assert [statute_on(on, WITH_A_DAY).urgent.name for on in (BEFORE, THEN)] == ["fvl67 § 7", "fvl25 § 28(1)"]


def test_the_act_of_2025_has_no_day_and_is_chosen_for_no_event() -> None:
    assert FVL25 in STATUTES and FVL25.in_force_from is None
    assert {source.in_force_from for source in FVL25.disqualifies.values()} == {None}
    assert {statute_on(date(year, 1, 1)) for year in range(1960, 2100)} == {FVL67}


@pytest.mark.parametrize("statute", STATUTES)
def test_an_act_cites_only_itself(statute: Statute) -> None:
    cited = {*statute.disqualifies.values(), statute.clear, statute.in_doubt, statute.immaterial, statute.urgent}
    cited |= {statute.derived, statute.decided_by}
    assert len({source.name.split()[0] for source in cited}) == len({source.url for source in cited}) == 1


@pytest.mark.parametrize("on", [date(1960, 1, 1), date(2026, 5, 4), date(2040, 1, 1)])
def test_the_act_of_1967_applies_until_another_is_in_force(on: date) -> None:
    assert assess([Tie(party="", kind=R.COHABITANT)], on=on).source.name.startswith("fvl67")
