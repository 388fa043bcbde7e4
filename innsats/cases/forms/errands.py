"""The forms of gjøremål: giving one, the two answers of whoever was given it, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.web.forms import LineField, MomentField, OneOf, WordsField

from ..framing import CaseForm
from .case import EMPTY_IS_NOW
from .followup import CHOOSE


class GiveErrandForm(CaseForm):
    """To whom, what, when and where. `names_allowed` is asked when the text names somebody, and not before."""

    person = OneOf(label=gettext_lazy("Hvem skal gjøre det?"))
    what = WordsField(
        label=gettext_lazy("Hva skal gjøres?"),
        help_text=gettext_lazy(
            "Den du velger, leser dette. Skriv bare det som trengs for å gjøre jobben – ikke hvem saken gjelder, eller"
            " hvorfor."
        ),
    )
    names_allowed = forms.BooleanField(
        label=gettext_lazy("Navnet må stå der for at jobben skal kunne gjøres"), required=False
    )
    starts_at = MomentField(
        label=gettext_lazy("Fra når?"), required=False, is_past=False,
        help_text=gettext_lazy("Lar du det stå tomt, kan det gjøres med en gang."),
    )
    ends_at = MomentField(label=gettext_lazy("Til når, eller innen når?"), is_past=False)
    place = LineField(label=gettext_lazy("Hvor?"), required=False)
    tell_back = LineField(
        label=gettext_lazy("Hva vil dere vite etterpå?"), required=False,
        help_text=gettext_lazy("Den som gjør det, svarer på dette. Skriv det uten å røpe hvorfor dere spør."),
    )
    measure = OneOf(label=gettext_lazy("Er dette en del av et tiltak i planen?"), required=False)

    def __init__(self, *args: Any, measures: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        self.measures = list(measures)
        super().__init__(*args, **kwargs)
        if not self.measures:
            del self.fields["measure"]

    def offers(self) -> dict[str, Any]:
        offered = {"person": [CHOOSE, *self.page.people]}
        return offered | ({"measure": [("", _("Nei")), *self.measures]} if self.measures else {})

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"measure": self.cleaned_data.get("measure") or None}

    @property
    def asks_about_names(self) -> bool:
        """Whether the text was found to name somebody."""
        return self.is_bound and bool(self.data.get("names_allowed") or self.errors.get("names_allowed"))


class FinishErrandForm(CaseForm):
    """When it was done, and the answer to what was asked."""

    happened_at = MomentField(label=gettext_lazy("Når var det?"), required=False, help_text=EMPTY_IS_NOW)
    text = WordsField(label=gettext_lazy("Er det noe å si fra om?"), required=False)

    def __init__(self, *args: Any, asked: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked:
            self.fields["text"].label, self.fields["text"].required = asked, True


class DeclineErrandForm(CaseForm):
    """Why it cannot be done."""

    reason = WordsField(
        label=gettext_lazy("Hvorfor kan du ikke?"), help_text=gettext_lazy("Én setning er nok. Da kan en annen ta det.")
    )


class TakeBackErrandForm(CaseForm):
    """Why nobody has to do it, for those who work on the case."""

    reason = WordsField(label=gettext_lazy("Hvorfor trengs det ikke lenger?"), required=False)


class KeepErrandForm(CaseForm):
    """That it is to be done all the same."""
