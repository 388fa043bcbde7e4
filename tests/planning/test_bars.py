"""What keeps somebody from going: each alone, all together, and never less by knowing more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innsats.planning.assigning import Bar
from innsats.planning.assigning.bars import SOURCES, bars_to
from innsats.rules import law
from innsats.rules.access import Impartiality
from innsats.rules.impartiality import Outcome, Relation, Tie, assess
from innsats.rules.teams import Period, Place, Skill

from . import by_hand
from .people import ABSENCES, CANDIDATES, EVERYTHING, LAST, NEEDS, TODAY, a_need, freed, in_days, somebody

KEPT_BY = [
    (Bar.DISQUALIFIED, {"impartiality": Impartiality.DISQUALIFIED}),
    (Bar.UNDECIDED, {"impartiality": Impartiality.TO_ASSESS}),
    (Bar.WORKS_AT_SCHOOL, {"workplaces": frozenset({"ppt", "solbakken"})}),
    (Bar.UNTRAINED, {"skills": EVERYTHING - {Skill.PRIVACY}}),
    (Bar.AWAY, {"away": (Period(starts_on=TODAY, ends_on=LAST),)}),
    (Bar.AWAY, {"away": (Period(starts_on=LAST),)}),
    (Bar.NOT_RELEASED, {"release": None}),
    (Bar.NO_HOURS_LEFT, {"hours_used": 8}),
]
STANDS = {
    Outcome.IMPARTIAL: Impartiality.IMPARTIAL, Outcome.TO_ASSESS: Impartiality.TO_ASSESS,
    Outcome.DISQUALIFIED: Impartiality.DISQUALIFIED,
}  # fmt: skip
TIES = st.lists(st.builds(Tie, kind=st.sampled_from(Relation), party=st.just("ola")), max_size=3)


@pytest.mark.parametrize(("bar", "facts"), KEPT_BY)
def test_each_bar_keeps_somebody_by_itself(bar, facts):
    assert bars_to(a_need(), somebody("pia")) == ()
    assert bars_to(a_need(), somebody("pia", **facts)) == (bar,)


@pytest.mark.source("UiS teams", "fvl67 § 6", "opplf § 20-2")
def test_all_bars_are_told_at_once_save_that_nobody_has_hours_without_an_agreement():
    everything = {name: value for _, facts in KEPT_BY for name, value in facts.items()}
    assert bars_to(a_need(), somebody("pia", **everything)) == (
        Bar.UNDECIDED, Bar.WORKS_AT_SCHOOL, Bar.UNTRAINED, Bar.AWAY, Bar.NOT_RELEASED
    )  # fmt: skip


@pytest.mark.parametrize("facts", [
    {"impartiality": Impartiality.UNDECLARED}, {"place": Place.EXTENDED}, {"is_principal": True}, {"hours_used": 7},
    {"skills": frozenset({Skill.PRIVACY})}, {"away": (Period(starts_on=TODAY, ends_on=in_days(6)),)},
    {"release": freed(notice_hours=24 * 12)},
])  # fmt: skip
def test_what_is_only_wished_otherwise_keeps_nobody(facts):
    assert bars_to(a_need(), somebody("pia", **facts)) == ()


@settings(max_examples=100)
@given(need=NEEDS, one=CANDIDATES)
def test_the_bars_are_empty_exactly_for_those_who_may_go_by_the_facts(need, one):
    assert (bars_to(need, one) == ()) == by_hand.may_go(need, one)


@settings(max_examples=100)
@given(need=NEEDS, one=CANDIDATES, ties=TIES, more=TIES)
def test_one_more_relation_makes_nobody_free_to_go(need, one, ties, more):
    def kept_by(known):
        stands = STANDS[Outcome(assess(known, on=TODAY).outcome)]
        return bars_to(need, replace(one, impartiality=stands))

    assert not kept_by(ties) or kept_by([*ties, *more])


@settings(max_examples=100)
@given(need=NEEDS, one=CANDIDATES, away=ABSENCES, place=st.sampled_from(["solbakken", "lia", "ppt"]))
def test_one_more_absence_or_workplace_takes_no_bar_away(need, one, away, place):
    more = replace(one, away=(*one.away, away), workplaces=one.workplaces | {place})
    assert set(bars_to(need, one)) <= set(bars_to(need, more))


def test_every_bar_has_a_source():
    assert list(SOURCES) == list(Bar) and set(SOURCES.values()) <= set(law.sources().values())
