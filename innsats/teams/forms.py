"""What is asked for about teams. Whether it may be done, the rules say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from innsats.people.queries.units import UnitShown
from innsats.rules.agreements import LONGEST_TERM
from innsats.rules.mandates import Level, Thing, levels_for
from innsats.rules.processmaps import DAYS, LONGEST_PHONE, LONGEST_WORDS, USUAL_DAYS, MapStep, Scenario, StepSaid
from innsats.rules.releasing import MOST_HOURS_A_WEEK, MOST_NOTICE_HOURS
from innsats.rules.teams import Place, Profession, Skill
from innsats.web import words
from innsats.web.forms import SEVERAL, DayField, KeyedForm, LineField, OneOf, WordsField, carry, offer

from .models import TeamMap, TeamMapStep
from .queries import maps

PLACE_HELP = {
    Place.LEADER.value: _("Tar imot henvendelser og setter opp hvem som rykker ut."),
    Place.DEPUTY.value: _("Gjør det samme når lederen er borte eller inhabil."),
    Place.CORE.value: _("Fast med i teamet."),
    Place.EXTENDED.value: _("Kalles inn når teamet trenger det."),
}


class OnForm(forms.Form):
    """The day that readiness is shown for."""

    dato = DayField(label=_("Vis hvordan det var"), is_past=False, required=False)

    def day(self, otherwise: date) -> date:
        return (self.cleaned_data.get("dato") if self.is_valid() else None) or otherwise


class SetUpTeamForm(KeyedForm):
    unit = forms.ChoiceField(label=_("Hvem skal teamet hjelpe?"))
    name = LineField(
        label=_("Hva kaller dere teamet?"),
        help_text=_("For eksempel innsatsteam eller beredskapsteam. Bruk navnet familiene kjenner."),
    )
    starts_on = DayField(label=_("Fra og med"), is_past=False)

    def __init__(self, units: list[UnitShown], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners, schools = ([(one.uuid, one.name) for one in units if one.is_school is kind] for kind in (False, True))
        groups = [(_("Alle skolene hos en eier"), owners), (_("Én skole"), schools)]
        several = [("", _("Velg hvem"))] if len(units) > 1 else []
        offer(self, unit=[*several, *(group for group in groups if group[1])])

    def given(self) -> dict[str, Any]:
        return self.cleaned_data | {"unit": UUID(self.cleaned_data["unit"])}


class AddMemberForm(KeyedForm):
    """Somebody known, or somebody new by name. `find` looks for others than those shown."""

    find = LineField(label=_("Finn en som er registrert"), required=False)
    person = forms.ChoiceField(label=_("Hvem"), required=False)
    name = LineField(label=_("Navnet på en som ikke er registrert"), required=False)
    email = forms.EmailField(
        label=_("E-post på jobb"), max_length=254, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    place = OneOf(label=_("Plass i teamet"), widget=forms.RadioSelect, choice_help=PLACE_HELP)
    profession = OneOf(label=_("Fag eller oppgave til daglig"))
    starts_on = DayField(label=_("Fra og med"), is_past=False)
    ends_on = DayField(label=_("Til og med"), is_past=False, required=False)

    def __init__(self, people: list[tuple[UUID, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, person=[("", _("En som ikke er registrert")), *people])
        offer(self, place=words.choices("place", Place))
        offer(self, profession=[("", _("Velg")), *words.choices("profession", Profession)])

    def given(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if name != "find"}
        return given | {"person": UUID(given["person"]) if given["person"] else None}


class EndMembershipForm(KeyedForm):
    ends_on = DayField(
        label=_("Siste dag"), is_past=False, required=False,
        help_text=_("La feltet stå tomt for å avslutte med en gang."),
    )

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class OfMemberForm(KeyedForm):
    """Something about one of the members."""

    membership = OneOf(label=_("Hvem"))

    def __init__(self, members: list[tuple[UUID, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = [("", _("Velg et medlem"))] if len(members) > 1 else []
        offer(self, membership=[*several, *members])

    def given(self) -> dict[str, Any]:
        return self.cleaned_data | {"membership": UUID(self.cleaned_data["membership"])}


class RecordCompetenceForm(OfMemberForm):
    skills = forms.MultipleChoiceField(
        label=_("Hva kan medlemmet?"), widget=forms.CheckboxSelectMultiple, error_messages=SEVERAL
    )
    learned_from = LineField(
        label=_("Hvor er det lært?"), help_text=_("Et kurs, en utdanning, eller arbeid med slike saker.")
    )
    learned_on = DayField(label=_("Når"))
    expires_on = DayField(
        label=_("Gjelder til og med"), is_past=False, required=False,
        help_text=_("Når det må friskes opp. Tomt betyr at det gjelder til noe annet blir skrevet."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, skills=words.choices("skill", Skill))


class AgreeReleaseForm(OfMemberForm):
    hours_a_week = forms.IntegerField(label=_("Timer i uka til teamet"), min_value=1, max_value=MOST_HOURS_A_WEEK)
    notice_hours = forms.IntegerField(
        label=_("Timers varsel"), min_value=0, max_value=MOST_NOTICE_HOURS,
        help_text=_("Hvor lang tid det tar før medlemmet kan slippe annet arbeid. Ett døgn er 24 timer."),
    )
    employer = LineField(label=_("Hvem frigjør medlemmet?"), help_text=_("Arbeidsgiveren, for eksempel PPT."))
    signed_by = LineField(label=_("Hvem skrev under?"), help_text=_("Navn og stilling."))
    starts_on = DayField(label=_("Gjelder fra og med"), is_past=False)
    ends_on = DayField(label=_("Gjelder til og med"), is_past=False, required=False)


class NoteAbsenceForm(OfMemberForm):
    starts_on = DayField(label=_("Første dag borte"), is_past=False)
    ends_on = DayField(label=_("Siste dag borte"), is_past=False)


class EndAbsenceForm(EndMembershipForm):
    """The last day away."""


class AgreeOnTeamForm(KeyedForm):
    """What two owners have agreed on about help from the team of one of them."""

    owner = OneOf(label=_("Hvem skal kunne be om hjelp?"))
    team = OneOf(label=_("Hvilket team skal kunne hjelpe?"))
    delegation = WordsField(
        label=_("Hva kan teamet gjøre på skolene deres?"), max_length=LONGEST_TERM,
        help_text=_("For eksempel at det har samme myndighet hos dere som hos seg selv, eller at det bare gir råd."),
    )
    secrecy = WordsField(
        label=_("Hva er avtalt om taushetsplikt?"), max_length=LONGEST_TERM,
        help_text=_(
            "Teamet er et annet organ enn skolen. Avtalen er ikke nok til å dele: skolen skriver hvorfor i hver sak."
        ),
    )
    archive = WordsField(
        label=_("Hvor blir det teamet skriver, arkivert?"), max_length=LONGEST_TERM,
        help_text=_("Det som skrives i en sak, hører til saken hos skolen, og teamet har ikke noe eget arkiv."),
    )
    document = LineField(label=_("Vedtak eller dokument"), help_text=_("Hva det heter i arkivet deres."))
    signed_by = LineField(label=_("Hvem skrev under for dere?"), help_text=_("Navn og stilling."))
    signed_by_team = LineField(label=_("Hvem skrev under for dem som har teamet?"), help_text=_("Navn og stilling."))
    starts_on = DayField(label=_("Gjelder fra og med"), is_past=False)
    ends_on = DayField(label=_("Gjelder til og med"), is_past=False, required=False)

    def __init__(
        self, owners: list[tuple[UUID, str]], teams: list[tuple[UUID, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=[*([("", _("Velg hvem"))] if len(owners) > 1 else []), *owners])
        offer(self, team=[("", _("Velg et team")), *teams])

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        return given | {"owner": UUID(given["owner"]), "team": UUID(given["team"])}


class EndTeamAgreementForm(EndMembershipForm):
    """The last day that the team may help."""


class SignMandateForm(KeyedForm):
    """How far the team may go in each thing, and the paper it stands on. Begins with what stands in `levels`."""

    document = LineField(label=_("Vedtak eller dokument"), help_text=_("Hva det heter i arkivet deres."))
    signed_by = LineField(label=_("Hvem skrev under?"), help_text=_("Navn og stilling."))
    signed_on = DayField(label=_("Når ble det skrevet under?"))
    starts_on = DayField(label=_("Gjelder fra og med"), is_past=False)
    ends_on = DayField(label=_("Gjelder til og med"), is_past=False, required=False)

    def __init__(self, levels: Mapping[Thing, Level], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for thing in Thing:
            offered = [("", _("Ikke med i mandatet")), *words.choices("level", levels_for(thing))]
            held = levels.get(thing, "")
            self.fields[thing] = OneOf(
                label=words.of("thing", thing), choices=offered, initial=held, required=False
            )

    @property
    def things(self) -> list[forms.BoundField]:
        return [self[thing] for thing in Thing]

    def given(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if name not in set(Thing)}
        chosen = {thing: self.cleaned_data[thing] for thing in Thing}
        return given | {
            f"may_{level}": [thing for thing, said in chosen.items() if said == level] for level in Level
        }


class SetProcessMapForm(KeyedForm):
    """Whom to ask, and what is said of each step. Begins with the map that applies; without one, with what is usual.

    Words that are left as they usually are stay the usual ones, in whatever language they are read.
    """

    contact_point = LineField(
        label=_("Hvem svarer på spørsmål?"),
        help_text=_("Et navn eller en rolle, for eksempel lederen for teamet. Familier kan ringe dit."),
    )
    phone = LineField(label=_("Telefon"), max_length=LONGEST_PHONE)
    is_open = forms.BooleanField(
        label=_("Vis dette åpent, så elever, foreldre og ansatte kan lese det uten å logge inn"), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)

    def __init__(self, scenario: Scenario, held: TeamMap | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scenario, said = scenario, {one.step: one for one in held.steps.all()} if held else {}
        self.initial["seen"] = str(held.uuid) if held else ""
        if held is not None:
            for name in ("contact_point", "phone", "is_open"):
                self.fields[name].initial = getattr(held, name)
        for step in MapStep:
            self._ask_of(step, said.get(step), is_new=held is None)

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The steps in order, each with its fields. `is_open`: another contact stands there, or what must be mended."""
        return [
            {
                "title": words.of("map_step", step), "days": self[_days(step)] if step in DAYS else None,
                "words": self[step], "contact": self[_contact(step)],
                "is_open": bool(self[step].errors or self[_contact(step)].errors or self[_contact(step)].value()),
            }
            for step in MapStep
        ]  # fmt: skip

    def meets(self, now: TeamMap | None) -> None:
        """Let the next press take the place of this map: the way to where it is read stands on the page."""
        carry(self, seen=str(now.uuid) if now else "")

    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {name: typed[name] for name in ("form_key", "contact_point", "phone", "is_open", "seen")} | {
            "scenario": self.scenario, "steps": [self._said(step) for step in MapStep],
        }  # fmt: skip

    def _ask_of(self, step: MapStep, said: TeamMapStep | None, *, is_new: bool) -> None:
        if step in DAYS:
            offered = [("", _("Ingen frist")), *((str(count), maps.in_days(count)) for count in DAYS[step])]
            held = USUAL_DAYS.get(step) if is_new else said.days if said else None
            self.fields[_days(step)] = OneOf(
                label=_("Når"), choices=offered, required=False, initial="" if held is None else str(held)
            )
        self.fields[step] = WordsField(
            label=_("Hva som skjer"), max_length=LONGEST_WORDS, required=False,
            initial=(said.words if said else "") or maps.usual_words(self.scenario, step),
        )
        self.fields[_contact(step)] = LineField(
            label=_("Hvem svarer på spørsmål om dette, når det er en annen?"), required=False,
            initial=said.contact if said else "",
        )

    def _said(self, step: MapStep) -> StepSaid:
        days, text = self.cleaned_data.get(_days(step), ""), self.cleaned_data[step].strip()
        is_usual = text.split() == maps.usual_words(self.scenario, step).split()
        return StepSaid(
            step=step, days=int(days) if days else None, words="" if is_usual else text,
            contact=self.cleaned_data[_contact(step)],
        )


def _days(step: MapStep) -> str:
    return f"{step}_days"


def _contact(step: MapStep) -> str:
    return f"{step}_contact"


class OpenCalendarForm(KeyedForm):
    """Nothing is asked: the address is drawn."""


class CloseCalendarForm(KeyedForm):
    """Nothing is asked."""
