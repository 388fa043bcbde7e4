"""What the team advises, what the school answers, and what the owner decides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from innsats.cases.framing import CaseForm
from innsats.rules.advising import AdviceAnswer, Ruling
from innsats.rules.mandates import Thing
from innsats.web import words
from innsats.web.forms import DayField, OneOf, WordsField, explain, offer

from ..queries.advising import AdvisePage


class GiveAdviceForm(CaseForm):
    """In what, how heavily, what, and why it must be done. The mandate says how heavily the team may say it."""

    thing = OneOf(label=_("Hva gjelder rådet?"))
    text = WordsField(label=_("Hva råder dere skolen til?"))
    weight = OneOf(label=_("Hvor viktig er det?"), widget=forms.RadioSelect)
    why = WordsField(
        label=_("Hvorfor må det til?"), required=False,
        help_text=_("Skriv det når det er mer enn et råd. Både skolen og {owner} skal kunne forstå grunnen."),
    )

    def __init__(self, *args: Any, advising: AdvisePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, thing=[("", _("Velg hva det gjelder")), *words.choices("thing", Thing)])
        offer(self, weight=words.choices("weight", advising.means))
        explain(self, weight=advising.means)
        why = self.fields["why"]
        why.help_text = str(why.help_text).format(owner=self.page.owner)


class AnswerAdviceForm(CaseForm):
    """What the school does with an advice, and why."""

    answer = OneOf(label=_("Hva gjør dere?"), widget=forms.RadioSelect)
    text = WordsField(
        label=_("Hvordan, og hvorfor?"), required=False,
        help_text=_("Skriv det når dere gjør noe annet enn teamet råder dere til."),
    )

    def offers(self) -> dict[str, Any]:
        return {"answer": words.choices("advice_answer", AdviceAnswer)}


class CarryOutAdviceForm(CaseForm):
    """What was done, and when."""

    text = WordsField(label=_("Hva har dere gjort?"))
    done_on = DayField(label=_("Hvilken dag?"))


class DecideAdviceForm(CaseForm):
    """Whether the school shall follow it, and why."""

    ruling = OneOf(label=_("Hva bestemmer du?"), widget=forms.RadioSelect)
    text = WordsField(label=_("Hvorfor?"))

    def offers(self) -> dict[str, Any]:
        return {"ruling": words.choices("ruling", Ruling)}
