"""Finding out, on a phone in the corridor: a short form for each kind of record, and one for everything else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.rules.inquiry import Method, Perspective, Question
from innsats.web import words
from innsats.web.forms import LineField, MomentField, OneOf, WordsField

from ..framing import CaseForm
from .case import EMPTY_IS_NOW

ALWAYS = ("text", "question", "perspective", "happened_at", "paper_by", "form_key")
ASKED = {  # what each kind of record asks beside that
    None: ("method",),
    Method.TALK: ("own_words", "present"),
    Method.OBSERVATION: ("place", "meaning"),
    Method.DIGITAL_TRACE: ("held_by", "place"),
}
LABELS = {
    (Method.TALK, "text"): gettext_lazy("Hva la du selv merke til?"),
    (Method.OBSERVATION, "text"): gettext_lazy("Hva så og hørte du?"),
    (Method.DIGITAL_TRACE, "text"): gettext_lazy("Hva viser det?"),
    (Method.DIGITAL_TRACE, "place"): gettext_lazy("Hvor på nettet er det?"),
    (Method.TALK, "happened_at"): gettext_lazy("Når snakket dere sammen?"),
    (Method.OBSERVATION, "happened_at"): gettext_lazy("Når så du det?"),
}
HELP = {
    (Method.TALK, "text"): gettext_lazy("Det du så og hørte. Det barnet sa, står for seg."),
    (Method.OBSERVATION, "text"): gettext_lazy("Hvem gjorde hva mot hvem, og hva gjorde de andre? Tolk det etterpå."),
    (Method.DIGITAL_TRACE, "text"): gettext_lazy("Beskriv det med ord. Bilder og skjermdumper skal ikke inn her."),
}
FIRST_EYES = {
    Method.TALK: Perspective.PUPIL, Method.OBSERVATION: Perspective.STAFF, Method.DIGITAL_TRACE: Perspective.PUPIL,
}  # fmt: skip


class NoteInquiryForm(CaseForm):
    """Something found out: to which question, how, and by whose eyes. A kind of record has few fields, and a method."""

    own_words = WordsField(
        label=gettext_lazy("Hva sa barnet?"),
        help_text=gettext_lazy("Skriv barnets egne ord, ikke et sammendrag."),
        required=False,
    )
    place = LineField(label=gettext_lazy("Hvor var det?"), required=False)
    text = WordsField(
        label=gettext_lazy("Hva har du sett, hørt eller funnet ut?"),
        help_text=gettext_lazy("Skriv hva du så og hørte, før hva du tror det betyr."),
    )
    meaning = WordsField(
        label=gettext_lazy("Hva kan det bety?"),
        help_text=gettext_lazy("Det du tror, for seg. Det kan hende du tar feil."),
        required=False,
    )
    held_by = LineField(
        label=gettext_lazy("Hvem har det?"),
        help_text=gettext_lazy("For eksempel eleven selv, på egen telefon."),
        required=False,
    )
    question = OneOf(label=gettext_lazy("Hvilket spørsmål svarer det på?"), widget=forms.RadioSelect)
    method = OneOf(label=gettext_lazy("Hvordan fant du det ut?"))
    perspective = OneOf(label=gettext_lazy("Hvem har sett eller opplevd det?"))
    present = LineField(label=gettext_lazy("Hvem var til stede?"), required=False)
    happened_at = MomentField(label=gettext_lazy("Når skjedde det?"), required=False, help_text=EMPTY_IS_NOW)
    paper_by = LineField(
        label=gettext_lazy("Skrevet på papir først? Av hvem?"),
        help_text=gettext_lazy("Skriv da tidspunktet fra arket over."),
        required=False,
    )

    def __init__(self, *args: Any, method: Method | None = None, **kwargs: Any) -> None:
        self.fixed_method = method
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name not in (*ALWAYS, *ASKED[method])]:
            del self.fields[name]
        for name, field in self.fields.items():
            field.label = LABELS.get((method, name), field.label)  # type: ignore[arg-type]
            field.help_text = HELP.get((method, name), field.help_text)  # type: ignore[arg-type]
        if method:
            self.fields["perspective"].initial = FIRST_EYES[method]
            self.fields["question"].initial = Question.EXPERIENCE if method == Method.TALK else Question.FACTS
        self.fields["text"].required = method != Method.TALK

    def asked(self) -> list[tuple[forms.BoundField, bool]]:
        """What this kind of record asks, in order, and whether it takes more than a line."""
        shown = [bound for bound in self.visible_fields() if bound.name != "paper_by"]
        return [(bound, isinstance(bound.field.widget, forms.Textarea)) for bound in shown]

    def offers(self) -> dict[str, Any]:
        return {
            "question": words.choices("question", list(Question)),
            "method": [("", _("Velg")), *words.choices("method", list(Method))],
            "perspective": [("", _("Velg")), *words.choices("perspective", list(Perspective))],
        }

    def facts(self) -> dict[str, Any]:
        return {**({"method": self.fixed_method} if self.fixed_method else {}), **super().facts()}
