"""The forms of the talk between the school and whoever reported, and of confirming who holds the code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from innsats.rules.dialogue import KnownBy, Occasion, Tone
from innsats.web import words
from innsats.web.forms import DayField, KeyedForm, OneOf, WordsField, offer
from innsats.web.words.letters import gaps_in, letter


class AnswerReporterForm(KeyedForm):
    """What the school answers. A text can be put in first, and changed before it is sent."""

    letter = forms.ChoiceField(
        label=gettext_lazy("Begynn med en ferdig tekst"),
        help_text=gettext_lazy("Den kommer nederst i feltet. Endre den som du vil. Det du har skrevet, blir stående."),
        required=False,
    )
    language = forms.ChoiceField(label=gettext_lazy("Språk i teksten"), required=False)
    text = WordsField(label=gettext_lazy("Det du vil skrive"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tones = words.choices("tone", Tone)
        offered = [
            (name, [(f"{one}:{tone}", f"{name}, {said}") for tone, said in tones])
            for one, name in words.choices("occasion", Occasion)
        ]
        offer(self, letter=[("", _("Ingen")), *offered], language=settings.LANGUAGES)
        self.fields["language"].initial = get_language()

    def with_letter(self) -> dict[str, Any]:
        """What is typed, with the chosen text after it."""
        typed = {name: self.data.get(name, "") for name in ("form_key", "language", "letter", "text")}
        language = typed["language"] if typed["language"] in dict(settings.LANGUAGES) else "nb"
        is_known = typed["letter"] in {f"{one}:{tone}" for one in Occasion for tone in Tone}
        put_in = letter(*typed.pop("letter").split(":"), language=language) if is_known else ""
        return {**typed, "text": "\n\n".join(filter(None, (typed["text"].rstrip(), put_in)))}

    def clean_text(self) -> str:
        """What a ready text leaves open is filled in before it is sent."""
        text = str(self.cleaned_data["text"])
        if gaps := gaps_in(text):
            raise ValidationError(_("Bytt ut det som står i klammer: {gaps}").format(gaps=", ".join(gaps)))
        return text


class WriteToSchoolForm(KeyedForm):
    """What whoever reported writes more."""

    text = WordsField(label=gettext_lazy("Det du vil skrive"))


class ConfirmHolderForm(KeyedForm):
    """Who holds the code, and how one knows."""

    who = OneOf(label=gettext_lazy("Hvem er det som har koden?"), widget=forms.RadioSelect)
    how = OneOf(label=gettext_lazy("Hvordan vet du det?"), widget=forms.RadioSelect)
    confirmed_on = DayField(label=gettext_lazy("Når fant du det ut?"))
    text = WordsField(label=gettext_lazy("Noe mer andre bør vite om dette"), required=False)

    def __init__(self, *args: Any, able: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, who=able, how=words.choices("known_by", KnownBy))

    def facts(self) -> dict[str, Any]:
        """The parameters of the act `confirm_holder`."""
        pupil, _colon, guardian = self.cleaned_data["who"].partition(":")
        facts = {name: self.cleaned_data[name] for name in ("how", "confirmed_on", "text")}
        return {**facts, "pupil": UUID(pupil), "guardian": UUID(guardian) if guardian else None}


class GiveReceiptForm(KeyedForm):
    """Nothing is asked: the page says to whom the code goes."""


class RenewReceiptForm(KeyedForm):
    """As `GiveReceiptForm`."""


class EndConfirmationForm(KeyedForm):
    """Why it holds no longer."""

    reason = WordsField(label=gettext_lazy("Hvorfor gjelder det ikke lenger?"))
