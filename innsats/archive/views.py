"""The pages that print: what will be printed and who it is recorded for; then the PDF, to be kept by nobody else. And
those of a case that leaves: the archive has it, what keeps it, and that it is disposed of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from innsats.cases.framing import answered, form_shown, of_case, signed
from innsats.cases.queries.case_acts import act_page
from innsats.cases.queries.head import Shut
from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web import dates, words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from . import actions
from .forms import (
    DisposeCaseForm,
    FetchMorningListForm,
    LiftHoldForm,
    PlaceHoldForm,
    PrintCaseForm,
    PrintOpenCasesForm,
    PrintPlanForm,
    RecordArchivedForm,
    SetKeepingTimeForm,
    SetMorningListForm,
)
from .queries import BLANKS, blank
from .queries.keptpages import archiving_page, hold_page, kept_list, kept_page, rule_page
from .queries.mornings import orders_of, sheet_seen, sheets_for, unit_of
from .queries.opencases import list_page


@form_page
def print_case(request: Request, number: str) -> HttpResponse:
    """The whole case."""
    return _of_case(request, Act.PRINT_CASE, number, PrintCaseForm(_posted(request), at=request.viewer.at))


@form_page
def print_plan(request: Request, number: str) -> HttpResponse:
    """The plan that applies."""
    return _of_case(request, Act.PRINT_PLAN, number, PrintPlanForm(_posted(request), at=request.viewer.at))


@form_page
def print_open_cases(request: Request) -> HttpResponse:
    """The morning's list."""
    page = list_page(request.viewer)
    form = PrintOpenCasesForm(_posted(request), page=page, at=request.viewer.at)
    context = {"page": page, "sheets": sheets_for(request.viewer)}
    chosen = form.cleaned_data["unit"] if form.is_bound and form.is_valid() else None
    return _answer(request, Act.PRINT_OPEN_CASES, form, UUID(chosen) if chosen else None, context)


@form_page
def set_morning_list(request: Request) -> HttpResponse:
    """Whether the list lies ready each school morning."""
    page = list_page(request.viewer)
    form = SetMorningListForm(_posted(request), page=page, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form):
            unit, is_on = UUID(form.cleaned_data["unit"]), form.cleaned_data["is_on"] == "yes"
            actions.set_morning_list(unit, is_on=is_on, **signed(request, form))
            return _done(request, Act.SET_MORNING_LIST, "print_open_cases")
    ordered = [unit_of(one).name for one in orders_of(request.viewer)]
    return form_shown(request, "archive/set_morning_list.html", form, ordered=ordered)


@form_page
def fetch_morning_list(request: Request, sheet: UUID) -> HttpResponse:
    """Today's list, to be taken out."""
    row = sheet_seen(request.viewer, sheet)
    form = FetchMorningListForm(_posted(request), at=request.viewer.at)
    context = {"unit": unit_of(row.order), "made": dates.moment(row.at)}
    return _answer(request, Act.FETCH_MORNING_LIST, form, sheet, context)


@require_safe
def blank_form(request: Request, blank_name: str) -> HttpResponse:
    """A form to fill in by hand. It holds nothing about anybody, and no trace is kept."""
    if blank_name not in BLANKS:
        raise Http404(blank_name)
    return _download(blank(blank_name, get_language() or "nb"), f"{blank_name}.pdf")


@require_safe
def disposals(request: Request) -> HttpResponse:
    """What the archive has, for those at the owner: what may be disposed of now, and what is kept and why."""
    return render(request, "archive/disposals.html", {"page": kept_list(request.viewer, request.GET.get("etter", ""))})


@form_page
def set_keeping_time(request: Request, owner: UUID) -> HttpResponse:
    """How long an owner's cases are kept here."""
    unit = rule_page(request.viewer, owner)
    form = SetKeepingTimeForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=unit.kind):
            actions.set_keeping_time(owner, **form.facts(), **signed(request, form))
            return _done(request, Act.SET_KEEPING_TIME)
    return form_shown(request, "archive/set_keeping_time.html", form, owner=unit)


@form_page
@of_case
def record_archived(request: Request, number: str) -> HttpResponse:
    """The archive has the case."""
    page = archiving_page(request.viewer, number)
    form = RecordArchivedForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.record_archived, folder="archive")


@form_page
@of_case
def place_hold(request: Request, number: str) -> HttpResponse:
    """The case is to be kept, and what keeps it already."""
    page = kept_page(Act.PLACE_HOLD, request.viewer, number)
    form = PlaceHoldForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.place_hold(page.uuid, **form.facts(), **signed(request, form))
            return _done(request, Act.PLACE_HOLD, page.back)
    return form_shown(request, "archive/place_hold.html", form, page=page)


@form_page
@of_case
def lift_hold(request: Request, number: str, hold: UUID) -> HttpResponse:
    """The case need not be kept any more."""
    page, held = hold_page(request.viewer, number, hold)
    form = LiftHoldForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.lift_hold(page.uuid, hold=hold, **form.facts(), **signed(request, form))
            return _done(request, Act.LIFT_HOLD, page.back)
    return form_shown(request, "archive/lift_hold.html", form, page=page, held=held)


@form_page
@of_case
def dispose_case(request: Request, number: str) -> HttpResponse:
    """What the archive has of the case, what keeps it here, and letting it go."""
    page = kept_page(Act.DISPOSE_CASE, request.viewer, number)
    form = DisposeCaseForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.dispose_case(page.uuid, **signed(request, form))
            return _done(request, Act.DISPOSE_CASE, page.back)
    return form_shown(request, "archive/dispose_case.html", form, page=page)


def _done(request: Request, act: Act, way: str = "disposals") -> HttpResponse:
    messages.success(request, words.of("done", act))
    return redirect(way)


def _posted(request: Request) -> QueryDict | None:
    """What was posted, also when it is nothing: a form without fields is asked for all the same."""
    return request.POST if request.method == "POST" else None


def _of_case(request: Request, act: Act, number: str, form: BaseForm) -> HttpResponse:
    try:
        frame = act_page(act, request.viewer, number)
    except Shut as shut:
        return render(request, "cases/see_case.html", {"page": shut.page, "typed": ()}, status=403)
    context = {"frame": frame, "draft": None, "draft_address": ""}
    return _answer(request, act, form, frame.uuid, context, owner_kind=frame.owner_kind)


def _answer(
    request: Request, act: Act, form: BaseForm, what: UUID | None, context: dict[str, Any],
    owner_kind: str = words.OwnerKind.MUNICIPALITY,
) -> HttpResponse:
    """The PDF, or the page with every reason why not."""
    if form.is_bound and form.is_valid() and what is not None:
        print_: Callable[..., actions.Printout] = getattr(actions, act)
        with refusals_shown_on(form, owner_kind=owner_kind):
            printed = print_(what, by=request.viewer.actor, at=request.viewer.at)
            return _download(printed.pdf, printed.name)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, f"archive/{act}.html", {"form": form, **context}, status=status)


def _download(pdf: bytes, name: str) -> HttpResponse:
    """A file of its own: never shown inside a page, and never kept on the way."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff",
               "Cache-Control": "no-store"}  # fmt: skip
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
