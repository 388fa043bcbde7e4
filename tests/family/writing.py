"""The talk between the school and a reader at home, in tests: mother and Noah have codes, and something to read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from innsats.cases.models import Case, HomeMessage
from innsats.family.actions import use_family_key, write_from_home, write_home
from innsats.journal.actors import ANONYMOUS
from tests import world
from tests.family.families import by_rektor, child, family, guardian, reader
from tests.family.letters import a_case_to_read, given
from tests.replaying import replayed

ASKED, ANSWERED = "Kan Lise ringe meg i morgen?", "Lise ringer klokka ti."


@replayed
def a_case_to_write_in() -> Case:
    """Mother and the pupil have been let in."""
    case = a_case_to_read()
    for to in (guardian(case).guardian.pk, None):
        let_in(case, to)
    return case


def let_in(case: Case, to: UUID | None) -> None:
    letter = str(to or "pupil").encode()[:32].ljust(32)
    given(case, letter, to=to)
    use_family_key(letter.hex(), by=ANONYMOUS, at=world.AT, lookup=letter[::-1].hex())


def from_mother(case: Case, text: str = ASKED, at: Any = world.AT, **more: Any) -> HomeMessage:
    return write_from_home(case.pk, by=reader(case, at=at).actor, at=at, text=text, **more)


def from_child(case: Case, text: str = "Jeg vil ikke i gangen.", at: Any = world.AT) -> HomeMessage:
    return write_from_home(case.pk, by=child(case, at=at).actor, at=at, text=text)


def to_mother(case: Case, text: str = ANSWERED, at: Any = world.AT, **more: Any) -> HomeMessage:
    return to(case, "Mona Lien", text, at, **more)


def to(case: Case, name: str, text: str = ANSWERED, at: Any = world.AT, **more: Any) -> HomeMessage:
    """To the guardian of this name."""
    one = guardian(case, name)
    given = {"pupil": one.pupil.pk, "guardian": one.guardian.pk, **by_rektor(case, at), **more}
    return write_home(case.pk, text=text, **given)


def to_child(case: Case, text: str = "Vi passer på.", at: Any = world.AT, name: str = "Noah Lien") -> HomeMessage:
    return write_home(case.pk, text=text, pupil=family(case, name).pupil.pk, **by_rektor(case, at))


def address(case: Case, name: str = "Mona Lien") -> str:
    """Where the school writes to a guardian."""
    one = guardian(case, name)
    return f"/saker/{case.number}/familien/{one.pupil.pk}/skriv/{one.guardian.pk}/"
