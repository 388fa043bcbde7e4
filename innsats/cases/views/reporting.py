"""The reporter's pages: sending a report, the receipt, and what became of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.rules.reports import Concern
from innsats.web import drafts
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..forms.reports import ReportConcernForm
from ..framing import forget_draft, form_page, form_shown
from ..queries import reporting

SHOWN_AGAIN = ("find", "edit")  # steps that only show the form once more, with all that was typed


@form_page
def report_concern(request: Request) -> HttpResponse:
    """Own words first; then who will read it; then it is sent. One address, and nothing is lost between the steps."""
    kept = None if request.POST else drafts.read(request.viewer.person_id, request.path, at=request.viewer.at)
    typed = kept.typed if kept else request.POST
    places = reporting.places(
        request.viewer, school=typed.get("school", ""), called=typed.get("school_called", "")
    )  # fmt: skip
    if not request.POST or typed.get("step") in SHOWN_AGAIN:
        form = ReportConcernForm(initial=_once(typed), places=places, at=request.viewer.at)
        return form_shown(request, "cases/report_concern.html", form, places=places, draft=kept)
    form = ReportConcernForm(typed, places=places, at=request.viewer.at)
    if form.is_valid() and places.school:
        if "send_as" not in typed:
            page = reporting.preview(request.viewer, places.school, form.facts())
            return render(request, "cases/report_preview.html", {"form": form, "page": page})
        with refusals_shown_on(form, owner_kind=places.owner_kind):
            return redirect("report_sent", _send(request, form).number)
    return form_shown(request, "cases/report_concern.html", form, places=places)


@require_safe
def report_sent(request: Request, number: str) -> HttpResponse:
    """The receipt: who reads it and when, and whom to call now."""
    return render(request, "cases/report_sent.html", {"page": reporting.own_report(request.viewer, number)})


@require_safe
def my_reports(request: Request) -> HttpResponse:
    """Everything one has reported, and what became of it."""
    return render(request, "cases/my_reports.html", {"lines": reporting.own_reports(request.viewer)})


@require_safe
def own_report(request: Request, number: str) -> HttpResponse:
    """One's own report as it was sent, with the reporter's status."""
    return render(request, "cases/own_report.html", {"page": reporting.own_report(request.viewer, number)})


def _send(request: Request, form: ReportConcernForm) -> Any:
    facts, send_as = form.facts(), request.POST["send_as"]
    if send_as in set(Concern):
        facts["concern"] = Concern(send_as)
    key = form.cleaned_data["form_key"]
    report = actions.report_concern(by=request.viewer.actor, at=request.viewer.at, form_key=key, **facts)
    forget_draft(request)
    return report


def _once(typed: QueryDict) -> dict[str, Any]:
    """What was typed, one value for each field; what was left empty is not typed."""
    return {name: value for name, value in typed.items() if value}
