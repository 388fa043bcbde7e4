"""The forms about one guardian: what is known, and what a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from innsats.people.actions.pupils import SOURCES
from innsats.rules.recipients import Caution, Decision, Responsibility
from innsats.web import words
from innsats.web.forms import DayField, OneOf, WordsField, carry, explain

from ..framing import CaseForm


def _as_answers(offered: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Words that stand inside sentences elsewhere begin with a capital here."""
    return [(code, word[:1].upper() + word[1:]) for code, word in offered]


class RecipientForm(CaseForm):
    """It carries how it stood that the page showed, so that nothing said since is passed over."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def meets(self, saved: Mapping[str, Any]) -> None:
        """Let the next press build on what stands now: it has been shown."""
        carry(self, seen=saved["seen"])


class NoteRecipientForm(RecipientForm):
    """All that is known now. It opens with what stood there before."""

    responsibility = OneOf(label=gettext_lazy("Har denne foresatte foreldreansvar?"), widget=forms.RadioSelect)
    source = OneOf(label=gettext_lazy("Hvor vet dere det fra?"))
    as_of = DayField(label=gettext_lazy("Hvilken dag fikk dere vite det?"))
    cautions = forms.MultipleChoiceField(
        label=gettext_lazy("Er det noe dere må passe på?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Er du i tvil, kryss av. Da holdes det tilbake til noen har avgjort det."),
    )
    text = WordsField(
        label=gettext_lazy("Hva bygger dere det på?"), required=False,
        help_text=gettext_lazy("For eksempel hvem som sa det, eller hvilket vedtak dere har sett."),
    )

    def meets(self, saved: Mapping[str, Any]) -> None:
        """As above; and what somebody else has ticked meanwhile is ticked here too, until this one takes it away."""
        is_stale = self.data.get("seen") not in ("", saved["seen"])
        super().meets(saved)
        if is_stale:
            self.data.setlist("cautions", sorted({*self.data.getlist("cautions"), *saved["cautions"]}))  # type: ignore[attr-defined]

    def offers(self) -> dict[str, Any]:
        explain(self, cautions=words.KINDS["caution_help"])
        return {
            "responsibility": _as_answers(words.choices("responsibility", list(Responsibility))),
            "source": _as_answers(words.choices("guardian_source", SOURCES)),
            "cautions": words.choices("caution", list(Caution)),
        }


class DecideRecipientForm(RecipientForm):
    """What is decided, and why. Nothing is chosen beforehand."""

    decision = OneOf(label=gettext_lazy("Hva avgjør dere?"), widget=forms.RadioSelect)
    reason = WordsField(
        label=gettext_lazy("Hvorfor?"),
        help_text=gettext_lazy("Hva er best for barnet? Hva sier barnet selv? Hva kan skje hvis dere velger feil?"),
    )

    def offers(self) -> dict[str, Any]:
        return {"decision": words.choices("recipient_decision", list(Decision))}
