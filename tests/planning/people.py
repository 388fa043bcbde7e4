"""A team in plain words, and teams drawn by lot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from innsats.planning.assigning import Candidate, Need
from innsats.rules.access import Impartiality
from innsats.rules.calendar import OSLO
from innsats.rules.releasing import Release
from innsats.rules.teams import Period, Place, Profession, Skill

AT = datetime(2026, 3, 23, 10, 0, tzinfo=OSLO)  # a Monday
TODAY = AT.date()
LAST = date(2026, 3, 30)
SINCE = Period(starts_on=date(2025, 8, 18))
EVERYTHING = frozenset(Skill)
ONLY_TRAINED = frozenset({Skill.PRIVACY})


def in_days(count):
    return TODAY + timedelta(days=count)


def freed(hours_a_week=10, notice_hours=24, period=SINCE):
    return Release(period=period, hours_a_week=hours_a_week, notice_hours=notice_hours)


def a_need(*skills, **more):
    return Need(
        at=AT, school="solbakken", skills=frozenset(skills), hours_a_week=more.pop("hours_a_week", 3),
        promise_ends_on=more.pop("promise_ends_on", LAST), **more,
    )  # fmt: skip


def somebody(name, **more):
    """Who may go, with nothing that speaks against: of a workplace of their own, and not PPT. Freed by one agreement,
    `release` when said, or by none.
    """
    release = more.pop("release", freed())
    facts = {
        "place": Place.CORE, "profession": Profession.PSYCHOLOGY, "impartiality": Impartiality.IMPARTIAL,
        "skills": EVERYTHING, "workplaces": frozenset({f"office of {name}"}), "releases": (release,) if release else (),
    }  # fmt: skip
    return Candidate(id=name, **(facts | more))


RENEWED = (freed(8, 24, replace(SINCE, ends_on=in_days(4))), freed(5, 96, Period(starts_on=in_days(5))))
REPLACED = (freed(20, 24), freed(8, 24, Period(starts_on=TODAY, ends_on=in_days(4))))
DAYS = st.integers(0, 12).map(in_days)
ABSENCES = st.builds(lambda first, count: Period(starts_on=first, ends_on=first + timedelta(days=count)), DAYS,
                     st.integers(0, 6))  # fmt: skip
SKILLS = st.sets(st.sampled_from(Skill), max_size=3).map(frozenset)
NEEDS = st.builds(
    Need, at=st.just(AT), school=st.sampled_from(["solbakken", "lia"]), skills=SKILLS, hours_a_week=st.integers(1, 3),
    promise_ends_on=DAYS,
)  # fmt: skip
# Seldom kept from going, so that there is somebody to choose between; and few values of each, so that many are equal.
SELDOM = st.integers(0, 7).map(lambda drawn: drawn == 7)
CANDIDATES = st.builds(
    Candidate,
    id=st.just("pia"),
    place=st.sampled_from([Place.CORE, Place.EXTENDED]),
    profession=st.sampled_from([Profession.HEALTH, Profession.PPT]),
    impartiality=st.sampled_from([Impartiality.IMPARTIAL] * 3 + [Impartiality.UNDECLARED] * 3 + list(Impartiality)),
    skills=st.builds(lambda known, is_new: known - ONLY_TRAINED if is_new else known | ONLY_TRAINED, SKILLS, SELDOM),
    workplaces=st.sampled_from([("ppt",), ("ppt",), ("health",), ("ppt", "health"), (), ("lia",)]).map(frozenset),
    releases=st.sampled_from([
        (freed(4, 0),), (freed(8, 24),), (freed(8, 96),), (freed(20, 240),), (freed(20, 24),), (), RENEWED, REPLACED,
    ]),
    hours_used=st.integers(0, 3),
    away=st.builds(lambda away, is_away: (away,) if is_away else (), ABSENCES, SELDOM),
    is_principal=st.booleans(),
)


@st.composite
def teams(draw, most=7):
    """From nobody to so many, in any order."""
    drawn = draw(st.lists(CANDIDATES, max_size=most))
    return [replace(one, id=name) for one, name in zip(drawn, draw(st.permutations("abcdefg")), strict=False)]
