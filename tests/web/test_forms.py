"""Days as they are typed: what a slip of the finger gives is asked for anew, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from innsats.web.forms import DayField, MomentField


@pytest.mark.parametrize("typed", ["0001-01-01", "0226-03-23", "31.12.9999", "9999-12-31"])
def test_a_day_whose_year_cannot_be_right_is_asked_for_anew(typed):
    with pytest.raises(ValidationError, match=r"Året \d+ kan ikke stemme"):
        DayField(is_past=False).clean(typed)


@pytest.mark.parametrize("typed", ["23.03.2026", "2026-03-23", "23.3.26"])
def test_a_day_is_taken_as_people_write_it(typed):
    assert DayField(is_past=False).clean(typed) == date(2026, 3, 23)


def test_every_form_of_ours_asks_for_days_and_moments_by_these_fields():
    """A field of Django's own would take the year 9999, and a rule that counts a day on from there fails."""
    assert get_resolver().url_patterns  # what the pages ask for is imported with them
    typed = {field for form in forms_of_ours() for field in form.base_fields.values()}
    days = {field for field in typed if isinstance(field, forms.DateField | forms.DateTimeField)}
    assert len(days) > 50
    assert not [field.label for field in days if not isinstance(field, DayField | MomentField)]


def forms_of_ours(of: type = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for form in of.__subclasses__():
        yield from forms_of_ours(form)
        if form.__module__.startswith("innsats.") and hasattr(form, "base_fields"):
            yield form
