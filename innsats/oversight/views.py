"""Pages of the privacy officer. For everybody else they are not there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from innsats.cases.framing import form_shown, signed
from innsats.people.middleware import Request
from innsats.web import words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from . import actions
from .forms import ReleaseTrailForm, SettleReadingForm, TrailForm
from .queries.log import trail_page
from .queries.releasing import reading_page, release_page
from .queries.waiting import waiting_lines


@require_safe
def trail(request: Request) -> HttpResponse:
    """The log, newest first, and what waits."""
    form = TrailForm(request.GET)
    form.is_valid()
    page = trail_page(request.viewer, form.wanted())
    kept = {name: value for name in ("eier", "hvem", "nummer", "til", "slag") if (value := request.GET.get(name))}
    older = urlencode({**kept, "eldre": page.older}) if page.older else ""
    context = {"page": page, "form": form, "older": older, "waiting": waiting_lines(request.viewer)}
    return render(request, "oversight/trail.html", context)


@form_page
def release_trail(request: Request, asked: UUID) -> HttpResponse:
    """The list that a family has asked for, as it will read it."""
    page = release_page(request.viewer, asked)
    form = ReleaseTrailForm(request.POST or None, lines=page.lines, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.release_trail(asked, **form.facts(), **signed(request, form))
            return _done(request, "release_trail")
    return form_shown(request, "oversight/release_trail.html", form, page=page)


@form_page
def settle_reading(request: Request, reading: UUID) -> HttpResponse:
    """One reading that was raised, and what came of asking."""
    page = reading_page(request.viewer, reading)
    form = SettleReadingForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.settle_reading(reading, **form.facts(), **signed(request, form))
            return _done(request, "settle_reading")
    return form_shown(request, "oversight/settle_reading.html", form, page=page)


def _done(request: Request, act: str) -> HttpResponse:
    messages.success(request, words.of("done", act))
    return redirect("trail")
