"""Days as they are typed: what a slip of the finger gives is asked for anew, in words."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from innsats.web.forms import DayField


@pytest.mark.parametrize("typed", ["0001-01-01", "0226-03-23", "31.12.9999", "9999-12-31"])
def test_a_day_whose_year_cannot_be_right_is_asked_for_anew(typed):
    with pytest.raises(ValidationError, match=r"Året \d+ kan ikke stemme"):
        DayField(is_past=False).clean(typed)


@pytest.mark.parametrize("typed", ["23.03.2026", "2026-03-23", "23.3.26"])
def test_a_day_is_taken_as_people_write_it(typed):
    assert DayField(is_past=False).clean(typed) == date(2026, 3, 23)
