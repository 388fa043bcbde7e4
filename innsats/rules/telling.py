"""Who is told of what, and when time itself does something about a clock. Parts of the matter, never people."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from .acts import Act
from .calendar import LONGEST_SEARCH_DAYS, ONE_DAY, Calendar, at_time, day_of, start_of_next_day
from .deadlines import CASE_LEAD, OWNER, TEAM_LEADER, Code, escalation_times
from .impartiality import Outcome
from .limits import HOUSE, Limits
from .roles import HOLDING

# When each of the three reminders is given: how long before a time, and at which hour of which day before a date
BEFORE_A_TIME = (timedelta(hours=2), timedelta(hours=1), timedelta(minutes=30))
DAY_BEFORE_HOUR, LAST_DAY_HOURS = 8, (8, 14)
SAME_DAY_HOURS = (12, 14, 15)
SAME_DAY = frozenset({
    Code.SAFETY_TODAY, Code.STAFF_TO_PRINCIPAL, Code.LEADERSHIP_TO_OWNER, Code.PRINCIPAL_TO_OWNER,
    Code.SERIOUS_TO_OWNER, Code.INTERVENTION_TO_OWNER, Code.HELP_QUESTION, Code.CHILD_CALLS,
})  # fmt: skip


class Whom(StrEnum):
    """Whom to tell, as a part of the report or the case."""

    HOLDERS = "holders"  # all who hold rektor's part here now
    GIVEN = "given"  # those who got rektor's part by this event
    NAMED = "named"  # the person that the event names
    DECIDERS = "deciders"  # those who decide this habilitet
    DECLARED = "declared"  # the one whose habilitet was decided
    LEAD = "lead"
    OWNER = "owner"  # the owner's officers, and its head: those of them who may know
    ERRAND_HOLDER = "errand_holder"  # the person that the event names, who need not know of any case
    REPORTER = "reporter"  # a colleague who sent the report and reads what the school answers, signed in
    TEAM_LEADERS = "team_leaders"  # of the external team that is asked here
    PRIVACY_OFFICERS = "privacy_officers"  # of the owner, save those who are too close


class News(StrEnum):
    """What somebody is told."""

    REPORT_CAME = "report_came"
    REPORT_REROUTED = "report_rerouted"
    REPORT_ESCALATED = "report_escalated"
    REPORT_WITHDRAWN = "report_withdrawn"
    REPORTER_WROTE = "reporter_wrote"  # more, on a report: to those who answer
    SCHOOL_WROTE = "school_wrote"  # to a colleague who reported
    FAMILY_WROTE = "family_wrote"  # beside what it reads: to those who answer
    HANDED_ON = "handed_on"
    LEAD_NAMED = "lead_named"
    TEAM_ADMITTED = "team_admitted"
    ASSISTANCE_ASKED = "assistance_asked"
    ASSISTANCE_DECLINED = "assistance_declined"
    ASSIGNED = "assigned"
    ASSISTANCE_ENDED = "assistance_ended"
    COMMISSIONED = "commissioned"
    STEP_GIVEN = "step_given"
    ADVICE_GIVEN = "advice_given"
    ADVICE_ANSWERED = "advice_answered"
    ADVICE_RAISED = "advice_raised"
    ADVICE_PASSED_ON = "advice_passed_on"
    ADVICE_DECIDED = "advice_decided"
    TO_DECIDE = "to_decide"
    OBJECTED = "objected"
    ASSISTANT_OUT = "assistant_out"
    DECIDED = "decided"
    OWNER_TOLD = "owner_told"
    GOVERNOR_WAITS = "governor_waits"
    INTERVENTION = "intervention"
    ERRAND_GIVEN = "errand_given"
    ERRAND_TAKEN_BACK = "errand_taken_back"
    ERRAND_ANSWERED = "errand_answered"
    ENDS_SOON = "ends_soon"
    CHANGES_SCHOOL = "changes_school"
    REVIEW_DUE = "review_due"
    FAMILY_WAITS = "family_waits"  # and wishes that the school is not told yet: the day before
    CONSULT_ASKED = "consult_asked"  # a question without names: to who leads the team
    CONSULT_ANSWERED = "consult_answered"  # to who asked
    CHILD_CALLS = "child_calls"  # an answer of the pupil asks for an adult at once
    CHILD_ANSWERED = "child_answered"  # the pupil answered alone, and it asks for nobody: to be read
    TRAIL_ASKED = "trail_asked"  # by a family, who has opened the case: to the privacy officer
    READING_RAISED = "reading_raised"  # by time, that somebody should ask about what was read: likewise
    SCHOOL_TOLD = "school_told"  # of it, since its day came


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
    FIRST_REMINDER = "first_reminder"
    SECOND_REMINDER = "second_reminder"
    LAST_REMINDER = "last_reminder"
    TO_OWNER = "to_owner"


REMINDERS = (Step.FIRST_REMINDER, Step.SECOND_REMINDER, Step.LAST_REMINDER)


@dataclass(frozen=True, slots=True)
class Timed:
    """A step, and when it is taken."""

    at: datetime
    step: Step


ALWAYS: dict[Act, Telling] = {
    Act.REPORT_CONCERN: Telling(news=News.REPORT_CAME, to=Whom.HOLDERS),
    Act.REROUTE_REPORT: Telling(news=News.REPORT_REROUTED, to=Whom.HOLDERS),
    Act.ESCALATE_REPORT: Telling(news=News.REPORT_ESCALATED, to=Whom.GIVEN, fact="seat"),
    Act.WITHDRAW_REPORT: Telling(news=News.REPORT_WITHDRAWN, to=Whom.HOLDERS),
    Act.ANSWER_REPORTER: Telling(news=News.SCHOOL_WROTE, to=Whom.REPORTER),
    Act.WRITE_TO_SCHOOL: Telling(news=News.REPORTER_WROTE, to=Whom.HOLDERS),
    Act.WRITE_FROM_HOME: Telling(news=News.FAMILY_WROTE, to=Whom.HOLDERS),
    Act.ASK_FOR_TRAIL: Telling(news=News.TRAIL_ASKED, to=Whom.PRIVACY_OFFICERS),
    Act.RECEIVE_REPORT: Telling(news=News.LEAD_NAMED, to=Whom.NAMED, fact="lead"),
    Act.RECEIVE_CASE: Telling(news=News.LEAD_NAMED, to=Whom.NAMED, fact="lead"),
    Act.NAME_LEAD: Telling(news=News.LEAD_NAMED, to=Whom.NAMED, fact="lead"),
    Act.ADMIT_TO_TEAM: Telling(news=News.TEAM_ADMITTED, to=Whom.NAMED, fact="member"),
    Act.REQUEST_ASSISTANCE: Telling(news=News.ASSISTANCE_ASKED, to=Whom.TEAM_LEADERS),
    Act.ASSIGN_ASSISTANTS: Telling(news=News.ASSIGNED, to=Whom.NAMED, fact="people"),
    Act.DECLINE_ASSISTANCE: Telling(news=News.ASSISTANCE_DECLINED, to=Whom.HOLDERS),
    Act.END_ASSISTANCE: Telling(news=News.ASSISTANCE_ENDED, to=Whom.HOLDERS),
    Act.GIVE_COMMISSION: Telling(news=News.COMMISSIONED, to=Whom.NAMED, fact="member"),
    Act.HOLD_TEAM_MEETING: Telling(news=News.STEP_GIVEN, to=Whom.NAMED, fact="holders"),
    Act.ESCALATE_ADVICE: Telling(news=News.ADVICE_RAISED, to=Whom.OWNER),
    Act.GIVE_ERRAND: Telling(news=News.ERRAND_GIVEN, to=Whom.ERRAND_HOLDER, fact="member"),
    Act.TAKE_BACK_ERRAND: Telling(news=News.ERRAND_TAKEN_BACK, to=Whom.ERRAND_HOLDER, fact="member"),
    Act.DECIDE_IMPARTIALITY: Telling(news=News.DECIDED, to=Whom.DECLARED, fact="declaration"),
    Act.NOTE_OBJECTION: Telling(news=News.OBJECTED, to=Whom.NAMED, fact="person"),
    Act.TELL_OWNER: Telling(news=News.OWNER_TOLD, to=Whom.NAMED, fact="to"),
    Act.RECORD_INTERVENTION: Telling(news=News.INTERVENTION, to=Whom.HOLDERS),
}
# Told to whoever's way in it is, by a mail of its own and at once: it may have been somebody else
OF_SIGNING_IN = frozenset({
    Act.ADD_CODE_APP, Act.ADD_PASSKEY, Act.REMOVE_FACTOR, Act.CHANGE_PASSWORD, Act.RESET_SIGN_IN, Act.LINK_SIGN_IN,
    Act.CONFIRM_PROPOSAL,
})  # fmt: skip
TO_REPORTERS = frozenset({News.SCHOOL_WROTE})  # to a colleague who sent the report, and need not see it as read
OF_ERRANDS = frozenset({News.ERRAND_GIVEN, News.ERRAND_TAKEN_BACK})  # to whoever has it, who need not see the case
OF_THE_LOG = frozenset({News.TRAIL_ASKED, News.READING_RAISED})  # to whoever reads the log, and sees no case
TO_DECIDE = Telling(news=News.TO_DECIDE, to=Whom.DECIDERS, fact="declaration")
ASSISTANT_OUT = Telling(news=News.ASSISTANT_OUT, to=Whom.TEAM_LEADERS)
LEAVING = Telling(news=News.CHANGES_SCHOOL, to=Whom.HOLDERS)  # told by time, not by an event
HANDED_ON = Telling(news=News.HANDED_ON, to=Whom.GIVEN, fact="handed_to")
GOVERNOR_WAITS = (
    Telling(news=News.GOVERNOR_WAITS, to=Whom.HOLDERS), Telling(news=News.GOVERNOR_WAITS, to=Whom.OWNER)
)  # fmt: skip
TOLD_OF_ADVICE = {
    Act.GIVE_ADVICE: (
        Telling(news=News.ADVICE_GIVEN, to=Whom.LEAD), Telling(news=News.ADVICE_GIVEN, to=Whom.HOLDERS),
    ),
    Act.ANSWER_ADVICE: (Telling(news=News.ADVICE_ANSWERED, to=Whom.NAMED, fact="advisor"),),
    Act.ESCALATE_ADVICE: (
        Telling(news=News.ADVICE_PASSED_ON, to=Whom.LEAD), Telling(news=News.ADVICE_PASSED_ON, to=Whom.HOLDERS),
        Telling(news=News.ADVICE_PASSED_ON, to=Whom.NAMED, fact="advisor"),
    ),
    Act.DECIDE_ADVICE: (
        Telling(news=News.ADVICE_DECIDED, to=Whom.LEAD), Telling(news=News.ADVICE_DECIDED, to=Whom.HOLDERS),
        Telling(news=News.ADVICE_DECIDED, to=Whom.NAMED, fact="advisor"),
    ),
}  # fmt: skip
CHILD_CALLS = (
    Telling(news=News.CHILD_CALLS, to=Whom.LEAD), Telling(news=News.CHILD_CALLS, to=Whom.HOLDERS),
)  # fmt: skip
ERRAND_ANSWERED = (
    Telling(news=News.ERRAND_ANSWERED, to=Whom.NAMED, fact="giver"), Telling(news=News.ERRAND_ANSWERED, to=Whom.LEAD),
)  # fmt: skip
DECLARING = (Act.DECLARE_IMPARTIALITY, Act.DECLARE_SCHOOL_TIES, Act.NAME_PARTY, Act.NOTE_OBJECTION)
FOLLOWED = "follows"  # the fact of an event that follows from the same act elsewhere: what it tells is told there


def tellings(act: Act, facts: Mapping[str, Any]) -> tuple[Telling, ...]:
    """Who is told when `act` was done with these facts. Whoever did it is never told of it, nor anybody inhabil.

    Source: law.HOUSE_PRACTICE, on law.REPORT_TO_PRINCIPAL (§ 12-4(2)) and law.IMPARTIALITY_SELF_DECIDED (fvl67 § 8).
    Chosen reading: those who must do something now, and the one who waits for an answer; nobody for information.
    """
    found = [ALWAYS[act]] if act in ALWAYS and FOLLOWED not in facts else []
    if act in DECLARING and facts.get("outcome") == Outcome.TO_ASSESS and facts.get("goes_up", True):
        found.append(TO_DECIDE)
    if facts.get("assistant_out"):
        found.append(ASSISTANT_OUT)
    if facts.get(HANDED_ON.fact):
        found.append(HANDED_ON)
    if act is Act.RECORD_GOVERNOR_STEP and facts.get("due_on"):
        found += GOVERNOR_WAITS
    found += TOLD_OF_ADVICE.get(act, ())
    if act is Act.WRITE_TO_SCHOOL:
        found.append(Telling(news=News.REPORTER_WROTE, to=Whom.LEAD))
    if act is Act.WRITE_FROM_HOME:
        found.append(Telling(news=News.FAMILY_WROTE, to=Whom.LEAD))
    if act is Act.DECLINE_ERRAND or (act is Act.FINISH_ERRAND and facts.get("is_asked")):
        found += ERRAND_ANSWERED
    if act is Act.CHECK_IN_PUPIL and facts.get("calls"):
        found += CHILD_CALLS
    elif act is Act.CHECK_IN_PUPIL and facts.get("by_own_code"):
        found.append(Telling(news=News.CHILD_ANSWERED, to=Whom.LEAD))
    if act is Act.ANSWER_ADVICE and facts.get("is_raised"):
        found.append(ALWAYS[Act.ESCALATE_ADVICE])
    return tuple(found)


def steps_of(
    code: str, due: datetime | date, calendar: Calendar, *, seated_at: datetime | None = None, limits: Limits = HOUSE
) -> tuple[Timed, ...]:
    """The steps that time takes about one clock while it is open, first one first: three reminders before it passes.

    `seated_at` is when the report whose clock it is came to whoever must open it. Source: law.HOUSE_PRACTICE.
    Chosen reading: a date is reminded of at 08:00 on the last working day before its last working day, and at 08:00
    and 14:00 on that one, which is the date itself unless that is a day off. What is due on the day it begins, at
    12:00, 14:00 and 15:00 of that day, whatever day it is. A time, which is 12:00 or 16:00 on a working day, two hours,
    one hour and half an hour before. What may run out at night (the 72 hours) is reminded of as a date: the last day on
    which the last reminder comes in time. A step whose moment had passed when the clock began is not taken: who just
    did something needs no reminder of it, and each reminder reaches those of the ones before. The receipt of a report
    carries the two escalations of what nobody opens; advice that is needed and has no answer goes to the owner
    when its day is over.
    """
    steps = [Timed(at, step) for step, at in zip(REMINDERS, _reminded_at(code, due, calendar), strict=True)]
    if code == Code.RECEIPT and seated_at is not None:
        to_deputy_at, to_officer_at = escalation_times(seated_at, calendar, limits)
        steps += [Timed(to_deputy_at, Step.TO_DEPUTY), Timed(to_officer_at, Step.TO_OFFICER)]
    if code == Code.ADVICE_ANSWERED and not isinstance(due, datetime):
        steps.append(Timed(start_of_next_day(due), Step.TO_OWNER))
    return tuple(sorted(steps, key=lambda timed: timed.at))


def reminded(step: Step, responsible: str, *, nobody: Collection[Whom] = ()) -> frozenset[Whom]:
    """Who is reminded by this step of a clock that `responsible` (a role, or the lead) answers for.

    `nobody`: the parts that nobody has who may still know of it. Source: law.HOUSE_PRACTICE.
    Chosen reading: first the one responsible, then also whoever holds rektor's part, at last also the owner's officer,
    when the officer may know of it (a seat, or a case the owner was told of; see decisions/0011). Where no lead, or no
    leader of the team, can be reminded, rektor's part is from the first. Nobody is when an employee answers for it:
    what one should have told is met by telling it. What the county governor waits for is the owner's, and reaches
    rektor and the officer at once.
    """
    if responsible == OWNER:
        return frozenset({Whom.HOLDERS, Whom.OWNER})
    if responsible == CASE_LEAD:
        first = Whom.LEAD
    elif responsible == TEAM_LEADER:
        first = Whom.TEAM_LEADERS
    elif responsible in HOLDING:
        first = Whom.HOLDERS
    else:
        return frozenset()
    reached = (Whom.HOLDERS if first in nobody else first, Whom.HOLDERS, Whom.OWNER)
    return frozenset(reached[: REMINDERS.index(step) + 1])


def _reminded_at(code: str, due: datetime | date, calendar: Calendar) -> tuple[datetime, ...]:
    if code == Code.PRIVACY_ASSESSMENT and isinstance(due, datetime):
        due = day_of(due) if due >= at_time(day_of(due), LAST_DAY_HOURS[-1]) else day_of(due) - ONE_DAY
    if isinstance(due, datetime):
        return tuple(due - before for before in BEFORE_A_TIME)
    if code in SAME_DAY:
        return tuple(at_time(due, hour) for hour in SAME_DAY_HOURS)
    last = due if calendar.is_working_day(due) else _working_day_before(due, calendar)
    before = _working_day_before(last, calendar)
    return (at_time(before, DAY_BEFORE_HOUR), *(at_time(last, hour) for hour in LAST_DAY_HOURS))


def _working_day_before(on: date, calendar: Calendar) -> date:
    day = on - ONE_DAY
    for _ in range(LONGEST_SEARCH_DAYS):
        if calendar.is_working_day(day):
            break
        day -= ONE_DAY
    return day
