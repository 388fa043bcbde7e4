"""Whose knowledge it is decides the gate; the age, who consents; the day, which paragraph, and never the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules import law
from innsats.rules.calendar import OSLO
from innsats.rules.sharing import (
    GATES,
    Consenter,
    Gate,
    Origin,
    Sharing,
    may_be_read,
    obstacles_to_sharing,
    obstacles_to_withdrawing,
    secrecy_of,
    source_of,
    who_consents,
)

AT = datetime(2026, 3, 23, 9, 0, tzinfo=OSLO)
TODAY = AT.date()
BOTH = frozenset(Consenter)
CONSENTED = Sharing(
    origin=Origin.HEALTH, gate=Gate.CONSENT, necessity="Planen må ta hensyn til det.", consented_by=BOTH,
    consented_on=TODAY, covers="Bare det om søvn.", until=TODAY + timedelta(days=90),
)  # fmt: skip
NARROWER = {Gate.OWN_TASKS: Gate.OTHER_ORGAN}  # the need of the child welfare service alone, of what any organ may have
STRICTER = list(Origin)

sharings = st.builds(
    Sharing, origin=st.sampled_from(Origin), gate=st.sampled_from(Gate), necessity=st.sampled_from(["", "Trengs."]),
    consented_by=st.frozensets(st.sampled_from(Consenter)), covers=st.sampled_from(["", "Det om søvn."]),
    consented_on=st.none() | st.just(TODAY), until=st.none() | st.dates(TODAY - timedelta(days=9), date(2027, 1, 1)),
)  # fmt: skip
ages = st.none() | st.integers(5, 20)


def codes(asked, *, age=14, is_same_owner=True, at=AT):
    return [one.code for one in obstacles_to_sharing(asked, age=age, is_same_owner=is_same_owner, at=at)]


@pytest.mark.source("hpl § 22")
def test_t87_health_information_needs_a_consent_and_every_reason_is_told_at_once():
    bare = Sharing(origin=Origin.HEALTH, gate=Gate.CONSENT, necessity=" ")
    assert codes(bare) == [
        "sharing_need_missing", "consent_of_pupil_missing", "consent_of_guardians_missing", "consent_day_missing",
        "consent_scope_missing", "consent_end_missing",
    ]  # fmt: skip
    assert source_of(Origin.HEALTH, Gate.CONSENT) is law.HEALTH_CONSENT
    assert codes(CONSENTED) == []


@pytest.mark.parametrize("gate", [Gate.SAME_ORGAN, Gate.OTHER_ORGAN, Gate.OWN_TASKS])
@pytest.mark.source("hpl § 25", "hpl §§ 25 og 29")
def test_t87_no_need_of_the_team_opens_it_before_and_after_1_july_2026_and_the_paragraphs_follow_the_day(gate):
    asked = replace(CONSENTED, gate=gate)
    found = {}
    for at in (AT, datetime(2026, 6, 30, 23, 59, tzinfo=OSLO), datetime(2026, 7, 1, 0, 0, tzinfo=OSLO)):
        [one] = obstacles_to_sharing(asked, age=14, is_same_owner=True, at=at)
        assert one.code == "gate_not_for_origin"
        found[at.date()] = one.source.name
    assert list(found.values()) == ["hpl § 25", "hpl § 25", "hpl §§ 25 og 29"]
    assert law.HEALTH_COOPERATION.until == law.HEALTH_COOPERATION_2026.in_force_from


@pytest.mark.parametrize(
    ("age", "who", "source"),
    [
        (16, {Consenter.PUPIL}, "pbrl § 4-3"), (19, {Consenter.PUPIL}, "pbrl § 4-3"), (15, BOTH, "pbrl § 3-4"),
        (12, BOTH, "pbrl § 3-4"), (11, {Consenter.GUARDIANS}, "pbrl § 4-4"), (None, BOTH, "practice"),
    ],
)  # fmt: skip
@pytest.mark.source("pbrl § 4-3", "pbrl § 3-4", "pbrl § 4-4")
def test_t87_who_consents_to_what_is_about_health_follows_the_age(age, who, source):
    needed, rule = who_consents(Origin.HEALTH, age)
    assert (set(needed), rule.name) == (set(who), source)


@pytest.mark.parametrize(
    ("age", "who"), [(18, {Consenter.PUPIL}), (17, BOTH), (15, BOTH), (14, {Consenter.GUARDIANS}), (None, BOTH)]
)
@pytest.mark.source("fvl67 § 13 a nr. 1")
def test_of_other_knowledge_both_are_asked_in_doubt(age, who):
    assert set(who_consents(Origin.PPT, age)[0]) == set(who)


@pytest.mark.source("bvl § 13-1")
def test_t88_the_child_welfare_service_shares_for_its_own_tasks_or_by_consent_and_for_no_need_of_others():
    mine = Sharing(origin=Origin.CHILD_WELFARE, gate=Gate.OWN_TASKS, necessity="Vi følger opp familien.")
    assert codes(mine) == []
    assert codes(replace(mine, necessity="")) == ["sharing_need_missing"]
    for gate in (Gate.SAME_ORGAN, Gate.OTHER_ORGAN):
        [one] = obstacles_to_sharing(replace(mine, gate=gate), age=14, is_same_owner=True, at=AT)
        assert (one.code, one.source.name) == ("gate_not_for_origin", "bvl § 13-1")


@pytest.mark.parametrize("origin", [Origin.SCHOOL, Origin.PPT])
@pytest.mark.source("fvl67 § 13 b nr. 5")
def test_t91_another_organ_tells_no_more_than_its_own_need_and_the_need_is_written(origin):
    asked = Sharing(origin=origin, gate=Gate.OTHER_ORGAN, necessity="")
    [one] = obstacles_to_sharing(asked, age=14, is_same_owner=True, at=AT)
    assert (one.code, one.source.name, one.about) == ("sharing_need_missing", "fvl67 § 13 b nr. 5", ("necessity",))


@pytest.mark.source("fvl67 § 13 b nr. 3")
def test_two_owners_are_never_one_organ():
    asked = Sharing(origin=Origin.PPT, gate=Gate.SAME_ORGAN, necessity="Samme tiltak.")
    assert codes(asked) == []
    assert codes(asked, is_same_owner=False) == ["other_owner_other_organ"]


@pytest.mark.parametrize("origin", [one for one in Origin if one is not Origin.ELSEWHERE])
@pytest.mark.source("fvl67 § 13 b nr. 7", "hpl § 23")
def test_danger_opens_for_everybody_in_an_organ_and_why_is_written(origin):
    asked = Sharing(origin=origin, gate=Gate.DANGER, necessity="Har sagt hva gutten vil gjøre mot seg selv i kveld.")
    assert codes(asked) == [] and codes(replace(asked, necessity=" ")) == ["sharing_need_missing"]


@given(st.integers(0, len(STRICTER) - 2))
def test_a_stricter_service_has_no_gate_that_a_laxer_one_lacks(place):
    laxer, stricter = (GATES[one] for one in STRICTER[place : place + 2])
    assert {NARROWER.get(gate, gate) for gate in stricter} <= {NARROWER.get(gate, gate) for gate in laxer}


@given(sharings, ages, st.booleans())
def test_what_opens_for_a_stricter_service_opens_on_every_day_with_the_same_answer(asked, age, is_same_owner):
    before = codes(asked, age=age, is_same_owner=is_same_owner)
    law_changes = datetime(2026, 9, 1, 9, 0, tzinfo=OSLO) - AT
    moved = {
        name: getattr(asked, name) and getattr(asked, name) + law_changes for name in ("consented_on", "until")
    }
    assert codes(replace(asked, **moved), age=age, is_same_owner=is_same_owner, at=AT + law_changes) == before


@given(sharings, ages)
def test_nothing_opens_without_a_written_need_and_more_consent_never_shuts(asked, age):
    found = codes(asked, age=age)
    assert asked.necessity or "sharing_need_missing" in found
    assert set(codes(replace(asked, consented_by=BOTH), age=age)) <= set(found)
    if asked.origin in (Origin.HEALTH, Origin.POLICE, Origin.ELSEWHERE) and not found:
        assert asked.gate in (Gate.CONSENT, Gate.DANGER)


def test_a_consent_that_is_over_or_lies_ahead_opens_nothing():
    assert codes(replace(CONSENTED, until=TODAY - timedelta(days=1))) == ["consent_over"]
    assert codes(replace(CONSENTED, until=date(2029, 1, 1))) == ["too_far_ahead"]
    assert codes(replace(CONSENTED, consented_on=TODAY + timedelta(days=1))) == ["in_the_future"]


@pytest.mark.source("fvl67 § 13 a nr. 1")
def test_a_consent_is_taken_back_once_by_one_who_gave_it():
    given_by = {"consented_by": [Consenter.GUARDIANS], "is_withdrawn": False}
    assert obstacles_to_withdrawing(Gate.CONSENT, Consenter.GUARDIANS, **given_by) == ()
    tried = {
        "consented_not": obstacles_to_withdrawing(Gate.CONSENT, Consenter.PUPIL, **given_by),
        "no_consent_here": obstacles_to_withdrawing(Gate.DANGER, Consenter.GUARDIANS, **given_by),
        "consent_withdrawn_already": obstacles_to_withdrawing(
            Gate.CONSENT, Consenter.GUARDIANS, **given_by | {"is_withdrawn": True}
        ),
    }
    assert {code: [one.code for one in found] for code, found in tried.items()} == {code: [code] for code in tried}


def test_what_rests_on_a_consent_is_read_to_and_including_its_last_day():
    until = TODAY + timedelta(days=1)
    read = {"until": until, "is_withdrawn": False}
    assert may_be_read(Gate.CONSENT, **read, on=until) and not may_be_read(Gate.CONSENT, **read, on=date(2026, 3, 25))
    assert not may_be_read(Gate.CONSENT, until=until, is_withdrawn=True, on=TODAY)
    assert may_be_read(Gate.DANGER, until=None, is_withdrawn=False, on=date(2036, 1, 1))


def test_the_rule_that_keeps_it_is_that_of_the_service():
    assert [secrecy_of(one, TODAY).name for one in (Origin.PPT, Origin.CHILD_WELFARE)] == ["fvl67 § 13", "bvl § 13-1"]
