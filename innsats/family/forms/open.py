"""The open report: what is asked of whoever reports, in words for children. Only school and words are needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy, pgettext_lazy

from innsats.rules.reports import THE_WRITER, Arena, Channel, Concern, Sender
from innsats.web import words
from innsats.web.forms import KeyedForm, LineField, OneOf, WordsField, offer
from innsats.web.uploads.fields import FilesForm

from ..steps import FIELDS, Step

DO_NOT_KNOW = gettext_lazy("Vet ikke")
SENDERS = (
    (Sender.PUPIL, gettext_lazy("Jeg er elev")),
    (Sender.GUARDIAN, gettext_lazy("Jeg er mor, far eller foresatt")),
    (Sender.OTHER, gettext_lazy("Jeg er en venn, i slekt eller en som bryr seg")),
    (Sender.EMPLOYEE, gettext_lazy("Jeg jobber på skolen")),
    (Sender.UNKNOWN, gettext_lazy("Det vil jeg ikke si")),
)
ABOUT = (
    ("me", gettext_lazy("Meg")),
    ("other", gettext_lazy("En annen")),
    ("unknown", DO_NOT_KNOW),
)
CONCERNS = (
    (Concern.PUPILS, gettext_lazy("Nei, elever")),
    (Concern.EMPLOYEE, gettext_lazy("Ja, en lærer eller en annen som jobber her")),
    (Concern.LEADERSHIP, gettext_lazy("Ja, rektor eller en annen i ledelsen")),
    ("unknown", DO_NOT_KNOW),
)
TALKS = (
    ("yes", gettext_lazy("Ja")),
    ("no", gettext_lazy("Nei, ikke nå")),
    ("unknown", DO_NOT_KNOW),
)


class OpenReportForm(FilesForm):
    """The fields of one question; of all of them when it is to be sent."""

    school_called = LineField(
        label=gettext_lazy("Skriv navnet på skolen"),
        help_text=gettext_lazy("Litt feil skrevet gjør ikke noe."),
        required=False,
    )
    school_typed = LineField(label=gettext_lazy("Hva heter skolen?"), required=False)
    owner_called = LineField(label=gettext_lazy("Hvilken kommune ligger den i?"), required=False)
    sender = OneOf(label=gettext_lazy("Velg det som passer best"), widget=forms.RadioSelect, required=False)
    text = WordsField(
        label=gettext_lazy("Skriv med dine egne ord"),
        help_text=gettext_lazy("Du trenger ikke vite om det er mobbing. Noen få ord er nok."),
        error_messages={"required": gettext_lazy("Skriv litt om det som har skjedd. Noen få ord er nok.")},
    )
    about = OneOf(label=gettext_lazy("Hvem har det vanskelig?"), widget=forms.RadioSelect, required=False)
    pupil_named = LineField(
        label=gettext_lazy("Navn eller klasse"),
        help_text=gettext_lazy("Skriv det du vet. «Noen i 4B» er også fint."),
        required=False,
    )
    arena = OneOf(
        label=gettext_lazy("Velg det som passer best"), widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    concern = OneOf(
        label=gettext_lazy("Er det en voksen på skolen som har gjort noe?"),
        help_text=gettext_lazy("Da leser en annen det du har skrevet."),
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    told_by = LineField(label=gettext_lazy("Hva heter du?"), required=False)
    reach = LineField(
        label=gettext_lazy("Hvordan kan vi nå deg?"),
        help_text=gettext_lazy("For eksempel et mobilnummer, eller «si det til meg i storefri»."),
        required=False,
    )
    language_need = LineField(
        label=gettext_lazy("Trenger du tolk? På hvilket språk?"),
        help_text=gettext_lazy("Barn skal aldri tolke for voksne."),
        required=False,
    )
    wants_talk = OneOf(label=gettext_lazy("Skal en voksen komme til deg?"), widget=forms.RadioSelect, required=False)
    talk_with = LineField(label=pgettext_lazy("voksen å snakke med", "Hvem?"), required=False)
    talk_when = LineField(label=pgettext_lazy("å snakke", "Når?"), required=False)
    wants_code = forms.BooleanField(
        label=gettext_lazy("Gi meg en kode, så jeg kan se svaret"), required=False, initial=True
    )

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        arenas = words.choices("arena", Arena)
        offer(self, sender=SENDERS, about=ABOUT, arena=arenas, concern=CONCERNS, wants_talk=TALKS)
        if step is not Step.SEND:
            for name in set(self.fields) - {"form_key", *FIELDS[step]}:
                del self.fields[name]
        if self.initial.get("about") == "me" and "told_by" not in self.initial:  # not asked of a name twice
            self.initial = {**self.initial, "told_by": self.initial.get("pupil_named", "")}

    def facts(self) -> dict[str, Any]:
        """The parameters of the act `report_concern`, but the school and whatever comes of a code."""
        given = self.cleaned_data
        with translation.override("nb"):  # those who read it
            talk = ", ".join(filter(None, (given["talk_with"].strip(), given["talk_when"].strip())))
        me = THE_WRITER if given["about"] == "me" else ""
        school = given["school_typed"].strip()
        text, school = given["text"], given["school_typed"].strip()
        return {
            "text": f"{school}\n\n{text}" if school else text,
            "arena": given["arena"] or Arena.UNKNOWN,
            "channel": Channel.WRITTEN,
            "says_adult": given["concern"] != Concern.PUPILS if given["concern"] in set(Concern) else None,
            "concern": given["concern"] if given["concern"] in set(Concern) else Concern.PUPILS,
            "sender": given["sender"] or Sender.UNKNOWN,
            "told_by": given["told_by"],
            "reach": given["reach"],
            "pupil_named": ": ".join(filter(None, (me, given["pupil_named"].strip()))),
            "wants_talk": {"yes": True, "no": False}.get(given["wants_talk"]),
            "talk_wish": talk,
            "language_need": given["language_need"],
        }


class CodeForm(forms.Form):
    """The sixteen digits, as somebody types them."""

    code = forms.CharField(
        label=gettext_lazy("Koden din"),
        help_text=gettext_lazy("16 tall. Mellomrom spiller ingen rolle."),
        max_length=100, strip=True,
        error_messages={"required": gettext_lazy("Skriv koden. Den har 16 tall.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code-input"}),
    )  # fmt: skip


class WriteOnForm(KeyedForm):
    """What the holder of a code writes to the school: an answer, or what was forgotten."""

    text = WordsField(
        label=gettext_lazy("Vil du skrive mer?"),
        help_text=gettext_lazy("Svar på det skolen spør om, eller skriv det du glemte."),
        error_messages={"required": gettext_lazy("Skriv noe først.")},
    )


class WriteFromHomeForm(KeyedForm):
    """What somebody of the family writes to the school, beside what it reads."""

    text = WordsField(
        label=gettext_lazy("Hva vil du si til skolen?"),
        help_text=gettext_lazy("Spør om noe, eller fortell noe nytt."),
        error_messages={"required": gettext_lazy("Skriv noe først.")},
    )


class AskForTrailForm(KeyedForm):
    """Nothing but the click."""


class UseFamilyKeyForm(KeyedForm):
    """The code of the letter goes along, and is exchanged for an own code."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=100)
