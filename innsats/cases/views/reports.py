"""The reader's pages: a report's head, its words, and each thing to do with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from innsats.journal.repeats import done_before
from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web import words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..forms.reports import (
    FindUnfoundedForm,
    LinkReportForm,
    MarkAbuseForm,
    OpenCaseForm,
    ReceiveReportForm,
    RerouteReportForm,
    SecureSafetyForm,
    TellOwnerForm,
    WithdrawReportForm,
)
from ..framing import form_shown, nothing_left, signed
from ..queries import marking, report_acts, reports, withdrawing
from ..queries.finding import report_seen


@require_safe
def read_report(request: Request, number: str) -> HttpResponse:
    """Head first; the words when the reader has chosen to read; then what to do."""
    page = reports.read_report(request.viewer, number, opens="les" in request.GET)
    return render(request, "cases/read_report.html", {"page": page})


@form_page
def reroute_report(request: Request, number: str) -> HttpResponse:
    """Send it on to the right one. Whoever sent it sees it no more."""
    said = _("Meldingen er sendt videre. Du ser den ikke lenger.")
    if request.POST and done_before(request.POST.get("form_key", ""), request.viewer.actor):
        return nothing_left(request, said)
    page = report_acts.reroute_page(request.viewer, number)
    form = RerouteReportForm(request.POST or None, routes=page.choices, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.reroute_report(page.row.pk, concern=form.cleaned_data["concern"], **signed(request, form))
            return nothing_left(request, said)
    return form_shown(request, "cases/reroute_report.html", form, page=page)


@form_page
def receive_report(request: Request, number: str) -> HttpResponse:
    """One person is responsible from now, and the reporter gets an answer."""
    page = report_acts.receive_page(request.viewer, number)
    form = ReceiveReportForm(request.POST or None, people=page.choices, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind, names=dict(page.choices)):
            actions.receive_report(page.row.pk, lead=form.cleaned_data["lead"], **signed(request, form))
            return _done(request, Act.RECEIVE_REPORT, page)
    return form_shown(request, "cases/receive_report.html", form, page=page)


@form_page
def find_unfounded(request: Request, number: str) -> HttpResponse:
    """The one exception from telling the owner, with the reason."""
    page = report_acts.act_page(Act.FIND_UNFOUNDED, request.viewer, "meldinger", number)
    form = FindUnfoundedForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.find_unfounded(page.row.pk, reason=form.cleaned_data["reason"], **signed(request, form))
            return _done(request, Act.FIND_UNFOUNDED, page)
    return form_shown(request, "cases/find_unfounded.html", form, page=page)


@form_page
def withdraw_report(request: Request, number: str) -> HttpResponse:
    """The reporter's wish, written by the reporter or by the reader who was told."""
    page = withdrawing.withdraw_page(request.viewer, number)
    form = WithdrawReportForm(request.POST or None, is_told=page.is_told, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.withdraw_report(page.row.pk, **form.facts(), **signed(request, form))
            messages.success(request, words.of("done", Act.WITHDRAW_REPORT, owner_kind=page.owner_kind))
            return redirect(page.back)
    return form_shown(request, "cases/withdraw_report.html", form, page=page)


@form_page
def mark_abuse(request: Request, number: str) -> HttpResponse:
    """Mark a report as abuse of the open form, or take the mark away, with what was checked."""
    page = marking.mark_page(request.viewer, number)
    form = MarkAbuseForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            given = {"is_abuse": page.is_abuse, "reason": form.cleaned_data["reason"]}
            actions.mark_abuse(page.row.pk, **given, **signed(request, form))
            return _done(request, Act.MARK_ABUSE, page)
    return form_shown(request, "cases/mark_abuse.html", form, page=page)


@form_page
def secure_safety(request: Request, noun: str, number: str) -> HttpResponse:
    """What makes the pupil safe today. Never behind a gate."""
    page = report_acts.act_page(Act.SECURE_SAFETY, request.viewer, noun, number)
    form = SecureSafetyForm(request.POST or None, at=request.viewer.at, initial={"from_on": request.viewer.at.date()})
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.secure_safety(page.row.subject, **form.facts(), **signed(request, form))
            return _done(request, Act.SECURE_SAFETY, page)
    return form_shown(request, "cases/secure_safety.html", form, page=page)


@form_page
def tell_owner(request: Request, noun: str, number: str) -> HttpResponse:
    """That the owner was told: who, how and when."""
    page = report_acts.tell_owner_page(request.viewer, noun, number)
    form = TellOwnerForm(request.POST or None, people=page.choices, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("to", "how", "told_at")}
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.tell_owner(page.row.subject, **given, **signed(request, form))
            return _done(request, Act.TELL_OWNER, page)
    return form_shown(request, "cases/tell_owner.html", form, page=page)


@form_page
def open_case(request: Request, number: str) -> HttpResponse:
    """A case about one pupil, made from this report."""
    page = report_acts.open_case_page(request.viewer, number)
    form = OpenCaseForm(request.POST or None, pupils=page.choices, at=request.viewer.at, initial=page.only_choice)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind, names=page.names):
            case = actions.open_case([page.row.pk], **form.facts(), **signed(request, form))
            messages.success(request, words.of("done", Act.OPEN_CASE))
            return redirect("read_case", case.number)
    return form_shown(request, "cases/open_case.html", form, page=page)


@form_page
def link_report(request: Request, number: str) -> HttpResponse:
    """One more report that belongs to the case."""
    page = report_acts.link_page(request.viewer, number)
    form = LinkReportForm(request.POST or None, reports=page.choices, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        report = report_seen(request.viewer, form.cleaned_data["report"])
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.link_report(page.row.pk, report=report.pk, **signed(request, form))
            return _done(request, Act.LINK_REPORT, page)
    return form_shown(request, "cases/link_report.html", form, page=page)


def _done(request: Request, act: Act, page: Any) -> HttpResponse:
    """Say what was done, on the page one came from; or on I dag, when one does not meet the matter otherwise."""
    said = words.of("done", act, owner_kind=page.owner_kind)
    if not page.may_return:
        return nothing_left(request, said)
    messages.success(request, said)
    return redirect(page.back)
