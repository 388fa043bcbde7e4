"""What nobody gets past: each reason that keeps somebody from going at all, with its source."""

from __future__ import annotations

from enum import StrEnum

from innsats.rules import law
from innsats.rules.access import Impartiality
from innsats.rules.teams import Skill
from innsats.rules.verdicts import Source

from .facts import Candidate, Need


class Bar(StrEnum):
    """Why somebody cannot go. Whoever has not declared can be proposed, and declares before being assigned."""

    DISQUALIFIED = "disqualified"
    UNDECIDED = "impartiality_undecided"
    WORKS_AT_SCHOOL = "works_at_school"
    UNTRAINED = "untrained"  # in privacy, without which nobody reads a case
    AWAY = "away"
    NOT_RELEASED = "not_released"
    NO_HOURS_LEFT = "no_hours_left"


SOURCES: dict[Bar, Source] = {
    Bar.DISQUALIFIED: law.IMPARTIALITY,
    Bar.UNDECIDED: law.IMPARTIALITY_SELF_DECIDED,
    Bar.WORKS_AT_SCHOOL: law.TEAM_PRINCIPLES,
    Bar.UNTRAINED: law.TRAINING_FIRST,
    Bar.AWAY: law.HOUSE_PRACTICE,
    Bar.NOT_RELEASED: law.TEAM_PRINCIPLES,
    Bar.NO_HOURS_LEFT: law.TEAM_PRINCIPLES,
}
AN_AGREEMENT_MENDS = frozenset({Bar.NOT_RELEASED, Bar.NO_HOURS_LEFT})


def bars_to(need: Need, candidate: Candidate) -> tuple[Bar, ...]:
    """Everything that keeps this candidate from going; empty when nothing does."""
    is_released = candidate.is_released(need)
    found = {
        Bar.DISQUALIFIED: candidate.impartiality is Impartiality.DISQUALIFIED,
        Bar.UNDECIDED: candidate.impartiality is Impartiality.TO_ASSESS,
        Bar.WORKS_AT_SCHOOL: need.school in candidate.workplaces,
        Bar.UNTRAINED: Skill.PRIVACY not in candidate.skills,
        Bar.AWAY: any(away.holds(candidate.counts_on(need)) for away in candidate.away),
        Bar.NOT_RELEASED: not is_released,
        Bar.NO_HOURS_LEFT: is_released and candidate.hours_short(need) > 0,
    }
    return tuple(bar for bar, is_so in found.items() if is_so)
