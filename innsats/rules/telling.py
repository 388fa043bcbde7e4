"""Who is told of what, and when time itself does something about a clock. Parts of the matter, never people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from .acts import Act
from .calendar import LONGEST_SEARCH_DAYS, ONE_DAY, OPENS_HOUR, Calendar, at_time
from .deadlines import CASE_LEAD, Code, escalation_times
from .impartiality import Outcome
from .limits import HOUSE, Limits
from .roles import Role

HOLDING = (Role.PRINCIPAL, Role.OWNER_OFFICER, Role.OWNER_HEAD)
LAST_HOURS = timedelta(hours=2)
LAST_HOURS_OF_DAY_FROM_HOUR = 14  # two working hours before the day closes at 16:00


class Whom(StrEnum):
    """Whom to tell, as a part of the report or the case."""

    HOLDERS = "holders"  # all who hold rektor's part here now
    GIVEN = "given"  # those who got rektor's part by this event
    NAMED = "named"  # the person that the event names
    DECIDERS = "deciders"  # those who decide this habilitet
    DECLARED = "declared"  # the one whose habilitet was decided
    LEAD = "lead"


class News(StrEnum):
    """What somebody is told."""

    REPORT_CAME = "report_came"
    REPORT_REROUTED = "report_rerouted"
    REPORT_ESCALATED = "report_escalated"
    HANDED_ON = "handed_on"
    LEAD_NAMED = "lead_named"
    TEAM_ADMITTED = "team_admitted"
    TO_DECIDE = "to_decide"
    DECIDED = "decided"
    OWNER_TOLD = "owner_told"
    ENDS_SOON = "ends_soon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What to tell whom. `fact` is the fact of the event that names the person, the seat or the declaration."""

    news: News
    to: Whom
    fact: str = ""


class Step(StrEnum):
    """What time does about an open clock."""

    TO_DEPUTY = "to_deputy"
    TO_OFFICER = "to_officer"
    DAY_BEFORE = "day_before"
    LAST_HOURS = "last_hours"


@dataclass(frozen=True, slots=True)
class Timed:
    """A step, and when it is taken."""

    at: datetime
    step: Step


ALWAYS: dict[Act, Telling] = {
    Act.REPORT_CONCERN: Telling(news=News.REPORT_CAME, to=Whom.HOLDERS),
    Act.REROUTE_REPORT: Telling(news=News.REPORT_REROUTED, to=Whom.HOLDERS),
    Act.ESCALATE_REPORT: Telling(news=News.REPORT_ESCALATED, to=Whom.GIVEN, fact="seat"),
    Act.RECEIVE_REPORT: Telling(news=News.LEAD_NAMED, to=Whom.NAMED, fact="lead"),
    Act.RECEIVE_CASE: Telling(news=News.LEAD_NAMED, to=Whom.NAMED, fact="lead"),
    Act.NAME_LEAD: Telling(news=News.LEAD_NAMED, to=Whom.NAMED, fact="lead"),
    Act.ADMIT_TO_TEAM: Telling(news=News.TEAM_ADMITTED, to=Whom.NAMED, fact="member"),
    Act.DECIDE_IMPARTIALITY: Telling(news=News.DECIDED, to=Whom.DECLARED, fact="declaration"),
    Act.TELL_OWNER: Telling(news=News.OWNER_TOLD, to=Whom.NAMED, fact="to"),
}
TO_DECIDE = Telling(news=News.TO_DECIDE, to=Whom.DECIDERS, fact="declaration")
HANDED_ON = Telling(news=News.HANDED_ON, to=Whom.GIVEN, fact="handed_to")


def tellings(act: Act, facts: Mapping[str, Any]) -> tuple[Telling, ...]:
    """Who is told when `act` was done with these facts. Whoever did it is never told of it, nor anybody inhabil.

    Source: law.HOUSE_PRACTICE, on law.REPORT_TO_PRINCIPAL (§ 12-4(2)) and law.IMPARTIALITY_SELF_DECIDED (fvl67 § 8).
    Chosen reading: those who must do something now, and the one who waits for an answer; nobody for information.
    """
    found = [ALWAYS[act]] if act in ALWAYS else []
    if act in (Act.DECLARE_IMPARTIALITY, Act.NAME_PARTY) and facts.get("outcome") == Outcome.TO_ASSESS:
        found.append(TO_DECIDE)
    if facts.get(HANDED_ON.fact):
        found.append(HANDED_ON)
    return tuple(found)


def steps_of(
    code: str, due: datetime | date, calendar: Calendar, *, reported_at: datetime | None = None, limits: Limits = HOUSE
) -> tuple[Timed, ...]:
    """The steps that time takes about one clock while it is open, first one first.

    `reported_at` is that of the report whose clock it is. Source: law.HOUSE_PRACTICE.
    Chosen reading: the one responsible is reminded at 08:00 on the last working day before a date, and whoever holds
    rektor's part too at 14:00 on the day itself; two hours before a time, which is 12:00 or 16:00 on a working day. A
    step whose moment had passed when the clock began is not taken: who just did something needs no reminder of it. The
    receipt of a report carries the two escalations of what nobody opens.
    """
    if isinstance(due, datetime):
        steps = [Timed(due - LAST_HOURS, Step.LAST_HOURS)]
    else:
        before = at_time(_working_day_before(due, calendar), OPENS_HOUR)
        last = at_time(due, LAST_HOURS_OF_DAY_FROM_HOUR)
        steps = [Timed(before, Step.DAY_BEFORE), Timed(last, Step.LAST_HOURS)]
    if code == Code.RECEIPT and reported_at is not None:
        to_deputy_at, to_officer_at = escalation_times(reported_at, calendar, limits)
        steps += [Timed(to_deputy_at, Step.TO_DEPUTY), Timed(to_officer_at, Step.TO_OFFICER)]
    return tuple(sorted(steps, key=lambda timed: timed.at))


def reminded(step: Step, responsible: str) -> frozenset[Whom]:
    """Who is reminded by this step of a clock that `responsible` (a role, or the lead) answers for.

    Nobody is when an employee does: what one should have told is met by telling it.
    """
    if responsible == CASE_LEAD:
        return frozenset({Whom.LEAD}) if step is Step.DAY_BEFORE else frozenset({Whom.LEAD, Whom.HOLDERS})
    return frozenset({Whom.HOLDERS}) if responsible in HOLDING else frozenset()


def _working_day_before(on: date, calendar: Calendar) -> date:
    day = on - ONE_DAY
    for _ in range(LONGEST_SEARCH_DAYS):
        if calendar.is_working_day(day):
            break
        day -= ONE_DAY
    return day
