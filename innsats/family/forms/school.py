"""The forms of the school's side of it."""

from __future__ import annotations

from typing import Any

from django import forms

from innsats.cases.framing import CaseForm

from ..queries.pages import ApprovePage


class ApproveEditionForm(CaseForm):
    """That it was read. It carries what was shown, so that nothing else is approved."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, shown: ApprovePage, **kwargs: Any) -> None:
        super().__init__(*args, page=shown.frame, **kwargs)
        self.initial["seen"] = shown.seen


class GiveFamilyKeyForm(CaseForm):
    """Nothing but the click: who gets it stands in the address."""


class EndFamilyKeyForm(CaseForm):
    """Nothing but the click."""
