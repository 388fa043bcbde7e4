"""Særskilt, and the pages of the acts that belong there."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web import dates
from innsats.web.forms import form_page

from .. import actions
from ..forms import around, proposals
from ..forms import special as forms
from ..framing import answered, of_case
from ..queries.case_acts import act_page, readers_page
from ..queries.special import decision_page, pupils_page, special_page


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


@form_page
@of_case
def propose_exclusion(request: Request, number: str) -> HttpResponse:
    """For how long, why, what was tried first, and who decides."""
    page = pupils_page(Act.PROPOSE_EXCLUSION, request.viewer, number)
    form = proposals.ProposeExclusionForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.propose_exclusion)


@form_page
@of_case
def propose_school_change(request: Request, number: str) -> HttpResponse:
    """To the municipality or the county: neither school nor team decides it."""
    page = pupils_page(Act.PROPOSE_SCHOOL_CHANGE, request.viewer, number)
    form = proposals.ProposeSchoolChangeForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.propose_school_change)


@form_page
@of_case
def propose_survey(request: Request, number: str) -> HttpResponse:
    """Pupils are asked by name how they have it together."""
    page = act_page(Act.PROPOSE_SURVEY, request.viewer, number)
    form = proposals.ProposeSurveyForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.propose_survey)


@form_page
@of_case
def record_decision(request: Request, number: str, proposal: UUID) -> HttpResponse:
    """What became of a proposal."""
    page = decision_page(request.viewer, number, proposal)
    today = {"decided_on": dates.date_of(request.viewer.at)}
    form = proposals.RecordDecisionForm(request.POST or None, page=page, at=request.viewer.at, initial=today)
    return answered(request, page, form, actions.record_decision, proposal=proposal)


@form_page
@of_case
def note_police(request: Request, number: str) -> HttpResponse:
    """The police were told or asked; above the form stands when everybody must."""
    page = act_page(Act.NOTE_POLICE, request.viewer, number)
    form = around.NotePoliceForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.note_police)


@form_page
@of_case
def note_interpreter(request: Request, number: str) -> HttpResponse:
    """Somebody needs an interpreter."""
    page = act_page(Act.NOTE_INTERPRETER, request.viewer, number)
    form = around.NoteInterpreterForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.note_interpreter)


@form_page
@of_case
def name_supporter(request: Request, number: str) -> HttpResponse:
    """Somebody stands beside the family."""
    page = act_page(Act.NAME_SUPPORTER, request.viewer, number)
    today = {"starts_on": dates.date_of(request.viewer.at)}
    form = around.NameSupporterForm(request.POST or None, page=page, at=request.viewer.at, initial=today)
    return answered(request, page, form, actions.name_supporter)


@form_page
@of_case
def restrict_readers(request: Request, number: str) -> HttpResponse:
    """Who speaks for the school, and who of the team goes on reading."""
    page = readers_page(request.viewer, number)
    form = around.RestrictReadersForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.restrict_readers)


@form_page
@of_case
def lift_restriction(request: Request, number: str) -> HttpResponse:
    """The lead admits to the team again."""
    page = act_page(Act.LIFT_RESTRICTION, request.viewer, number)
    form = around.LiftRestrictionForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.lift_restriction)
