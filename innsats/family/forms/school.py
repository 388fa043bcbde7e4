"""The forms of the school's side of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from innsats.cases.framing import CaseForm
from innsats.web.forms import WordsField

from ..queries.pages import ApprovePage
from ..queries.threads import NOTHING_WRITTEN


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


class OfThread(CaseForm):
    """It carries which message was the newest on the page: what has come since is not answered by it."""

    last = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)

    def clean_last(self) -> str:
        """Whatever page it was, one that says nothing of what it showed has shown nothing."""
        return self.cleaned_data["last"] or NOTHING_WRITTEN


class WriteHomeForm(OfThread):
    """What the school writes to one reader at home."""

    text = WordsField(label=gettext_lazy("Det du vil skrive"))
    is_sure = forms.BooleanField(label=gettext_lazy("Jeg har sett på navnene. Familien kan lese dem"), required=False)


class LeaveUnansweredForm(OfThread):
    """Nothing but the click."""
