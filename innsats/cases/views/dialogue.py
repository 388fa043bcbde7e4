"""The talk on a report: the school answers, a colleague who reported writes more, and the holder is confirmed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web import words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..forms.dialogue import AnswerReporterForm, ConfirmHolderForm, EndConfirmationForm, WriteToSchoolForm
from ..framing import form_shown, signed
from ..queries import confirming, dialogue


@form_page
def answer_reporter(request: Request, number: str) -> HttpResponse:
    """All that was written, and what the school writes now. A ready text is put in without anything being sent.

    Whoever has not opened the report chooses that first: it may be about somebody whom one stands near.
    """
    page = dialogue.answer_page(request.viewer, number)
    if page is None:
        return redirect("read_report", number)
    form = AnswerReporterForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and request.POST.get("step") == "fill":
        form = AnswerReporterForm(initial=form.with_letter(), at=request.viewer.at)
    elif form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.answer_reporter(page.row.pk, text=form.cleaned_data["text"], **signed(request, form))
            messages.success(request, words.of("done", Act.ANSWER_REPORTER))
            return redirect("answer_reporter", number)
    return form_shown(request, "cases/answer_reporter.html", form, page=page)


@form_page
def write_to_school(request: Request, number: str) -> HttpResponse:
    """All that was written, and what the colleague who reported writes now."""
    page = dialogue.write_page(request.viewer, number)
    form = WriteToSchoolForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.write_to_school(page.row.pk, text=form.cleaned_data["text"], **signed(request, form))
            messages.success(request, _("Det er sendt. De som leser meldingen din, får beskjed."))
            return redirect("write_to_school", number)
    return form_shown(request, "cases/write_to_school.html", form, page=page)


@form_page
def confirm_holder(request: Request, number: str) -> HttpResponse:
    """Who holds the code, and how one knows."""
    page = confirming.confirm_page(request.viewer, number)
    started = {"confirmed_on": request.viewer.at.date()}
    form = ConfirmHolderForm(request.POST or None, able=page.able, at=request.viewer.at, initial=started)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.frame.owner_kind):
            actions.confirm_holder(page.frame.row.pk, **form.facts(), **signed(request, form))
            messages.success(request, words.of("done", Act.CONFIRM_HOLDER))
            return redirect("answer_reporter", number)
    return form_shown(request, "cases/confirm_holder.html", form, page=page)


@form_page
def end_confirmation(request: Request, number: str, confirmation: UUID) -> HttpResponse:
    """It holds no longer."""
    page, held = confirming.end_confirmation_page(request.viewer, number, confirmation)
    form = EndConfirmationForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.end_confirmation(
                page.row.pk, confirmation=confirmation, reason=form.cleaned_data["reason"], **signed(request, form)
            )
            messages.success(request, words.of("done", Act.END_CONFIRMATION))
            return redirect("answer_reporter", number)
    return form_shown(request, "cases/end_confirmation.html", form, page=page, held=held)
