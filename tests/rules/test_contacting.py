"""The guardians of another pupil are told the same day; who is not, is named."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from innsats.rules.calendar import OSLO
from innsats.rules.contacting import InvolvedFacts, gaps_in_contact

TALK = datetime(2026, 3, 23, 14, 0, tzinfo=OSLO)


@pytest.mark.source("practice")
@pytest.mark.parametrize(
    ("contacted_at", "is_gap"),
    [
        (None, True),
        (TALK - timedelta(days=1), True),
        (TALK - timedelta(hours=2), False),  # they were told in the morning that it would be held
        (TALK + timedelta(hours=1), False),
        (TALK + timedelta(days=1), False),  # late, and told
    ],
)
def test_a_contact_counts_from_the_morning_of_the_talk(contacted_at: datetime | None, is_gap: bool) -> None:
    gaps = gaps_in_contact([InvolvedFacts(key="emma", heard_at=TALK, contacted_at=contacted_at)])
    assert [(gap.code, gap.about) for gap in gaps] == ([("guardians_not_contacted", ("emma",))] if is_gap else [])
