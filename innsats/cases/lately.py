"""What the journal says of help from outside, follow-up, closings and reopenings: facts for the clocks of a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from innsats.journal.models import Event
from innsats.rules.acts import Act
from innsats.rules.advising import AdviceAnswer, Weight
from innsats.rules.calendar import day_of
from innsats.rules.deadlines import (
    AdviceFacts,
    AftercareFacts,
    BreachFacts,
    CallFacts,
    HelpFacts,
    InterventionFacts,
    Lapse,
    RecipientAsked,
    StopTalkFacts,
    WorkFacts,
    earliest,
)
from innsats.rules.evaluation import asks_for_help
from innsats.rules.inquiry import Safe
from innsats.rules.verdicts import Met
from innsats.rules.voice import Voice

from .happened import Events, first, happened, met, on_day

PromiseMet = Callable[[Events], Met | None]

def measures_over(events: Events, lineage: str, planned: Met) -> Met | None:
    """When the measures ended after this one was `planned`, unless it goes on in the follow-up."""
    for event in events:
        if event.act == Act.END_MEASURES and event.at >= planned.at:
            return None if lineage in event.facts["going_on"] else met(event)
    return None


def help_questions(events: Events) -> tuple[HelpFacts, ...]:
    """Each time an evaluation asked for help from outside. It is asked once until it is answered, and once a day."""
    found: list[HelpFacts] = []
    activated_on: date | None = None
    answered_on: date | None = None
    for event in events:
        is_open = bool(found) and found[-1].answered is None and found[-1].over is None
        if event.act == Act.REOPEN_CASE:
            activated_on = None
        elif event.act == Act.ACTIVATE_PLAN:
            activated_on = activated_on or day_of(event.at)
        elif event.act == Act.EVALUATE_MEASURE and not is_open and answered_on != day_of(event.at):
            if asks_for_help(event.facts["pupil_safe"], date.fromisoformat(event.facts["held_on"]), activated_on):
                found.append(HelpFacts(asked=met(event)))
        elif event.act == Act.ANSWER_HELP_QUESTION:
            answered_on = day_of(event.at)
            found = [*found[:-1], replace(found[-1], answered=met(event))] if is_open else found
        elif event.act in (Act.END_MEASURES, Act.CLOSE_CASE) and is_open:
            found[-1] = replace(found[-1], over=met(event))
    return tuple(found)


def interventions(events: Events) -> tuple[InterventionFacts, ...]:
    """Each physical intervention that the owner must hear of, and when the owner first was told since it happened."""
    told = [happened(event) for event in events if event.act == Act.TELL_OWNER]
    return tuple(
        InterventionFacts(
            recorded=met(event),
            told=earliest(one for one in told if one.at >= happened(event).at),
        )
        for event in events
        if event.act == Act.RECORD_INTERVENTION and event.facts["owes_owner"]
    )


def advice(events: Events) -> tuple[AdviceFacts, ...]:
    """Each advice that was said to be needed to stop the bullying, about the right pupil, and what came of it."""
    of_advice: dict[str, dict[str, Event]] = defaultdict(dict)
    reopened = None
    for event in since_corrected(events):
        if "advice" in event.facts:
            of_advice[event.facts["advice"]].setdefault(event.act, event)
        elif event.act == Act.REOPEN_CASE:
            reopened = event
    given = {about: done for about, done in of_advice.items() if Act.GIVE_ADVICE in done}
    return tuple(
        _advised(about, done, reopened)
        for about, done in given.items()
        if done[Act.GIVE_ADVICE].facts["weight"] == Weight.NECESSARY
    )


def _advised(about: str, done: dict[str, Event], reopened: Event | None) -> AdviceFacts:
    given, answer = done[Act.GIVE_ADVICE], done.get(Act.ANSWER_ADVICE)
    escalated, ruling = done.get(Act.ESCALATE_ADVICE), done.get(Act.DECIDE_ADVICE)
    raised = escalated or (answer if answer and answer.facts["is_raised"] else None)
    return AdviceFacts(
        about=about, given=met(given), answered=met(answer) if answer else None,
        is_declined=bool(answer) and answer.facts["answer"] == AdviceAnswer.DECLINED,
        raised=met(raised) if raised else None, decided=met(ruling) if ruling else None,
        reopened=met(reopened) if reopened and reopened.pk > given.pk else None,
    )  # fmt: skip


def aftercares(events: Events) -> tuple[AftercareFacts, ...]:
    """Each period of follow-up, with the talks held in it."""
    found: list[AftercareFacts] = []
    for event in events:
        if event.act == Act.END_MEASURES:
            found.append(AftercareFacts(starts_on=_day(event.facts["starts_on"]), until=_day(event.facts["until"])))
        elif found and (found[-1].ended is None or _is_of(event, found[-1])):
            found[-1] = _followed(found[-1], event)
    return tuple(replace(one, checks=tuple(sorted(one.checks, key=lambda check: check.at))) for one in found)


def calls(events: Events) -> tuple[CallFacts, ...]:
    """Each answer of the pupil the case is about that asks for an adult at once, or that it gave alone by its own code;
    and when an adult said that it is read.
    """
    here = since_corrected(events)
    answered = {event.facts["check_in"]: met(event) for event in here if event.act == Act.ANSWER_CHECK_IN}
    return tuple(
        CallFacts(
            about=event.facts["check_in"], told=met(event), answered=answered.get(event.facts["check_in"]),
            at_once=bool(event.facts.get("calls")),
        )
        for event in here
        if event.act == Act.CHECK_IN_PUPIL and (event.facts.get("calls") or event.facts.get("by_own_code"))
    )


def stop_talks(events: Events) -> tuple[StopTalkFacts, ...]:
    """Each follow-up of a stop talk, in the order the talks were written down, and what came of it.

    It is met by the next talk with the same pupil, or by the first word since that there are no more.
    """
    talks = [event for event in events if event.act == Act.HOLD_STOP_TALK]
    return tuple(
        StopTalkFacts(
            next_on=_day(talk.facts["next_on"]),
            done=earliest(
                happened(one) if one.act == Act.HOLD_STOP_TALK else met(one)
                for one in events
                if one.act in (Act.HOLD_STOP_TALK, Act.END_STOP_TALKS) and _follows(one, talk)
            ),
        )
        for talk in talks
    )


def recipients_asked(events: Events) -> tuple[RecipientAsked, ...]:
    """Each time something was held back from a guardian until somebody decides, and when that was done.

    It is done by a decision, by a word that nothing stands in the way any more, and when the case turns out to be about
    another child. To say it once more gives no more time.
    """
    found: list[RecipientAsked] = []
    waits: dict[str, int] = {}
    for event in events:
        guardian = event.facts.get("guardian", "")
        asks = event.act == Act.NOTE_RECIPIENT and event.facts["asks_decision"]
        if asks and guardian not in waits:
            waits[guardian] = len(found)
            found.append(RecipientAsked(noted=met(event)))
        elif event.act == Act.CORRECT_PUPIL:
            for place in waits.values():
                found[place] = replace(found[place], done=met(event))
            waits.clear()
        elif event.act in (Act.NOTE_RECIPIENT, Act.DECIDE_RECIPIENT) and guardian in waits and not asks:
            place = waits.pop(guardian)
            found[place] = replace(found[place], done=met(event))
    return tuple(found)


def _follows(event: Event, talk: Event) -> bool:
    """The next talk with the pupil came after this one, however late either was written; the end was said after it."""
    if event.facts["pupil"] != talk.facts["pupil"] or event.pk == talk.pk:
        return False
    when, before = (happened(event) if event.act == Act.HOLD_STOP_TALK else met(event)), happened(talk)
    return (when.at, event.pk) > (before.at, talk.pk)


def since_corrected(events: Events) -> Events:
    """What was done since the case was last moved to the right pupil: a plan for the wrong one is no plan for this."""
    places = [place for place, event in enumerate(events) if event.act == Act.CORRECT_PUPIL]
    return events[places[-1] :] if places else events


def hearings_of(pupil: str, events: Events) -> Events:
    """When this pupil was heard: what another said, when the case was about the wrong child, is not this one's word."""
    heard = (event for event in events if event.act == Act.HEAR_PUPIL and event.facts["is_heard"])
    return [event for event in heard if event.facts["pupil"] == pupil]


def reopened(events: Events, pupil: str, promise_met_in: PromiseMet) -> tuple[WorkFacts, ...]:
    """The work for this pupil since each reopening, and since when the case had been closed."""
    found = []
    for place, event in enumerate(events):
        if event.act == Act.REOPEN_CASE:
            since, closed = events[place:], [one for one in events[:place] if one.act == Act.CLOSE_CASE]
            found.append(
                WorkFacts(
                    reopened=met(event),
                    shut_since=met(closed[-1]) if closed and event.facts["was"] == "closed" else None,
                    heard=next(map(happened, hearings_of(pupil, since)), None),
                    promise_met=promise_met_in(since),
                    plan_activated=first(since_corrected(since), Act.ACTIVATE_PLAN),
                )
            )
    return tuple(found)


def breaches(events: Events) -> tuple[BreachFacts, ...]:
    """Each time the case was moved from a child of whom something may have reached somebody, and how it was assessed.

    An assessment answers the oldest that has none.
    """
    found: list[BreachFacts] = []
    for event in events:
        if event.act == Act.CORRECT_PUPIL and event.facts["exposed"]:
            found.append(BreachFacts(found_at=datetime.fromisoformat(event.facts["found_at"])))
        elif event.act == Act.ASSESS_BREACH:
            place = next(n for n, one in enumerate(found) if one.assessed is None)
            found[place] = replace(found[place], assessed=met(event))
    return tuple(found)


def closed(events: Events) -> Met | None:
    """The closing that stands now."""
    turns = [event for event in events if event.act in (Act.CLOSE_CASE, Act.REOPEN_CASE)]
    return met(turns[-1]) if turns and turns[-1].act == Act.CLOSE_CASE else None


def all_closed(of_cases: Events) -> Met | None:
    """When the last of a report's cases was closed, while they all are."""
    by_case: dict[str, Events] = defaultdict(list)
    for event in of_cases:
        by_case[event.stream].append(event)
    ends = [closed(events) for events in by_case.values()]
    found = [end for end in ends if end is not None]
    return max(found, key=lambda end: end.at) if found and len(found) == len(ends) else None


def has_left(of_pupil: Events) -> Event | None:
    """The event by which the pupil changed school, unless the pupil has come back since."""
    moves = [event for event in of_pupil if event.act == Act.MOVE_PUPIL]
    return moves[-1] if moves and "left_on" in moves[-1].facts else None


def left_case_on(events: Events, of_pupil: Events) -> date | None:
    """The day the pupil of one case left the school: as the register has it, or as the closing that stands says."""
    if moved := has_left(of_pupil):
        return _day(moved.facts["left_on"])
    turns = [event for event in events if event.act in (Act.CLOSE_CASE, Act.REOPEN_CASE)]
    said = turns[-1].facts["left_on"] if turns and turns[-1].act == Act.CLOSE_CASE else None
    return _day(said) if said else None


def all_left(of_each: Iterable[tuple[Events, Events]]) -> date | None:
    """The day the last pupil of a report's cases left, when they all have. Each is a case's events and its pupil's."""
    days = [left_case_on(events, of_pupil) for events, of_pupil in of_each]
    found = [day for day in days if day is not None]
    return max(found) if found and len(found) == len(days) else None


def to_end(events: Events, of_pupil: Events) -> tuple[Met | None, Met | None]:
    """Since when a case waits to end because its pupil has left, and when it did. None: it does not wait for that.

    A case that was closed then waits from when it is opened again.
    """
    moved = has_left(of_pupil)
    if moved is None:
        return None, None
    since = [event for event in events if event.at >= moved.at]
    if closed([event for event in events if event.at < moved.at]) is None:
        return met(moved), first(since, Act.CLOSE_CASE)
    reopened = first(since, Act.REOPEN_CASE)
    return reopened, first([event for event in since if reopened and event.at >= reopened.at], Act.CLOSE_CASE)


def _is_of(event: Event, aftercare: AftercareFacts) -> bool:
    """A talk that was held before the period ended, though it was written down later."""
    return event.act == Act.CHECK_IN_PUPIL and aftercare.ended is not None and happened(event).at <= aftercare.ended.at


def _was_asked(event: Event) -> bool:
    """Whether this meets a talk that was due: never by an adult's answer, nor where the pupil was alone with its own
    code and did not want to answer. Then somebody still asks.
    """
    said_nothing = bool(event.facts.get("by_own_code")) and event.facts["is_safe"] == Safe.NO_ANSWER
    return event.facts.get("voice") != Voice.ADULT and not said_nothing


def _followed(aftercare: AftercareFacts, event: Event) -> AftercareFacts:
    """The period after one more event."""
    if event.act == Act.CHECK_IN_PUPIL:
        held = happened(event)
        is_talk = _was_asked(event) and day_of(held.at) >= aftercare.starts_on
        return replace(aftercare, checks=(*aftercare.checks, held)) if is_talk else aftercare
    if event.act == Act.RENEW_AFTERCARE:
        return replace(aftercare, until=_day(event.facts["until"]))
    if event.act == Act.STOP_AFTERCARE:
        return replace(aftercare, ended=on_day(event, "wished_on"), why=Lapse.FAMILY_STOPPED)
    if event.act == Act.CLOSE_CASE:
        return replace(aftercare, ended=met(event), why=Lapse.CASE_CLOSED)
    return replace(aftercare, ended=met(event)) if event.act == Act.REOPEN_CASE else aftercare


def _day(iso: str) -> date:
    return date.fromisoformat(iso)
