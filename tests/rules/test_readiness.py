"""What makes a team ready, row by row, and what must hold whatever the team."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.rules import law
from innsats.rules.acts import Act
from innsats.rules.mandates import Level, Mandate, Thing
from innsats.rules.processmaps import Scenario
from innsats.rules.readiness import Colour, Principle, Reason, first_to_mend, readiness, worst
from innsats.rules.releasing import Release
from innsats.rules.teamfacts import Learned, Member, Post, TeamFacts
from innsats.rules.teams import Period, Place, Profession, Skill

TODAY = date(2026, 3, 23)
SINCE = Period(starts_on=date(2025, 8, 18))
EVERYTHING = tuple(Learned(skill=skill, learned_on=SINCE.starts_on) for skill in Skill)
AT_SOLBAKKEN = Post(school="solbakken", period=SINCE)


FREED = (Release(period=SINCE, hours_a_week=4, notice_hours=24),)


def a_member(name="pia", place=Place.CORE, profession=Profession.PPT, **more):
    return Member(
        id=name, place=place, profession=profession, period=more.pop("period", SINCE),
        learned=more.pop("learned", EVERYTHING), releases=more.pop("releases", FREED), **more,
    )


READY = (
    a_member("lea", Place.LEADER, Profession.ADMINISTRATION), a_member("dan", Place.DEPUTY, Profession.PSYCHOLOGY),
    a_member("pia"), a_member("eva", Place.EXTENDED, Profession.HEALTH),
)


def a_mandate(signed_on=date(2025, 8, 18), ends_on=None, level=Level.DECIDE):
    period = Period(starts_on=signed_on, ends_on=ends_on)
    return Mandate(signed_on=signed_on, period=period, levels={Thing.EXTRA_ADULTS: level})


MAPPED = tuple((one, SINCE.starts_on) for one in Scenario)


def external(*members, schools=("solbakken", "lia"), mandates=None, neighbours=(SINCE,), served=(), mapped=MAPPED):
    mandates = (a_mandate(),) if mandates is None else mandates
    serves = {"schools": frozenset(schools), "served": served, "mapped": mapped}
    return TeamFacts(school=None, members=members, mandates=mandates, neighbours=neighbours, **serves)


def of_school(*members, externals=(SINCE,)):
    return TeamFacts(
        school="solbakken", schools=frozenset(), members=members, externals=externals, mandates=(a_mandate(),)
    )


def lines(team, on=TODAY):
    return {(line.reason, line.colour) for line in readiness(team, on)}


def colour_of(team, reason, on=TODAY):
    return next((line.colour for line in readiness(team, on) if line.reason is reason), None)


def without(name):
    return [one for one in READY if one.id != name]


def test_a_ready_team_is_green_on_every_line():
    assert {colour for _, colour in lines(external(*READY))} == {Colour.GREEN}
    rektor = a_member("kari", posts=(Post(school="solbakken", period=SINCE, is_principal=True, is_leadership=True),))
    assert {colour for _, colour in lines(of_school(*READY, rektor))} == {Colour.GREEN}


@pytest.mark.source("Udir teams")
def test_t62_a_team_without_a_leader_is_not_ready():
    assert colour_of(external(*without("lea")), Reason.NO_LEADER) is Colour.RED
    assert worst(readiness(external(*without("lea")), TODAY)) is Colour.RED


@pytest.mark.source("fvl67 § 9")
def test_t63_nobody_to_step_in_is_a_warning():
    assert colour_of(external(*without("dan")), Reason.NO_DEPUTY) is Colour.AMBER
    assert colour_of(external(*without("eva")), Reason.NOBODY_TO_CALL_IN) is Colour.AMBER


@pytest.mark.source("UiS teams")
def test_ppt_should_be_in_an_external_team_and_is_not_asked_of_a_school():
    assert colour_of(external(*without("pia")), Reason.NO_PPT) is Colour.AMBER
    assert colour_of(of_school(*without("pia")), Reason.NO_PPT) is None


def test_the_leadership_shall_and_rektor_should_be_in_the_team_of_the_school():
    leads = a_member("nils", posts=(Post(school="solbakken", period=SINCE, is_leadership=True),))
    elsewhere = a_member("ida", posts=(Post(school="lia", period=SINCE, is_principal=True, is_leadership=True),))
    assert colour_of(of_school(*READY, elsewhere), Reason.NO_LEADERSHIP) is Colour.RED
    assert colour_of(of_school(*READY, leads), Reason.LEADERSHIP_WITHOUT_PRINCIPAL) is Colour.AMBER


def test_a_rektor_in_an_external_team_is_a_warning_that_names_who():
    rektor = a_member("ida", posts=(Post(school="lia", period=SINCE, is_principal=True, is_leadership=True),))
    (line,) = [one for one in readiness(external(*READY, rektor), TODAY) if one.reason is Reason.PRINCIPAL_IN_EXTERNAL]
    assert (line.colour, line.about, line.source) == (Colour.AMBER, ("ida",), law.TEAM_GUIDE)


def test_two_fixed_members_are_the_least():
    alone = external(READY[0], READY[3])
    assert colour_of(alone, Reason.TOO_FEW_MEMBERS) is Colour.RED
    assert colour_of(external(*READY[:2]), Reason.ENOUGH_MEMBERS) is Colour.GREEN


@pytest.mark.parametrize(("skill", "none", "one"), [
    *((skill, Colour.RED, Colour.AMBER) for skill in (Skill.UNDERSTAND, Skill.UNCOVER, Skill.STOP, Skill.FOLLOW_UP)),
    (Skill.LAW, Colour.AMBER, Colour.GREEN),
])
def test_t62_what_nobody_knows_is_named_and_what_one_alone_knows_is_a_warning(skill, none, one):
    others = tuple(part for part in EVERYTHING if part.skill is not skill)
    unknowing = [replace(member, learned=others) for member in READY]

    def colour(*members):
        found = readiness(external(*members), TODAY)
        return next(line.colour for line in found if line.principle is Principle.COMPETENCE and line.about == (skill,))

    assert colour(*unknowing) is none
    assert colour(*unknowing[:3], READY[3]) is one
    assert colour(*unknowing[:2], *READY[2:]) is Colour.GREEN


@pytest.mark.source("opplf § 20-2")
def test_everybody_is_trained_in_privacy_by_what_is_registered_or_recorded():
    untrained = replace(READY[2], learned=EVERYTHING[:-1])
    line = next(one for one in readiness(external(*READY[:2], untrained), TODAY) if one.reason is Reason.UNTRAINED)
    assert (line.colour, line.about, line.mends) == (Colour.RED, ("pia",), Act.RECORD_COMPETENCE)
    trained = replace(untrained, trained_on=TODAY)
    assert colour_of(external(*READY[:2], trained), Reason.ALL_TRAINED) is Colour.GREEN
    assert colour_of(external(*READY[:2], trained), Reason.UNTRAINED, TODAY - timedelta(days=1)) is Colour.RED


def test_what_was_learned_counts_until_its_last_day_and_a_newer_entry_corrects_it():
    until_june = Learned(skill=Skill.STOP, learned_on=TODAY, expires_on=date(2026, 6, 30))
    member = a_member(learned=(until_june,))
    assert [member.knows(Skill.STOP, on) for on in (TODAY - timedelta(days=1), TODAY, date(2026, 6, 30))] == [
        False, True, True
    ]
    assert not member.knows(Skill.STOP, date(2026, 7, 1))
    corrected = replace(member, learned=(until_june, replace(until_june, expires_on=TODAY)))
    assert not corrected.knows(Skill.STOP, TODAY + timedelta(days=1))


def test_for_every_school_two_do_not_work_there():
    there = replace(READY[2], posts=(AT_SOLBAKKEN,))
    also = replace(READY[3], posts=(AT_SOLBAKKEN,))
    assert colour_of(external(*READY[:2], there, also), Reason.IMPARTIAL_EVERYWHERE) is Colour.GREEN
    line = next(
        one for one in readiness(external(READY[0], there, also), TODAY) if one.principle is Principle.IMPARTIALITY
    )
    assert (line.reason, line.colour, line.about) == (Reason.TOO_FEW_IMPARTIAL, Colour.RED, ("solbakken",))


def test_the_team_of_a_school_has_an_external_one_to_turn_to():
    assert colour_of(of_school(*READY, externals=()), Reason.NO_EXTERNAL_TEAM) is Colour.AMBER


def test_every_fixed_member_is_freed_and_nobody_freed_is_no_team():
    unfreed = [replace(one, releases=()) for one in READY]
    assert colour_of(external(*unfreed), Reason.NOBODY_RELEASED) is Colour.RED
    some = external(unfreed[0], *READY[1:])
    (line,) = [one for one in readiness(some, TODAY) if one.reason is Reason.SOME_NOT_RELEASED]
    assert (line.colour, line.about, line.mends) == (Colour.AMBER, ("lea",), Act.AGREE_RELEASE)
    assert colour_of(external(*READY[:3], unfreed[3]), Reason.ALL_RELEASED) is Colour.GREEN


def test_the_agreement_that_began_last_counts_and_ends_with_its_last_day():
    slow = Release(period=Period(starts_on=TODAY, ends_on=TODAY), hours_a_week=2, notice_hours=72)
    pia = replace(READY[2], releases=(*FREED, slow))
    team = external(*without("pia"), pia)
    assert colour_of(team, Reason.LONG_NOTICE) is Colour.AMBER
    assert colour_of(team, Reason.SHORT_NOTICE, TODAY + timedelta(days=1)) is Colour.GREEN


@pytest.mark.source("UiS teams")
def test_t61_with_nobody_to_free_the_team_is_red_and_there_is_no_waiting_list():
    away = (Period(starts_on=TODAY, ends_on=TODAY),)
    gone = [replace(one, away=away) for one in READY[1:]]
    team = external(READY[0], *gone)
    assert colour_of(team, Reason.TOO_FEW_FREE) is Colour.RED
    assert colour_of(team, Reason.ENOUGH_FREE, TODAY + timedelta(days=1)) is Colour.GREEN


def test_somebody_leads_although_the_leader_is_away():
    away = (Period(starts_on=TODAY, ends_on=TODAY),)
    lea, dan, *others = (replace(one, away=away) for one in READY)
    assert colour_of(external(lea, *READY[1:]), Reason.DEPUTY_PRESENT) is Colour.GREEN
    assert colour_of(external(lea, dan, *READY[2:]), Reason.NOBODY_LEADS) is Colour.RED
    assert colour_of(external(*READY), Reason.LEADER_PRESENT) is Colour.GREEN


@pytest.mark.source("Udir mandate")
def test_t62_a_team_without_a_mandate_or_with_one_that_nobody_has_looked_over_is_not_ready():
    assert colour_of(external(*READY, mandates=()), Reason.NO_MANDATE) is Colour.RED
    old = a_mandate(signed_on=TODAY - timedelta(days=367))
    assert colour_of(external(*READY, mandates=(old,)), Reason.MANDATE_NOT_REVIEWED) is Colour.RED
    soon = replace(old, signed_on=TODAY - timedelta(days=340))
    assert colour_of(external(*READY, mandates=(soon,)), Reason.MANDATE_ENDS_SOON) is Colour.AMBER


def test_a_mandate_runs_out_after_its_last_day_and_is_warned_of_before():
    team = external(*READY, mandates=(a_mandate(ends_on=TODAY),))
    assert colour_of(team, Reason.MANDATE_IN_FORCE, TODAY - timedelta(days=30)) is Colour.GREEN
    assert colour_of(team, Reason.MANDATE_ENDS_SOON) is Colour.AMBER
    assert colour_of(team, Reason.MANDATE_ENDED, TODAY + timedelta(days=1)) is Colour.RED


def test_a_mandate_signed_anew_takes_the_place_of_the_one_before():
    anew = a_mandate(signed_on=TODAY, level=Level.RECOMMEND)
    team = external(*READY, mandates=(anew, a_mandate()))
    assert colour_of(team, Reason.ADVISES_ONLY) is Colour.AMBER
    assert colour_of(team, Reason.MAY_ACT, TODAY - timedelta(days=1)) is Colour.GREEN


def test_an_empty_team_is_red_and_names_nobody():
    found = readiness(external(), TODAY)
    assert worst(found) is Colour.RED and all(line.about == () or line.about[0] in set(Skill) for line in found)


def test_where_nobody_is_yet_somebody_joins_first():
    found = readiness(external(), TODAY)
    first = first_to_mend(found)
    assert first is not None and (first.reason, first.mends) == (Reason.NO_LEADER, Act.ADD_MEMBER)
    assert {line.mends for line in found if line.principle in (Principle.COMPETENCE, Principle.CAPACITY)} == {
        Act.ADD_MEMBER
    }


def test_what_shall_be_mended_comes_before_what_should_and_nothing_when_all_is_well():
    amber_then_red = external(*without("dan"), mandates=())
    first = first_to_mend(readiness(amber_then_red, TODAY))
    assert first is not None and (first.reason, first.colour) == (Reason.NO_MANDATE, Colour.RED)
    amber = first_to_mend(readiness(external(*without("dan")), TODAY))
    assert amber is not None and (amber.reason, amber.colour) == (Reason.NO_DEPUTY, Colour.AMBER)
    assert first_to_mend(readiness(external(*READY), TODAY)) is None


def test_a_neighbour_to_ask_is_agreed_on_before_it_is_needed():
    over = Period(starts_on=SINCE.starts_on, ends_on=TODAY - timedelta(days=1))
    later = Period(starts_on=TODAY + timedelta(days=1))
    for agreed, reason, colour in (
        ((SINCE,), Reason.NEIGHBOUR_AGREED, Colour.GREEN), ((), Reason.NO_NEIGHBOUR, Colour.AMBER),
        ((over,), Reason.NEIGHBOUR_ENDED, Colour.AMBER), ((over, later), Reason.NEIGHBOUR_ENDED, Colour.AMBER),
        ((later,), Reason.NO_NEIGHBOUR, Colour.AMBER), ((over, SINCE), Reason.NEIGHBOUR_AGREED, Colour.GREEN),
    ):
        (line,) = (one for one in readiness(external(*READY, neighbours=agreed), TODAY) if "neighbour" in one.reason)
        assert (line.reason, line.colour, line.mends) == (reason, colour, Act.AGREE_ON_TEAM)
        assert line.source == law.HOUSE_PRACTICE


@pytest.mark.source("Udir team routines")
def test_how_the_team_works_is_settled_for_both_who_may_ask_from_the_day_it_is_said():
    later = TODAY + timedelta(days=1)
    half = external(*READY, mapped=((Scenario.SCHOOL_ASKS, SINCE.starts_on), (Scenario.FAMILY_ASKS, later)))
    found = next(line for line in readiness(half, TODAY) if line.reason is Reason.MAP_LACKS)
    assert (found.colour, found.about, found.mends) == (Colour.AMBER, ("family_asks",), Act.SET_PROCESS_MAP)
    assert (found.source, found.principle) == (law.TEAM_ROUTINES, Principle.AUTHORITY)
    assert (Reason.MAPS_SETTLED, Colour.GREEN) in lines(half, later)
    assert not {Reason.MAP_LACKS, Reason.MAPS_SETTLED} & {reason for reason, _ in lines(of_school(*READY))}


def test_a_team_that_several_owners_share_is_impartial_for_the_schools_of_each_while_they_have_agreed():
    at_moen = (Post(school="moen", period=SINCE),)
    members = (*READY[:3], a_member("eva", Place.EXTENDED, posts=at_moen), a_member("ida", posts=at_moen))
    few = (a_member("lea", Place.LEADER, posts=at_moen), a_member("ida", posts=at_moen), a_member("pia"))
    shared = ((Period(starts_on=SINCE.starts_on, ends_on=TODAY), frozenset({"moen"})),)
    assert colour_of(external(*members, served=shared), Reason.IMPARTIAL_EVERYWHERE) is Colour.GREEN
    found = readiness(external(*few, served=shared), TODAY)
    assert [one.about for one in found if one.reason is Reason.TOO_FEW_IMPARTIAL] == [("moen",)]
    tomorrow = TODAY + timedelta(days=1)
    assert colour_of(external(*few, served=shared), Reason.IMPARTIAL_EVERYWHERE, tomorrow) is Colour.GREEN


def test_whoever_has_left_counts_no_more_and_did_before():
    left = replace(READY[0], period=Period(starts_on=SINCE.starts_on, ends_on=TODAY))
    team = external(left, *READY[1:])
    assert colour_of(team, Reason.HAS_LEADER) is Colour.GREEN
    assert colour_of(team, Reason.NO_LEADER, TODAY + timedelta(days=1)) is Colour.RED


DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))
PERIODS = st.builds(Period, starts_on=DAYS, ends_on=st.none() | DAYS)
MEMBERS = st.builds(
    Member, id=st.uuids().map(str), place=st.sampled_from(Place), profession=st.sampled_from(Profession),
    period=PERIODS, trained_on=st.none() | DAYS,
    posts=st.lists(
        st.builds(
            Post, school=st.sampled_from(["solbakken", "lia"]), period=PERIODS, is_principal=st.booleans(),
            is_leadership=st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    releases=st.lists(
        st.builds(Release, period=PERIODS, hours_a_week=st.just(4), notice_hours=st.sampled_from([24, 72])), max_size=2
    ).map(tuple),
    away=st.lists(PERIODS, max_size=2).map(tuple),
    learned=st.lists(
        st.builds(Learned, skill=st.sampled_from(Skill), learned_on=DAYS, expires_on=st.none() | DAYS), max_size=4
    ).map(tuple),
)  # fmt: skip
TEAMS = st.builds(
    TeamFacts, school=st.none() | st.just("solbakken"), schools=st.just(frozenset({"solbakken", "lia"})),
    members=st.lists(MEMBERS, max_size=6).map(tuple), externals=st.lists(PERIODS, max_size=2).map(tuple),
    mandates=st.lists(
        st.builds(
            Mandate, signed_on=DAYS, period=PERIODS,
            levels=st.dictionaries(st.sampled_from(Thing), st.sampled_from(Level)),
        ),
        max_size=3,
    ).map(tuple),
)  # fmt: skip


@given(team=TEAMS, on=DAYS)
def test_every_line_has_a_source_and_what_is_not_green_can_be_mended_or_names_whom(team, on):
    for line in readiness(team, on):
        assert line.source in law.sources().values()
        assert line.colour is Colour.GREEN or line.mends is not None or line.about


@given(team=TEAMS, on=DAYS)
def test_the_order_of_the_rows_says_nothing(team, on):
    assert readiness(team, on) == readiness(replace(team, members=team.members[::-1]), on)


@given(team=TEAMS, on=DAYS, more=MEMBERS)
def test_what_begins_later_changes_nothing_before(team, on, more):
    later = replace(more, period=Period(starts_on=on + timedelta(days=1)))
    assert readiness(replace(team, members=(*team.members, later)), on) == readiness(team, on)


@given(team=TEAMS, on=DAYS, level=st.sampled_from(Level))
def test_a_mandate_signed_today_is_always_enough(team, on, level):
    signed = Mandate(signed_on=on, period=Period(starts_on=on), levels={Thing.CALL_MEETING: level})
    found = readiness(replace(team, mandates=(*team.mandates, signed)), on)
    newest = not any(one.signed_on > on and one.period.holds(on) for one in team.mandates)
    assert not newest or Reason.MANDATE_IN_FORCE in {line.reason for line in found}


@given(team=TEAMS, on=DAYS, place=st.sampled_from(Place))
def test_somebody_free_trained_and_knowing_makes_no_team_less_ready(team, on, place):
    new = Member(
        id="new", place=place, profession=Profession.PPT, period=Period(starts_on=on), trained_on=on,
        learned=tuple(Learned(skill=skill, learned_on=on) for skill in Skill),
        releases=(Release(period=Period(starts_on=on), hours_a_week=8, notice_hours=0),),
    )
    more = replace(team, members=(*team.members, new))
    order = list(Colour).index

    def by_principle(facts):
        return {one: order(worst(x for x in readiness(facts, on) if x.principle is one)) for one in Principle}

    before, after = by_principle(team), by_principle(more)
    assert all(after[one] <= before[one] for one in Principle)
