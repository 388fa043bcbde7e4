"""Somebody of the family is shut out again."""

from __future__ import annotations

import pytest

from innsats.cases.models import Case
from innsats.cases.queries.access import NotVisible
from innsats.family.actions import end_family_key, use_family_key
from innsats.journal.actors import ANONYMOUS
from tests import world
from tests.cases.refusals import refused
from tests.family.families import by_rektor
from tests.family.letters import LETTER, OWN_CODE, a_case_to_read, given

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return a_case_to_read()


def test_the_school_shuts_somebody_out_again(case: Case) -> None:
    key = given(case)
    end_family_key(case.pk, key=key.pk, **by_rektor(case))
    with refused("key_ended"):
        end_family_key(case.pk, key=key.pk, **by_rektor(case))
    with pytest.raises(NotVisible):
        use_family_key(LETTER.hex(), by=ANONYMOUS, at=world.AT, lookup=OWN_CODE.hex())
