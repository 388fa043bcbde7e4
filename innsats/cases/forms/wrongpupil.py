"""The forms of a case that was about the wrong child: who the right one is, and what may have been told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from innsats.rules import law
from innsats.rules.breach import Risk
from innsats.rules.verdicts import Obstacle
from innsats.web import words
from innsats.web.forms import DayField, KeyedForm, MomentField, OneOf, WordsField, carry, offer

from ..framing import CaseForm
from .reports import DeclareImpartialityForm


class ChoosePupilForm(KeyedForm):
    """The right pupil, found by name."""

    find = forms.CharField(
        label=gettext_lazy("Finn eleven etter navn"),
        help_text=gettext_lazy("Skriv fornavn eller etternavn, slik det er registrert."),
        required=False,
        max_length=200,
    )
    pupil = OneOf(label=gettext_lazy("Hvilken elev gjelder saken?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, found: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, pupil=found)


class CorrectPupilForm(DeclareImpartialityForm):
    """Why the case is moved to another pupil, when it was found, and how one stands to those it concerns now."""

    pupil = forms.CharField(widget=forms.HiddenInput())
    reason = WordsField(
        label=gettext_lazy("Hva gikk galt?"),
        help_text=gettext_lazy("Skriv uten navnet på barnet som ikke har noe med saken å gjøre."),
    )
    found_at = MomentField(
        label=gettext_lazy("Når oppdaget dere det?"), required=False,
        help_text=gettext_lazy("Lar du det stå tomt, er det nå."),
    )
    told_otherwise = forms.BooleanField(
        label=gettext_lazy("Noen har fått vite noe om det andre barnet på en annen måte, for eksempel i en samtale"),
        required=False,
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("Eleven har en åpen sak fra før, og dette er noe annet"), required=False
    )

    def __init__(self, *args: Any, errands: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.errands = errands
        choices = words.choices("errand_look")
        for errand, said in errands.items():
            self.fields[f"errand-{errand}"] = OneOf(
                label=said, widget=forms.RadioSelect, choices=choices, required=False
            )

    def looks(self) -> list[forms.BoundField]:
        """What is asked of each gjøremål that waits."""
        return [self[f"errand-{errand}"] for errand in self.errands]

    def facts(self) -> dict[str, Any]:
        """The parameters of the act `correct_pupil`, but for the ties."""
        named = ("pupil", "reason", "found_at", "told_otherwise", "confirmed")
        looks = {errand: self.cleaned_data.get(f"errand-{errand}") for errand in self.errands}
        return {name: self.cleaned_data[name] for name in named} | {
            "is_sure": self.is_alike,
            "kept_errands": [errand for errand, look in looks.items() if look == "keep"],
            "ended_errands": [errand for errand, look in looks.items() if look == "take_back"],
        }


class AssessBreachForm(CaseForm):
    """What the breach may mean, and who was told. It carries which breach the page showed."""

    breach = forms.UUIDField(widget=forms.HiddenInput, required=False)
    risk = OneOf(label=gettext_lazy("Hva kan dette bety for barnet det gjelder?"), widget=forms.RadioSelect)
    reason = WordsField(label=gettext_lazy("Hvorfor vurderer dere det slik?"))
    authority_told_on = DayField(
        label=gettext_lazy("Hvilken dag fikk Datatilsynet melding?"), required=False,
        help_text=gettext_lazy("Trengs når det kan være en risiko. Personvernombudet hjelper dere."),
    )
    concerned_told_on = DayField(
        label=gettext_lazy("Hvilken dag fikk barnets familie vite det?"), required=False,
        help_text=gettext_lazy("Trengs når risikoen er høy."),
    )

    def offers(self) -> dict[str, Any]:
        self.initial["breach"] = self.page.target
        return {"risk": words.choices("breach_risk", list(Risk))}

    def meets(self, now: str) -> None:
        """Let the next press be about this breach: it has been shown. That it is another than before is said."""
        another = words.of_obstacle(Obstacle("another_breach", law.HOUSE_PRACTICE))
        if self.data.get("breach") not in (None, "", now) and another not in self.non_field_errors():
            self.add_error(None, another)
        carry(self, breach=now)
