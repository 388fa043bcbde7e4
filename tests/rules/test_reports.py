"""Who reads a report: the first existing and unconcerned, and never the one it is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.reports import (
    AT_SCHOOL,
    Arena,
    Candidate,
    Concern,
    Receiving,
    concern_about,
    obstacles_to_unfounded,
    obstacles_to_withdrawal,
    receivers,
)

KARI = Candidate(receiving=Receiving.PRINCIPAL, person="kari")
DAN = Candidate(receiving=Receiving.DEPUTY, person="dan")
OLA = Candidate(receiving=Receiving.OWNER_OFFICER, person="ola")
TURID = Candidate(receiving=Receiving.OWNER_HEAD, person="turid")
EVERYONE = (TURID, OLA, DAN, KARI)
CANDIDATES = st.lists(
    st.builds(
        Candidate, receiving=st.sampled_from(Receiving), person=st.sampled_from("abcd"), is_concerned=st.booleans()
    ),
    max_size=8,
)


def names(concern: Concern, *candidates: Candidate) -> list[str]:
    return [candidate.person for candidate in receivers(concern, candidates)]


def concerned(candidate: Candidate) -> Candidate:
    return Candidate(receiving=candidate.receiving, person=candidate.person, is_concerned=True)


@pytest.mark.source("oppl § 12-4(2)")
def test_a_concern_about_pupils_goes_to_rektor() -> None:
    assert names(Concern.PUPILS, *EVERYONE) == ["kari", "dan", "ola", "turid"]


def test_T06_when_there_is_no_rektor_it_goes_to_the_named_deputy() -> None:
    assert names(Concern.PUPILS, TURID, OLA, DAN)[0] == "dan"


@pytest.mark.source("oppl § 12-5(1)")
def test_T09_a_concern_about_a_colleague_goes_to_rektor() -> None:
    assert names(Concern.EMPLOYEE, *EVERYONE)[0] == "kari"


@pytest.mark.source("oppl § 12-5(2)")
def test_T12_T13_a_concern_about_the_leadership_goes_to_the_owner_and_to_nobody_at_the_school() -> None:
    assert names(Concern.LEADERSHIP, *EVERYONE) == ["ola", "turid"]
    assert names(Concern.LEADERSHIP, KARI, DAN) == []


@pytest.mark.source("oppl § 12-5(2)")
def test_rektor_who_is_also_the_owners_officer_does_not_read_about_the_leadership() -> None:
    also_officer = Candidate(receiving=Receiving.OWNER_OFFICER, person="kari")
    assert names(Concern.LEADERSHIP, KARI, also_officer, TURID) == ["turid"]


def test_T14_in_a_private_school_the_board_leader_is_the_officer_and_the_next_in_line_the_head() -> None:
    assert names(Concern.LEADERSHIP, KARI, OLA, TURID) == ["ola", "turid"]
    assert names(Concern.LEADERSHIP, KARI, concerned(OLA), TURID) == ["turid"]


def test_a_concern_about_the_officer_goes_to_the_head_of_the_owner_only() -> None:
    assert names(Concern.OFFICER, *EVERYONE) == ["turid"]
    assert names(Concern.OFFICER, KARI, DAN, OLA) == []
    also_head = Candidate(receiving=Receiving.OWNER_HEAD, person="ola")
    assert names(Concern.OFFICER, OLA, also_head, TURID) == ["turid"]


def test_whoever_is_concerned_is_passed_over_in_every_capacity() -> None:
    assert names(Concern.EMPLOYEE, KARI, concerned(DAN), OLA) == ["kari", "ola"]
    also_officer = Candidate(receiving=Receiving.OWNER_OFFICER, person="kari")
    assert names(Concern.EMPLOYEE, concerned(KARI), also_officer, OLA) == ["ola"]


def test_of_two_in_the_same_capacity_the_first_named_is_first() -> None:
    second = Candidate(receiving=Receiving.OWNER_OFFICER, person="siri")
    assert names(Concern.LEADERSHIP, OLA, second) == ["ola", "siri"]
    assert names(Concern.LEADERSHIP, second, OLA) == ["siri", "ola"]


@given(st.sampled_from(Concern), CANDIDATES)
def test_nobody_concerned_ever_reads_it(concern: Concern, candidates: list[Candidate]) -> None:
    shut_out = {candidate.person for candidate in candidates if candidate.is_concerned}
    allowed = receivers(concern, candidates)
    assert shut_out.isdisjoint(candidate.person for candidate in allowed)
    if concern in (Concern.LEADERSHIP, Concern.OFFICER):
        assert all(candidate.receiving not in AT_SCHOOL for candidate in allowed)


@pytest.mark.source("fvl67 § 6(3)")
@given(st.sampled_from(Concern), CANDIDATES)
def test_T74_no_deputy_takes_it_where_a_rektor_is_concerned(concern: Concern, candidates: list[Candidate]) -> None:
    deputies = {one.person for one in candidates if one.receiving is Receiving.DEPUTY}
    if any(one.is_concerned and one.receiving is Receiving.PRINCIPAL for one in candidates):
        assert deputies.isdisjoint(one.person for one in receivers(concern, candidates))


@given(st.sampled_from(Concern), CANDIDATES)
def test_the_order_is_rektor_deputy_officer_head(concern: Concern, candidates: list[Candidate]) -> None:
    order = [list(Receiving).index(candidate.receiving) for candidate in receivers(concern, candidates)]
    assert order == sorted(order)


@pytest.mark.source("oppl § 12-5(2)")
@pytest.mark.parametrize(
    ("said", "known", "is_about"),
    [
        (Concern.EMPLOYEE, {"is_leader": True}, Concern.LEADERSHIP),
        (Concern.PUPILS, {"is_leader": True}, Concern.LEADERSHIP),
        (Concern.PUPILS, {"is_employee": True}, Concern.EMPLOYEE),
        (Concern.LEADERSHIP, {"is_employee": True}, Concern.LEADERSHIP),
        (Concern.EMPLOYEE, {"is_leader": True, "is_officer": True}, Concern.OFFICER),
        (Concern.OFFICER, {"is_leader": True}, Concern.OFFICER),
        (Concern.PUPILS, {}, Concern.PUPILS),
    ],
)
def test_knowing_who_the_adult_is_never_weakens_the_concern(
    said: Concern, known: dict[str, bool], is_about: Concern
) -> None:
    assert concern_about(said, **known) is is_about


@pytest.mark.source("oppl § 12-1")
def test_sfo_homework_help_the_way_and_the_net_are_arenas_too() -> None:
    known = {arena.value for arena in Arena} - {Arena.UNKNOWN}
    assert known == {"school", "sfo", "homework_help", "on_the_way", "online"}


@pytest.mark.source("oppl § 12-5(1)")
@pytest.mark.parametrize(
    ("concern", "is_judged", "codes"),
    [
        (Concern.EMPLOYEE, False, []),
        (Concern.EMPLOYEE, True, ["decided_already"]),
        (Concern.PUPILS, False, ["not_a_staff_concern"]),
        (Concern.LEADERSHIP, True, ["not_a_staff_concern", "decided_already"]),
    ],
)
def test_only_a_concern_about_an_employee_is_judged_unfounded_and_only_once(concern, is_judged, codes):
    assert [one.code for one in obstacles_to_unfounded(concern, is_judged=is_judged)] == codes


@pytest.mark.source("oppl § 12-4(2)")
def test_the_wish_to_withdraw_is_kept_once():
    assert obstacles_to_withdrawal(is_withdrawn=False) == ()
    assert [one.code for one in obstacles_to_withdrawal(is_withdrawn=True)] == ["withdrawn_already"]
