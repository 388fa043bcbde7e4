"""Who might go, and what they are asked to: all that a proposal is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from innsats.rules.access import Impartiality
from innsats.rules.calendar import day_of
from innsats.rules.releasing import Release, release_on
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
    the same for those who work together. `releases` are the agreements, in the order they begin; `hours_used` a week
    by other work for the team. `is_principal`: of any school.
    """

    id: str
    place: Place
    profession: Profession
    impartiality: Impartiality = Impartiality.UNDECLARED
    skills: frozenset[Skill] = frozenset()
    workplaces: frozenset[str] = frozenset()
    releases: tuple[Release, ...] = ()
    hours_used: int = 0
    away: tuple[Period, ...] = ()
    is_principal: bool = False

    def hours_short(self, need: Need) -> int:
        """How many hours a week lack before the agreement is enough for this too; zero when it is."""
        agreed = self.hours_agreed(need) or self.hours_used
        return max(0, self.hours_used + need.hours_a_week - agreed)

    def hours_agreed(self, need: Need) -> int:
        """The hours a week both when it is asked and on the day that counts, the fewer of the two; zero without an
        agreement for both. One that is renewed meanwhile frees throughout; one that was replaced does not come back.
        """
        now = release_on(self.releases, day_of(need.at))
        then = release_on(self.releases[self.releases.index(now) :], self.counts_on(need)) if now else None
        return min(now.hours_a_week, then.hours_a_week) if now and then else 0

    def is_released(self, need: Need) -> bool:
        """Whether an agreement is in force when it is asked, and on the day that counts."""
        return self.hours_agreed(need) > 0

    def notice_ends_on(self, need: Need) -> date:
        """The day on which the employer's notice has run, when it is given at once."""
        now = release_on(self.releases, day_of(need.at))
        return day_of(need.at + timedelta(hours=now.notice_hours if now else 0))

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
