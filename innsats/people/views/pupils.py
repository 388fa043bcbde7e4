"""Pages about pupils: found, registered, and moved to another school."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from innsats.web import clock, words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on
from innsats.web.shell import local_address

from ..actions import moving, pupils
from ..forms import FindPupilForm, GuardianForms, MovePupilForm, RegisterPupilForm
from ..middleware import Request
from ..queries import folk
from ..queries.moving import move_page
from ..queries.pupils import PupilShown, alike_at, pupils_for, schools_led_by


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


@form_page
def move_pupil(request: Request, pupil: UUID) -> HttpResponse:
    """A pupil changes school. The school is looked for by POST, so that no address tells where a child went."""
    page = move_page(request.viewer, pupil, request.POST.get("find", "")[:200])
    if page is None:
        raise Http404
    begun = {"moved_on": clock.today(), "grade": page.row.grade}
    is_sent = request.method == "POST" and "look" not in request.POST
    looked_for = {name: request.POST[name] for name in ("find", "moved_on", "grade") if request.POST.get(name)}
    form = MovePupilForm(request.POST if is_sent else None, page=page, initial={**begun, **looked_for})
    if is_sent and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            moving.move_pupil(pupil, by=request.viewer.actor, at=request.viewer.at, **form.given())
            messages.success(request, words.of("done", "move_pupil"))
            return redirect("pupils")
    return render(request, "people/move_pupil.html", {"form": form, "page": page})


def _with_pupil(address: str, pupil: UUID) -> str:
    """The page one came from, with the new pupil chosen."""
    return f"{address}{'&' if '?' in address else '?'}valgt={pupil}"
