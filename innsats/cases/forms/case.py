"""The forms of the case: taking it in hand, who works on it, and what is found out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.rules import law
from innsats.rules.informing import Informed, Means
from innsats.rules.inquiry import Safe
from innsats.rules.seriousness import SeriousReason
from innsats.rules.verdicts import Obstacle
from innsats.web import words
from innsats.web.forms import DayField, LineField, MomentField, OneOf, WordsField, explain

from ..framing import CaseForm
from .reports import NamePartiesForm

GIVEN, PLANNED = "given", "planned"
EMPTY_IS_NOW = gettext_lazy("Lar du det stå tomt, er det nå.")
SERIOUS_HELP = {
    "yes": gettext_lazy("Da sier dere fra til {owner} i dag."),
    "no": gettext_lazy("Skriv hvorfor. Dere kan vurdere det på nytt når som helst."),
}


class AssessSeriousnessForm(CaseForm):
    """Serious or not, and the one reason."""

    is_serious = OneOf(
        label=gettext_lazy("Er saken alvorlig?"),
        widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("Ja")), ("no", gettext_lazy("Nei"))],
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Er saken alvorlig, hva er grunnen?"),
        required=False,
    )
    reason_text = WordsField(
        label=gettext_lazy("Hvorfor, med dine egne ord"),
        help_text=gettext_lazy("Skriv her når svaret er nei, eller når grunnen er en annen."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        helped = {code: str(said).format(owner=self.page.owner) for code, said in SERIOUS_HELP.items()}
        explain(self, is_serious=helped)

    def offers(self) -> dict[str, Any]:
        return {"reason": [("", _("Velg")), *words.choices("serious_reason", list(SeriousReason))]}

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {**given, "is_serious": given["is_serious"] == "yes"}


class RightsFields(forms.Form):
    """When the family is told of its rights: it was given, or it will be."""

    rights = OneOf(
        label=gettext_lazy("Har eleven og de foresatte fått informasjon om rettighetene sine?"),
        help_text=gettext_lazy("Retten til et trygt og godt skolemiljø, planen, og at de kan gå til statsforvalteren."),
        widget=forms.RadioSelect,
        choices=[(GIVEN, gettext_lazy("Ja, de fikk det")), (PLANNED, gettext_lazy("Nei, de får det"))],
    )
    rights_on = DayField(label=gettext_lazy("Hvilken dag?"), is_past=False)

    def rights_facts(self) -> tuple[date | None, date | None]:
        """The day it was given, and the day it is planned: one of them."""
        on = self.cleaned_data["rights_on"]
        return (on, None) if self.cleaned_data["rights"] == GIVEN else (None, on)


class ReceiveCaseForm(AssessSeriousnessForm, RightsFields):
    """The five fields: the lead, serious or not, the one reason, safety today, and information about rights."""

    lead = OneOf(
        label=gettext_lazy("Hvem har ansvaret for saken?"),
        help_text=gettext_lazy("Saksansvarlig følger saken til eleven har det trygt og godt."),
    )
    safety = WordsField(
        label=gettext_lazy("Hva er gjort for at eleven er trygg i dag?"),
        help_text=gettext_lazy("Hva, hvem og fra når. Eller hvorfor det ikke trengs noe."),
    )
    no_safety = forms.BooleanField(label=gettext_lazy("Det trengs ikke noe i dag"), required=False)
    rights_to = forms.ChoiceField(label=gettext_lazy("Har de fått det: hvem?"), required=False)
    rights_how = forms.ChoiceField(label=gettext_lazy("Hvordan?"), required=False)
    field_order = (
        "lead", "is_serious", "reason", "reason_text", "safety", "no_safety", "rights", "rights_on", "rights_to",
        "rights_how", "form_key",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["safety"].required = not self.page.has_safety

    def offers(self) -> dict[str, Any]:
        choose = ("", _("Velg"))
        return {
            **super().offers(),
            "lead": [choose, *self.page.people],
            "rights_to": [choose, *words.choices("rights_to", list(Informed))],
            "rights_how": [choose, *words.choices("how", list(Means))],
        }

    def clean(self) -> dict[str, Any]:
        """What was given was given to somebody, in some way: nobody guesses it afterwards."""
        given = super().clean() or self.cleaned_data
        for name in ("rights_to", "rights_how") if given.get("rights") == GIVEN else ():
            if not given.get(name):
                self.add_error(name, _("Velg ett av svarene."))
        return given

    def facts(self) -> dict[str, Any]:
        given_on, planned_on = self.rights_facts()
        given = super().facts()
        told = ("rights_to", "rights_how") if given_on else ()
        return {
            **{name: given[name] for name in ("lead", "is_serious", "reason", "reason_text", "safety", *told)},
            "safety_needed": not given["no_safety"], "rights_given_on": given_on, "rights_planned_on": planned_on,
        }  # fmt: skip


class InformOfRightsForm(CaseForm, RightsFields):
    """Information about rights: to whom, how and when. Nothing is sent from here."""

    to = OneOf(label=gettext_lazy("Hvem?"), widget=forms.RadioSelect, initial=Informed.BOTH)
    how = OneOf(label=gettext_lazy("Hvordan?"), widget=forms.RadioSelect, initial=Means.TALK)
    field_order = ("rights", "rights_on", "to", "how", "form_key")

    def offers(self) -> dict[str, Any]:
        return {
            "to": words.choices("rights_to", list(Informed)),
            "how": words.choices("how", list(Means)),
        }

    def facts(self) -> dict[str, Any]:
        given_on, planned_on = self.rights_facts()
        return {
            "to": self.cleaned_data["to"], "how": self.cleaned_data["how"], "given_on": given_on,
            "planned_on": planned_on,
        }  # fmt: skip


class NameLeadForm(CaseForm):
    """Who is responsible for the case."""

    lead = OneOf(label=gettext_lazy("Hvem har ansvaret for saken?"))

    def offers(self) -> dict[str, Any]:
        return {"lead": [("", _("Velg")), *self.page.people]}


class AdmitToTeamForm(CaseForm):
    """A colleague who is to work on the case."""

    member = OneOf(label=gettext_lazy("Hvem skal være med?"))

    def offers(self) -> dict[str, Any]:
        return {"member": [("", _("Velg")), *self.page.people]}


class ReleaseFromTeamForm(CaseForm):
    """Nothing to fill in: one confirms."""


class NamePartyForm(NamePartiesForm):
    """Who else the case concerns, found by name."""


class HearPupilForm(CaseForm):
    """What a pupil said, in the pupil's own words; or why the pupil was not heard."""

    pupil = OneOf(label=gettext_lazy("Hvem er hørt?"), widget=forms.RadioSelect)
    own_words = WordsField(
        label=gettext_lazy("Hva sa eleven?"),
        help_text=gettext_lazy("Skriv elevens egne ord, ikke et sammendrag."),
        required=False,
    )
    is_safe = OneOf(
        label=gettext_lazy("Har eleven det trygt og godt på skolen nå?"),
        widget=forms.RadioSelect,
        required=False,
    )
    happened_at = MomentField(label=gettext_lazy("Når snakket dere sammen?"), required=False, help_text=EMPTY_IS_NOW)
    not_heard_because = WordsField(
        label=gettext_lazy("Er eleven ikke hørt? Skriv hvorfor"),
        help_text=gettext_lazy("Det finnes ingen nedre aldersgrense for å bli hørt."),
        required=False,
    )
    best_interest = WordsField(
        label=gettext_lazy("Hva er best for denne eleven?"),
        help_text=gettext_lazy("Én linje. Trengs når et tiltak er rettet mot en annen elev enn den saken gjelder."),
        required=False,
    )
    observed = WordsField(
        label=gettext_lazy("Hva la du selv merke til?"),
        help_text=gettext_lazy("Det du så og hørte. Det eleven sa, står for seg."),
        required=False,
    )
    present = LineField(label=gettext_lazy("Hvem var til stede?"), required=False)
    paper_by = LineField(label=gettext_lazy("Skrevet på papir først? Av hvem?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.page.pupils:
            self.fields["pupil"].initial = self.page.pupils[0][0]

    def offers(self) -> dict[str, Any]:
        return {"pupil": self.page.pupils, "is_safe": words.choices("safe", list(Safe))}

    def clean(self) -> dict[str, Any]:
        """Whoever was not heard has not answered; of whoever was, the answer is chosen. What lacks is said at once."""
        given = super().clean() or self.cleaned_data
        if not given.get("is_safe") and given.get("not_heard_because"):
            given["is_safe"] = Safe.NO_ANSWER
        elif not given.get("is_safe") and "is_safe" not in self.errors:
            self.add_error("is_safe", _("Velg det eleven svarte."))
        if not (given.get("own_words") or given.get("not_heard_because") or "own_words" in self.errors):
            empty = Obstacle("not_heard_without_reason", law.PUPIL_HEARD)
            self.add_error("own_words", words.of_obstacle(empty, owner_kind=self.page.owner_kind))
        return given


class CorrectRecordForm(CaseForm):
    """What should have stood there, and why. The original is kept."""

    text = WordsField(label=gettext_lazy("Hva skulle ha stått?"))
    reason = WordsField(label=gettext_lazy("Hvorfor rettes det?"))

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "target": self.page.target}
