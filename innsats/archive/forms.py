"""What one is asked before something is printed, and before a case leaves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from innsats.cases.framing import CaseForm
from innsats.rules.retention import LEAST_YEARS, MOST_YEARS, HoldReason
from innsats.web import words
from innsats.web.forms import KeyedForm, LineField, OneOf, WordsField, offer
from innsats.web.words.obstacles import OBSTACLES

from .queries.opencases import ListPage


class PrintCaseForm(KeyedForm):
    """Nothing to fill in: that one has seen who the paper is for."""


class PrintPlanForm(KeyedForm):
    """Nothing to fill in."""


class SetMorningListForm(KeyedForm):
    """Where, and whether from now on or no longer."""

    unit = OneOf(label=gettext_lazy("Hvor?"))
    is_on = OneOf(
        label=gettext_lazy("Skal lista ligge klar hver skoledag fra klokka 6?"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Ja")), ("no", gettext_lazy("Nei, ikke lenger"))],
    )

    def __init__(self, *args: Any, page: ListPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=[(str(one.uuid), one.name) for one in page.units])


class FetchMorningListForm(KeyedForm):
    """Nothing to fill in."""


class PrintOpenCasesForm(KeyedForm):
    """Where: the schools and owners one looks after."""

    unit = OneOf(label=gettext_lazy("Hvor?"))

    def __init__(self, *args: Any, page: ListPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(one.uuid), one.name) for one in page.units]  # type: ignore[attr-defined]


class SetKeepingTimeForm(KeyedForm):
    """How many years, and by which rule. No number is for ever."""

    years = forms.IntegerField(
        label=gettext_lazy("Antall år"), min_value=LEAST_YEARS, max_value=MOST_YEARS, required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), OBSTACLES["keeping_time_out_of_bounds"]),
        help_text=gettext_lazy("Etter det siste som ble skrevet i saken. Tomt betyr at ingenting blir kassert."),
    )
    document = LineField(
        label=gettext_lazy("Hva bygger det på?"),
        help_text=gettext_lazy("Planen eller vedtaket som sier at dette kan kasseres, slik det heter i arkivet."),
    )

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        return {"years": self.cleaned_data["years"], "document": self.cleaned_data["document"]}


class RecordArchivedForm(CaseForm):
    """What the archive calls it, and that it has the files too, where there are any."""

    reference = LineField(
        label=gettext_lazy("Hva heter saken i arkivet?"),
        help_text=gettext_lazy("For eksempel saksnummeret i sak- og arkivsystemet. Ingen navn."),
    )
    has_files = forms.BooleanField(label=gettext_lazy("Filene ligger også i arkivet"), required=False)


class PlaceHoldForm(KeyedForm):
    """Why the case is kept."""

    reason = OneOf(label=gettext_lazy("Hvorfor skal saken bevares?"), widget=forms.RadioSelect)
    text = WordsField(label=gettext_lazy("Forklar kort"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, reason=words.choices("hold_reason", HoldReason))

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        return {"reason": HoldReason(self.cleaned_data["reason"]), "text": self.cleaned_data["text"]}


class LiftHoldForm(KeyedForm):
    """Why it need not be kept any more."""

    text = WordsField(label=gettext_lazy("Hvorfor trenger saken ikke å bevares lenger?"))

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        return {"text": self.cleaned_data["text"]}


class DisposeCaseForm(KeyedForm):
    """That one has looked: it cannot be undone."""

    confirmed = forms.BooleanField(
        label=gettext_lazy("Jeg har sett etter at hele saken er i arkivet"),
        error_messages={"required": gettext_lazy("Se etter i arkivet først, og kryss av.")},
    )
