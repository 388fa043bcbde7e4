"""The forms of the privacy officer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from innsats.rules.looking import Found, Ground
from innsats.web import words
from innsats.web.forms import DayField, KeyedForm, OneOf, WordsField, offer

from .queries.log import Wanted
from .queries.releasing import LineShown

KINDS = (
    ("", gettext_lazy("Lesing og endringer")), ("look", gettext_lazy("Bare lesing")),
    ("change", gettext_lazy("Bare endringer")),
)  # fmt: skip


class TrailForm(forms.Form):
    """What of the log to show. It asks by GET, so that a page has an address."""

    eier = forms.CharField(widget=forms.HiddenInput, required=False)
    hvem = forms.CharField(widget=forms.HiddenInput, required=False)
    nummer = forms.CharField(label=gettext_lazy("Sak eller melding (nummer)"), max_length=20, required=False)
    til = DayField(label=gettext_lazy("Til og med dag"), is_past=False, required=False)
    slag = forms.ChoiceField(label=gettext_lazy("Hva"), choices=KINDS, required=False)
    eldre = forms.CharField(widget=forms.HiddenInput, required=False)

    def wanted(self) -> Wanted:
        """What was asked for, of what could be read."""
        asked = self.cleaned_data
        return Wanted(
            owner=asked.get("eier", ""), number=asked.get("nummer", ""), person=asked.get("hvem", ""),
            until=asked.get("til"), kind=asked.get("slag", ""), after=asked.get("eldre", ""),
        )  # fmt: skip


class ReleaseTrailForm(KeyedForm):
    """Which lines are held back, and why. Nothing chosen gives all of it."""

    withheld = forms.MultipleChoiceField(
        label=gettext_lazy("Linjer du holder tilbake"), widget=forms.CheckboxSelectMultiple, required=False
    )
    ground = forms.ChoiceField(label=gettext_lazy("Hvorfor kan de holdes tilbake?"), required=False)
    because = WordsField(
        label=gettext_lazy("Begrunnelse til familien"), required=False,
        help_text=gettext_lazy("Skriv slik at den som har bedt om lista, forstår det. Den kan klage."),
    )

    def __init__(self, *args: Any, lines: Iterable[LineShown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", gettext_lazy("Ingenting holdes tilbake"))
        offer(self, withheld=[(one.key, one.said) for one in lines], ground=[none, *words.choices("held_back", Ground)])

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        given = self.cleaned_data
        ground = Ground(given["ground"]) if given["ground"] else None
        return {"withheld": given["withheld"], "ground": ground, "because": given["because"]}


class SettleReadingForm(KeyedForm):
    """What came of asking."""

    found = OneOf(label=gettext_lazy("Hva kom ut av det?"), widget=forms.RadioSelect)
    text = WordsField(
        label=gettext_lazy("Notat"), required=False,
        help_text=gettext_lazy("Bare personvernombudet leser dette. Er det et brudd, må du skrive hva som er gjort."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, found=words.choices("reading_found", Found))

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        return {"found": Found(self.cleaned_data["found"]), "text": self.cleaned_data["text"]}
