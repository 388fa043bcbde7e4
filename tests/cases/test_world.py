"""The builders reach every state they promise by walking there."""

from __future__ import annotations

import pytest

from innsats.cases.models import Due
from tests import world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("builder", "stage"),
    [
        (world.a_case, "reported"),
        (world.received, "inquiring"),
        (world.with_plan, "measures"),
        (world.measures_started, "measures"),
    ],
)
def test_a_case_stands_where_the_builder_says(builder, stage):
    assert builder().stage == stage


def test_the_promise_is_met_when_measures_have_started():
    case = world.measures_started()
    assert Due.objects.get(case=case, code="school_promise").met_at is not None
