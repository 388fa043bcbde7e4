"""The date of each clock, one small function each: its docstring owns the reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from ..aftercare import check_in_days
from ..calendar import OSLO, Calendar, at_time, day_of
from ..limits import HOUSE, Limits

PROMISE = timedelta(days=7)
BREACH_WITHIN = timedelta(hours=72)
GOVERNOR_WAITS = timedelta(days=7)
GOVERNOR_COUNTS_DAYS = 5
FEEDBACK_WAITS = timedelta(weeks=3)
ENDED_WITHIN_DAYS = 5
APPEAL_WAITS = timedelta(weeks=3)
SAME_DAY_BEFORE_HOUR, SAME_DAY_DUE_HOUR, NEXT_DAY_DUE_HOUR = 14, 16, 12


class Code(StrEnum):
    """The clocks there are."""

    SCHOOL_PROMISE = "school_promise"
    TEAM_PROMISE = "team_promise"
    SAFETY_TODAY = "safety_today"
    RECEIPT = "receipt"
    LEAD_NAMED = "lead_named"
    DECLARATION = "declaration"
    FIRST_TALK = "first_talk"
    PLAN_ACTIVE = "plan_active"
    STAFF_TO_PRINCIPAL = "staff_to_principal"
    LEADERSHIP_TO_OWNER = "leadership_to_owner"
    PRINCIPAL_TO_OWNER = "principal_to_owner"
    SERIOUS_TO_OWNER = "serious_to_owner"
    INTERVENTION_TO_OWNER = "intervention_to_owner"
    GOVERNOR_FROM = "governor_from"
    EVALUATION = "evaluation"
    HELP_QUESTION = "help_question"
    AFTERCARE_CHECK = "aftercare_check"
    CHILD_CALLS = "child_calls"
    CHILD_ANSWERED = "child_answered"
    STOP_TALK_FOLLOWUP = "stop_talk_followup"
    RECIPIENT_DECISION = "recipient_decision"
    ADVICE_ANSWERED = "advice_answered"
    ADVICE_DECIDED = "advice_decided"
    PRIVACY_ASSESSMENT = "privacy_assessment"
    CASE_TO_END = "case_to_end"
    GOVERNOR_REQUEST = "governor_request"
    GOVERNOR_ORDER = "governor_order"
    APPEAL = "appeal"
    CHILD_WELFARE_REPORT = "child_welfare_report"
    CHILD_WELFARE_FEEDBACK = "child_welfare_feedback"


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernorDates:
    """From when the family may go to the county governor, and the two other ways of counting the week."""

    from_: date
    five_weekdays: date
    five_school_days: date
    special_reasons: bool


def receipt_due(reported_at: datetime, calendar: Calendar) -> datetime:
    """By when the report is answered with a receipt and a named lead. Also when the sender is told that it is read.

    Source: law.HOUSE_PRACTICE.
    Chosen reading: before 14:00 on a working day, 16:00 the same day; otherwise 12:00 on the next working day. Working
    days run in school holidays. Counted from when it was sent or typed in.
    """
    on = day_of(reported_at)
    if calendar.is_working_day(on) and reported_at < at_time(on, SAME_DAY_BEFORE_HOUR):
        return at_time(on, SAME_DAY_DUE_HOUR)
    return at_time(calendar.next_working_day(on), NEXT_DAY_DUE_HOUR)


def escalation_times(
    reported_at: datetime, calendar: Calendar, limits: Limits = HOUSE
) -> tuple[datetime, datetime]:
    """When a report that nobody has opened goes to the deputy, and when to the owner's officer.

    Source: law.HOUSE_PRACTICE (on § 12-4(2): rektor may name somebody to receive reports, and stays responsible).
    Chosen reading: after two and four hours between 08:00 and 16:00 on working days, or fewer where the owner says so.
    """
    to_deputy_at = calendar.working_hours_after(reported_at, limits.to_deputy_hours)
    return to_deputy_at, calendar.working_hours_after(reported_at, limits.to_officer_hours)


def declaration_due(first_read_at: datetime, calendar: Calendar) -> datetime:
    """By when the reader has declared how they stand to the parties.

    Source: law.HOUSE_PRACTICE, on law.IMPARTIALITY_SELF_DECIDED (fvl67 § 8 says who decides, not when).
    Chosen reading: 12:00 on the working day after the first reading. Without a reading no such clock runs.
    """
    return at_time(calendar.next_working_day(day_of(first_read_at)), NEXT_DAY_DUE_HOUR)


def safety_due(reported_at: datetime) -> date:
    """By when somebody has made the pupil safe for now, or said why nothing is needed.

    Source: law.HOUSE_PRACTICE (§ 12-4(1) says *if possible*, and no time).
    Chosen reading: the day of the report, school day or not.
    """
    return day_of(reported_at)


def promise_due(began_at: datetime) -> date:
    """By when the first measure has begun, in a plan that applies: énukesmålet.

    Source: law.ONE_WEEK (Læringsmiljøsenteret: from report to measures, one week at most).
    Chosen reading: seven calendar days, also across holidays and closed periods; never paused.
    """
    return day_of(began_at) + PROMISE


def privacy_due(found_at: datetime) -> datetime:
    """By when a breach of privacy is assessed, and Datatilsynet told unless a risk is unlikely.

    Source: law.BREACH_REPORTED (GDPR art. 33(1): not later than 72 hours after having become aware of it).
    Chosen reading: 72 hours on end, through nights, weekends and the change to summer time, from when it was found.
    """
    return (found_at.astimezone(UTC) + BREACH_WITHIN).astimezone(OSLO)


def measures_work_from(due_on: date, calendar: Calendar) -> date | None:
    """The first school day after the closed period in which the promise is due; None when it is due in none.

    Source: law.HOUSE_PRACTICE, on law.ONE_WEEK.
    Chosen reading: a second line beside the promise, which keeps its date and its elapsed days. Weekends and red days
    at the ends of a closed period belong to it.
    """
    return calendar.reopens_after(due_on)


def first_talk_due(began_at: datetime, calendar: Calendar, limits: Limits = HOUSE) -> date:
    """By when somebody at the school has talked with the pupil.

    Source: law.HOUSE_PRACTICE (§ 10-2 says that the pupil is heard, not when).
    Chosen reading: two school days after the day of the report, or one where the owner says so.
    """
    return calendar.add_school_days(day_of(began_at), limits.first_talk_school_days)


def plan_due(began_at: datetime, calendar: Calendar) -> date:
    """By when a plan applies.

    Source: law.HOUSE_PRACTICE. Not law: § 12-4(3) sets no number of days.
    Chosen reading: the earlier of five working days and the last school day after the day of the report and on or
    before the promise. Is there no such school day, the promise's own date.
    """
    on, promise = day_of(began_at), promise_due(began_at)
    last = calendar.last_school_day_between(on, promise)
    return promise if last is None else last  # seven days hold at most five working days: the fifth is never earlier


def straks_due(suspected_at: datetime) -> date:
    """By when somebody who works at the school has passed on what they suspect or know.

    Source: law.STAFF_TO_PRINCIPAL and law.LEADERSHIP_TO_OWNER (§ 12-5: *straks*).
    Chosen reading: the same day, school day or not. The same for law.REPORT_TO_PRINCIPAL (§ 12-4(2)), which has no
    time word: the report itself meets it.
    """
    return day_of(suspected_at)


def owner_due(judged_at: datetime) -> date:
    """By when rektor has told the owner: of a concern about an employee, or of a serious case.

    Source: law.HOUSE_PRACTICE, on law.STAFF_TO_PRINCIPAL (§ 12-5(1)) and law.REPORT_TO_PRINCIPAL (§ 12-4(2), fourth
    sentence). The duties are law; neither has a time word.
    Chosen reading: the day it was judged. In a staff case that is the day it was first read: all but manifestly
    unfounded is told. In a serious case the day it was judged serious.
    """
    return day_of(judged_at)


def evaluation_due(planned_on: date) -> date:
    """By when a measure has been evaluated.

    Source: law.WRITTEN_PLAN (§ 12-4(3): the plan says when the measures are evaluated).
    Chosen reading: the date that stands in the plan in force.
    """
    return planned_on


def help_due(asked_at: datetime) -> date:
    """By when the school has said whether somebody from outside helps.

    Source: law.HOUSE_PRACTICE. Not law.
    Chosen reading: the day the third round ended with a pupil who is not safe.
    """
    return day_of(asked_at)


def aftercare_due(starts_on: date, until: date, calendar: Calendar) -> tuple[date, ...]:
    """By when the pupil is asked in the follow-up, each time; see `aftercare.check_in_days`.

    Source: law.HOUSE_PRACTICE, on research.
    Chosen reading: weekly four times, every other week four times, monthly to six months, each term, and last on the
    agreed end; always a school day.
    """
    return check_in_days(starts_on, until, calendar)


def child_calls_due(told_at: datetime) -> date:
    """By when an adult has done something about an answer of the pupil that asks for it at once, and written what.

    Source: law.HOUSE_PRACTICE, on law.REPORT_TO_PRINCIPAL (§ 12-4(2): the school looks into it, and puts it right).
    Chosen reading: the day the answer was written down; see `voice.calls_of`.
    """
    return day_of(told_at)


def child_answered_due(told_at: datetime, calendar: Calendar) -> datetime:
    """By when an adult has read what the pupil answered alone, by its own code. It is what the pupil is told.

    Source: law.HOUSE_PRACTICE, on law.REPORT_TO_PRINCIPAL (§ 12-4(2): the school looks into it).
    Chosen reading: as whoever reports is answered, see `receipt_due`. What asks for an adult at once has a clock of its
    own, see `child_calls_due`.
    """
    return receipt_due(told_at, calendar)


def stop_talk_due(next_on: date) -> date:
    """By when a pupil whom two adults have had a stop talk with is talked with again.

    Source: law.HOUSE_PRACTICE (practice documents on stop-talks: a follow-up talk after a week or two).
    Chosen reading: the day that was booked in the talk, whatever day it is.
    """
    return next_on


def recipient_due(noted_on: date, calendar: Calendar) -> date:
    """By when a person has decided what a guardian gets, when something is held back: also *ikke si det hjemme*.

    Source: law.HOUSE_PRACTICE (product rule: until a person decides, within one working day).
    Chosen reading: the first working day after it was noted.
    """
    return calendar.add_working_days(noted_on, 1)


def advice_due(from_on: date, calendar: Calendar) -> date:
    """By when advice that is needed to stop the bullying is answered by the school, and then decided by the owner.

    Source: law.HOUSE_PRACTICE, on law.TEAM_PRINCIPLES (enough delegated authority).
    Chosen reading: the working day after it was given; for the owner, after the day it was declined or the school's
    time ran out. Working days run in school holidays.
    """
    return calendar.next_working_day(from_on)


def ending_due(told_at: datetime, calendar: Calendar) -> date:
    """By when a case has ended whose pupil has changed school.

    Source: law.HOUSE_PRACTICE, on law.SCHOOL_CHANGE.
    Chosen reading: five working days after the day the move was registered. A case never moves with its pupil: what the
    new school shall know is handed over, and it opens its own.
    """
    return calendar.add_working_days(day_of(told_at), ENDED_WITHIN_DAYS)


def governor_dates(raised_at: datetime, calendar: Calendar, special_reasons: bool = False) -> GovernorDates:
    """When the family may normally go to the county governor with a matter that was raised with rektor then.

    Source: law.COUNTY_GOVERNOR (§ 12-6(2): raised with rektor, at least a week ago, still at the school).
    Chosen reading: seven calendar days from when it was available to rektor or the deputy, read or not; that is the
    date the family is shown. Five working days and five school days are how some governors count. When rektor is the
    concern, the date is the day of the report, with the words about *særlege grunnar*.
    """
    on = day_of(raised_at)
    return GovernorDates(
        from_=on if special_reasons else on + GOVERNOR_WAITS,
        five_weekdays=calendar.add_working_days(on, GOVERNOR_COUNTS_DAYS),
        five_school_days=calendar.add_school_days(on, GOVERNOR_COUNTS_DAYS),
        special_reasons=special_reasons,
    )


def governor_due(set_on: date) -> date:
    """By when the owner has handed over what the county governor asks for, or has done what was ordered.

    Source: law.GOVERNOR_ASKS (§ 12-6(3)) and law.GOVERNOR_DEADLINE (§ 12-6(5): the governor sets a deadline).
    Chosen reading: the date that stands in the letter, whatever day it is.
    """
    return set_on


def appeal_due(received_on: date) -> date:
    """By when the owner has appealed a decision that binds it, or has said that it will not.

    Source: law.APPEAL (fvl67 § 29: three weeks from when it was received).
    Chosen reading: three weeks to the day, also when that is a day off: a day too early does no harm.
    """
    return received_on + APPEAL_WAITS


def child_welfare_due(seen_on: date) -> date:
    """By when the one who has cause has reported to the child welfare service, or has said why not.

    Source: law.CHILD_WELFARE (§ 24-3: *utan ugrunna opphald*).
    Chosen reading: the day it was seen, any day of the week. The law has no number of days: the same day is practice.
    """
    return seen_on


def child_welfare_feedback_due(sent_on: date) -> date:
    """By when the service has confirmed, and has said whether it looks into it.

    Source: law.CHILD_WELFARE_FEEDBACK (bvl § 13-3: three weeks).
    Chosen reading: counted from the day the report was sent.
    """
    return sent_on + FEEDBACK_WAITS


def earliest_governor(dates: Iterable[GovernorDates | None]) -> GovernorDates | None:
    """The dates of the report that lets the family go first."""
    known = [one for one in dates if one is not None]
    return min(known, key=lambda one: (one.from_, one.five_weekdays, one.five_school_days), default=None)


# Which function decides the date of each clock: its docstring is the printed reading.
READINGS: dict[Code, Callable[..., object]] = {
    Code.SCHOOL_PROMISE: promise_due,
    Code.TEAM_PROMISE: promise_due,
    Code.SAFETY_TODAY: safety_due,
    Code.RECEIPT: receipt_due,
    Code.LEAD_NAMED: receipt_due,
    Code.DECLARATION: declaration_due,
    Code.FIRST_TALK: first_talk_due,
    Code.PLAN_ACTIVE: plan_due,
    Code.STAFF_TO_PRINCIPAL: straks_due,
    Code.LEADERSHIP_TO_OWNER: straks_due,
    Code.PRINCIPAL_TO_OWNER: owner_due,
    Code.SERIOUS_TO_OWNER: owner_due,
    Code.INTERVENTION_TO_OWNER: owner_due,
    Code.GOVERNOR_FROM: governor_dates,
    Code.EVALUATION: evaluation_due,
    Code.HELP_QUESTION: help_due,
    Code.AFTERCARE_CHECK: aftercare_due,
    Code.CHILD_CALLS: child_calls_due,
    Code.CHILD_ANSWERED: child_answered_due,
    Code.STOP_TALK_FOLLOWUP: stop_talk_due,
    Code.RECIPIENT_DECISION: recipient_due,
    Code.ADVICE_ANSWERED: advice_due,
    Code.ADVICE_DECIDED: advice_due,
    Code.PRIVACY_ASSESSMENT: privacy_due,
    Code.CASE_TO_END: ending_due,
    Code.GOVERNOR_REQUEST: governor_due,
    Code.GOVERNOR_ORDER: governor_due,
    Code.APPEAL: appeal_due,
    Code.CHILD_WELFARE_REPORT: child_welfare_due,
    Code.CHILD_WELFARE_FEEDBACK: child_welfare_feedback_due,
}
