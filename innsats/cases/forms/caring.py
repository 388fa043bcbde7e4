"""The forms of a concern for how a child is cared for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.rules.caring import Ground, Reply
from innsats.rules.informing import Means
from innsats.web import words
from innsats.web.forms import DayField, LineField, OneOf, WordsField

from ..framing import CaseForm


class SeeCauseForm(CaseForm):
    """What was seen, of whom, and when."""

    unit = OneOf(label=gettext_lazy("Hvor arbeider du?"))
    whom = LineField(label=gettext_lazy("Hvilket barn gjelder det?"))
    text = WordsField(label=gettext_lazy("Hva har du sett eller hørt?"))
    ground = OneOf(label=gettext_lazy("Hva er du redd for?"), widget=forms.RadioSelect, initial=Ground.UNSURE)
    seen_on = DayField(label=gettext_lazy("Når så eller hørte du det?"))

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        self.units = list(units)
        super().__init__(*args, **kwargs)
        if len(self.units) == 1:  # nothing to choose, and nothing to ask
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].required = False

    def offers(self) -> dict[str, Any]:
        return {"unit": self.units, "ground": words.choices("ground", list(Ground))}

    def facts(self) -> dict[str, Any]:
        """The parameters of the act, with the unit it is done at."""
        given = super().facts()
        return {**given, "unit": UUID(given["unit"] or self.units[0][0])}


class SendChildWelfareReportForm(CaseForm):
    """Where it was sent, how and when."""

    service = LineField(label=gettext_lazy("Hvilken barnevernstjeneste?"))
    how = OneOf(label=gettext_lazy("Hvordan?"), widget=forms.RadioSelect, initial=Means.LETTER)
    sent_on = DayField(label=gettext_lazy("Hvilken dag ble den sendt?"))

    def offers(self) -> dict[str, Any]:
        return {"how": words.choices("how", [Means.LETTER, Means.DIGITAL, Means.PHONE])}


class LeaveCauseUnsentForm(CaseForm):
    """Why no report is sent."""

    reason = WordsField(label=gettext_lazy("Hvorfor sender du ikke bekymringsmelding?"))


class NoteChildWelfareFeedbackForm(CaseForm):
    """What the service answered."""

    reply = OneOf(label=gettext_lazy("Hva svarte barnevernet?"), widget=forms.RadioSelect)
    received_on = DayField(label=gettext_lazy("Hvilken dag kom svaret?"))
    text = WordsField(label=gettext_lazy("Er det noe mer å skrive?"), required=False)

    def offers(self) -> dict[str, Any]:
        return {"reply": words.choices("reply", list(Reply))}


class ShareCauseForm(CaseForm):
    """Who may read it, and why that one needs to."""

    reader = OneOf(label=gettext_lazy("Hvem skal få lese dette?"))
    need = WordsField(label=gettext_lazy("Hvorfor trenger den å lese det?"))

    def offers(self) -> dict[str, Any]:
        return {"reader": [("", _("Velg")), *self.page.people]}
