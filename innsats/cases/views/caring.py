"""The pages of a concern for a child: each for the one who knows, and for those that one has named."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web import dates
from innsats.web.forms import form_page

from .. import actions
from ..forms import caring as forms
from ..framing import answered
from ..queries.causepages import act_on_cause, cause_page, causes_page, new_cause_page


@require_safe
def causes(request: Request) -> HttpResponse:
    """Mine bekymringer."""
    return render(request, "cases/causes.html", {"lines": causes_page(request.viewer)})


@require_safe
def read_cause(request: Request, cause: UUID) -> HttpResponse:
    """One of them."""
    return render(request, "cases/read_cause.html", {"page": cause_page(request.viewer, cause)})


@form_page
def see_cause(request: Request) -> HttpResponse:
    """Written down by the one who knows."""
    page, units = new_cause_page(request.viewer)
    form = forms.SeeCauseForm(
        request.POST or None, page=page, at=request.viewer.at, units=units, initial=_today(request, "seen_on")
    )

    return answered(request, page, form, lambda _page, **facts: actions.see_cause(facts.pop("unit"), **facts))


@form_page
def send_child_welfare_report(request: Request, cause: UUID) -> HttpResponse:
    """It was sent."""
    page = act_on_cause(Act.SEND_CHILD_WELFARE_REPORT, request.viewer, cause)
    today = _today(request, "sent_on")
    form = forms.SendChildWelfareReportForm(request.POST or None, page=page, at=request.viewer.at, initial=today)
    return answered(request, page, form, actions.send_child_welfare_report)


@form_page
def leave_cause_unsent(request: Request, cause: UUID) -> HttpResponse:
    """It is not sent, and why."""
    page = act_on_cause(Act.LEAVE_CAUSE_UNSENT, request.viewer, cause)
    form = forms.LeaveCauseUnsentForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.leave_cause_unsent)


@form_page
def note_child_welfare_feedback(request: Request, cause: UUID) -> HttpResponse:
    """What came back."""
    page = act_on_cause(Act.NOTE_CHILD_WELFARE_FEEDBACK, request.viewer, cause)
    today = _today(request, "received_on")
    form = forms.NoteChildWelfareFeedbackForm(request.POST or None, page=page, at=request.viewer.at, initial=today)
    return answered(request, page, form, actions.note_child_welfare_feedback)


@form_page
def share_cause(request: Request, cause: UUID) -> HttpResponse:
    """Somebody else may read it."""
    page = act_on_cause(Act.SHARE_CAUSE, request.viewer, cause)
    form = forms.ShareCauseForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.share_cause)


def _today(request: Request, day: str) -> dict[str, Any]:
    return {day: dates.date_of(request.viewer.at)}
