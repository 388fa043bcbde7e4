"""The reporter's pages: sending a report, the receipt, and what became of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from innsats.database import walls
from innsats.people.middleware import Request
from innsats.rules.reports import Concern
from innsats.web import drafts
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on
from innsats.web.uploads import choosing

from .. import actions
from ..forms.dialogue import GiveReceiptForm
from ..forms.reports import ReportConcernForm
from ..framing import forget_draft, form_shown
from ..queries import reporting

SHOWN_AGAIN = ("find", "edit", choosing.CHOOSES)  # steps that only show the form once more, with all that was typed


@form_page
def report_concern(request: Request) -> HttpResponse:
    """Own words first; then who will read it; then it is sent. One address, and nothing is lost between the steps."""
    kept = None if request.POST else drafts.read(request.viewer.person_id, request.path, at=request.viewer.at)
    typed = kept.typed if kept else request.POST
    places = reporting.places(
        request.viewer, school=typed.get("school", ""), called=typed.get("school_called", "")
    )  # fmt: skip
    chosen = _chosen(request, typed, places)
    if not request.POST or typed.get("step") in SHOWN_AGAIN or choosing.is_about_files(request):
        form = ReportConcernForm(initial=_once(typed), places=places, at=request.viewer.at)
        return form_shown(request, "cases/report_concern.html", form, places=places, draft=kept, chosen=chosen)
    form = ReportConcernForm(typed, places=places, at=request.viewer.at)
    if chosen.said:
        form.add_error("attached", " ".join(chosen.said))
    if form.is_valid() and places.school:
        if "send_as" not in typed:
            names = tuple(line.name for line in chosen.lines)
            page = reporting.preview(request.viewer, places.school, form.facts(), files=names, picture=form.picture())
            return render(request, "cases/report_preview.html", {"form": form, "page": page})
        with refusals_shown_on(form, owner_kind=places.owner_kind):
            return redirect("report_sent", _send(request, form, chosen).number)
    return form_shown(request, "cases/report_concern.html", form, places=places, chosen=chosen)


@require_safe
def report_sent(request: Request, number: str) -> HttpResponse:
    """The receipt: who reads it and when, and whom to call now; and a code for whoever told it."""
    context = {"page": reporting.own_report(request.viewer, number), "form": GiveReceiptForm(at=request.viewer.at)}
    return render(request, "cases/report_sent.html", context)


@require_safe
def my_reports(request: Request) -> HttpResponse:
    """Everything one has reported, and what became of it."""
    return render(request, "cases/my_reports.html", {"lines": reporting.own_reports(request.viewer)})


@require_safe
def own_report(request: Request, number: str) -> HttpResponse:
    """One's own report as it was sent, with the reporter's status."""
    return render(request, "cases/own_report.html", {"page": reporting.own_report(request.viewer, number)})


def _chosen(request: Request, typed: QueryDict, places: reporting.Places) -> choosing.Chosen:
    """The files of the form: sealed with the key of whoever owns the school, or of whom the reporter works for."""
    viewer = request.viewer
    owner = places.school.school_owner_id if places.school else None
    if owner is not None:
        walls.widen_to(owner)
    if owner is None and viewer.appointments:
        owner = viewer.appointments[0].school_owner_id
    return choosing.handled(
        request, typed.get("files_key", ""), person_id=viewer.person_id, school_owner_id=owner, at=viewer.at
    )


def _send(request: Request, form: ReportConcernForm, chosen: choosing.Chosen) -> Any:
    facts, send_as = form.facts() | form.facts_of_files(chosen), request.POST["send_as"]
    if send_as in set(Concern):
        facts["concern"] = Concern(send_as)
    key = form.cleaned_data["form_key"]
    report = actions.report_concern(by=request.viewer.actor, at=request.viewer.at, form_key=key, **facts)
    forget_draft(request)
    chosen.forget()
    return report


def _once(typed: QueryDict) -> dict[str, Any]:
    """What was typed, one value for each field; what was left empty is not typed."""
    return {name: value for name, value in typed.items() if value}
