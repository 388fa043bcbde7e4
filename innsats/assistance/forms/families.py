"""A family asks, and may wish that the school is not told yet."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from innsats.cases.framing import CaseForm
from innsats.rules.assistance import Reason
from innsats.rules.reports import Channel, Concern
from innsats.web import words
from innsats.web.forms import SEVERAL, DayField, KeyedForm, LineField, MomentField, OneOf, WordsField, offer

from ..queries.asking import FamilyPage
from ..queries.waitpages import HoldPage


class TakeFamilyRequestForm(KeyedForm):
    """What a family says on the phone or in a talk, in the order they say it."""

    told_by = LineField(
        label=_("Hvem snakker du med?"), help_text=_("Navn, hvem de er for barnet, og nummer de kan nås på.")
    )
    school = OneOf(label=_("Hvilken skole går barnet på?"))
    pupil_named = LineField(label=_("Hvilket barn gjelder det?"), help_text=_("Navn og klasse."), required=False)
    text = WordsField(label=_("Hva forteller de?"), help_text=_("Skriv det med deres egne ord."))
    asks = WordsField(label=_("Hva ber de teamet om?"))
    reasons = forms.MultipleChoiceField(
        label=_("Hvorfor går de til teamet?"), widget=forms.CheckboxSelectMultiple, error_messages=SEVERAL
    )
    other = WordsField(label=_("Hvis det er noe annet, hva er det?"), required=False)
    consents = forms.BooleanField(
        label=_("De er enige i at to eller flere fra teamet leser saken om barnet, så lenge hjelpen varer"),
        required=False,
    )
    concern = OneOf(
        label=_("Hva handler det om?"), help_text=_("Det avgjør hvem som får vite det."), widget=forms.RadioSelect
    )
    channel = OneOf(label=_("Hvordan fikk du vite det?"), widget=forms.RadioSelect)
    said_at = MomentField(
        label=_("Når ble det sagt?"), required=False, help_text=_("La det stå tomt hvis det er nå.")
    )
    phone = LineField(
        label=_("Hvilket nummer kan familien ringe deg på?"), required=False,
        help_text=_("Det kommer på lappen til familien."),
    )

    def __init__(self, *args: Any, asking: FamilyPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self, school=[("", _("Velg en skole")), *asking.schools],
            reasons=words.choices("assistance_reason", Reason),
            concern=words.choices("concern", Concern, owner_kind=asking.owner_kind),
            channel=words.choices("channel", (Channel.PHONE, Channel.TALK)),
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        given = super().facts()
        return given | {"school": UUID(given["school"])}


class HoldFamilyRequestForm(TakeFamilyRequestForm):
    """The same, of a family that wishes that the school is not told yet."""

    until = OneOf(
        label=_("Når skal skolen senest få vite det?"),
        help_text=_("Da får skolen vite det klokka 8 om morgenen, hvis ikke familien har sagt ja før."),
    )
    because = WordsField(
        label=_("Hvorfor ønsker familien å vente?"), help_text=_("Dette får skolen aldri vite.")
    )
    no_danger = forms.BooleanField(
        label=_("Jeg har spurt, og ingen er i fare nå"), required=False,
        help_text=_("Er du i tvil, må skolen få vite det i dag."),
    )

    def __init__(self, *args: Any, asking: HoldPage, **kwargs: Any) -> None:
        super().__init__(*args, asking=asking.asking, **kwargs)
        offer(self, until=[("", _("Velg en dag")), *asking.days])

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        given = super().facts()
        return given | {"until": date.fromisoformat(given["until"])}


class NoteFamilyTalkForm(CaseForm):
    """When the first talk was held."""

    held_on = DayField(label=_("Når hadde dere den første samtalen?"))


class PassFamilyRequestForm(CaseForm):
    """Whom it is about, which decides who is told. The family has said the rest."""

    concern = OneOf(
        label=_("Hva handler det om?"), help_text=_("Det avgjør hvem som får vite det."), widget=forms.RadioSelect
    )

    def offers(self) -> dict[str, Any]:
        return {"concern": words.choices("concern", Concern, owner_kind=self.page.owner_kind)}


class WithdrawFamilyRequestForm(CaseForm):
    """What the family says."""

    text = WordsField(label=_("Hva sier familien?"))
