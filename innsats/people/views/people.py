"""Pages about who: the people at one's units, their roles and training, the pupils, and leaving Øvelse."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from innsats.web import clock, words
from innsats.web.refusals import refusals_shown_on
from innsats.web.shell import local_address

from ..actions import persons, pupils, register
from ..forms import (
    AppointForm,
    ConfirmRealUseForm,
    EndAppointmentForm,
    FindPupilForm,
    GuardianForms,
    RecordTrainingForm,
    RegisterPersonForm,
    RegisterPupilForm,
)
from ..middleware import Request
from ..queries import folk
from ..queries.pupils import PupilShown, alike_at, pupils_for, schools_led_by
from ..queries.units import owner_in_practice
from ..signin import link_for

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def people(request: Request) -> HttpResponse:
    """Folk: everybody with a role at the units one looks after."""
    if not folk.keeps_units(request.viewer):
        raise Http404
    page = request.GET.get("side", "1")
    found = folk.people_for(
        request.viewer, unit=request.GET.get("enhet", ""), find=request.GET.get("navn", "")[:200],
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )
    return render(request, "people/people.html", {"found": found})


@require_safe
def person(request: Request, person: UUID) -> HttpResponse:
    """One person: roles, training, and the link to a first password."""
    shown = _shown(request, person)
    link = request.build_absolute_uri(link_for(shown.person)) if shown.may_have_link else ""
    return render(request, "people/person.html", {"shown": shown, "link": link})


@form_page
def register_person(request: Request) -> HttpResponse:
    roles = _roles_given(request)
    form = RegisterPersonForm(roles, request.POST or None, initial={"starts_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        given = form.given()
        with refusals_shown_on(form, owner_kind=roles.owner_kind_at(given["unit"])):
            made = persons.register_person(by=request.viewer.actor, at=request.viewer.at, **given)
            messages.success(request, words.of("done", "register_person"))
            return redirect("person", made.uuid)
    return render(request, "people/register_person.html", {"form": form})


@form_page
def appoint(request: Request, person: UUID) -> HttpResponse:
    shown = _shown(request, person)
    roles = _roles_given(request)
    form = AppointForm(roles, request.POST or None, initial={"starts_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        given = form.given()
        with refusals_shown_on(form, owner_kind=roles.owner_kind_at(given["unit"])):
            persons.appoint(person, by=request.viewer.actor, at=request.viewer.at, **given)
            messages.success(request, words.of("done", "appoint"))
            return redirect("person", person)
    return render(request, "people/appoint.html", {"form": form, "shown": shown})


@form_page
def end_appointment(request: Request, appointment: UUID) -> HttpResponse:
    found = folk.appointment_for(request.viewer, appointment)
    if found is None:
        raise Http404
    row, role = found
    form = EndAppointmentForm(request.POST or None, initial={"ends_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form, owner_kind=row.school_owner.kind):
            persons.end_appointment(appointment, by=request.viewer.actor, at=request.viewer.at, **form.given())
            messages.success(request, words.of("done", "end_appointment"))
            return redirect("person", row.person.uuid)
    return render(request, "people/end_appointment.html", {"form": form, "row": row, "role": role})


@form_page
def record_training(request: Request, person: UUID) -> HttpResponse:
    shown = _shown(request, person)
    form = RecordTrainingForm(request.POST or None, initial={"completed_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            persons.record_training(person, by=request.viewer.actor, at=request.viewer.at, **form.given())
            messages.success(request, words.of("done", "record_training"))
            return redirect("person", person)
    return render(request, "people/record_training.html", {"form": form, "shown": shown})


@form_page
def confirm_real_use(request: Request, owner: UUID) -> HttpResponse:
    unit = owner_in_practice(request.viewer, owner)
    if unit is None:
        raise Http404
    form = ConfirmRealUseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form, owner_kind=unit.kind):
            register.confirm_real_use(owner, by=request.viewer.actor, at=request.viewer.at, **form.given())
            messages.success(request, words.of("done", "confirm_real_use"))
            return redirect("people")
    return render(request, "people/confirm_real_use.html", {"form": form, "unit": unit})


@form_page
def list_pupils(request: Request) -> HttpResponse:
    """Elever: found by an exact word of the name. Asked for by POST, so that no name stands in an address."""
    if not schools_led_by(request.viewer):
        raise Http404
    form = FindPupilForm(request.POST or None)
    asked = form.cleaned_data["words"] if request.method == "POST" and form.is_valid() else ""
    found = pupils_for(request.viewer, asked) if asked else None
    return render(request, "people/pupils.html", {"form": form, "found": found})


@form_page
def register_pupil(request: Request) -> HttpResponse:
    """A new pupil with guardians. `tilbake` in the address is where one was, and goes back to with the pupil."""
    back = local_address(request.POST.get("tilbake", request.GET.get("tilbake", "")))
    schools = {school.uuid: school for school in schools_led_by(request.viewer)}
    if not schools:
        raise Http404
    choices = [(uuid, school.name) for uuid, school in schools.items()]
    begun = {"as_of": clock.today(), "school": request.GET.get("skole")}
    form = RegisterPupilForm(choices, request.POST or None, initial=begun)
    colleagues = folk.colleagues_at(request.viewer)
    adults = GuardianForms(request.POST or None, prefix="foresatt", form_kwargs={"colleagues": colleagues})
    alike: list[PupilShown] = []
    if request.method == "POST" and form.is_valid() and adults.is_valid():
        given, guardians = form.given(), [one for one in (adult.given() for adult in adults) if one]
        school = schools[given["school"]]
        alike = alike_at(school, given["name"], given["born"])
        names = {str(one.uuid): one.name for one in alike}
        with refusals_shown_on(form, owner_kind=school.school_owner.kind, names=names):
            made = pupils.register_pupil(by=request.viewer.actor, at=request.viewer.at, guardians=guardians, **given)
            messages.success(request, words.of("done", "register_pupil"))
            return redirect(_with_pupil(back, made.pk) if back else "pupils")
    shown = {"form": form, "adults": adults, "alike": alike, "back": back}
    return render(request, "people/register_pupil.html", shown)


def _with_pupil(address: str, pupil: UUID) -> str:
    """The page one came from, with the new pupil chosen."""
    return f"{address}{'&' if '?' in address else '?'}valgt={pupil}"


def _shown(request: Request, person: UUID) -> folk.PersonPage:
    shown = folk.person_for(request.viewer, person)
    if shown is None:
        raise Http404
    return shown


def _roles_given(request: Request) -> folk.RolesGiven:
    given = folk.roles_given_by(request.viewer)
    if not given.units:
        raise Http404
    return given
