"""What is wrong with a team, whoever made it: the search, or a person by hand.

The hard rules stand here a second time, on purpose: what is only held up against itself is not tested. The judge knows
the facts, and neither the bars, the wishes nor the search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from enum import StrEnum

from innsats.rules import law
from innsats.rules.access import Impartiality
from innsats.rules.calendar import day_of
from innsats.rules.readiness import LEAST_COUNT
from innsats.rules.releasing import release_on
from innsats.rules.teams import Skill
from innsats.rules.verdicts import Obstacle

from .facts import MOST_COUNT, Candidate, Need


class Fault(StrEnum):
    """What can be wrong: with the team, and with one in it. What is wrong with one has the name of the bar."""

    TOO_FEW = "too_few_go"
    TOO_MANY = "too_many_go"
    NAMED_TWICE = "named_twice"
    NOT_A_CANDIDATE = "not_a_candidate"
    DISQUALIFIED = "disqualified"
    UNDECIDED = "impartiality_undecided"
    WORKS_AT_SCHOOL = "works_at_school"
    UNTRAINED = "untrained"
    AWAY = "away"
    NOT_RELEASED = "not_released"
    NO_HOURS_LEFT = "no_hours_left"


def faults(need: Need, candidates: Iterable[Candidate], team: Sequence[str]) -> tuple[Obstacle, ...]:
    """Everything wrong with the team of these ids, about whom; empty when it may be proposed.

    It says nothing of whether a better team exists, nor of who must declare before being assigned.
    """
    known = {one.id: one for one in candidates}
    named = sorted(set(team))
    found = [Obstacle(Fault.TOO_FEW, law.HOUSE_PRACTICE)] if len(named) < LEAST_COUNT else []
    if len(named) > MOST_COUNT:
        found.append(Obstacle(Fault.TOO_MANY, law.HOUSE_PRACTICE))
    for name in named:
        if team.count(name) > 1:
            found.append(Obstacle(Fault.NAMED_TWICE, law.HOUSE_PRACTICE, (name,)))
        if name in known:
            found.extend((*_of_person(need, known[name]), *_of_capacity(need, known[name])))
        else:
            found.append(Obstacle(Fault.NOT_A_CANDIDATE, law.HOUSE_PRACTICE, (name,)))
    return tuple(found)


def _of_person(need: Need, one: Candidate) -> Iterator[Obstacle]:
    """Whether this one may read the case at all."""
    match one.impartiality:
        case Impartiality.DISQUALIFIED:
            yield Obstacle(Fault.DISQUALIFIED, law.IMPARTIALITY, (one.id,))
        case Impartiality.TO_ASSESS:
            yield Obstacle(Fault.UNDECIDED, law.IMPARTIALITY_SELF_DECIDED, (one.id,))
    if any(place == need.school for place in one.workplaces):
        yield Obstacle(Fault.WORKS_AT_SCHOOL, law.TEAM_PRINCIPLES, (one.id,))
    if not any(skill is Skill.PRIVACY for skill in one.skills):
        yield Obstacle(Fault.UNTRAINED, law.TRAINING_FIRST, (one.id,))


def _of_capacity(need: Need, one: Candidate) -> Iterator[Obstacle]:
    """Whether this one is there and has the hours, from today until the promise ends or the notice has run."""
    today = day_of(need.at)
    now = release_on(one.releases, today)
    freed_on = day_of(need.at + timedelta(hours=now.notice_hours if now is not None else 0))
    last = need.promise_ends_on if need.promise_ends_on > freed_on else freed_on
    if any(away.starts_on <= last and (away.ends_on is None or last <= away.ends_on) for away in one.away):
        yield Obstacle(Fault.AWAY, law.HOUSE_PRACTICE, (one.id,))
    since = [freed for freed in one.releases if now is not None and freed.period.starts_on >= now.period.starts_on]
    then = release_on(since, last)
    if now is None or then is None:
        yield Obstacle(Fault.NOT_RELEASED, law.TEAM_PRINCIPLES, (one.id,))
    elif any(freed.hours_a_week - one.hours_used < need.hours_a_week for freed in (now, then)):
        yield Obstacle(Fault.NO_HOURS_LEFT, law.TEAM_PRINCIPLES, (one.id,))
