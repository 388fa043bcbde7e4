"""The recipient check: a plain yes is rare to lose, and a caution never makes anybody a recipient."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules.calendar import OSLO, Calendar
from innsats.rules.deadlines import recipient_due
from innsats.rules.recipients import (
    Caution,
    Decision,
    Entitled,
    RecipientFacts,
    Responsibility,
    asks_decision,
    check_recipient,
    obstacles_to_cautions,
    obstacles_to_decision,
    open_cautions,
)

AT = datetime(2026, 3, 23, 9, 0, tzinfo=OSLO)
BORN = date(2014, 5, 2)
ORDER = list(Entitled)
PLAIN = RecipientFacts(responsibility=Responsibility.YES)
CAUTIONS = st.frozensets(st.sampled_from(Caution))
FACTS = st.builds(
    RecipientFacts, responsibility=st.sampled_from(Responsibility), cautions=CAUTIONS,
    decided=st.none() | st.sampled_from(Decision), settled=CAUTIONS, other_protected=st.booleans(),
)  # fmt: skip


def answer(facts: RecipientFacts, born: date | None = BORN) -> tuple[str, tuple[str, ...]]:
    verdict = check_recipient(facts, born, AT)
    return verdict.answer, tuple(one.code for one in verdict.reasons)


@given(facts=FACTS, caution=st.sampled_from(Caution))
def test_a_caution_more_never_makes_anybody_a_recipient(facts, caution):
    before = check_recipient(facts, BORN, AT)
    after = check_recipient(replace(facts, cautions=facts.cautions | {caution}), BORN, AT)
    assert ORDER.index(after.answer) >= ORDER.index(before.answer)
    assert set(before.reasons) <= set(after.reasons)
    assert after.is_limited >= before.is_limited and after.is_sent <= before.is_sent


@given(facts=FACTS)
def test_a_protected_address_elsewhere_only_takes_away(facts):
    plain, limited = (check_recipient(replace(facts, other_protected=one), BORN, AT) for one in (False, True))
    assert (limited.answer, limited.reasons) == (plain.answer, plain.reasons)
    assert limited.is_limited and not limited.is_sent and not plain.is_limited


@given(facts=FACTS)
def test_what_stood_at_an_earlier_school_is_asked_about_first(facts):
    plain, warned = (check_recipient(replace(facts, is_warned=one), BORN, AT) for one in (False, True))
    assert warned.answer is not Entitled.MAY and ORDER.index(warned.answer) >= ORDER.index(plain.answer)
    assert {one.code for one in warned.reasons} == {one.code for one in plain.reasons} | {"warned_before"}


def test_what_stood_at_an_earlier_school_is_not_decided_away_but_asked_about():
    codes = [one.code for one in obstacles_to_decision(Decision.GIVE, replace(PLAIN, is_warned=True))]
    assert codes == ["warned_before"]


@given(facts=FACTS)
def test_nobody_is_a_recipient_with_a_reason_against_it(facts):
    verdict = check_recipient(facts, BORN, AT)
    assert (verdict.answer is Entitled.MAY) is (verdict.reasons == ())


@pytest.mark.source("bl81 § 47")
@pytest.mark.parametrize(
    ("responsibility", "expected"),
    [("yes", ("may", ())), ("no", ("held", ("responsibility_no",))), ("unknown", ("ask", ("responsibility_unknown",)))],
)
def test_unknown_responsibility_is_asked_about_and_none_gets_nothing_sent(responsibility, expected):
    assert answer(RecipientFacts(responsibility=Responsibility(responsibility))) == expected


@pytest.mark.source("strpl § 222 a")
def test_a_ban_on_contact_is_not_decided_away():
    facts = replace(PLAIN, cautions=frozenset({Caution.NO_CONTACT}))
    assert answer(facts) == ("held", ("no_contact",))
    settled = replace(facts, decided=Decision.GIVE, settled=frozenset(Caution))
    assert answer(settled) == ("held", ("no_contact",))
    assert [one.code for one in obstacles_to_decision(Decision.GIVE, facts)] == ["no_contact"]


@pytest.mark.source("oppl § 10-2", "practice")
@pytest.mark.parametrize("caution", [Caution.CHILD_WISH, Caution.DANGER, Caution.CARE_ORDER])
def test_what_a_person_decides_holds_for_what_was_known_then(caution):
    facts = replace(PLAIN, cautions=frozenset({caution}))
    assert answer(facts) == ("held", (caution.value,))
    given_ = replace(facts, decided=Decision.GIVE, settled=frozenset({caution}))
    assert answer(given_) == ("may", ())
    more = replace(given_, cautions=frozenset({caution, Caution.DANGER, Caution.CHILD_WISH}))
    assert answer(more)[0] == "held"
    withheld = replace(facts, decided=Decision.WITHHOLD, settled=frozenset({caution}))
    assert answer(withheld) == ("held", (caution.value, "withheld"))


def test_all_reasons_are_told_at_once():
    facts = RecipientFacts(responsibility=Responsibility.NO, cautions=frozenset(Caution), decided=Decision.WITHHOLD)
    expected = ("responsibility_no", "care_order", "no_contact", "danger", "child_wish", "withheld")
    assert answer(facts) == ("held", expected)


@pytest.mark.source("opplf § 11-1")
def test_a_17_year_old_turns_18_at_midnight_and_the_guardian_is_out():
    born = date(2008, 3, 24)
    assert check_recipient(PLAIN, born, datetime(2026, 3, 23, 23, 59, tzinfo=OSLO)).answer is Entitled.MAY
    after = check_recipient(PLAIN, born, datetime(2026, 3, 24, 0, 0, tzinfo=OSLO))
    assert (after.answer, [one.code for one in after.reasons]) == (Entitled.HELD, ["pupil_of_age"])


def test_a_birth_date_that_is_not_known_keeps_nothing_back():
    assert answer(PLAIN, born=None) == ("may", ())


@pytest.mark.parametrize(
    ("decision", "facts", "codes"),
    [
        ("give", PLAIN, ["nothing_to_decide"]),
        ("give", replace(PLAIN, decided=Decision.WITHHOLD), []),
        ("give", replace(PLAIN, cautions=frozenset({Caution.DANGER})), []),
        ("give", replace(PLAIN, responsibility=Responsibility.UNKNOWN), ["responsibility_unknown"]),
        ("give", replace(PLAIN, responsibility=Responsibility.NO), ["responsibility_no"]),
        ("withhold", PLAIN, []),
        ("withhold", replace(PLAIN, decided=Decision.WITHHOLD), ["withheld_already"]),
    ],
)
def test_what_can_be_decided(decision, facts, codes):
    assert [one.code for one in obstacles_to_decision(Decision(decision), facts)] == codes


@given(facts=FACTS)
def test_what_may_be_given_by_a_decision_is_given_after_it(facts):
    if not obstacles_to_decision(Decision.GIVE, facts):
        after = replace(facts, decided=Decision.GIVE, settled=facts.cautions)
        assert check_recipient(after, BORN, AT).answer is Entitled.MAY
        assert open_cautions(after) == frozenset()


def test_the_childs_wish_is_decided_within_one_working_day():
    calendar = Calendar(red_days=frozenset(), closed_days=frozenset())
    assert recipient_due(date(2026, 3, 20), calendar) == date(2026, 3, 23)


@given(facts=FACTS)
def test_a_person_must_decide_exactly_while_something_is_held_back_that_nobody_has_decided(facts):
    settled = facts.decided is not None and facts.cautions <= facts.settled
    waiting = facts.cautions & {Caution.CARE_ORDER, Caution.DANGER, Caution.CHILD_WISH}
    assert asks_decision(facts) is bool(waiting - (facts.settled if facts.decided else frozenset()))
    assert not (settled and asks_decision(facts))


def test_a_caution_says_what_it_rests_on():
    assert [one.code for one in obstacles_to_cautions([Caution.DANGER], " ")] == ["caution_unexplained"]
    assert obstacles_to_cautions([], "") == obstacles_to_cautions([Caution.DANGER], "Mor sa det.") == ()
