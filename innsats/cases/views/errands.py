"""Gjøremål: given and taken back by those who work on the case, met and answered by whoever was given one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web.forms import form_page

from .. import actions
from ..forms.errands import DeclineErrandForm, FinishErrandForm, GiveErrandForm, KeepErrandForm, TakeBackErrandForm
from ..framing import answered, of_case
from ..queries.errandgiving import give_page, look_page
from ..queries.errandpages import act_on_errand, errand_page, errands_page


@form_page
@of_case
def give_errand(request: Request, number: str) -> HttpResponse:
    """To whom, what, when and where."""
    page, measures = give_page(request.viewer, number)
    form = GiveErrandForm(request.POST or None, page=page, measures=measures, at=request.viewer.at)
    return answered(request, page, form, actions.give_errand)


@form_page
@of_case
def take_back_errand(request: Request, number: str, errand: UUID) -> HttpResponse:
    """Nobody has to do it any more."""
    page = look_page(Act.TAKE_BACK_ERRAND, request.viewer, number, errand)
    form = TakeBackErrandForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.take_back_errand, errand=errand)


@form_page
@of_case
def keep_errand(request: Request, number: str, errand: UUID) -> HttpResponse:
    """It is to be done though the case was about another pupil when it was given."""
    page = look_page(Act.KEEP_ERRAND, request.viewer, number, errand)
    form = KeepErrandForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.keep_errand, errand=errand)


@require_safe
def errands(request: Request) -> HttpResponse:
    """Mine gjøremål."""
    return render(request, "cases/errands.html", {"lines": errands_page(request.viewer)})


@require_safe
def read_errand(request: Request, errand: UUID) -> HttpResponse:
    """One of them."""
    return render(request, "cases/read_errand.html", {"page": errand_page(request.viewer, errand)})


@form_page
def finish_errand(request: Request, errand: UUID) -> HttpResponse:
    """It was done."""
    page, asked = act_on_errand(Act.FINISH_ERRAND, request.viewer, errand)
    form = FinishErrandForm(request.POST or None, page=page, asked=asked, at=request.viewer.at)
    return answered(request, page, form, actions.finish_errand)


@form_page
def decline_errand(request: Request, errand: UUID) -> HttpResponse:
    """It cannot be done, and why."""
    page, _asked = act_on_errand(Act.DECLINE_ERRAND, request.viewer, errand)
    form = DeclineErrandForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.decline_errand)
