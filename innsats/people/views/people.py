"""Pages about who: the people at one's units, their roles and training, and leaving Øvelse."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from innsats.web import clock, words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from ..actions import persons, register, signin
from ..forms import (
    AppointForm,
    ConfirmRealUseForm,
    EndAppointmentForm,
    RecordTrainingForm,
    RegisterPersonForm,
)
from ..forms.signin import ResetSignInForm
from ..middleware import Request
from ..openwork import open_work_of
from ..queries import folk
from ..queries.outside import proposals_for
from ..queries.units import owner_in_practice
from ..signin.passwords import link_for


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
    return render(request, "people/people.html", {"found": found, "proposals": proposals_for(request.viewer)})


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
    open_count = open_work_of(request.viewer, row.person)
    context = {"form": form, "row": row, "role": role, "open_count": open_count}
    return render(request, "people/end_appointment.html", context)


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
def reset_sign_in(request: Request, person: UUID) -> HttpResponse:
    shown = _shown(request, person)
    form = ResetSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            signin.reset_sign_in(person, by=request.viewer.actor, at=request.viewer.at, **form.given())
            messages.success(request, words.of("done", "reset_sign_in"))
            return redirect("person", person)
    return render(request, "people/reset_sign_in.html", {"form": form, "shown": shown})


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
