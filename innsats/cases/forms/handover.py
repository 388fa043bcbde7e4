"""The form of handing a case over to the pupil's new school."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from innsats.web.forms import DayField, LineField, WordsField

from ..framing import CaseForm
from ..queries.handover import HandoverPage


class HandOverCaseForm(CaseForm):
    """Who allows it, what was chosen of this child's own, and what the new school needs to know."""

    pupil_agreed_on = DayField(label=gettext_lazy("Hvilken dag sa eleven ja?"), required=False)
    guardians_agreed_on = DayField(
        label=gettext_lazy("Hvilken dag sa de foresatte ja?"), required=False
    )
    whom = LineField(label=gettext_lazy("Hvilke foresatte har sagt ja?"), required=False)
    text = WordsField(
        label=gettext_lazy("Hva trenger den nye skolen å vite?"),
        help_text=gettext_lazy("Skriv om denne eleven alene. Ikke nevn andre barn."),
    )
    measures = forms.MultipleChoiceField(
        label=gettext_lazy("Tiltak som kan følge med"), widget=forms.CheckboxSelectMultiple, required=False
    )
    hearings = forms.MultipleChoiceField(
        label=gettext_lazy("Det eleven selv har sagt"), widget=forms.CheckboxSelectMultiple, required=False
    )
    with_dates = forms.BooleanField(
        label=gettext_lazy("La dagene som er avtalt, følge med som forslag"), required=False, initial=True
    )

    def __init__(self, *args: Any, handover: HandoverPage, **kwargs: Any) -> None:
        self.handover = handover
        super().__init__(*args, page=handover.frame, **kwargs)

    def offers(self) -> dict[str, Any]:
        return {"measures": list(self.handover.measures), "hearings": list(self.handover.hearings)}

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {**given, **{name: [UUID(one) for one in given[name]] for name in ("measures", "hearings")}}
