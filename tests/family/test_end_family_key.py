"""Somebody of the family is shut out again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from innsats.cases.actions import check_in_pupil
from innsats.cases.models import Case, CheckIn, FamilyKey, HomeMessage, TrailRequest
from innsats.cases.queries.access import NotVisible
from innsats.database.turns import in_turn
from innsats.family.actions import (
    answer_trust_check,
    ask_for_trail,
    end_family_key,
    use_family_key,
    write_from_home,
)
from innsats.journal.actors import ANONYMOUS, Actor, ActorKind
from tests import world
from tests.cases.refusals import refused
from tests.family import writing
from tests.family.families import another_case, by_rektor, guardian
from tests.family.letters import LETTER, OWN_CODE, a_case_to_read, given

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(minutes=2)


@pytest.fixture
def case() -> Case:
    return a_case_to_read()


def test_what_waited_in_line_while_the_code_was_ended_is_not_done(case: Case) -> None:
    """The door has let in by the code, and the act comes after it was ended."""
    mother, noah = guardian(case).guardian.pk, case.pupil_id
    for to in (mother, None):
        writing.let_in(case, to)
    for key in FamilyKey.objects.filter(ended_at=None):
        end_family_key(case.pk, key=key.pk, **by_rektor(case, LATER))
    for who in (Actor(ActorKind.GUARDIAN, str(mother)), Actor(ActorKind.PUPIL, str(noah))):
        by: dict[str, Any] = {"by": who, "at": LATER}
        acts: tuple[Callable[[], object], ...] = (
            partial(write_from_home, case.pk, text="Hei", **by),
            partial(answer_trust_check, case.pk, heard="no", knows_next="no", better="no", **by),
            partial(ask_for_trail, case.pk, **by),
            partial(check_in_pupil, case.pk, is_safe="no", **by),
        )
        for act in acts:
            with pytest.raises(NotVisible):
                act()
    assert not HomeMessage.objects.exists() and not TrailRequest.objects.exists() and not CheckIn.objects.exists()


@pytest.mark.usefixtures("committed")
def test_whoever_stands_in_line_for_the_case_is_asked_when_the_turn_comes(case: Case) -> None:
    """The question is a new one, after the lock: one that began before it sees the code as it was."""
    writing.let_in(case, None)
    by: dict[str, Any] = {"by": Actor(ActorKind.PUPIL, str(case.pupil_id)), "at": LATER}
    answers: list[object] = []

    def do(act: Callable[..., object], **said: str) -> None:
        try:
            answers.append(act(case.pk, **said, **by))
        except NotVisible:
            answers.append(NotVisible)
        finally:
            connection.close()

    waiting = [Thread(target=do, args=(check_in_pupil,), kwargs={"is_safe": "no"}),
               Thread(target=do, args=(write_from_home,), kwargs={"text": "Hei"})]  # fmt: skip
    with in_turn(), transaction.atomic():
        end_family_key(case.pk, key=FamilyKey.objects.get(ended_at=None).pk, **by_rektor(case, LATER))
        for one in waiting:
            one.start()
        for one in waiting:
            one.join(0.3)
        assert answers == []
    for one in waiting:
        one.join()
    assert answers == [NotVisible, NotVisible]


def test_nor_when_another_code_has_been_given_and_used_meanwhile(case: Case) -> None:
    mother = guardian(case).guardian.pk
    writing.let_in(case, mother)
    given(case, b"next".ljust(32), to=mother)
    use_family_key(b"next".ljust(32).hex(), by=ANONYMOUS, at=LATER, lookup=b"newest".ljust(32).hex())
    with pytest.raises(NotVisible):
        writing.from_mother(case, at=LATER - timedelta(seconds=1))
    assert writing.from_mother(case, at=LATER)


def test_it_is_ended_from_another_case_that_it_opens_too(case: Case) -> None:
    mother, other = guardian(case).guardian.pk, another_case(case)
    writing.let_in(case, mother)
    held = FamilyKey.objects.get(ended_at=None)
    given(case, b"next".ljust(32), to=mother)
    FamilyKey.objects.filter(ended_at=None).update(at=LATER + timedelta(seconds=1))  # by one who began later
    with refused("key_ended"):
        end_family_key(other.pk, key=held.pk, **by_rektor(case, LATER))
    end_family_key(other.pk, key=FamilyKey.objects.get(ended_at=None).pk, **by_rektor(case, LATER))
    assert not FamilyKey.objects.filter(ended_at=None).exists()
    with pytest.raises(NotVisible):
        writing.from_mother(case, at=LATER + timedelta(minutes=1))


def test_the_school_shuts_somebody_out_again(case: Case) -> None:
    key = given(case)
    end_family_key(case.pk, key=key.pk, **by_rektor(case))
    with refused("key_ended"):
        end_family_key(case.pk, key=key.pk, **by_rektor(case))
    with pytest.raises(NotVisible):
        use_family_key(LETTER.hex(), by=ANONYMOUS, at=world.AT, lookup=OWN_CODE.hex())
