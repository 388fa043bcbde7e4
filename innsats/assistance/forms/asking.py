"""The school asks, and the team says no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from innsats.cases.framing import CaseForm
from innsats.rules.assistance import Basis, Declined, Reason
from innsats.web import words
from innsats.web.forms import SEVERAL, OneOf, WordsField, explain, offer

from ..queries.pages import RequestPage


class RequestAssistanceForm(CaseForm):
    """Why, what has been done, what is asked, and on what ground the team may be told. Nothing is chosen beforehand."""

    team = OneOf(label=_("Hvilket team?"))
    reasons = forms.MultipleChoiceField(
        label=_("Hvorfor trenger dere hjelp?"), widget=forms.CheckboxSelectMultiple, error_messages=SEVERAL
    )
    other = WordsField(label=_("Hvis det er noe annet, hva er det?"), required=False)
    done = WordsField(label=_("Hva har dere gjort til nå?"))
    asks = WordsField(label=_("Hva ber dere teamet om?"))
    basis = OneOf(label=_("Hvorfor kan dere dele dette med teamet?"), widget=forms.RadioSelect)
    necessity = WordsField(
        label=_("Hva gjør det nødvendig at teamet får vite det?"),
        help_text=_(
            "Skriv hva teamet trenger å vite, og hvorfor. Har noen samtykket, skriver dere hvem, når og til hva."
        ),
    )

    def __init__(self, *args: Any, asking: RequestPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = [("", _("Velg et team"))] if len(asking.teams) > 1 else []
        offer(self, team=[*several, *asking.teams], reasons=words.choices("assistance_reason", Reason))
        offer(self, basis=words.choices("basis", Basis))
        explain(self, basis=asking.bases)

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return given | {"team": UUID(given["team"])}


class ConfirmFamilyRequestForm(CaseForm):
    """Nothing more is asked: the family has said the rest."""


class DeclineAssistanceForm(CaseForm):
    """No, and what the school can do instead."""

    why = OneOf(label=_("Hvorfor sier teamet nei?"), widget=forms.RadioSelect)
    text = WordsField(label=_("Hva kan skolen gjøre i stedet?"))

    def offers(self) -> dict[str, Any]:
        return {"why": words.choices("declined", Declined)}


class CapacityForm(forms.Form):
    """The school that a new case would be at."""

    skole = OneOf(label=_("Hvilken skole gjelder det?"))

    def __init__(self, *args: Any, schools: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, skole=[("", _("Velg en skole")), *schools])

    def school(self) -> str:
        """The id of one of the schools; nothing when none has been chosen."""
        return str(self.cleaned_data.get("skole", "")) if self.is_bound and self.is_valid() else ""
