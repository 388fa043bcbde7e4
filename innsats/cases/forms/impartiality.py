"""The forms about habilitet beside one's own answer: deciding it, objecting to it, and what comes before the names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.rules.schoolties import SchoolTie
from innsats.web import words
from innsats.web.forms import KeyedForm, MomentField, OneOf, WordsField, explain, offer

from ..framing import CaseForm
from ..queries.objecting import ObjectionPage

IMMATERIAL = "immaterial"


class DecideImpartialityForm(KeyedForm):
    """Impartial, impartial since it is obviously of no weight, or disqualified; and why."""

    is_impartial = OneOf(
        label=gettext_lazy("Hva avgjør du?"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", gettext_lazy("Habil: kan arbeide med saken")),
            (IMMATERIAL, gettext_lazy("Habil: tilknytningen er åpenbart uten betydning")),
            ("no", gettext_lazy("Inhabil: skal ikke ha noe med saken å gjøre")),
        ],
    )
    no_influence = forms.BooleanField(
        label=gettext_lazy("Tilknytningen kan ikke påvirke hvordan personen ser på saken"), required=False
    )
    nothing_calls = forms.BooleanField(
        label=gettext_lazy("Verken hensynet til partene eller til andre taler for at personen går til side"),
        required=False,
    )
    reason = WordsField(label=gettext_lazy("Hvorfor?"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        explain(self, is_impartial={IMMATERIAL: _("Kryss også av for de to punktene under.")})

    def facts(self) -> dict[str, Any]:
        """The parameters of the act."""
        given = self.cleaned_data
        facts = {"is_impartial": given["is_impartial"] != "no", "reason": given["reason"], "seen": given["seen"]}
        if given["is_impartial"] == IMMATERIAL:
            facts |= {"is_immaterial": True, "may_influence": not given["no_influence"]}
            facts |= {"calls_for_it": not given["nothing_calls"]}
        return facts


class DeclareSchoolTiesForm(KeyedForm):
    """How one stands to the school, before the names."""

    answer = OneOf(
        label=gettext_lazy("Har du noe med skolen å gjøre?"), widget=forms.RadioSelect,
        help_text=gettext_lazy("Har du en tilknytning, avgjør den som er over deg, om det har noe å si."),
    )
    text = WordsField(
        label=gettext_lazy("Vil du si mer?"), required=False,
        help_text=gettext_lazy("Skriv det hvis det er noe annet. Det leses bare av den som avgjør om du er habil."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, answer=words.choices("school_tie", SchoolTie))
        explain(self, answer=dict(words.choices("school_tie_means")))


class NoteObjectionForm(CaseForm):
    """To whom, who says it, what and when; and why it cannot wait for the superior, when it cannot."""

    person = OneOf(label=gettext_lazy("Hvem gjelder det?"), widget=forms.RadioSelect)
    objector = OneOf(label=gettext_lazy("Hvem sier det?"), widget=forms.RadioSelect)
    text = WordsField(label=gettext_lazy("Hva blir sagt?"))
    said_at = MomentField(
        label=gettext_lazy("Når ble det sagt?"), required=False,
        help_text=gettext_lazy("Lar du det stå tomt, er det nå."),
    )
    costs_much_time = forms.BooleanField(
        label=gettext_lazy("Det vil ta for lang tid å vente på den som er over personen"), required=False,
        help_text=gettext_lazy("Da avgjør personen det selv. Gjelder det deg, er det en annen som må si det."),
    )
    reason = WordsField(
        label=gettext_lazy("Hvorfor kan det ikke vente?"), required=False,
        help_text=gettext_lazy("Skriv det når du har krysset av over."),
    )

    def __init__(self, *args: Any, noting: ObjectionPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, person=noting.people, objector=noting.objectors)

    def facts(self) -> dict[str, Any]:
        """The parameters of the act: a choice is a part, and who it is when that is known."""
        given = super().facts()
        part, _colon, who = given.pop("objector").partition(":")
        return given | {"person": UUID(given["person"]), "part": part, "objector": UUID(who) if who else None}
