"""The pages of the plan: the tab, two versions compared, and one for each act on a measure."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web import dates
from innsats.web.forms import form_page

from .. import actions
from ..forms import plan as forms
from ..framing import answered, did, form_shown, of_case
from ..queries.comparing import compare_plans as compared
from ..queries.measurepage import activate_page, draft_page, measure_page
from ..queries.planpage import plan_page


@require_safe
@of_case
def case_plan(request: Request, number: str) -> HttpResponse:
    """Plan."""
    return render(request, "cases/case_plan.html", {"page": plan_page(request.viewer, number)})


@require_safe
@of_case
def compare_plans(request: Request, number: str) -> HttpResponse:
    """Two versions side by side; `fra` and `til` in the address choose them."""
    page = compared(request.viewer, number, request.GET.get("fra", ""), request.GET.get("til", ""))
    return render(request, "cases/compare_plans.html", {"page": page})


@form_page
@of_case
def draft_measure(request: Request, number: str, measure: UUID | None = None) -> HttpResponse:
    """One measure of the draft. Whoever saves an older version sees both, and loses nothing."""
    typed = request.POST or None
    page = draft_page(request.viewer, number, measure, is_typed=bool(typed))
    initial = {**page.saved, "version": page.version} if measure else None
    form = forms.DraftMeasureForm(typed, measure=page, at=request.viewer.at, initial=initial)
    if did(request, page.frame, form, actions.draft_measure, measure=measure):
        return redirect("case_plan", number)
    if form.is_bound and measure:
        form.meets(draft_page(request.viewer, number, measure, is_typed=True))
    return form_shown(request, "cases/draft_measure.html", form, page=form.measure, frame=page.frame)


@form_page
@of_case
def drop_measure(request: Request, number: str, measure: UUID) -> HttpResponse:
    """Take a measure out of the draft. Whoever read an older version sees how it stands now first."""
    page = measure_page(Act.DROP_MEASURE, request.viewer, number, measure)
    form = forms.DropMeasureForm(request.POST or None, page=page.frame, at=request.viewer.at)
    if did(request, page.frame, form, actions.drop_measure, measure=measure):
        return redirect(page.frame.back)
    if form.is_bound:
        page = measure_page(Act.DROP_MEASURE, request.viewer, number, measure)
    return form_shown(request, "cases/drop_measure.html", form, page=page, frame=page.frame)


@form_page
@of_case
def activate_plan(request: Request, number: str) -> HttpResponse:
    """Let the draft apply, when all that the law asks for is there. Whoever read another draft sees this one first."""
    page = activate_page(request.viewer, number)
    form = forms.ActivatePlanForm(request.POST or None, page=page.frame, at=request.viewer.at)
    if did(request, page.frame, form, actions.activate_plan):
        return redirect(page.frame.back)
    if form.is_bound:
        page = activate_page(request.viewer, number)
    return form_shown(request, "cases/activate_plan.html", form, page=page, frame=page.frame)


@form_page
@of_case
def start_measure(request: Request, number: str, measure: UUID) -> HttpResponse:
    """The day it truly began: the plan's, unless that is still to come. Then whoever presses must say it."""
    page = measure_page(Act.START_MEASURE, request.viewer, number, measure)
    today = dates.date_of(request.viewer.at)
    planned = page.starts_on or today
    begun = {"started_on": planned if planned <= today else None}
    form = forms.StartMeasureForm(request.POST or None, page=page.frame, at=request.viewer.at, initial=begun)
    return answered(request, page, form, actions.start_measure, measure=measure)


@form_page
@of_case
def end_measure(request: Request, number: str, measure: UUID) -> HttpResponse:
    """Done, or stopped and why."""
    page = measure_page(Act.END_MEASURE, request.viewer, number, measure)
    today = {"ended_on": dates.date_of(request.viewer.at)}
    form = forms.EndMeasureForm(request.POST or None, page=page.frame, at=request.viewer.at, initial=today)
    return answered(request, page, form, actions.end_measure, measure=measure)


@form_page
@of_case
def evaluate_measure(request: Request, number: str, measure: UUID) -> HttpResponse:
    """Carried out, and did it help, by the pupil's own word."""
    page = measure_page(Act.EVALUATE_MEASURE, request.viewer, number, measure)
    today = {"held_on": dates.date_of(request.viewer.at)}
    form = forms.EvaluateMeasureForm(request.POST or None, measure=page, at=request.viewer.at, initial=today)
    return answered(request, page, form, actions.evaluate_measure, measure=measure)
