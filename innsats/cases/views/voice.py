"""The pages of the child's own voice. The child's own is open: it has a key in its address, and nobody is signed in."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from innsats.people.middleware import Request
from innsats.rules.verdicts import Refused
from innsats.web import dates
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..asking_child import ChildCheckInForm
from ..forms.voice import AnswerCheckInForm, ChooseContactPersonForm, StartCheckInForm
from ..framing import answered, form_shown, of_case, signed
from ..queries import voice
from ..queries.access import NotVisible
from ..queries.turns import child_page


@form_page
@of_case
def start_check_in(request: Request, number: str) -> HttpResponse:
    """Hand the device to the pupil: whoever is signed in here is signed out first, so that nothing else opens."""
    page = voice.start_page(request.viewer, number)
    form = StartCheckInForm(request.POST or None, follow=page, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.frame.owner_kind, names=page.frame.names):
            turn = actions.start_check_in(page.frame.uuid, **form.facts(), **signed(request, form))
            logout(request)
            return redirect("child_check_in", turn.key) if turn.key else redirect("sign_in")
    return form_shown(request, "cases/start_check_in.html", form, page=page, frame=page.frame)


@login_not_required
@form_page
def child_check_in(request: Request, key: str) -> HttpResponse:
    """What the child meets. A turn that is used thanks; one that is over, or never was, says the same of both."""
    at = request.viewer.at
    page = child_page(key, at)
    if page is None:
        return render(request, "cases/child_over.html", status=410)
    if page.is_done:
        return render(request, "cases/child_done.html", {"page": page})
    form = ChildCheckInForm(request.POST or None, topics=page.topics, at=at)
    if form.is_bound and form.is_valid():
        try:
            actions.check_in_pupil(page.case, by=page.giver, at=at, turn=page.turn, **form.facts())
            return redirect("child_check_in", key)
        except (Refused, NotVisible):
            again = child_page(key, at)
            if again is None or again.is_done:  # the other of two clicks was first
                return redirect("child_check_in", key)
            form.add_error(None, _("Svaret kom ikke fram. Gi den til den voksne, så det du skrev ikke blir borte."))
    return form_shown(request, "cases/child_check_in.html", form, page=page)


@form_page
@of_case
def answer_check_in(request: Request, number: str, check_in: UUID) -> HttpResponse:
    """Read what the pupil answered, and write what is done."""
    page = voice.answer_page(request.viewer, number, check_in)
    form = AnswerCheckInForm(request.POST or None, answer=page, at=request.viewer.at)
    return answered(request, page, form, actions.answer_check_in, check_in=check_in)


@form_page
@of_case
def choose_contact_person(request: Request, number: str) -> HttpResponse:
    """Whom the pupil wants to talk with."""
    page = voice.contact_page(request.viewer, number)
    today = {"asked_on": dates.date_of(request.viewer.at)}
    form = ChooseContactPersonForm(request.POST or None, choosing=page, at=request.viewer.at, initial=today)
    return answered(request, page, form, actions.choose_contact_person)
