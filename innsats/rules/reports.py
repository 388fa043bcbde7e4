"""The report: what it is about, where it happened, and who reads it first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from . import law
from .verdicts import Obstacle


class Concern(StrEnum):
    """Whom the concern is about: that decides who may read it. In the order of how much it asks for."""

    PUPILS = "pupils"
    EMPLOYEE = "employee"
    LEADERSHIP = "leadership"
    OFFICER = "officer"


class Arena(StrEnum):
    """Where it happens. Every arena gives the same duties and clocks (oppl § 12-1)."""

    SCHOOL = "school"
    SFO = "sfo"
    HOMEWORK_HELP = "homework_help"
    ON_THE_WAY = "on_the_way"
    ONLINE = "online"
    UNKNOWN = "unknown"


class Channel(StrEnum):
    """How it was told: written by the reporter, or typed in for somebody who said it."""

    WRITTEN = "written"
    PHONE = "phone"
    TALK = "talk"


THE_WRITER = "Den som skriver"  # stands before the name, or for it, where a pupil reports of itself


class Sender(StrEnum):
    """Who told it, as far as is said."""

    UNKNOWN = "unknown"
    PUPIL = "pupil"
    GUARDIAN = "guardian"
    EMPLOYEE = "employee"
    OTHER = "other"
    SCHOOL = "school"  # the pupil's former school, by handing over; never said on a form


class Receiving(StrEnum):
    """In which capacity somebody receives a report. A deputy stands in for rektor and has rektor's duties."""

    PRINCIPAL = "principal"
    DEPUTY = "deputy"
    OWNER_OFFICER = "owner_officer"
    OWNER_HEAD = "owner_head"


AT_SCHOOL = (Receiving.PRINCIPAL, Receiving.DEPUTY)
AT_OWNER = (Receiving.OWNER_OFFICER, Receiving.OWNER_HEAD)
ROUTES: dict[Concern, tuple[Receiving, ...]] = {
    Concern.PUPILS: AT_SCHOOL + AT_OWNER,
    Concern.EMPLOYEE: AT_SCHOOL + AT_OWNER,
    Concern.LEADERSHIP: AT_OWNER,
    Concern.OFFICER: (Receiving.OWNER_HEAD,),
}
PASSED_BY: dict[Concern, tuple[Receiving, ...]] = {
    Concern.LEADERSHIP: AT_SCHOOL,
    Concern.OFFICER: (Receiving.OWNER_OFFICER,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who holds an appointment now that lets them receive reports. `person` is any key of that person."""

    receiving: Receiving
    person: str
    is_concerned: bool = False


def receivers(concern: Concern, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Those who may receive this report, the first one first; empty when there is nobody.

    Source: law.REPORT_TO_PRINCIPAL (§ 12-4(2): to rektor), law.STAFF_TO_PRINCIPAL (§ 12-5(1): about an employee, to
    rektor at once), law.LEADERSHIP_TO_OWNER (§ 12-5(2): about somebody in the leadership, straight to the owner).
    Chosen reading: the first existing and unconcerned of rektor, the named deputy, the owner's officer and the head
    of the owner. About the leadership nobody who leads the school reads it, not even with an office at the owner too;
    about the officer, no officer. Somebody concerned in one capacity is concerned in all. Where a rektor is concerned,
    a deputy is directly under somebody disqualified, and does not take rektor's part (law.IMPARTIALITY_DERIVED).
    """
    held = list(candidates)
    route = ROUTES[concern]
    is_principal_out = any(c.is_concerned and c.receiving is Receiving.PRINCIPAL for c in held)
    passes = (*PASSED_BY.get(concern, ()), *((Receiving.DEPUTY,) if is_principal_out else ()))
    passed_by = {c.person for c in held if c.is_concerned or c.receiving in passes}
    allowed = [c for c in held if c.receiving in route and c.person not in passed_by]
    return tuple(sorted(allowed, key=lambda c: route.index(c.receiving)))


LEADERS = re.compile(
    r"\b(rektor\w*|inspektør\w*|(assisterende|ass\.?) rektor\w*|dag(lig|leg) le(d|i)ar?\w*|skolele(d|i)ar?\w*"
    r"|avdelingsle(d|i)ar?\w*|le(d|i)inga|ledelsen|principal|head ?teacher|headmaster|headmistress)\b",
    re.IGNORECASE,
)


def speaks_of_leaders(text: str) -> bool:
    """Whether the words name somebody who leads a school by what they are called. A hint, which is asked about.

    Source: law.LEADERSHIP_TO_OWNER (§ 12-5(2)): what the leadership has done goes past the leadership.
    Chosen reading: the words decide nothing. Most who write of rektor have told rektor; the one who reports chooses.
    """
    return bool(LEADERS.search(text))


def is_graver(concern: Concern, than: Concern) -> bool:
    """Whether the first concern asks for more than the second: about a pupil, an employee, a leader, an officer."""
    return list(Concern).index(Concern(concern)) > list(Concern).index(Concern(than))


def rerouting_obstacles(concern: Concern, was: Concern, *, stays: bool) -> tuple[Obstacle, ...]:
    """`goes_nowhere` when a report is sent on to whoever has it already (`stays`), and for no graver concern.

    Source: law.STAFF_TO_PRINCIPAL (§ 12-5(1): the owner is told unless the report is manifestly unfounded).
    Chosen reading: nobody takes a concern about an employee away by calling it something else; only `find_unfounded`
    does, with a reason. What went to the wrong one is sent on, to whoever the right one is.
    """
    if stays and not is_graver(concern, was):
        return (Obstacle("goes_nowhere", law.STAFF_TO_PRINCIPAL),)
    return ()


def concern_about(
    concern: Concern, *, is_employee: bool = False, is_leader: bool = False, is_officer: bool = False
) -> Concern:
    """What the concern is about, once it is known who the named adult is. Never weaker than what the reporter said.

    Source: law.LEADERSHIP_TO_OWNER (§ 12-5(2): *ein i leiinga* is anybody in the leadership, rektor or not).
    Chosen reading: the leadership is the list the school keeps, with rektor always on it.
    """
    if is_officer or concern == Concern.OFFICER:
        return Concern.OFFICER
    if is_leader or concern == Concern.LEADERSHIP:
        return Concern.LEADERSHIP
    return Concern.EMPLOYEE if is_employee else concern


def obstacles_to_unfounded(concern: Concern, *, is_judged: bool) -> tuple[Obstacle, ...]:
    """What in the report itself keeps it from being judged manifestly unfounded.

    Source: law.STAFF_TO_PRINCIPAL (§ 12-5(1): rektor tells the owner unless the suspicion is manifestly unfounded).
    Chosen reading: it is judged once. A second judgement would hide which reason the owner was not told for.
    """
    found = [] if concern == Concern.EMPLOYEE else [Obstacle("not_a_staff_concern", law.STAFF_TO_PRINCIPAL)]
    return (*found, Obstacle("decided_already", law.STAFF_TO_PRINCIPAL)) if is_judged else tuple(found)


def obstacles_to_withdrawal(*, is_withdrawn: bool) -> tuple[Obstacle, ...]:
    """What in the report itself keeps the wish to withdraw it from being written down.

    Source: law.REPORT_TO_PRINCIPAL (§ 12-4(2): the school inquires when it knows, whoever told it and whatever they
    wish since).
    Chosen reading: a wish, kept once. It erases nothing and stops no clock, for the right is the pupil's; how the
    pupil has it is asked of the pupil (law.PUPIL_HEARD).
    """
    return (Obstacle("withdrawn_already", law.HOUSE_PRACTICE),) if is_withdrawn else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """What is known of a report that somebody wants to mark as abuse of the open form, or to take that back of."""

    is_abuse: bool  # what it is to be
    is_marked: bool
    is_signed: bool  # sent, or typed in, by somebody who was signed in
    is_in_case: bool
    names_a_pupil: bool
    concern: Concern


def obstacles_to_marking(asked: Marking) -> tuple[Obstacle, ...]:
    """Everything in the report itself that keeps it from being marked as abuse, or the mark from being taken away.

    Source: law.REPORT_TO_PRINCIPAL (§ 12-4(2)) and law.STAFF_TO_PRINCIPAL (§ 12-5(1): the owner is told unless the
    suspicion is manifestly unfounded).
    Chosen reading: what names a pupil of the school is looked into, however many came with it. About an adult, only
    `find_unfounded` ends the duty. Taking the mark away is always allowed: then every clock runs as if it never stood.
    """
    if not asked.is_abuse:
        return () if asked.is_marked else (Obstacle("abuse_not_marked", law.HOUSE_PRACTICE),)
    stands = (
        (asked.is_marked, Obstacle("abuse_marked_already", law.HOUSE_PRACTICE)),
        (asked.is_signed, Obstacle("abuse_signed", law.HOUSE_PRACTICE)),
        (asked.is_in_case, Obstacle("abuse_in_case", law.HOUSE_PRACTICE)),
        (asked.names_a_pupil, Obstacle("abuse_names_pupil", law.REPORT_TO_PRINCIPAL)),
        (asked.concern != Concern.PUPILS, Obstacle("abuse_about_adult", law.STAFF_TO_PRINCIPAL)),
    )
    return tuple(obstacle for is_so, obstacle in stands if is_so)


BURST_COUNT = 20  # reports by the open form at one school in BURST_SPAN: more than these are shown as one line
BURST_SPAN = timedelta(hours=1)


def burst_of(earlier: Sequence[tuple[datetime, datetime | None]], at: datetime) -> datetime | None:
    """When the burst began that a report sent at `at` comes in; None when it comes alone, as nearly all do.

    `earlier`: of the newest reports by the open form at the school, when each came and in which burst, the newest
    first, at most `BURST_COUNT`. Source: law.HOUSE_PRACTICE. Every report keeps its clocks; only the list is shorter.
    """
    if len(earlier) < BURST_COUNT or at - earlier[-1][0] > BURST_SPAN:
        return None
    return earlier[0][1] or at
