"""The pages of a case, one for each tab and one for each act. Whoever may see it and not read it gets the head."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web.forms import form_page

from .. import actions
from ..forms import case as forms
from ..framing import answered, of_case
from ..queries import case_acts
from ..queries.case import overview
from ..queries.inquirypage import inquiry_page
from ..queries.peoplepage import people_page
from ..queries.timeline import log_page


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
