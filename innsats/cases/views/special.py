"""Særskilt, and the pages of the acts that belong there."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.rules.acts import Act

from .. import actions
from ..forms import special as forms
from ..queries.special import pupils_page, special_page
from .case import answered, of_case
from .frame import form_page


@require_safe
@of_case
def case_special(request: Request, number: str) -> HttpResponse:
    """Særskilt."""
    return render(request, "cases/case_special.html", {"page": special_page(request.viewer, number)})


@form_page
@of_case
def record_intervention(request: Request, number: str) -> HttpResponse:
    """Somebody used physical force on a pupil."""
    page = pupils_page(Act.RECORD_INTERVENTION, request.viewer, number)
    form = forms.RecordInterventionForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.record_intervention)
