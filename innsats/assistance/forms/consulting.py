"""A general question to the team, and its answer: text, and nothing about any pupil."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from innsats.cases.framing import CaseForm
from innsats.web.forms import OneOf, WordsField, offer

from ..queries.consultpages import AskPage


class ConsultTeamForm(CaseForm):
    """Whom to ask, where there is a choice, and what."""

    place = OneOf(label=_("Hvilket team vil du spørre?"))
    text = WordsField(
        label=_("Hva lurer du på?"), help_text=_("Skriv uten navn, klasse og annet som viser hvem det gjelder.")
    )

    def __init__(self, *args: Any, asking: AskPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, place=[("", _("Velg et team")), *asking.places])
        if len(asking.places) == 1:  # nothing to choose, and nothing to ask
            self.fields["place"].widget = forms.HiddenInput()
            self.fields["place"].initial = asking.places[0][0]

    def facts(self) -> dict[str, Any]:
        """The parameters of the act, with the team it is about."""
        school, _colon, team = self.cleaned_data["place"].partition(":")
        return {"text": self.cleaned_data["text"], "school": UUID(school), "team": UUID(team)}


class AnswerConsultForm(CaseForm):
    """What the team answers."""

    text = WordsField(label=_("Hva svarer du?"), help_text=_("Skriv uten navn, du også."))
