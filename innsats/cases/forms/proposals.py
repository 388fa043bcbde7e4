"""The forms of what is proposed and decided by somebody else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from innsats.rules.proposals import Complication, Decider, Decision, Extent, Purpose
from innsats.web import words
from innsats.web.forms import DayField, LineField, MomentField, OneOf, WordsField

from ..framing import CaseForm
from .special import YES_NO

EXTENT_HELP = {
    "hours": gettext_lazy("1. til 7. trinn: bare enkelttimer eller resten av dagen."),
    "days": gettext_lazy("8. til 10. trinn: høyst 3 dager. Videregående: høyst 5."),
    "rest_of_year": gettext_lazy("Bare i videregående, når det er særlig alvorlig."),
}
DECIDER_HELP = {
    "teacher": gettext_lazy("Høyst to timer av egen undervisning."),
    "authority": gettext_lazy("Alltid når det gjelder resten av skoleåret. For en privat skole: der eleven bor."),
}


class PupilProposalForm(CaseForm):
    """What is asked whenever something is proposed about a pupil."""

    pupil = OneOf(label=gettext_lazy("Hvilken elev gjelder det?"), widget=forms.RadioSelect)
    reason = WordsField(label=gettext_lazy("Hvorfor foreslår dere det?"))
    tried = WordsField(
        label=gettext_lazy("Hva er prøvd først?"),
        help_text=gettext_lazy("Noe mildere skal være prøvd, eller dere sier hvorfor det ikke ville holdt."),
    )
    pupil_view = WordsField(
        label=gettext_lazy("Hva sier eleven?"),
        help_text=gettext_lazy("Eleven skal høres. Vil ikke eleven si noe, skriver du det."),
    )
    best_interest = WordsField(label=gettext_lazy("Hva er best for denne eleven?"))

    def offers(self) -> dict[str, Any]:
        return {"pupil": self.page.pupils}


class ProposeExclusionForm(PupilProposalForm):
    """For how long, and who decides."""

    extent = OneOf(label=gettext_lazy("Hvor lenge?"), widget=forms.RadioSelect, choice_help=EXTENT_HELP)
    count = forms.IntegerField(
        label=gettext_lazy("Hvor mange timer eller dager?"), required=False, min_value=1, max_value=100
    )
    decider = OneOf(label=gettext_lazy("Hvem avgjør det?"), widget=forms.RadioSelect, choice_help=DECIDER_HELP)
    is_serious = forms.BooleanField(label=gettext_lazy("Det er særlig alvorlig"), required=False)
    guardians_told_at = MomentField(
        label=gettext_lazy("Når fikk de foresatte vite det?"), required=False,
        help_text=gettext_lazy("På 1. til 7. trinn skal de få vite det før eleven vises bort resten av dagen."),
    )
    field_order = ("pupil", "extent", "count", "decider", "is_serious")

    def offers(self) -> dict[str, Any]:
        deciders = words.choices("decider", list(Decider), owner_kind=self.page.owner_kind)
        return {**super().offers(), "extent": words.choices("extent", list(Extent)), "decider": deciders}


class ProposeSchoolChangeForm(PupilProposalForm):
    """The three bars. That the municipality or the county decides is no choice."""

    must_move = OneOf(
        label=gettext_lazy("Må eleven flytte hjemmefra?"), widget=forms.RadioSelect, choices=YES_NO
    )
    unsafe_journey = OneOf(
        label=gettext_lazy("Blir skoleveien utrygg, eller for lang til å reise hver dag?"), widget=forms.RadioSelect,
        choices=YES_NO,
    )
    changes_programme = forms.ChoiceField(
        label=gettext_lazy("Må eleven bytte utdanningsprogram?"), required=False,
        help_text=gettext_lazy("Bare for videregående."), choices=[("", gettext_lazy("Ikke aktuelt")), *YES_NO],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.page.owner_kind == words.OwnerKind.MUNICIPALITY:  # has no upper secondary schools
            del self.fields["changes_programme"]

    def facts(self) -> dict[str, Any]:
        given = {"changes_programme": "", **super().facts()}
        bars = ("must_move", "unsafe_journey", "changes_programme")
        return {**given, **{bar: given[bar] == "yes" if given[bar] else None for bar in bars}}


class ProposeSurveyForm(CaseForm):
    """Why pupils should be asked by name, and how the answers are checked."""

    purpose = OneOf(label=gettext_lazy("Hva skal undersøkelsen brukes til?"), widget=forms.RadioSelect)
    asks_who = OneOf(
        label=gettext_lazy("Spør dere hvem som plager hvem?"), widget=forms.RadioSelect, choices=YES_NO
    )
    reason = WordsField(label=gettext_lazy("Hva skal dere finne ut, og hvilke elever skal svare?"))
    tried = WordsField(
        label=gettext_lazy("Hva har dere undersøkt på andre måter?"), required=False,
        help_text=gettext_lazy("Gjelder det en mistanke, skal andre måter være prøvd først."),
    )
    complications = forms.MultipleChoiceField(
        label=gettext_lazy("Er det en mistanke, hva passer?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    checks = WordsField(
        label=gettext_lazy("Hvordan sjekker dere svarene?"),
        help_text=gettext_lazy("Ingen tiltak kan bygge på svar som ikke er sjekket."),
    )

    def offers(self) -> dict[str, Any]:
        return {
            "purpose": words.choices("survey_purpose", list(Purpose)),
            "complications": words.choices("complication", list(Complication)),
        }

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {**given, "asks_who": given["asks_who"] == "yes"}


class RecordDecisionForm(CaseForm):
    """Who decided, when, and what."""

    decision = OneOf(label=gettext_lazy("Hva ble det til?"), widget=forms.RadioSelect)
    decided_by = LineField(
        label=gettext_lazy("Hvem avgjorde det?"), help_text=gettext_lazy("Navn og stilling, eller hvilket kontor.")
    )
    decided_on = DayField(label=gettext_lazy("Hvilken dag?"))
    reason = WordsField(
        label=gettext_lazy("Hvorfor, helt kort?"), required=False,
        help_text=gettext_lazy("Vedtaket selv skal ligge i arkivet, ikke her."),
    )

    def offers(self) -> dict[str, Any]:
        return {"decision": words.choices("decision", list(Decision))}
