"""What the families of the watched case may know: a guardian whom it is kept from, an approved edition, and messages.
"""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex
from typing import Any

from innsats.cases import actions
from innsats.cases.models import Case
from innsats.family.actions import (
    approve_edition,
    ask_for_trail,
    give_family_key,
    use_family_key,
    write_from_home,
    write_home,
)
from innsats.family.queries.approved import reader_of, reading_of
from innsats.family.queries.trust import asked
from innsats.journal.actors import ANONYMOUS, CLOCK, Actor, ActorKind
from innsats.oversight.actions import raise_reading
from innsats.people.models import Guardian, Person
from innsats.rules.editions import Group
from innsats.rules.looking import Why
from tests.architecture.canaries import ADDRESS, canary
from tests.family.letters import coded


def asked_about_readers(case: Case, reader: Person, by: Actor, at: Any) -> None:
    """A guardian has asked who has opened the case; and time has raised what somebody read."""
    approve_edition(case.pk, pupil=case.pupil_id, group=Group.GUARDIANS, by=by, at=at)
    one = Guardian.objects.filter(pupil=case.pupil_id).exclude(person=None).order_by("pk").first()
    assert one is not None
    ask_for_trail(case.pk, by=coded(case, reader_of(Actor(ActorKind.GUARDIAN, str(one.pk)), at)).actor, at=at)
    raise_reading(
        case.school_owner_id, by=CLOCK, at=at, person=reader.uuid, why=Why.NIGHT, stream=case.subject.stream, read_at=at
    )


def told_to_families(case: Case, by: Actor, at: Any, word: Callable[[], str]) -> None:
    """What is known of a guardian, who lives at a protected address, what was decided, and the child's edition,
    approved, and what it is asked.
    """
    known = {"by": by, "at": at}
    one = Guardian.objects.get(pupil=case.pupil_id, person=None)
    actions.note_recipient(
        case.pk, guardian=one.pk, responsibility="yes", cautions=["danger", "protected"], text=canary(ADDRESS), **known
    )
    actions.decide_recipient(case.pk, guardian=one.pk, decision="withhold", reason=word(), **known)
    approve_edition(case.pk, pupil=case.pupil_id, group=Group.CHILD, **known)
    letter = token_hex(32)
    give_family_key(case.pk, pupil=case.pupil_id, lookup=letter, **known)
    use_family_key(letter, by=ANONYMOUS, at=at, lookup=token_hex(32))
    asked(reading_of(reader_of(Actor(ActorKind.PUPIL, str(case.pupil_id)), at), case.pk))
    write_home(case.pk, pupil=case.pupil_id, text=word(), **known)
    write_from_home(case.pk, by=Actor(ActorKind.PUPIL, str(case.pupil_id)), at=at, text=word())
