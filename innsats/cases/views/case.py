"""The pages of a case, one for each tab and one for each act. Whoever may see it and not read it gets the head."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from innsats.journal.repeats import done_before
from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web import words
from innsats.web.errors import typed_in
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..forms import case as forms
from ..queries import case_acts
from ..queries.access import NotVisible
from ..queries.case import overview
from ..queries.case_acts import CaseActPage, back_from
from ..queries.head import Shut
from ..queries.inquirypage import inquiry_page
from ..queries.peoplepage import people_page
from ..queries.timeline import log_page
from .frame import forget_draft, form_page, form_shown, signed


def of_case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those who read the case. Others see its head and what stands in the way, and keep what they typed.

    What the first of two clicks did away with is no error to the second: it is answered as the first.
    """

    @wraps(view)
    def shown(request: Request, number: str, **more: Any) -> HttpResponse:
        try:
            return view(request, number, **more)
        except Shut as shut:
            context = {"page": shut.page, "typed": typed_in(request)}
            return render(request, "cases/see_case.html", context, status=403)
        except NotVisible:
            if done_before(request.POST.get("form_key", ""), request.viewer.actor):
                return redirect(back_from(view.__name__, number))
            raise

    return shown


def did(request: Request, page: CaseActPage, form: forms.CaseForm, act: Callable[..., object], **more: Any) -> bool:
    """Whether the act was done; if not, every reason stands on the form."""
    if not (form.is_bound and form.is_valid()):
        return False
    with refusals_shown_on(form, owner_kind=page.owner_kind, names=page.names):
        act(page.uuid, **form.facts(), **more, **signed(request, form))
        forget_draft(request)
        messages.success(request, words.of("done", page.act, owner_kind=page.owner_kind))
        return True
    return False


def answered(
    request: Request, page: Any, form: forms.CaseForm, act: Callable[..., object], *, then: str = "", **more: Any
) -> HttpResponse:
    """What the page of an act answers: the way on when it was done, else the form with every reason.

    The way on is back where the page came from, or `then`. `more` are facts of the act that stand in the address.
    """
    frame: CaseActPage = page.frame
    if did(request, frame, form, act, **more):
        return redirect(then or frame.back)
    return form_shown(request, f"cases/{frame.act}.html", form, page=page, frame=frame)


@require_safe
@of_case
def read_case(request: Request, number: str) -> HttpResponse:
    """Oversikt."""
    return render(request, "cases/read_case.html", {"page": overview(request.viewer, number)})


@require_safe
@of_case
def case_people(request: Request, number: str) -> HttpResponse:
    """Personer."""
    return render(request, "cases/case_people.html", {"page": people_page(request.viewer, number)})


@require_safe
@of_case
def case_inquiry(request: Request, number: str) -> HttpResponse:
    """Undersøkelse."""
    return render(request, "cases/case_inquiry.html", {"page": inquiry_page(request.viewer, number)})


@require_safe
@of_case
def case_log(request: Request, number: str) -> HttpResponse:
    """Logg."""
    asked = request.GET.get("side", "1")
    page = log_page(request.viewer, number, int(asked) if asked.isdecimal() and 0 < int(asked) < 1000 else 1)
    return render(request, "cases/case_log.html", {"page": page})


@form_page
@of_case
def receive_case(request: Request, number: str) -> HttpResponse:
    """Five fields, and the case is taken in hand."""
    page = case_acts.receive_page(request.viewer, number)
    form = forms.ReceiveCaseForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.receive_case)


@form_page
@of_case
def assess_seriousness(request: Request, number: str) -> HttpResponse:
    """Serious or not, judged anew; the earlier judgements stand below."""
    page = case_acts.seriousness_page(request.viewer, number)
    form = forms.AssessSeriousnessForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.assess_seriousness)


@form_page
@of_case
def name_lead(request: Request, number: str) -> HttpResponse:
    """One person is responsible."""
    page = case_acts.task_page(Act.NAME_LEAD, request.viewer, number)
    form = forms.NameLeadForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.name_lead)


@form_page
@of_case
def admit_to_team(request: Request, number: str) -> HttpResponse:
    """A colleague joins the work."""
    page = case_acts.task_page(Act.ADMIT_TO_TEAM, request.viewer, number)
    form = forms.AdmitToTeamForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.admit_to_team)


@form_page
@of_case
def release_from_team(request: Request, number: str, member: UUID) -> HttpResponse:
    """A colleague leaves the work."""
    page = case_acts.release_page(request.viewer, number, member)
    form = forms.ReleaseFromTeamForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.release_from_team, member=member)


@form_page
@of_case
def inform_of_rights(request: Request, number: str) -> HttpResponse:
    """To whom, how and when; nothing is sent."""
    page = case_acts.rights_page(request.viewer, number)
    form = forms.InformOfRightsForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.inform_of_rights)


@form_page
@of_case
def hear_pupil(request: Request, number: str) -> HttpResponse:
    """The pupil's own words, or why the pupil was not heard."""
    page = case_acts.hear_page(request.viewer, number)
    form = forms.HearPupilForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.hear_pupil)


@form_page
@of_case
def correct_record(request: Request, number: str) -> HttpResponse:
    """What should have stood there. `tekst` in the address names the text."""
    page = case_acts.correct_page(request.viewer, number, request.GET.get("tekst", ""))
    form = forms.CorrectRecordForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.correct_record)
