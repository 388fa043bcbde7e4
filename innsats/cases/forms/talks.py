"""The forms of stop talks. Nobody is chosen beforehand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from innsats.rules.stoptalks import TalksEnd
from innsats.web import words
from innsats.web.forms import DayField, MomentField, OneOf, WordsField, offer

from ..framing import CaseForm
from ..queries.talkspage import EndTalksPage
from .case import EMPTY_IS_NOW
from .followup import CHOOSE


class HoldStopTalkForm(CaseForm):
    """With whom, by which two adults, when, what was agreed, and when they talk again."""

    pupil = OneOf(label=gettext_lazy("Hvem snakket dere med?"), widget=forms.RadioSelect)
    led_by = OneOf(label=gettext_lazy("Hvem ledet samtalen?"))
    beside = OneOf(label=gettext_lazy("Hvem var den andre voksne?"))
    happened_at = MomentField(label=gettext_lazy("Når var det?"), required=False, help_text=EMPTY_IS_NOW)
    agreed = WordsField(
        label=gettext_lazy("Hva ble dere enige om?"),
        help_text=gettext_lazy("Hva eleven skal slutte med og selv vil gjøre. Eleven og familien kan lese det."),
    )
    next_on = DayField(
        label=gettext_lazy("Hvilken dag snakker dere sammen igjen?"),
        help_text=gettext_lazy("Helst om en uke eller to, og senest om fire uker."),
        is_past=False,
    )

    def offers(self) -> dict[str, Any]:
        people = [CHOOSE, *self.page.people]
        return {"pupil": self.page.pupils, "led_by": people, "beside": people}


class EndStopTalksForm(CaseForm):
    """Which talk is not held, and why."""

    talk = OneOf(label=gettext_lazy("Hvilken elev gjelder det?"), widget=forms.RadioSelect)
    outcome = OneOf(label=gettext_lazy("Hvorfor er det ikke flere samtaler?"), widget=forms.RadioSelect)
    reason = WordsField(
        label=gettext_lazy("Hva bygger dere det på?"),
        help_text=gettext_lazy("Hva den utsatte eleven sier, hva dere har sett, og hva dere gjør i stedet."),
    )

    def __init__(self, *args: Any, page: EndTalksPage, **kwargs: Any) -> None:
        super().__init__(*args, page=page.frame, **kwargs)
        self.pupil_in = page.pupil_in
        offer(self, talk=page.talks, outcome=words.choices("talks_end", list(TalksEnd)))

    def facts(self) -> dict[str, Any]:
        """The parameters of the act: the pupil too."""
        given = super().facts()
        return given | {"pupil": self.pupil_in[UUID(given["talk"])]}
