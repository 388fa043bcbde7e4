"""The child's own voice: how it is, by the pupil's own word; whom it has chosen to talk with; and what was done."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.queries.units import person_named
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import Part, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.aftercare import Signal
from innsats.rules.calendar import day_of
from innsats.rules.informing import Informed
from innsats.rules.inputs import text_obstacles, time_obstacles
from innsats.rules.inquiry import Safe
from innsats.rules.linking import trust_obstacles
from innsats.rules.verdicts import Obstacle, Refused
from innsats.rules.voice import (
    TURN_LASTS,
    Reply,
    Voice,
    answers_in,
    calls_of,
    own_answer_obstacles,
    reply_obstacles,
    voice_obstacles,
)

from ..models import Case, CheckIn, CheckInAnswer, CheckInTurn, ContactPerson
from ..queries.access import NotVisible, lock_visible
from ..queries.following import answers_before, trusted_by_others
from ..queries.moved import before_move
from ..queries.owncode import answered_alone_at, lock_to_ask
from ..queries.turns import hash_of
from .assignment import obstacles_to_trust
from .writing import first_report_at, write_row

KEY_BYTES = 32
TURN_IS_OVER = Obstacle("turn_is_over", law.HOUSE_PRACTICE)


@action
def check_in_pupil(
    case: UUID, *, by: Actor, at: datetime, is_safe: Safe, own_words: str = "", beside: UUID | None = None,
    adult_view: str = "", signals: Iterable[Signal] = (), happened_at: datetime | None = None,
    voice: Voice = Voice.PUPIL, answers: Iterable[Reply] = (), wants_adult: bool = False,
    is_for_home: bool | None = None, turn: UUID | None = None,
) -> CheckIn:  # fmt: skip
    """The pupil was asked how it is. With `turn`, on an adult's device: who sat beside and typed was said then. By the
    pupil itself, let in by its own code, nobody at school wrote it.

    Raises NotVisible; Refused for a helper who may not, a turn that is over, and a talk that is written without words.
    """
    row, viewer, standing = lock_to_ask(case, by=by, at=at)
    require(Act.CHECK_IN_PUPIL, standing)
    given = _turn(row, turn, at) if turn else None
    helper = given.beside if given else person_named(beside) if beside else None
    safe, when, replies, signs = Safe(is_safe), happened_at or at, tuple(answers), codes_of(signals)
    is_alone = Part.OWN_PUPIL in standing.parts
    is_written = voice == Voice.PUPIL and safe != Safe.NO_ANSWER and not (given or is_alone)  # an adult wrote it down
    of_adults = (voice != Voice.PUPIL, helper, given, adult_view, signs, happened_at)
    refuse_if(
        reply_obstacles(replies)
        + voice_obstacles(voice, safe, own_words, has_more=bool(replies) or wants_adult)
        + text_obstacles("own_words", own_words, is_required=is_written)
        + text_obstacles("adult_view", adult_view, is_required=voice == Voice.ADULT)
        + time_obstacles("happened_at", happened_at, at=at, not_before=first_report_at(row))
        + _obstacles_beside((helper, given.typed_by if given else None), row, at)
        + (own_answer_obstacles(answered_alone_at(row), at, has_adults=any(of_adults)) if is_alone else ())
    )
    said = answers_in(replies)
    check = write_row(
        CheckIn, row, {"own_words": own_words, "adult_view": adult_view}, case=row, is_safe=safe, voice=Voice(voice),
        typed_by_id=given.typed_by_id if given else viewer.person_id, beside=helper, happened_at=when,
        answers=" ".join(map(":".join, said.items())), signals=signs, is_for_home=is_for_home,
        calls=" ".join(calls_of(safe, said, before=answers_before(row, when), wants_adult=wants_adult)),
        by_id=viewer.person_id, at=at,
    )  # fmt: skip
    if given:
        CheckInTurn.objects.filter(pk=given.pk).update(check_in=check)
    record(Act.CHECK_IN_PUPIL, row.subject, by=by, at=at, **_facts(check))
    return check


@action
def start_check_in(
    case: UUID, *, by: Actor, at: datetime, beside: UUID | None = None, typed_by: UUID | None = None
) -> CheckInTurn:
    """Let the pupil answer once on this device, at an address that opens nothing else. `typed_by` None: the pupil.

    The answer holds the key of the address, once: only its hash is kept. Raises NotVisible; Refused for a helper who
    may not.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.START_CHECK_IN, standing)
    helper, typist = (person_named(one) if one else None for one in (beside, typed_by))
    refuse_if(_obstacles_beside((helper, typist), row, at))
    key = secrets.token_urlsafe(KEY_BYTES)
    turn = write_row(
        CheckInTurn, row, {}, case=row, beside=helper, typed_by=typist, key_hash=hash_of(key),
        ends_at=at + TURN_LASTS, by_id=viewer.person_id, at=at,
    )  # fmt: skip
    turn.key = key
    record(Act.START_CHECK_IN, row.subject, by=by, at=at, turn=turn.pk)
    return turn


@action
def answer_check_in(case: UUID, *, by: Actor, at: datetime, check_in: UUID, text: str = "") -> CheckInAnswer:
    """An adult has read what the pupil answered; and when it asked for an adult at once, what was done.

    Raises NotVisible, also for what is no check-in of the case; Refused when it is answered already, and without words
    when it asked for an adult.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.ANSWER_CHECK_IN, standing)
    check = CheckIn.objects.filter(case=row, pk=check_in).first()
    if check is None:
        raise NotVisible(f"check_in:{check_in}")
    answered = CheckInAnswer.objects.filter(check_in=check).exists()
    refuse_if(
        ((Obstacle("check_in_answered", law.HOUSE_PRACTICE),) if answered else ())
        + text_obstacles("text", text, is_required=bool(check.calls))
    )
    answer = write_row(
        CheckInAnswer, row, {"words": text}, case=row, check_in=check, by_id=viewer.person_id, at=at
    )
    record(Act.ANSWER_CHECK_IN, row.subject, by=by, at=at, check_in=check.pk)
    return answer


@action
def choose_contact_person(
    case: UUID, *, by: Actor, at: datetime, person: UUID, asked_by: Informed = Informed.PUPIL,
    asked_on: date | None = None, reach: str = "",
) -> ContactPerson:  # fmt: skip
    """The pupil has chosen whom to talk with, or chosen anew: whose wish it is, when, and when and how to reach.

    Raises NotVisible; Refused for somebody who is inhabil here or does not work here, and for the contact person of
    somebody with whom this pupil has a mutual case.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.CHOOSE_CONTACT_PERSON, standing)
    adult, day = person_named(person), asked_on or day_of(at)
    refuse_if(
        obstacles_to_trust(adult, row, at)
        + trust_obstacles(str(adult.uuid), trusted_by_others(row))
        + time_obstacles("asked_on", day, at=at, not_before=first_report_at(row))
        + text_obstacles("reach", reach, is_required=False)
    )
    chosen = write_contact(row, adult, asked_by, viewer, at, asked_on=day, reach=reach)
    record(Act.CHOOSE_CONTACT_PERSON, row.subject, by=by, at=at, person=adult.uuid, asked_by=asked_by, asked_on=day)
    return chosen


def write_contact(
    row: Case, adult: Person, asked_by: Informed, viewer: Viewer, at: datetime, *, asked_on: date, reach: str = ""
) -> ContactPerson:
    """Whom the pupil talks with from now."""
    return write_row(
        ContactPerson, row, {"reach": reach}, case=row, person=adult, asked_by=Informed(asked_by), asked_on=asked_on,
        by_id=viewer.person_id, at=at,
    )  # fmt: skip


def codes_of(signals: Iterable[Signal]) -> str:
    """Each sign once, in the order of the list."""
    seen = {Signal(one) for one in signals}
    return " ".join(one for one in Signal if one in seen)


def _facts(check: CheckIn) -> dict[str, Any]:
    """What the journal keeps of it: codes and the time."""
    return {
        "check_in": check.pk, "is_safe": check.is_safe, "voice": check.voice, "calls": list(check.called),
        "happened_at": check.happened_at, "signals": list(check.seen), "by_own_code": check.by_id is None,
    }  # fmt: skip


def _turn(row: Case, turn: UUID, at: datetime) -> CheckInTurn:
    """A turn of this case that is not used, not over, and for the pupil the case is about. Raises Refused."""
    held = CheckInTurn.objects.select_for_update(no_key=True).filter(~before_move(), case=row)
    found = held.filter(pk=turn, check_in=None, ends_at__gt=at).first()
    if found is None:
        raise Refused((TURN_IS_OVER,))
    return found


def _obstacles_beside(people: Iterable[Person | None], row: Case, at: datetime) -> tuple[Obstacle, ...]:
    """Who may not sit beside or type: whom the case concerns, who is close to anybody in it, or inhabil otherwise.

    The reason does not say which of them it is.
    """
    found = [
        Obstacle("cannot_help_pupil", law.IMPARTIALITY, (str(one.uuid),))
        for one in people if one is not None and obstacles_to_trust(one, row, at)
    ]  # fmt: skip
    return tuple(dict.fromkeys(found))
