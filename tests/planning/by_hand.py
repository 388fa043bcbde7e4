"""The best team found in the slowest way: every subset, each rule and each wish said anew, straight from the facts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from innsats.rules.access import Impartiality
from innsats.rules.calendar import day_of
from innsats.rules.teams import Place, Profession, Skill


def best(need, candidates):
    """The ids of the best team, in order; None when there is none."""
    able = sorted((one for one in candidates if may_go(need, one)), key=lambda one: one.id)
    every = [team for count in range(len(able) + 1) for team in combinations(able, count) if 2 <= count <= 3]
    best_of_all = min(every, key=lambda team: (how_far(need, team), [one.id for one in team]), default=None)
    return best_of_all and [one.id for one in best_of_all]


def may_go(need, one):
    last = days(need, one)[-1]
    return (
        one.impartiality in (Impartiality.IMPARTIAL, Impartiality.UNDECLARED)
        and need.school not in one.workplaces
        and Skill.PRIVACY in one.skills
        and at_work(one, last)
        and one.hours_used + need.hours_a_week <= hours_agreed(need, one)
    )


def hours_agreed(need, one):
    now = held(one, day_of(need.at))
    then = now and held(one, days(need, one)[-1], since=now.period.starts_on)
    return min(now.hours_a_week, then.hours_a_week) if then else 0


def held(one, day, since=date.min):
    """The agreement that is in force on the day: of more than one, the one that began last, and not before `since`."""
    in_force = [agreed for agreed in one.releases if agreed.period.holds(day) and agreed.period.starts_on >= since]
    return max(in_force, key=lambda agreed: agreed.period.starts_on, default=None)


def notice_of(need, one):
    now = held(one, day_of(need.at))
    return now.notice_hours if now else 0


def days(need, one):
    """Those from when the notice has run until the promise ends; one, when the notice is longer."""
    first = day_of(need.at + timedelta(hours=notice_of(need, one)))
    return [first + timedelta(days=count) for count in range(max(0, (need.promise_ends_on - first).days) + 1)]


def at_work(one, day):
    return not any(away.holds(day) for away in one.away)


def start_of(need, one):
    gone = [day for day in days(need, one) if not at_work(one, day)]
    return gone[-1] + timedelta(days=1) if gone else days(need, one)[0]


def share_of(need, one):
    return int(100 * (one.hours_used + need.hours_a_week) / hours_agreed(need, one))


def how_far(need, team):
    start = max(start_of(need, one) for one in team)
    shares = [share_of(need, one) for one in team]
    return [
        len(need.skills - frozenset().union(*(one.skills for one in team))),
        len(frozenset.intersection(*(one.workplaces for one in team))) > 0,
        max(0, (start - need.promise_ends_on).days),
        len(team),
        len([one for one in team if one.impartiality is Impartiality.UNDECLARED]),
        len([one for one in team if one.is_principal]),
        len([one for one in team if one.place is Place.EXTENDED]),
        all(one.profession is not Profession.PPT for one in team),
        start,
        max(shares),
        sum(shares),
    ]
