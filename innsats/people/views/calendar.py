"""Pages about an owner's days: skolerute, ferievakt, and the limits that are the owner's own."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from innsats.rules.closing import in_short
from innsats.web import words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from ..actions import calendar
from ..forms import NameDutyForm, PeriodForms, SetCalendarForm, SetLimitsForm
from ..middleware import Request
from ..models import SchoolOwner
from ..queries import closing


@require_safe
def owner_days(request: Request, owner: UUID) -> HttpResponse:
    """When the owner's schools are closed, who is on duty then, and the limits."""
    return render(request, "people/owner_days.html", {"days": _days(request, owner)})


@form_page
def set_calendar(request: Request, owner: UUID) -> HttpResponse:
    """All periods that have not passed, to be changed, taken out and added to, and some empty lines."""
    days = _days(request, owner)
    form = SetCalendarForm(request.POST or None, initial={"since": days.since, "version": days.version})
    begun = [{"closes": one.closes, "starts_on": one.first, "ends_on": one.last} for one in days.periods]
    periods = PeriodForms(request.POST or None, prefix="periode", initial=begun)
    if request.method == "POST" and form.is_valid() and periods.is_valid():
        given = [one for one in (period.given() for period in periods) if one]
        closed, sfo_closed = ([days for what, *days in given if what == kind] for kind in ("school", "sfo"))
        names = {in_short((first, last)): closing.said_days((first, last)) for _, first, last in given}
        names |= {in_short((one.first, one.last)): one.said for one in days.periods}
        with refusals_shown_on(form, owner_kind=days.owner.kind, names=names):
            by = {"by": request.viewer.actor, "at": request.viewer.at}
            calendar.set_calendar(owner, closed=closed, sfo_closed=sfo_closed, **by, **form.given())
            return _done(request, "set_calendar", owner)
    return render(request, "people/set_calendar.html", {"form": form, "periods": periods, "owner": days.owner})


@form_page
def name_duty(request: Request, owner: UUID) -> HttpResponse:
    """Who is on duty. `fra` and `til` in the address are the days one came from."""
    unit = _owner(request, owner)
    people = closing.may_be_on_duty(unit, request.viewer.at.date())
    begun = {"starts_on": request.GET.get("fra"), "ends_on": request.GET.get("til")}
    form = NameDutyForm(people, request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        given = form.given()
        days = (given["starts_on"], given["ends_on"])
        names = {str(uuid): name for uuid, name in people} | {in_short(days): closing.said_days(days)}
        with refusals_shown_on(form, owner_kind=unit.kind, names=names):
            calendar.name_duty(owner, by=request.viewer.actor, at=request.viewer.at, **given)
            return _done(request, "name_duty", owner)
    return render(request, "people/name_duty.html", {"form": form, "owner": unit})


@form_page
def set_limits(request: Request, owner: UUID) -> HttpResponse:
    days = _days(request, owner)
    form = SetLimitsForm(request.POST or None, initial=asdict(days.limits))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form, owner_kind=days.owner.kind):
            calendar.set_limits(owner, by=request.viewer.actor, at=request.viewer.at, **form.given())
            return _done(request, "set_limits", owner)
    return render(request, "people/set_limits.html", {"form": form, "owner": days.owner})


def _done(request: Request, act: str, owner: UUID) -> HttpResponse:
    messages.success(request, words.of("done", act))
    return redirect("owner_days", owner)


def _days(request: Request, owner: UUID) -> closing.OwnerDays:
    days = closing.days_of(request.viewer, owner)
    if days is None:
        raise Http404
    return days


def _owner(request: Request, owner: UUID) -> SchoolOwner:
    unit = closing.owner_of_officer(request.viewer, owner)
    if unit is None:
        raise Http404
    return unit
