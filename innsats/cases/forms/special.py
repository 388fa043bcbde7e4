"""The forms of what is rare, and the law has rules of its own for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.web.forms import LineField, MomentField, OneOf, WordsField, explain

from ..framing import CaseForm
from .case import EMPTY_IS_NOW

YES_NO = [("yes", gettext_lazy("Ja")), ("no", gettext_lazy("Nei"))]


class RecordInterventionForm(CaseForm):
    """What happened, what was done, by whom, how the pupil sees it, and who has been told."""

    pupil = OneOf(label=gettext_lazy("Hvilken elev gjelder det?"), widget=forms.RadioSelect)
    happened_at = MomentField(label=gettext_lazy("Når skjedde det?"), required=False, help_text=EMPTY_IS_NOW)
    event = WordsField(
        label=gettext_lazy("Hva skjedde?"),
        help_text=gettext_lazy("Hva gikk foran, og hva var dere redde for skulle skje?"),
    )
    intervention = WordsField(
        label=gettext_lazy("Hva gjorde de ansatte?"),
        help_text=gettext_lazy("Hvilket grep, hvor lenge, og hvorfor ikke noe mildere var nok."),
    )
    pupil_view = WordsField(
        label=gettext_lazy("Hvordan ser eleven på det?"),
        help_text=gettext_lazy("Helst elevens egne ord. Vil ikke eleven si noe, skriver du det."),
    )
    by_whom = LineField(
        label=gettext_lazy("Hvem grep inn?"), help_text=gettext_lazy("Navn og stilling. Også vikarer.")
    )
    present = LineField(label=gettext_lazy("Hvem andre var til stede?"), required=False)
    is_serious = OneOf(
        label=gettext_lazy("Var inngrepet særlig alvorlig?"), widget=forms.RadioSelect, choices=YES_NO
    )
    principal_told_at = MomentField(label="", required=False, help_text=EMPTY_IS_NOW)
    guardians_told_at = MomentField(
        label=gettext_lazy("Når fikk de foresatte vite det?"), required=False,
        help_text=gettext_lazy("Vet de det ikke ennå, lar du det stå tomt. Da står det her til noen har sagt fra."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = _("Når fikk {principal} vite det?")
        self.fields["principal_told_at"].label = asked.format(principal=self.page.principal)
        helped = _("Da skal {owner} ha beskjed i dag. Det samme gjelder når det har skjedd før.")
        explain(self, is_serious={"yes": helped.format(owner=self.page.owner)})

    def offers(self) -> dict[str, Any]:
        return {"pupil": self.page.pupils}

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {**given, "is_serious": given["is_serious"] == "yes"}
