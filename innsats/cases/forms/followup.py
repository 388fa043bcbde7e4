"""The forms of help from outside, of the follow-up, and of how a case ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.rules.aftercare import Signal, Track
from innsats.rules.endings import Ending
from innsats.rules.evaluation import HelpAnswered
from innsats.rules.informing import Informed, Means
from innsats.rules.inquiry import Safe
from innsats.rules.voice import Voice
from innsats.web import words
from innsats.web.forms import DayField, MomentField, OneOf, WordsField

from ..framing import CaseForm
from ..queries.endings import ClosePage
from ..queries.followup import FollowPage
from .case import EMPTY_IS_NOW

CHOOSE = ("", gettext_lazy("Velg"))


class AnswerHelpQuestionForm(CaseForm):
    """Whether somebody from outside helps, and why, or who."""

    answer = OneOf(label=gettext_lazy("Trenger dere hjelp utenfra?"), widget=forms.RadioSelect)
    reason = WordsField(
        label=gettext_lazy("Hvorfor, eller hvilken hjelp?"),
        help_text=gettext_lazy("Skriv her når svaret er nei, eller når dere har fått annen hjelp."),
        required=False,
    )

    def offers(self) -> dict[str, Any]:
        return {"answer": words.choices("help_answer", list(HelpAnswered))}


class FollowForm(CaseForm):
    """A form about the follow-up: it knows whom the pupil may talk with."""

    def __init__(self, *args: Any, follow: FollowPage, **kwargs: Any) -> None:
        self.follow = follow
        super().__init__(*args, page=follow.frame, **kwargs)


class EndMeasuresForm(FollowForm):
    """Whom the pupil has chosen to talk with, until when, and what goes on."""

    trusted_adult = OneOf(
        label=gettext_lazy("Hvem vil eleven snakke med?"),
        help_text=gettext_lazy("En voksen på skolen som eleven er trygg på. Eleven er med og velger."),
    )
    until = DayField(
        label=gettext_lazy("Til hvilken dag skal oppfølgingen vare?"),
        help_text=gettext_lazy("Forslaget er ett halvår. Eleven og de foresatte er med og bestemmer."),
        is_past=False,
    )
    agreed_with = OneOf(label=gettext_lazy("Hvem er det avtalt med?"), widget=forms.RadioSelect, initial=Informed.BOTH)
    going_on = forms.MultipleChoiceField(
        label=gettext_lazy("Hvilke tiltak fortsetter i oppfølgingen?"),
        help_text=gettext_lazy("Tiltak du ikke krysser av, må være avsluttet først."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = self.follow.until
        if not self.follow.measures:
            del self.fields["going_on"]

    def offers(self) -> dict[str, Any]:
        people = [CHOOSE, *self.follow.people]
        going_on = {"going_on": list(self.follow.measures)} if self.follow.measures else {}
        return {"trusted_adult": people, "agreed_with": words.choices("agreed_with", list(Informed)), **going_on}


class RenewAftercareForm(FollowForm):
    """How long it lasts now, and with whom."""

    until = DayField(label=gettext_lazy("Til hvilken dag skal oppfølgingen vare nå?"), is_past=False)
    trusted_adult = OneOf(label=gettext_lazy("Hvem vil eleven snakke med?"))
    agreed_with = OneOf(label=gettext_lazy("Hvem er det avtalt med?"), widget=forms.RadioSelect, initial=Informed.BOTH)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = self.follow.until
        self.fields["trusted_adult"].initial = self.follow.trusted

    def offers(self) -> dict[str, Any]:
        agreed = words.choices("agreed_with", list(Informed))
        return {"trusted_adult": [CHOOSE, *self.follow.people], "agreed_with": agreed}


class StopAftercareForm(CaseForm):
    """Who of the family said so, and when."""

    wished_by = OneOf(label=gettext_lazy("Hvem sa det?"), widget=forms.RadioSelect)
    wished_on = DayField(label=gettext_lazy("Hvilken dag?"))
    reason = WordsField(
        label=gettext_lazy("Sa de hvorfor?"),
        help_text=gettext_lazy("De trenger ikke å gi noen grunn."),
        required=False,
    )

    def offers(self) -> dict[str, Any]:
        return {"wished_by": words.choices("agreed_with", list(Informed))}


class CheckInPupilForm(FollowForm):
    """How it is, by the pupil's own word; what an adult sees stands apart."""

    is_safe = OneOf(label=gettext_lazy("Har du det trygt og godt på skolen nå?"), widget=forms.RadioSelect)
    own_words = WordsField(
        label=gettext_lazy("Hvordan går det? Elevens egne ord"),
        help_text=gettext_lazy("Vil ikke eleven svare nå, kan dette stå tomt."),
        required=False,
    )
    voice = OneOf(
        label=gettext_lazy("Hvem svarte?"),
        help_text=gettext_lazy("Svarer en voksen for eleven, er det aldri elevens eget ord."),
        widget=forms.RadioSelect,
        initial=Voice.PUPIL,
    )
    beside = OneOf(label=gettext_lazy("Hvem satt sammen med eleven?"), required=False)
    happened_at = MomentField(label=gettext_lazy("Når snakket dere sammen?"), required=False, help_text=EMPTY_IS_NOW)
    adult_view = WordsField(
        label=gettext_lazy("Hva ser de voksne?"),
        help_text=gettext_lazy("Dette er ikke elevens svar, og teller ikke som det."),
        required=False,
    )
    signals = forms.MultipleChoiceField(
        label=gettext_lazy("Er det tegn til at det kan komme tilbake?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def offers(self) -> dict[str, Any]:
        return {
            "voice": words.choices("voice", list(Voice)),
            "is_safe": words.choices("safe", list(Safe)),
            "beside": [("", _("Ingen andre enn den som skriver")), *self.follow.people],
            "signals": words.choices("signal", list(Signal)),
        }

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {**given, "beside": given["beside"] or None}


class NoteFollowupForm(CaseForm):
    """What was done or seen in the follow-up of others than the pupil."""

    track = OneOf(label=gettext_lazy("Hvem gjelder det?"), widget=forms.RadioSelect)
    text = WordsField(label=gettext_lazy("Hva er gjort, eller hva har dere sett?"))
    happened_at = MomentField(label=gettext_lazy("Når skjedde det?"), required=False, help_text=EMPTY_IS_NOW)
    signals = forms.MultipleChoiceField(
        label=gettext_lazy("Er det tegn til at det kan komme tilbake?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def offers(self) -> dict[str, Any]:
        return {"track": words.choices("track", list(Track)), "signals": words.choices("signal", list(Signal))}


class OfferTalkForm(FollowForm):
    """Who offered the pupil to talk, in what form, and when."""

    offered_by = OneOf(label=gettext_lazy("Hvem tilbød eleven en samtale?"))
    how = OneOf(label=gettext_lazy("På hvilken måte?"), widget=forms.RadioSelect, initial=Means.TALK)
    offered_on = DayField(label=gettext_lazy("Hvilken dag?"))

    def offers(self) -> dict[str, Any]:
        return {"offered_by": [CHOOSE, *self.follow.people], "how": words.choices("how", list(Means))}


class CosignEndingForm(CaseForm):
    """What the owner has weighed."""

    reason = WordsField(label=gettext_lazy("Hva har dere vurdert, og hvorfor finnes det ikke flere egnede tiltak?"))


class CloseCaseForm(CaseForm):
    """One of six ways, and what it asks whoever closes to say."""

    ending = OneOf(label=gettext_lazy("Hvordan slutter saken?"), widget=forms.RadioSelect)
    reason = WordsField(
        label=gettext_lazy("Hvorfor slutter den slik? Dine egne ord"),
        help_text=gettext_lazy(
            "Er saken undersøkt uten tiltak, bekrefter du her at undersøkelsen ikke sier noe annet enn eleven."
        ),
        required=False,
    )
    guardians_told_on = DayField(
        label=gettext_lazy("Vil ikke eleven svare: når fikk de foresatte vite det?"), required=False
    )
    governor_told_on = DayField(
        label=gettext_lazy("Finnes ikke flere tiltak: når fikk familien skriftlig beskjed om statsforvalteren?"),
        required=False,
    )
    left_on = DayField(label=gettext_lazy("Har eleven byttet eller sluttet: hvilken dag?"), required=False)
    double_of = OneOf(label=gettext_lazy("Er saken ført to ganger: hvilken er den andre?"), required=False)

    def __init__(self, *args: Any, close: ClosePage, **kwargs: Any) -> None:
        self.close = close
        super().__init__(*args, page=close.frame, **kwargs)
        if not close.doubles:
            del self.fields["double_of"]

    def offers(self) -> dict[str, Any]:
        doubles = {"double_of": [("", _("Nei")), *self.close.doubles]} if self.close.doubles else {}
        return {"ending": words.choices("ending", list(Ending)), **doubles}

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {**given, "double_of": given.get("double_of") or None}


class ReopenCaseForm(CaseForm):
    """Why the case is taken up again."""

    reason = WordsField(label=gettext_lazy("Hvorfor åpnes saken igjen?"))
