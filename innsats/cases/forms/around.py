"""The forms of the police, interpreters, and those beside the family."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.rules.averting import Fear, PoliceWhy
from innsats.rules.interpreting import Interpreter
from innsats.rules.supporting import Support
from innsats.web import words
from innsats.web.forms import DayField, LineField, MomentField, OneOf, WordsField

from ..framing import CaseForm
from .case import EMPTY_IS_NOW


class NotePoliceForm(CaseForm):
    """Who talked with the police, when, why, and whom to reach there."""

    why = OneOf(label=gettext_lazy("Hvorfor snakket dere med politiet?"), widget=forms.RadioSelect)
    fear = forms.ChoiceField(
        label=gettext_lazy("Er dere redde for at noe alvorlig skal skje?"), required=False,
        help_text=gettext_lazy("Noe av dette har alle plikt til å avverge, også den som har taushetsplikt."),
    )
    is_likely = forms.BooleanField(
        label=gettext_lazy("Det er sikkert eller mest sannsynlig at det skjer, om ingen gjør noe"), required=False
    )
    text = WordsField(
        label=gettext_lazy("Hva ble sagt?"), help_text=gettext_lazy("Bare det politiet trengte å vite, og svaret.")
    )
    reported_by = LineField(label=gettext_lazy("Hvem snakket med politiet?"))
    contact = LineField(
        label=gettext_lazy("Hvem når dere i politiet?"), required=False,
        help_text=gettext_lazy("Navn, telefon og saksnummer hos politiet."),
    )
    happened_at = MomentField(label=gettext_lazy("Når var det?"), required=False, help_text=EMPTY_IS_NOW)

    def offers(self) -> dict[str, Any]:
        fears = [("", gettext_lazy("Nei")), *words.choices("fear", list(Fear))]
        return {"why": words.choices("police_why", list(PoliceWhy)), "fear": fears}

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {**given, "fear": given["fear"] or None}


class NoteInterpreterForm(CaseForm):
    """Who needs one, for which language, and who interprets."""

    for_whom = LineField(label=gettext_lazy("Hvem trenger tolk?"))
    language = LineField(label=gettext_lazy("Hvilket språk?"), help_text=gettext_lazy("Gjerne med dialekt."))
    interpreter = OneOf(
        label=gettext_lazy("Hvem tolker?"), widget=forms.RadioSelect,
        choice_help={
            "relative": gettext_lazy("Den som er nær familien, kan ikke være nøytral."),
            "child": gettext_lazy("Ingen under 18 år skal tolke."),
        },
    )
    name = LineField(
        label=gettext_lazy("Hva heter tolken?"), required=False,
        help_text=gettext_lazy("Gjerne med firma og tolkenummer."),
    )
    need = WordsField(
        label=gettext_lazy("Er det noe annet å tenke på?"), required=False,
        help_text=gettext_lazy("For eksempel at det helst skal være en kvinne, eller på telefon."),
    )

    def offers(self) -> dict[str, Any]:
        return {"interpreter": words.choices("interpreter", list(Interpreter))}


class NameSupporterForm(CaseForm):
    """Who stands beside the family, in what, and for how long."""

    part = OneOf(
        label=gettext_lazy("Er det en støtteperson eller en fullmektig?"), widget=forms.RadioSelect,
        choice_help={
            "supporter": gettext_lazy("Er med og støtter. For eksempel et ombud, en venn eller en slektning."),
            "agent": gettext_lazy("Handler for familien, med skriftlig fullmakt. For eksempel en advokat."),
        },
    )
    name = LineField(label=gettext_lazy("Hva heter personen?"), help_text=gettext_lazy("Gjerne med telefon."))
    for_whom = LineField(label=gettext_lazy("Hvem er personen der for?"))
    scope = WordsField(
        label=gettext_lazy("Hva skal personen være med på?"),
        help_text=gettext_lazy("Skriv også hva dere kan fortelle personen."),
    )
    starts_on = DayField(label=gettext_lazy("Fra hvilken dag?"), is_past=False)
    ends_on = DayField(
        label=gettext_lazy("Til og med hvilken dag?"), is_past=False,
        help_text=gettext_lazy("Da slutter det av seg selv. Dere kan skrive det på nytt."),
    )
    authority = WordsField(
        label=gettext_lazy("Hvor ligger fullmakten?"), required=False,
        help_text=gettext_lazy("Må være skriftlig når personen handler for familien."),
    )

    def offers(self) -> dict[str, Any]:
        return {"part": words.choices("support", list(Support))}


class RestrictReadersForm(CaseForm):
    """Who speaks for the school, who of the team goes on, and why."""

    spokesperson = OneOf(
        label=gettext_lazy("Hvem svarer for skolen?"),
        help_text=gettext_lazy("Avtal det med personen først. Det gir ikke tilgang til saken."),
    )
    readers = forms.MultipleChoiceField(
        label=gettext_lazy("Hvem i saksteamet skal fortsatt lese saken?"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = WordsField(
        label=gettext_lazy("Hvorfor?"), help_text=gettext_lazy("For eksempel hvem som har spurt, og om hva.")
    )

    def offers(self) -> dict[str, Any]:
        return {"spokesperson": [("", _("Velg")), *self.page.people], "readers": self.page.team}


class LiftRestrictionForm(CaseForm):
    """Nothing to fill in: one confirms."""
