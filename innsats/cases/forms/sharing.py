"""Bringing in what one knows from a service. Nothing is chosen beforehand, and no draft is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from innsats.rules.sharing import Consenter
from innsats.web import words
from innsats.web.forms import DayField, LineField, OneOf, WordsField, explain

from ..framing import CaseForm


class ShareKnowledgeForm(CaseForm):
    """About whom, what opens for it, who consented to what, why it is needed, and then the text."""

    pupil = OneOf(label=gettext_lazy("Hvem handler det om?"), widget=forms.RadioSelect)
    gate = OneOf(label=gettext_lazy("Hva gjør at du kan dele det?"), widget=forms.RadioSelect)
    consented_by = forms.MultipleChoiceField(
        label=gettext_lazy("Hvem har samtykket?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    consented_on = DayField(label=gettext_lazy("Når sa de ja?"), required=False)
    covers = LineField(
        label=gettext_lazy("Hva gjelder samtykket?"), required=False,
        help_text=gettext_lazy("Hva du kan fortelle, og til hvem. Bare det de har sagt ja til."),
    )
    until = DayField(
        label=gettext_lazy("Hvor lenge gjelder det?"), required=False, is_past=False,
        help_text=gettext_lazy("Til og med denne dagen. Etter den vises teksten ikke lenger."),
    )
    necessity = WordsField(
        label=gettext_lazy("Hvorfor må det fram i saken?"),
        help_text=gettext_lazy(
            "Har de ikke samtykket: Skriv hva tjenesten din skal oppnå, ikke bare at skolen har nytte av det."
        ),
    )
    text = WordsField(
        label=gettext_lazy("Hva vet du?"),
        help_text=gettext_lazy("Bare det som trengs, og ikke mer enn de har sagt ja til."),
    )

    def __init__(self, *args: Any, knowing: Any, **kwargs: Any) -> None:
        self.knowing = knowing
        super().__init__(*args, **kwargs)
        explain(self, pupil=knowing.consents, gate={one: words.of("gate_help", one) for one in knowing.gates})

    def offers(self) -> dict[str, Any]:
        return {
            "pupil": self.knowing.pupils,
            "gate": words.choices("gate", self.knowing.gates),
            "consented_by": words.choices("consenter", list(Consenter)),
        }


class WithdrawConsentForm(CaseForm):
    """Who has taken it back, and when."""

    withdrawn_by = OneOf(label=gettext_lazy("Hvem har trukket samtykket?"), widget=forms.RadioSelect)
    withdrawn_on = DayField(label=gettext_lazy("Når sa de fra?"))

    def __init__(self, *args: Any, gave: tuple[str, ...], **kwargs: Any) -> None:
        self.gave = gave
        super().__init__(*args, **kwargs)

    def offers(self) -> dict[str, Any]:
        return {"withdrawn_by": words.choices("consenter", self.gave)}
