"""Who of a family gets a letter with a code (`give_family_key`): whoever the recipient check lets have it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.models import Case, FamilyKey
from innsats.family.actions import use_family_key
from innsats.journal.actors import ANONYMOUS
from tests import world
from tests.cases.refusals import refused
from tests.family.families import guardian, noted
from tests.family.letters import LETTER, OWN_CODE, a_case_to_read, given

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(minutes=1)


@pytest.fixture
def case() -> Case:
    return a_case_to_read()


@pytest.mark.source("bl81 § 47")
@pytest.mark.parametrize("caution", ["care_order", "no_contact", "danger", "child_wish"])
def test_whom_it_is_held_back_from_gets_no_code(case: Case, caution: str) -> None:
    noted(case, "Mona Lien", caution, at=LATER)
    with refused(caution):
        given(case, to=guardian(case).guardian.pk)


@pytest.mark.source("bl81 § 47")
def test_without_parental_responsibility_there_is_no_code(case: Case) -> None:
    noted(case, responsibility="no", at=LATER)
    with refused("responsibility_no"):
        given(case, to=guardian(case).guardian.pk)


def test_a_new_code_ends_the_old_ones(case: Case) -> None:
    mother = guardian(case).guardian.pk
    given(case, to=mother)
    use_family_key(LETTER.hex(), by=ANONYMOUS, at=world.AT, lookup=OWN_CODE.hex())
    given(case, b"next".ljust(32), to=mother)
    assert [bytes(one.lookup) for one in FamilyKey.objects.filter(ended_at=None)] == [b"next".ljust(32)]


def test_a_guardian_of_somebody_else_gets_no_code(case: Case) -> None:
    with refused("unknown_guardian"):
        given(case, to=guardian(case, "Rita Dahl").guardian.pk)
