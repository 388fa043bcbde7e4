"""The pages of the county governor's case: what is due there, and each step of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.web import dates
from innsats.web.forms import form_page

from .. import actions
from ..forms.governor import CorrectGovernorStepForm, RecordGovernorStepForm
from ..framing import answered, of_case
from ..queries.governing import STEPS
from ..queries.governor import correction_page, governor_page, step_page


@require_safe
@of_case
def case_governor(request: Request, number: str) -> HttpResponse:
    """Statsforvalteren."""
    return render(request, "cases/case_governor.html", {"page": governor_page(request.viewer, number)})


@form_page
@of_case
def record_governor_step(request: Request, number: str, step: str) -> HttpResponse:
    """One step, the one that `step` in the address names."""
    if step not in STEPS:
        raise Http404(f"step:{step}")
    page = step_page(request.viewer, number, STEPS[step])
    today = {"happened_on": dates.date_of(request.viewer.at)}
    form = RecordGovernorStepForm(request.POST or None, step=page, at=request.viewer.at, initial=today)
    return answered(request, page, form, actions.record_governor_step)


@form_page
@of_case
def correct_governor_step(request: Request, number: str, entry: UUID) -> HttpResponse:
    """The dates of one step were wrong."""
    page = correction_page(request.viewer, number, entry)
    form = CorrectGovernorStepForm(request.POST or None, step=page, at=request.viewer.at)
    return answered(request, page, form, actions.correct_governor_step)
