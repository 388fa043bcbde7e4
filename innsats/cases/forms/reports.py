"""The forms of the report: sending it, and what its reader does with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from innsats.rules.informing import Means
from innsats.rules.reports import Arena, Channel, Concern, Sender
from innsats.web import words
from innsats.web.forms import SEVERAL, DayField, KeyedForm, LineField, MomentField, OneOf, WordsField, offer
from innsats.web.uploads.fields import NAMES, FilesForm

from ..queries.bursts import BurstLine
from ..queries.declaring import PartyLine
from ..queries.reporting import Places

NOT_SENT = ("form_key", "school_called", *NAMES)


class ReportConcernForm(FilesForm):
    """What somebody has seen or heard, in own words first. Two fields are required; the rest may stand as it is."""

    text = WordsField(
        label=gettext_lazy("Hva har du sett eller hørt?"),
        help_text=gettext_lazy("Skriv med dine egne ord. Du trenger ikke vite om det er mobbing."),
    )
    pupil_named = LineField(
        label=gettext_lazy("Hvilken elev gjelder det?"),
        help_text=gettext_lazy("Skriv det du vet: et navn, eller «noen i 4B»."),
        required=False,
    )
    arena = OneOf(label=gettext_lazy("Hvor skjer det?"), widget=forms.RadioSelect, initial=Arena.SCHOOL)
    happened_on = DayField(label=gettext_lazy("Når skjedde det?"), required=False)
    concern = OneOf(
        label=gettext_lazy("Hva handler det om?"),
        help_text=gettext_lazy("Det avgjør hvem som leser. Er du usikker, kan du la det stå."),
        widget=forms.RadioSelect,
        initial=Concern.PUPILS,
    )
    concerned = forms.ChoiceField(
        label=gettext_lazy("Hvilken ansatt?"),
        help_text=gettext_lazy("Bare når det handler om en som arbeider på skolen."),
        required=False,
    )
    channel = OneOf(
        label=gettext_lazy("Hvordan fikk du vite det?"), widget=forms.RadioSelect, required=False, initial="written"
    )
    told_by = LineField(label=gettext_lazy("Hvem fortalte det?"), required=False)
    sender = forms.ChoiceField(label=gettext_lazy("Den som fortalte det, er"), required=False, initial="unknown")
    said_at = MomentField(label=gettext_lazy("Når ble det sagt?"), required=False)
    school = OneOf(
        label=gettext_lazy("Hvilken skole?"),
        error_messages={
            "required": gettext_lazy("Velg skolen det gjelder."),
            "invalid_choice": gettext_lazy("Velg skolen det gjelder."),
        },
    )
    school_called = forms.CharField(
        label=gettext_lazy("Finn skolen"),
        help_text=gettext_lazy("Skriv navnet på skolen, så finner vi den. Litt feil skrevet gjør ikke noe."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = places.owner_kind
        offered = {
            "arena": words.choices("arena", Arena),
            "concern": words.choices("concern", Concern, owner_kind=kind),
            "concerned": [("", _("Ikke oppgitt")), *places.staff],
            "channel": [
                (Channel.WRITTEN, _("Jeg så eller hørte det selv")),
                *words.choices("channel", (Channel.PHONE, Channel.TALK)),
            ],
            "sender": words.choices("sender", [one for one in Sender if one is not Sender.SCHOOL]),
            "school": list(places.schools),
        }
        offer(self, **offered)
        if len(places.schools) == 1 and places.school:
            self.fields["school"].widget = forms.HiddenInput()
            self.fields["school"].initial = str(places.school.uuid)
        else:
            self.fields["school"].widget = forms.RadioSelect(choices=list(places.schools))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        was_told = cleaned.get("told_by", "").strip() or cleaned.get("said_at")
        if was_told and cleaned.get("channel") in ("", "written"):
            self.add_error("channel", _("Velg om noen ringte eller sa det til deg."))
        if cleaned.get("concerned") and cleaned.get("concern") == Concern.PUPILS:
            cleaned["concern"] = Concern.EMPLOYEE  # never weaker than what was said
        return cleaned

    @property
    def is_told(self) -> bool:
        """Whether the part about somebody else's words is in use, and should stand open."""
        names = ("told_by", "said_at")
        return any(self[name].value() or self.errors.get(name) for name in names) or self["channel"].value() not in (
            None, "", "written",
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """The parameters of the act `report_concern`, but for those that `facts_of_files` gives."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in NOT_SENT}
        given["channel"] = given["channel"] or Channel.WRITTEN
        given["sender"] = given["sender"] or Sender.UNKNOWN
        return given | {"concerned": given["concerned"] or None}


class RerouteReportForm(KeyedForm):
    """To whom the report should have gone."""

    concern = OneOf(label=gettext_lazy("Hva handler meldingen om?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, routes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, concern=routes)


class ReceiveReportForm(KeyedForm):
    """Who is responsible from now."""

    lead = OneOf(
        label=gettext_lazy("Hvem har ansvaret for meldingen?"),
        help_text=gettext_lazy("Én person, fra nå. Bare de som kan åpne meldingen, står på lista."),
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, lead=[("", _("Velg")), *people])


class FindUnfoundedForm(KeyedForm):
    reason = WordsField(
        label=gettext_lazy("Hvorfor er mistanken åpenbart grunnløs?"),
        help_text=gettext_lazy("Det må være klart uten nærmere undersøkelse. Er du i tvil, sier du fra til skoleeier."),
    )


class WithdrawReportForm(KeyedForm):
    """Why somebody wishes to withdraw a report: in own words, or as its reader was told."""

    reason = WordsField(label=gettext_lazy("Vil du si hvorfor?"), required=False)
    wished_on = DayField(label=gettext_lazy("Hvilken dag ble det sagt?"), required=False)

    def __init__(self, *args: Any, is_told: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_told:
            del self.fields["wished_on"]
        else:
            self.fields["reason"].label = _("Hva sa den som meldte fra?")
            self.fields["reason"].required = True


class MarkAbuseForm(KeyedForm):
    reason = WordsField(
        label=gettext_lazy("Hva har dere sjekket?"),
        help_text=gettext_lazy("For eksempel: «Vi spurte klassene og de som hadde tilsyn. Ingen kjenner til det.»"),
    )


class MarkSeveralForm(MarkAbuseForm):
    """The same for several of those that came in one burst."""

    reports = forms.MultipleChoiceField(
        label=gettext_lazy("Velg dem det gjelder"), widget=forms.CheckboxSelectMultiple, error_messages=SEVERAL
    )
    field_order = ["reports", "reason"]

    def __init__(self, *args: Any, lines: Iterable[BurstLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, reports=[(one.number, one.sent) for one in lines])


class SecureSafetyForm(KeyedForm):
    """Strakstiltak: what is done today, or why nothing is needed."""

    needed = OneOf(
        label=gettext_lazy("Må noe gjøres i dag for at eleven er trygg?"),
        widget=forms.RadioSelect,
        initial="yes",
        choices=[("yes", gettext_lazy("Ja, dette gjør vi")), ("no", gettext_lazy("Nei, det trengs ikke"))],
    )
    text = WordsField(
        label=gettext_lazy("Hva gjør dere, og hvem gjør det? Eller hvorfor trengs det ikke?"),
        help_text=gettext_lazy("For eksempel: «Lise går ut sammen med eleven i alle friminutt.»"),
    )
    from_on = DayField(label=gettext_lazy("Fra hvilken dag?"), required=False, is_past=False)

    def facts(self) -> dict[str, Any]:
        """The parameters of the act `secure_safety`."""
        given = self.cleaned_data
        return {"text": given["text"], "is_needed": given["needed"] == "yes", "from_on": given["from_on"]}


class TellOwnerForm(KeyedForm):
    """Who was told, how and when. Nothing is sent from here."""

    to = OneOf(label=gettext_lazy("Hvem fikk beskjed?"))
    how = OneOf(label=gettext_lazy("Hvordan?"), widget=forms.RadioSelect, initial=Means.PHONE)
    told_at = MomentField(
        label=gettext_lazy("Når?"), required=False, help_text=gettext_lazy("Lar du det stå tomt, er det nå.")
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, to=[("", _("Velg")), *people], how=words.choices("how", list(Means)))


SURE = gettext_lazy("Ja, jeg har sett på klasse og fødselsdato. Dette er riktig elev")
SURE_FIRST = gettext_lazy("Se på klasse og fødselsdato, og kryss av for at dette er riktig elev.")


class OpenCaseForm(KeyedForm):
    """Whose right the case is about; and, where one is open about the pupil, that this is another matter."""

    pupil = OneOf(label=gettext_lazy("Hvilken elev gjelder saken?"), widget=forms.RadioSelect)
    confirmed = forms.BooleanField(label=gettext_lazy("Opprett en ny sak likevel, dette er noe annet"), required=False)
    is_sure = forms.BooleanField(label=SURE, required=False)

    def __init__(self, *args: Any, pupils: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, pupil=pupils)


class LinkReportForm(KeyedForm):
    """One more report that belongs to the case."""

    report = OneOf(label=gettext_lazy("Hvilken melding hører til saken?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, reports: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, report=reports)


class NamePartiesForm(KeyedForm):
    """Who the report concerns, as its reader knows or finds them."""

    find = forms.CharField(
        label=gettext_lazy("Finn elever etter navn"),
        help_text=gettext_lazy("Skriv fornavn eller etternavn, slik det er registrert."),
        required=False,
        max_length=200,
    )
    parties = forms.MultipleChoiceField(
        label=gettext_lazy("Hvem gjelder det?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    adult = forms.ChoiceField(label=gettext_lazy("Gjelder det en ansatt?"), required=False)

    def __init__(
        self, *args: Any, found: Iterable[tuple[str, str]], staff: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, parties=found, adult=[("", _("Nei")), *staff])

    @property
    def chosen(self) -> tuple[str, ...]:
        """The uuids of everybody chosen."""
        given = self.cleaned_data
        return (*given.get("parties", ()), *filter(None, (given.get("adult"),)))


class DeclareImpartialityForm(KeyedForm):
    """How one stands to each party. `has_none`: the one click that says no tie to anybody."""

    def __init__(
        self, *args: Any, lines: Iterable[PartyLine], has_none: bool, is_alike: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.has_none, self.is_alike = tuple(lines), has_none, is_alike
        if is_alike:
            self.fields["is_sure"] = forms.BooleanField(label=SURE, error_messages={"required": SURE_FIRST})
        for line in self.lines:
            hint = _("Kjent fra før: {hint}. Stemmer det?").format(hint=line.hint) if line.hint else line.note
            self.fields[f"tie-{line.uuid}"] = forms.ChoiceField(
                label=line.name,
                help_text=hint,
                choices=[*([("", _("Velg"))] if line.hint else []), *line.ties],
                required=bool(line.hint) and not has_none,
                error_messages=SEVERAL,
            )

    def rows(self) -> list[forms.BoundField]:
        return [self[f"tie-{line.uuid}"] for line in self.lines]

    def ties(self) -> dict[str, str]:
        """The relation to each party there is a tie to, and the answer to everything known from before."""
        if self.has_none:
            return {}
        answers = {line: self.cleaned_data.get(f"tie-{line.uuid}") or "none" for line in self.lines}
        return {line.uuid: answer for line, answer in answers.items() if line.hint or answer != "none"}
