"""What the bench measures on is true to the product: chains hold, and stored clocks are those computed."""

import pytest

from bench.country import NOW
from bench.originals import OLDER_EVENTS, OPEN_EVENTS
from bench.seeding import Size, broken, seed
from innsats.cases.models import OPEN, Case, Due
from innsats.journal.models import Event
from innsats.vault.sealing import open_one
from tests.conftest import stand_before_walls

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded():
    stand_before_walls()  # as the role that seeds
    return seed(Size(cases=20, open=12, schools=4, owners=2, open_originals=1, older_originals=1))


def test_every_copied_case_has_whole_chains_and_the_clocks_that_are_computed(seeded):
    assert Case.objects.count() == 20 and Case.objects.values("number").distinct().count() == 20
    assert [broken(case, NOW) for case in Case.objects.order_by("pk")] == [""] * 20


def test_copies_have_their_own_sealed_texts_that_open(seeded):
    pupils = [case.pupil for case in Case.objects.order_by("pk").select_related("pupil")]
    assert len({bytes(pupil.sealed_name) for pupil in pupils}) == 20
    assert all(" " in open_one(pupil.sealed_name, pupil.pk) for pupil in pupils)


def test_the_journal_is_as_long_as_the_bench_says_and_the_older_cases_rest(seeded):
    of_cases = Event.objects.filter(stream__startswith="case:") | Event.objects.filter(stream__startswith="report:")
    assert of_cases.count() == 12 * OPEN_EVENTS + 8 * OLDER_EVENTS
    assert not Due.objects.filter(OPEN, case__in=Case.objects.filter(opened_at__year__lt=2026)).exists()
