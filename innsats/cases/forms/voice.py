"""The forms of the adults around the child's own voice. The child's own is in `cases.asking_child`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.rules.informing import Informed
from innsats.web import words
from innsats.web.forms import DayField, OneOf, WordsField

from ..framing import CaseForm
from ..queries.voice import AnswerPage, ContactPage
from .followup import CHOOSE, FollowForm


class StartCheckInForm(FollowForm):
    """Who sits with the pupil, and who types."""

    beside = OneOf(label=gettext_lazy("Hvem sitter sammen med eleven?"), required=False)
    typed_by = OneOf(label=gettext_lazy("Hvem trykker på svarene?"), required=False)

    def offers(self) -> dict[str, Any]:
        return {
            "beside": [("", _("Ingen")), *self.follow.people],
            "typed_by": [("", _("Eleven selv")), *self.follow.people],
        }

    def facts(self) -> dict[str, Any]:
        return {name: value or None for name, value in super().facts().items()}


class AnswerCheckInForm(CaseForm):
    """That an adult has read it, and what was done."""

    text = WordsField(label=gettext_lazy("Hva gjør dere med dette?"), required=False)

    def __init__(self, *args: Any, answer: AnswerPage, **kwargs: Any) -> None:
        super().__init__(*args, page=answer.frame, **kwargs)
        self.fields["text"].required = bool(answer.line.calls)


class ChooseContactPersonForm(CaseForm):
    """Whom the pupil wants, whose wish it is, and how that adult is reached."""

    person = OneOf(
        label=gettext_lazy("Hvem vil eleven snakke med?"),
        help_text=gettext_lazy("En voksen på skolen som eleven er trygg på. Eleven er med og velger, og kan bytte."),
    )
    asked_by = OneOf(label=gettext_lazy("Hvem ønsker det?"), widget=forms.RadioSelect, initial=Informed.PUPIL)
    asked_on = DayField(label=gettext_lazy("Når sa de det?"))
    reach = WordsField(
        label=gettext_lazy("Når og hvordan kan eleven nå den voksne?"),
        help_text=gettext_lazy("Skriv det slik den voksne sier det selv. Eleven og de hjemme kan lese dette."),
        required=False,
    )

    def __init__(self, *args: Any, choosing: ContactPage, **kwargs: Any) -> None:
        super().__init__(*args, page=choosing.frame, **kwargs)
        self.fields["person"].initial = choosing.now
        self.fields["reach"].initial = choosing.reach

    def offers(self) -> dict[str, Any]:
        return {
            "person": [CHOOSE, *self.page.people], "asked_by": words.choices("agreed_with", list(Informed)),
        }  # fmt: skip
