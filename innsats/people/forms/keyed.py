"""The form that knows its second posting from a new one."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from innsats.web.forms import say_if_not_sent


class Keyed(forms.Form):
    """A form that may be sent twice and does its work once."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=lambda: uuid4().hex)

    def full_clean(self) -> None:
        super().full_clean()
        say_if_not_sent(self)

    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return dict(self.cleaned_data)
