"""Habilitet that follows from others: H18 to H21 of law.md 3.3, objections (T79, T80), and rektor in the team (T83)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.impartiality import FVL25, FVL67, Outcome, Relation, Tie, assess
from innsats.rules.roles import Role
from innsats.rules.subordinates import (
    PARTY_OBJECTS,
    Doing,
    assess_elected,
    assess_in_appeal,
    assess_objection,
    cautions_about,
    goes_to_superior,
    obstacles_under,
    superiors_of,
)

THEN, BEFORE = date(2027, 7, 1), date(2027, 6, 30)
WITH_A_DAY = (FVL67, replace(FVL25, in_force_from=THEN))
BOTH = pytest.mark.parametrize("on", [BEFORE, THEN])
TIES = st.lists(st.builds(Tie, party=st.sampled_from("ABC"), kind=st.sampled_from(Relation)), max_size=6)
DAYS = st.sampled_from([BEFORE, THEN])


def under(doing: Doing, on: date, *, is_direct: bool = True, in_same_organ: bool = True, in_appeal: bool = False):
    found = obstacles_under(
        doing, is_direct=is_direct, in_same_organ=in_same_organ, in_appeal=in_appeal, on=on, statutes=WITH_A_DAY
    )
    return [one.source.name for one in found]


def severity(outcome: str) -> int:
    return list(Outcome).index(Outcome(outcome))


@pytest.mark.source("fvl67 § 6(3)", "fvl25 § 25(2)")
def test_T74_H18_whoever_is_directly_under_somebody_inhabil_may_prepare_and_not_decide() -> None:
    assert under(Doing.PREPARE, BEFORE) == under(Doing.PREPARE, THEN) == []
    assert under(Doing.DECIDE, BEFORE) == ["fvl67 § 6(3)"]
    assert under(Doing.DECIDE, THEN) == ["fvl25 § 25(2)"]


@pytest.mark.source("koml § 13-3(3)")
@BOTH
@pytest.mark.parametrize("doing", Doing)
def test_T76_H19_in_an_appeal_neither(doing: Doing, on: date) -> None:
    assert under(doing, on, in_appeal=True) == ["koml § 13-3(3)"]


@pytest.mark.source("fvl67 § 6(3)")
@BOTH
@pytest.mark.parametrize("doing", Doing)
@pytest.mark.parametrize("in_appeal", [False, True])
def test_T78_a_colleague_and_another_organ_are_not_reached(doing: Doing, in_appeal: bool, on: date) -> None:
    assert under(doing, on, is_direct=False, in_appeal=in_appeal) == []
    assert under(doing, on, in_same_organ=False, in_appeal=in_appeal) == []


@pytest.mark.source("koml § 13-3(2)", "fvl25 § 26(4)")
def test_H20_who_had_the_matter_below_is_inhabil_in_the_appeal() -> None:
    def cited(on: date, *, prepared: bool, decided: bool) -> tuple[str, str]:
        found = assess_in_appeal(has_prepared=prepared, has_decided=decided, on=on, statutes=WITH_A_DAY)
        return found.outcome, found.source.name

    for prepared in (True, False):
        assert cited(BEFORE, prepared=prepared, decided=True) == (Outcome.DISQUALIFIED, "koml § 13-3(2)")
        assert cited(THEN, prepared=prepared, decided=True) == (Outcome.DISQUALIFIED, "fvl25 § 26(4)")
    for on in (BEFORE, THEN):
        assert cited(on, prepared=True, decided=False) == (Outcome.DISQUALIFIED, "koml § 13-3(2)")
        assert cited(on, prepared=False, decided=False)[0] == Outcome.IMPARTIAL


@pytest.mark.source("koml § 11-10(2)")
@BOTH
def test_H21_an_elected_member_who_had_it_as_an_employee_is_inhabil(on: date) -> None:
    found = assess_elected(has_handled=True, on=on, statutes=WITH_A_DAY)
    assert (found.outcome, found.source.name) == (Outcome.DISQUALIFIED, "koml § 11-10(2)")
    assert assess_elected(has_handled=False, on=on, statutes=WITH_A_DAY).outcome == Outcome.IMPARTIAL


def asked_of_superior(on: date, *, objects: bool = True, slow: bool = False, wishes: bool = False) -> bool:
    return goes_to_superior(
        party_objects=objects, costs_much_time=slow, finds_reason=wishes, on=on, statutes=WITH_A_DAY
    )


@pytest.mark.source("fvl67 § 8(1)")
def test_T79_a_party_who_objects_is_heard_by_the_superior_unless_it_costs_much_time() -> None:
    assert asked_of_superior(BEFORE)
    assert not asked_of_superior(BEFORE, slow=True)
    assert not asked_of_superior(BEFORE, objects=False)


@pytest.mark.source("fvl25 § 29(2)")
def test_T80_under_the_act_of_2025_only_who_it_concerns_asks_the_superior() -> None:
    assert not asked_of_superior(THEN)
    assert asked_of_superior(THEN, wishes=True)


@pytest.mark.source("fvl67 § 8(1)", "fvl25 § 29(2)")
@BOTH
@pytest.mark.parametrize("slow", [False, True])
def test_who_it_concerns_may_always_ask_the_superior(on: date, slow: bool) -> None:
    assert asked_of_superior(on, objects=False, slow=slow, wishes=True)


def objected(ties: list[Tie], on: date, *, slow: bool = False, wishes: bool = False):
    found = assess(ties, on=on, statutes=WITH_A_DAY)
    return assess_objection(found, costs_much_time=slow, finds_reason=wishes, on=on, statutes=WITH_A_DAY)


@pytest.mark.source("fvl67 § 8(1)", "fvl67 § 6(2)")
def test_T79_an_objection_to_somebody_without_ties_must_be_assessed_and_counts() -> None:
    found = objected([], BEFORE)
    assert (found.outcome, found.source.name, found.inputs) == (Outcome.TO_ASSESS, "fvl67 § 8(1)", (PARTY_OBJECTS,))
    assert objected([], BEFORE, slow=True).outcome == Outcome.IMPARTIAL
    cousin = objected([Tie(party="noah", kind=Relation.COUSIN)], BEFORE, slow=True)
    assert (cousin.source.name, cousin.inputs) == ("fvl67 § 6(2)", ("cousin noah", PARTY_OBJECTS))


@pytest.mark.source("fvl25 § 29(2)")
def test_T80_an_objection_changes_nothing_under_the_act_of_2025_until_it_is_asked_about() -> None:
    assert objected([], THEN) == assess([], on=THEN, statutes=WITH_A_DAY)
    found = objected([], THEN, wishes=True)
    assert (found.outcome, found.source.name, found.inputs) == (Outcome.TO_ASSESS, "fvl25 § 29(2)", (PARTY_OBJECTS,))


@given(TIES, DAYS, st.booleans(), st.booleans())
def test_an_objection_never_makes_anyone_freer_and_disqualifies_nobody_by_itself(
    ties: list[Tie], on: date, slow: bool, wishes: bool
) -> None:
    before, after = assess(ties, on=on, statutes=WITH_A_DAY), objected(ties, on, slow=slow, wishes=wishes)
    assert severity(after.outcome) >= severity(before.outcome)
    assert (after.outcome == Outcome.DISQUALIFIED) is (before.outcome == Outcome.DISQUALIFIED)


@pytest.mark.source("Udir teams")
def test_T83_who_leads_a_school_is_cautioned_about_and_not_refused() -> None:
    assert [(one.code, one.source.name) for one in cautions_about("kari", leads_a_school=True)] == [
        ("leads_a_school", "Udir teams")
    ]
    assert cautions_about("kari", leads_a_school=False) == ()


@pytest.mark.source("fvl67 § 8")
def test_t79_the_one_above_decides_and_nobody_beside_or_below():
    assert superiors_of(Role.EMPLOYEE) == {Role.PRINCIPAL, Role.OWNER_OFFICER, Role.OWNER_HEAD}
    assert superiors_of(Role.PRINCIPAL) == {Role.OWNER_OFFICER, Role.OWNER_HEAD}
    assert superiors_of(Role.OWNER_OFFICER) == superiors_of(Role.PRIVACY_OFFICER) == {Role.OWNER_HEAD}
    assert superiors_of(Role.OWNER_HEAD) == frozenset()
