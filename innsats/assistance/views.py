"""The pages about help from the external team: the tab of the case, asking, and what the team's leader answers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from innsats.cases.framing import answered, form_page, of_case
from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.rules.assistance import USUAL_HOURS

from . import actions
from .forms import (
    AnswerAdviceForm,
    AssignAssistantsForm,
    DecideAdviceForm,
    DeclineAssistanceForm,
    EndAssistanceForm,
    GiveAdviceForm,
    RequestAssistanceForm,
)
from .queries.advising import advise_page, reply_page, ruling_page
from .queries.pages import assign_page, assistance_page, leader_page, request_page

FOLDER = "assistance"


@require_safe
@of_case
def case_assistance(request: Request, number: str) -> HttpResponse:
    """Bistand."""
    return render(request, "assistance/case_assistance.html", {"page": assistance_page(request.viewer, number)})


@form_page
@of_case
def request_assistance(request: Request, number: str) -> HttpResponse:
    """The school asks."""
    page = request_page(request.viewer, number)
    form = RequestAssistanceForm(request.POST or None, page=page.frame, asking=page, at=request.viewer.at)
    return answered(request, page, form, actions.request_assistance, folder=FOLDER)


@form_page
@of_case
def decline_assistance(request: Request, number: str) -> HttpResponse:
    """The team's leader says no."""
    page = leader_page(Act.DECLINE_ASSISTANCE, request.viewer, number)
    form = DeclineAssistanceForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.decline_assistance, folder=FOLDER)


@form_page
@of_case
def assign_assistants(request: Request, number: str) -> HttpResponse:
    """The team's leader says who goes: from a proposal, with every reason."""
    page = assign_page(request.viewer, number)
    usual = {"members": page.proposed, "until": page.until, "hours_a_week": USUAL_HOURS}
    form = AssignAssistantsForm(
        request.POST or None, page=page.frame, assigning=page, at=request.viewer.at, initial=usual
    )
    return answered(request, page, form, actions.assign_assistants, folder=FOLDER)


@form_page
@of_case
def end_assistance(request: Request, number: str) -> HttpResponse:
    """The team hands over and leaves."""
    page = leader_page(Act.END_ASSISTANCE, request.viewer, number)
    form = EndAssistanceForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.end_assistance, folder=FOLDER)


@form_page
@of_case
def give_advice(request: Request, number: str) -> HttpResponse:
    """Somebody who assists advises the school."""
    page = advise_page(request.viewer, number)
    form = GiveAdviceForm(request.POST or None, page=page.frame, advising=page, at=request.viewer.at)
    return answered(request, page, form, actions.give_advice, folder=FOLDER)


@form_page
@of_case
def answer_advice(request: Request, number: str, advice: UUID) -> HttpResponse:
    """What the school does with it."""
    page = reply_page(request.viewer, number, advice)
    form = AnswerAdviceForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.answer_advice, folder=FOLDER, advice=advice)


@form_page
@of_case
def decide_advice(request: Request, number: str, advice: UUID) -> HttpResponse:
    """The owner decides what the school did not follow or answer."""
    page = ruling_page(request.viewer, number, advice)
    form = DecideAdviceForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.decide_advice, folder=FOLDER, advice=advice)
