"""What is asked for on the pages of this slice. Whether it may be done, the rules say; a form only reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from innsats.rules.inputs import LONGEST_NAME
from innsats.rules.limits import HOUSE, LEAST
from innsats.rules.roles import Role
from innsats.web.forms import DayField, OneOf, explain, offer

from ..actions.pupils import FIRST_GRADE, LAST_GRADE, GuardianGiven
from ..models import OwnerInUse
from ..naming import grade_in_words
from ..queries.closing import in_school_days, in_working_hours
from ..queries.folk import DEPUTY, RolesGiven
from ..queries.moving import MovePage
from ..queries.outside import ProposalShown
from .keyed import Keyed

ROLES = (
    (Role.EMPLOYEE.value, _("Ansatt")),
    (DEPUTY, _("Stedfortreder for rektor")),
    (Role.PRINCIPAL.value, _("Rektor eller daglig leder")),
    (Role.OWNER_OFFICER.value, _("Mottaker hos skoleeier")),
)
ROLE_HELP = {
    Role.EMPLOYEE.value: _("Alle som arbeider på skolen eller på SFO."),
    DEPUTY: _("Får meldingene når rektor ikke åpner dem, eller er inhabil."),
    Role.PRINCIPAL.value: _("Mottar meldingene og har ansvaret for sakene på skolen."),
    Role.OWNER_OFFICER.value: _("Mottar det som gjelder ledelsen, og det skolen skal si fra om til eier."),
}
SOURCES = (
    ("typed_in", _("Skrevet inn av skolen")),
    ("from_family", _("Sagt av familien")),
    ("school_system", _("Hentet fra skolens elevregister")),
    ("national_register", _("Hentet fra Folkeregisteret")),
)
RESPONSIBILITY = (("", _("Vet ikke")), ("yes", _("Har foreldreansvar")), ("no", _("Har ikke foreldreansvar")))
GUARDIANS_COUNT = 4
BLANK_PERIODS_COUNT, MOST_PERIODS_COUNT = 4, 80


def a_name(**options: Any) -> forms.CharField:
    return forms.CharField(max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)


class AppointForm(Keyed):
    unit = forms.ChoiceField(label=_("Hvor"))
    role = forms.ChoiceField(label=_("Rolle"), widget=forms.RadioSelect, initial=Role.EMPLOYEE.value)
    leadership = forms.BooleanField(
        label=_("Er med i ledelsen ved skolen"), required=False,
        help_text=_("En mistanke om noen i ledelsen går forbi rektor, til skoleeier."),
    )
    starts_on = DayField(label=_("Fra og med"), is_past=False)
    ends_on = DayField(
        label=_("Til og med"), is_past=False, required=False,
        help_text=_("Rollen slutter av seg selv etter denne dagen.")
    )

    def __init__(self, given_by: RolesGiven, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = [("", _("Velg hvor"))] if len(given_by.units) > 1 else []
        offer(self, unit=[*several, *((unit.uuid, unit.name) for unit in given_by.units)])
        offer(self, role=[(code, word) for code, word in ROLES if code in given_by.roles])
        explain(self, role=ROLE_HELP)

    def given(self) -> dict[str, Any]:
        given = super().given()
        is_deputy = given["role"] == DEPUTY
        return given | {
            "unit": UUID(given["unit"]),
            "role": Role.PRINCIPAL if is_deputy else Role(given["role"]),
            "deputy": is_deputy,
        }


class RegisterPersonForm(AppointForm):
    name = a_name(label=_("Navn"))
    email = forms.EmailField(
        label=_("E-post på jobb"), max_length=254, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Brukes til å logge inn. Uten e-post kan personen ikke logge inn."),
    )
    field_order = ("name", "email", "unit", "role", "leadership", "starts_on", "ends_on")


class ConfirmProposalForm(AppointForm):
    """Who it is that Feide means, and as what she is let in."""

    person = forms.ChoiceField(
        label=_("Hvem er det?"), required=False,
        help_text=_("Er personen registrert her fra før, og har aldri logget inn, velger du navnet."),
    )
    name = a_name(label=_("Navn"), required=False)
    email = forms.EmailField(
        label=_("E-post på jobb"), max_length=254, required=False, help_text=_("Varslene går hit."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    field_order = ("person", "name", "email", "role", "leadership", "starts_on", "ends_on")

    def __init__(self, shown: ProposalShown, given_by: RolesGiven, *args: Any, **kwargs: Any) -> None:
        super().__init__(given_by, *args, **kwargs)
        del self.fields["unit"]
        at_school = {Role.EMPLOYEE.value, DEPUTY, Role.PRINCIPAL.value} & given_by.roles
        offer(self, role=[(code, word) for code, word in ROLES if code in at_school])
        offer(self, person=[("", _("En ny her")), *shown.people])

    def given(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        is_deputy = given["role"] == DEPUTY
        return given | {
            "person": UUID(given["person"]) if given["person"] else None,
            "role": Role.PRINCIPAL if is_deputy else Role(given["role"]), "deputy": is_deputy,
        }  # fmt: skip


class DeclineProposalForm(Keyed):
    """Nothing but the click."""


class LinkSignInForm(forms.Form):
    """Nothing but the click: what is asked of the provider, no browser says."""


class ProposeAppointmentForm(Keyed):
    """At which school, where Feide names several."""

    school = forms.ChoiceField(label=_("Hvilken skole gjelder det?"), widget=forms.RadioSelect)

    def __init__(self, schools: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, school=schools)
        self.initial["school"] = schools[0][0]


class EndAppointmentForm(Keyed):
    ends_on = DayField(
        label=_("Siste dag"), is_past=False, required=False,
        help_text=_("La feltet stå tomt for å avslutte med en gang.")
    )


class RecordTrainingForm(Keyed):
    completed_on = DayField(label=_("Fullført"), is_past=False)


class ConfirmRealUseForm(Keyed):
    strong_sign_in = forms.BooleanField(
        required=False, label=_("Sterk innlogging er på plass for alle som skal bruke Innsats.")
    )
    backup = forms.BooleanField(required=False, label=_("Sikkerhetskopi tas hver dag, og er prøvd lagt tilbake."))
    processing_agreement = forms.BooleanField(
        required=False, label=_("Databehandleravtale er inngått med dem som drifter Innsats.")
    )
    impact_assessment = forms.BooleanField(
        required=False, label=_("Vurderingen av personvernkonsekvenser (DPIA) er gjort.")
    )

    def given(self) -> dict[str, Any]:
        given = super().given()
        confirmed = [name for name in OwnerInUse.CONFIRMATIONS if given[name]]
        return {"form_key": given["form_key"], "confirmed": confirmed}


class SetCalendarForm(Keyed):
    """What stands around the periods: where they replace, and which calendar they were made from."""

    since = DayField(widget=forms.HiddenInput, is_past=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PeriodForm(forms.Form):
    closes = forms.ChoiceField(label=_("Hva er stengt"), choices=(("school", _("Skolen")), ("sfo", _("SFO"))))
    starts_on = DayField(label=_("Første dag"), is_past=False, required=False)
    ends_on = DayField(label=_("Siste dag"), is_past=False, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("ends_on") and "starts_on" in typed and not typed["starts_on"]:
            self.add_error("starts_on", _("Skriv første dag også."))
        return typed

    def given(self) -> tuple[str, date, date] | None:
        """The period, of one day when the last is not said; None where no day was typed."""
        typed = self.cleaned_data
        first = typed.get("starts_on")
        return (typed["closes"], first, typed["ends_on"] or first) if first else None


PeriodForms = forms.formset_factory(
    PeriodForm, extra=BLANK_PERIODS_COUNT, max_num=MOST_PERIODS_COUNT, absolute_max=MOST_PERIODS_COUNT
)


class NameDutyForm(Keyed):
    person = forms.ChoiceField(label=_("Hvem har ferievakt"))
    starts_on = DayField(label=_("Fra og med"), is_past=False)
    ends_on = DayField(label=_("Til og med"), is_past=False)

    def __init__(self, people: list[tuple[UUID, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, person=[("", _("Velg en person")), *people])

    def given(self) -> dict[str, Any]:
        given = super().given()
        return given | {"person": UUID(given["person"])}


def a_limit(name: str, label: Any, said: Callable[[int], str]) -> forms.TypedChoiceField:
    """A number from the strictest to the house's own, each in words."""
    most: int = getattr(HOUSE, name)
    return forms.TypedChoiceField(
        label=label, coerce=int, choices=lambda: [(count, said(count)) for count in range(LEAST, most + 1)]
    )


class SetLimitsForm(Keyed):
    first_talk_school_days = a_limit("first_talk_school_days", _("Første samtale med eleven"), in_school_days)
    to_deputy_hours = a_limit("to_deputy_hours", _("Uåpnet melding går til stedfortreder"), in_working_hours)
    to_officer_hours = a_limit("to_officer_hours", _("Uåpnet melding går til mottaker hos skoleeier"), in_working_hours)


class FindPupilForm(forms.Form):
    words = a_name(label=_("Navn"), help_text=_("Skriv ett eller flere hele navn, for eksempel fornavnet."))


class RegisterPupilForm(Keyed):
    school = forms.ChoiceField(label=_("Skole"))
    name = a_name(label=_("Elevens navn"))
    born = DayField(label=_("Fødselsdato"), is_past=False)
    grade = forms.TypedChoiceField(label=_("Trinn"), coerce=int, empty_value=None, required=False)
    class_name = forms.CharField(label=_("Klasse eller gruppe"), max_length=20, required=False)
    source = forms.ChoiceField(label=_("Hvor har dere opplysningene om foreldreansvar fra?"), choices=SOURCES)
    as_of = DayField(
        label=_("Dato for opplysningene"), is_past=False,
        help_text=_("Foreldreansvar kan endre seg. Datoen viser hvor nytt dette er.")
    )
    born_again = DayField(
        label=_("Fødselsdatoen en gang til"), is_past=False, required=False,
        help_text=_("Bare når dette er en annen elev enn dem som står over."),
    )

    def __init__(self, schools: list[tuple[UUID, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, school=schools)
        grades = range(FIRST_GRADE, LAST_GRADE + 1)
        offer(self, grade=[("", "–"), *((grade, grade_in_words(grade)) for grade in grades)])

    def given(self) -> dict[str, Any]:
        given = super().given()
        return given | {"school": UUID(given["school"])}


class MovePupilForm(Keyed):
    """Where the pupil goes on. `find` looks for other schools than those that are shown."""

    find = a_name(
        label=_("Finn en annen skole"), required=False,
        help_text=_("Skriv navnet på skolen. Den kan ha en annen eier, også i en annen kommune."),
    )
    school = OneOf(label=_("Hvilken skole begynner eleven på?"), widget=forms.RadioSelect)
    moved_on = DayField(label=_("Første dag på den nye skolen"))
    grade = forms.TypedChoiceField(label=_("Trinn på den nye skolen"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, page: MovePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, school=page.schools)
        grades = range(FIRST_GRADE, LAST_GRADE + 1)
        offer(self, grade=[("", "–"), *((grade, grade_in_words(grade)) for grade in grades)])

    def given(self) -> dict[str, Any]:
        given = super().given()
        return {name: given[name] for name in ("form_key", "moved_on", "grade")} | {"school": UUID(given["school"])}


class GuardianForm(forms.Form):
    name = a_name(label=_("Navn på foresatt"), required=False)
    responsibility = forms.ChoiceField(label=_("Foreldreansvar"), choices=RESPONSIBILITY, required=False)
    person = forms.ChoiceField(
        label=_("Arbeider også her som"), required=False,
        help_text=_("En ansatt som er foresatt, får aldri se sakene til barnet her."),
    )

    relation = forms.CharField(label=_("Hva personen er til eleven"), max_length=60, required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=25, required=False)
    email = forms.EmailField(label=_("E-post"), max_length=200, required=False)

    def __init__(self, *args: Any, colleagues: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {str(uuid): name for uuid, name in colleagues}
        offer(self, person=[("", _("Nei")), *self.names.items()])

    def given(self) -> GuardianGiven | None:
        """The guardian, or None where nothing was typed."""
        typed = self.cleaned_data
        person = typed.get("person", "")
        name = typed.get("name") or self.names.get(person)
        if not name:
            return None
        known = {"yes": True, "no": False}.get(typed["responsibility"])
        reached = {name: typed.get(name, "") for name in ("relation", "phone", "email")}
        return GuardianGiven(
            name=name, has_responsibility=known, person=UUID(person) if person else None, **reached
        )


GuardianForms = forms.formset_factory(GuardianForm, extra=2, max_num=GUARDIANS_COUNT, absolute_max=GUARDIANS_COUNT)
