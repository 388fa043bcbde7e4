"""Whether an external team could take a new case at a school now, and until when the answer holds.

No case is known yet, so nobody's habilitet is. Nobody is promised a place either: there is no list to wait in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from innsats.planning.assigning import Against, Answer, Day, Need, Outlook, Weighed, outlook
from innsats.rules.assistance import USUAL_DAYS, USUAL_HOURS, skills_for
from innsats.rules.calendar import day_of, start_of_next_day
from innsats.rules.deadlines import promise_due
from innsats.teams.models import Team
from innsats.teams.queries.facts import Gathered, gathered
from innsats.web import dates, words

from .candidates import Load, candidate_on, hours_used, loads_of
from .proposed import MemberShown, proposed, said_of, ways, who

LOOKS = {  # answer → of the tag, and its icon: no colour stands alone
    Answer.IN_TIME: ("success", "CheckmarkCircle"),
    Answer.TOO_LATE: ("warning", "ExclamationmarkTriangle"),
    Answer.TOO_FEW: ("danger", "XMarkOctagon"),
    Answer.NO_MANDATE: ("danger", "XMarkOctagon"),
}
NOT_ASKED_YET = frozenset({Against.UNDECLARED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """A team as things stand, and what its members give to cases now."""

    team: Team
    at: datetime
    found: Gathered
    loads: tuple[Load, ...]

    @property
    def schools(self) -> tuple[tuple[str, str], ...]:
        """Those that the team serves, by name: id and name."""
        served = self.found.facts[self.team.pk].schools_on(day_of(self.at))
        return tuple((uuid, name) for uuid, name in self.found.names.items() if uuid in served)

    def outlook(self, school: str) -> Outlook:
        """The answer today for one of the schools, and until when it holds. No queries."""
        return outlook(self._days(school))

    def _days(self, school: str) -> Iterator[Day]:
        """Today as it is now, and the days to come, each asked as late as a request can come on it."""
        yield self._day(school, self.at)
        for number in range(1, USUAL_DAYS + 1):
            yield self._day(school, _end_of(self.at, number))

    def _day(self, school: str, at: datetime) -> Day:
        """Whoever leaves the team within the week is not counted: the help would end before it began. At a school of
        another owner it goes no further than the agreement.
        """
        on, facts = day_of(at), self.found.facts[self.team.pk]
        people = {str(seat.uuid): seat.person_id for seat in self.found.memberships[self.team.pk]}
        need = Need(
            at=at, school=school, skills=skills_for(()), hours_a_week=USUAL_HOURS, promise_ends_on=promise_due(at)
        )
        return Day(
            need=need, mandates=tuple(one.period for one in facts.mandates) if school in facts.schools_on(on) else (),
            candidates=tuple(
                candidate_on(on, one, self.team.pk, hours_used(self.loads, people[one.id], at))
                for one in facts.members
                if one.period.holds(on) and one.period.holds(need.promise_ends_on)
            ),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityPage:
    """The answer for a school, in words. `because` says what ends it, `who` everybody in the team with the reasons."""

    school: str
    verdict: str
    look: str
    icon: str
    said: str
    holds: str
    because: tuple[str, ...]
    ways: tuple[str, ...]
    who: tuple[MemberShown, ...]
    lacks_mandate: bool


def capacity_of(team: Team, at: datetime) -> Capacity:
    """What is needed to answer for any of the team's schools. Fourteen queries."""
    found = gathered([team])
    people = {seat.person_id for seat in found.memberships[team.pk]}
    return Capacity(team=team, at=at, found=found, loads=tuple(loads_of(people, at)))


def capacity_page(capacity: Capacity, school: str) -> CapacityPage:
    """The answer for a school of the team's. No queries."""
    answer, names, ends_on = capacity.outlook(school), capacity.found.names, promise_due(capacity.at)
    look, icon = LOOKS[answer.answer]
    lacks_mandate = answer.answer is Answer.NO_MANDATE
    owner_kind = capacity.team.school_owner.kind
    no_mandate = words.of("obstacle", "no_mandate", owner_kind=owner_kind)
    return CapacityPage(
        school=names[school], verdict=words.of("capacity", answer.answer), look=look, icon=icon,
        said=no_mandate if lacks_mandate else proposed(answer.found, names, ends_on),
        holds=_holds(answer), because=tuple(_turned(one, names[one.id], answer, ends_on) for one in answer.turned),
        ways=ways(answer.found.ways_out, names), who=who(answer.found, names, ends_on, unsaid=NOT_ASKED_YET),
        lacks_mandate=lacks_mandate,
    )  # fmt: skip


def _end_of(at: datetime, days: int) -> datetime:
    """The last minute of the day so many days later."""
    return start_of_next_day(day_of(at) + timedelta(days=days)) - timedelta(minutes=1)


def _holds(answer: Outlook) -> str:
    day = dates.day(answer.holds_until)
    if answer.then is None:
        return _("Svaret gjelder minst til og med {day}.").format(day=day)
    said = _("Svaret gjelder for den som ber om hjelp til og med {day}. Dagen etter: {then}")
    return said.format(day=day, then=words.of("capacity_then", answer.then))


def _turned(one: Weighed, name: str, answer: Outlook, promise_ends_on: date) -> str:
    """Pia Tangen er borte"""
    if one.speaks_against:
        why = said_of(one.speaks_against, promise_ends_on)
    else:
        why = _("slutter i teamet") if answer.answer is Answer.IN_TIME else _("kan rykke ut")
    return f"{name} {why}"
