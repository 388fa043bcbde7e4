"""The forms of linked cases, and of what the guardians of another pupil were told. Nothing is filled in beforehand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.rules.informing import Means
from innsats.rules.linking import LinkReason
from innsats.web import words
from innsats.web.forms import DayField, LineField, MomentField, OneOf, WordsField

from ..framing import CaseForm
from ..queries.linked import LinkPage, SharePage
from .case import EMPTY_IS_NOW


class LinkCasesForm(CaseForm):
    """Which case, and why."""

    other = OneOf(label=gettext_lazy("Hvilken sak?"), widget=forms.RadioSelect, required=False)
    number = LineField(
        label=gettext_lazy("Eller skriv saksnummeret"),
        help_text=gettext_lazy("Saken må være ved den samme skolen."),
        required=False,
    )
    why = OneOf(label=gettext_lazy("Hvorfor henger de sammen?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, links: LinkPage, **kwargs: Any) -> None:
        self.links = links
        super().__init__(*args, page=links.frame, **kwargs)
        if not links.proposed:
            del self.fields["other"]
            self.fields["number"].label = _("Skriv saksnummeret")

    def offers(self) -> dict[str, Any]:
        offered = {"why": words.choices("link_reason", list(LinkReason))}
        return offered | ({"other": list(self.links.proposed)} if self.links.proposed else {})

    def clean(self) -> dict[str, Any]:
        """A case that is chosen, or one that is found by its number: hidden and unknown are answered alike."""
        given = super().clean() or self.cleaned_data
        if given.get("number", "").strip():
            given["other"] = self.links.found(given["number"])
            if not given["other"]:
                self.add_error("number", _("Vi finner ingen sak med det nummeret som du kan knytte til denne."))
        elif not given.get("other"):
            self.add_error("other" if "other" in self.fields else "number", _("Velg en sak."))
        return given

    def facts(self) -> dict[str, Any]:
        return {"other": self.cleaned_data["other"], "why": self.cleaned_data["why"]}


class UnlinkCasesForm(CaseForm):
    """The link in the address was wrong."""


class ShareForm(CaseForm):
    """What stands in this case is told anew in another: the fields are empty, and a person fills them in."""

    def __init__(self, *args: Any, share: SharePage, **kwargs: Any) -> None:
        self.share = share
        super().__init__(*args, page=share.frame, **kwargs)

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "to": self.share.to}

    def originals(self) -> list[tuple[str, str]]:
        return [(one.value, one.title) for one in self.share.originals]


class ShareNoteForm(ShareForm):
    """Which note, and how it is told there."""

    note = OneOf(label=gettext_lazy("Hvilket notat?"), widget=forms.RadioSelect)
    text = WordsField(
        label=gettext_lazy("Hva er viktig for denne eleven?"),
        help_text=gettext_lazy("Fortell det på nytt, med egne ord. Ikke navn på andre barn, og ikke det de har sagt."),
    )

    def offers(self) -> dict[str, Any]:
        return {"note": self.originals()}


class ShareMeasureForm(ShareForm):
    """Which measure, and what it is for this pupil."""

    measure = OneOf(label=gettext_lazy("Hvilket tiltak?"), widget=forms.RadioSelect)
    problem = WordsField(label=gettext_lazy("Hvilket problem skal tiltaket løse for denne eleven?"))
    what = WordsField(label=gettext_lazy("Hva skal dere gjøre?"))
    when_words = LineField(label=gettext_lazy("Når?"), required=False)
    place = LineField(label=gettext_lazy("Hvor?"), required=False)
    evaluate_on = DayField(label=gettext_lazy("Når skal tiltaket evalueres?"), required=False, is_past=False)
    family_text = WordsField(
        label=gettext_lazy("Familien leser dette"),
        help_text=gettext_lazy("Korte setninger. Ikke noe om andre barn."),
        required=False,
    )

    def offers(self) -> dict[str, Any]:
        return {"measure": self.originals()}


class ContactGuardiansForm(CaseForm):
    """Whom, how, when, and what was said."""

    pupil = OneOf(label=gettext_lazy("Hvilken elev gjelder det?"), widget=forms.RadioSelect)
    whom = LineField(label=gettext_lazy("Hvem snakket du med?"))
    how = OneOf(label=gettext_lazy("Hvordan?"), widget=forms.RadioSelect, initial=Means.PHONE)
    text = WordsField(
        label=gettext_lazy("Hva sa dere?"),
        help_text=gettext_lazy("Bare det som gjelder deres eget barn. Ikke navn på andre barn. Familien kan lese det."),
    )
    happened_at = MomentField(label=gettext_lazy("Når var det?"), required=False, help_text=EMPTY_IS_NOW)

    def offers(self) -> dict[str, Any]:
        return {"pupil": self.page.pupils, "how": words.choices("how", list(Means))}
