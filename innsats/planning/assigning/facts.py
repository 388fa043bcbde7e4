"""Who might go, and what they are asked to: all that a proposal is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from innsats.rules.access import Impartiality
from innsats.rules.calendar import day_of
from innsats.rules.releasing import Release
from innsats.rules.teams import Period, Place, Profession, Skill

MOST_COUNT = 3  # who go out together: more are too many strangers around one child, and missing for the next one
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """An assistance that somebody must take.

    `at` is when it is asked (aware), `promise_ends_on` the last day on which help can begin as promised, `skills` what
    this kind of case asks for, `hours_a_week` (at least one) what it takes of each who goes, `neighbours` the teams of
    other owners that the school can ask instead. Days are calendar days, as the promise counts them.
    """

    at: datetime
    school: str
    skills: frozenset[Skill]
    hours_a_week: int
    promise_ends_on: date
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody with a seat in the team, as things stand when it is asked. `id` is what answers are about.

    `impartiality` is how the habilitet stands in this case. `workplaces` are schools and offices, by any key that is
    the same for those who work together. `release` is the agreement in force, `hours_used` a week by other work for the
    team. `is_principal`: of any school.
    """

    id: str
    place: Place
    profession: Profession
    impartiality: Impartiality = Impartiality.UNDECLARED
    skills: frozenset[Skill] = frozenset()
    workplaces: frozenset[str] = frozenset()
    release: Release | None = None
    hours_used: int = 0
    away: tuple[Period, ...] = ()
    is_principal: bool = False

    def hours_short(self, need: Need) -> int:
        """How many hours a week lack before the agreement is enough for this too; zero when it is."""
        agreed = self.release.hours_a_week if self.release and self.is_released(need) else self.hours_used
        return max(0, self.hours_used + need.hours_a_week - agreed)

    def is_released(self, need: Need) -> bool:
        """Whether the agreement is in force from when it is asked until the day that counts."""
        days = (day_of(need.at), self.counts_on(need))
        return self.release is not None and all(self.release.period.holds(day) for day in days)

    def notice_ends_on(self, need: Need) -> date:
        """The day on which the employer's notice has run, when it is given at once."""
        return day_of(need.at + timedelta(hours=self.release.notice_hours if self.release else 0))

    def counts_on(self, need: Need) -> date:
        """The day on which somebody must be at work to be of use.

        Chosen reading: the day the promise ends, or the day the notice ends when that is later. Whoever is away before
        and back by then can still begin in time; whoever is gone by then could begin, but not go on.
        """
        return max(need.promise_ends_on, self.notice_ends_on(need))

    def starts_on(self, need: Need) -> date:
        """The first day after the notice from which somebody who is at work on the day that counts is so till then."""
        window = Period(starts_on=self.notice_ends_on(need), ends_on=self.counts_on(need))
        back = (away.ends_on + ONE_DAY for away in self.away if away.ends_on and away.overlaps(window))
        return max((window.starts_on, *back))
