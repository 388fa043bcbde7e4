"""The pages of help from outside, of the follow-up, and of how a case ends."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web import dates

from .. import actions
from ..forms import followup as forms
from ..queries import endings, followup
from ..queries.case_acts import act_page
from .case import did, of_case
from .frame import form_page, form_shown


@require_safe
@of_case
def case_aftercare(request: Request, number: str) -> HttpResponse:
    """Oppfølging."""
    return render(request, "cases/case_aftercare.html", {"page": followup.aftercare_page(request.viewer, number)})


@form_page
@of_case
def answer_help_question(request: Request, number: str) -> HttpResponse:
    """Three rounds have not been enough: does somebody from outside help?"""
    page = act_page(Act.ANSWER_HELP_QUESTION, request.viewer, number)
    form = forms.AnswerHelpQuestionForm(request.POST or None, page=page, at=request.viewer.at)
    if did(request, page, form, actions.answer_help_question):
        return redirect(page.back)
    return form_shown(request, "cases/answer_help_question.html", form, page=page, frame=page)


@form_page
@of_case
def end_measures(request: Request, number: str) -> HttpResponse:
    """Measures end by the pupil's word, and the follow-up begins."""
    page = followup.end_measures_page(request.viewer, number)
    form = forms.EndMeasuresForm(request.POST or None, follow=page, at=request.viewer.at)
    if did(request, page.frame, form, actions.end_measures):
        return redirect("case_aftercare", number)
    return form_shown(request, "cases/end_measures.html", form, page=page, frame=page.frame)


@form_page
@of_case
def renew_aftercare(request: Request, number: str) -> HttpResponse:
    """The follow-up lasts longer, or with somebody else."""
    page = followup.renew_page(request.viewer, number)
    form = forms.RenewAftercareForm(request.POST or None, follow=page, at=request.viewer.at)
    if did(request, page.frame, form, actions.renew_aftercare):
        return redirect(page.frame.back)
    return form_shown(request, "cases/renew_aftercare.html", form, page=page, frame=page.frame)


@form_page
@of_case
def stop_aftercare(request: Request, number: str) -> HttpResponse:
    """The family does not want it, or no more of it."""
    page = act_page(Act.STOP_AFTERCARE, request.viewer, number)
    today = {"wished_on": dates.date_of(request.viewer.at)}
    form = forms.StopAftercareForm(request.POST or None, page=page, at=request.viewer.at, initial=today)
    if did(request, page, form, actions.stop_aftercare):
        return redirect(page.back)
    return form_shown(request, "cases/stop_aftercare.html", form, page=page, frame=page)


@form_page
@of_case
def check_in_pupil(request: Request, number: str) -> HttpResponse:
    """How is it?"""
    page = followup.adults_page(Act.CHECK_IN_PUPIL, request.viewer, number)
    form = forms.CheckInPupilForm(request.POST or None, follow=page, at=request.viewer.at)
    if did(request, page.frame, form, actions.check_in_pupil):
        return redirect(page.frame.back)
    return form_shown(request, "cases/check_in_pupil.html", form, page=page, frame=page.frame)


@form_page
@of_case
def note_followup(request: Request, number: str) -> HttpResponse:
    """Those involved, the class, the families and the school."""
    page = act_page(Act.NOTE_FOLLOWUP, request.viewer, number)
    form = forms.NoteFollowupForm(request.POST or None, page=page, at=request.viewer.at)
    if did(request, page, form, actions.note_followup):
        return redirect(page.back)
    return form_shown(request, "cases/note_followup.html", form, page=page, frame=page)


@form_page
@of_case
def offer_talk(request: Request, number: str) -> HttpResponse:
    """Somebody offered the pupil to talk."""
    page = followup.adults_page(Act.OFFER_TALK, request.viewer, number)
    today = {"offered_on": dates.date_of(request.viewer.at)}
    form = forms.OfferTalkForm(request.POST or None, follow=page, at=request.viewer.at, initial=today)
    if did(request, page.frame, form, actions.offer_talk):
        return redirect(page.frame.back)
    return form_shown(request, "cases/offer_talk.html", form, page=page, frame=page.frame)


@form_page
def cosign_ending(request: Request, number: str) -> HttpResponse:
    """The owner's officer, who need not read the case."""
    page = endings.cosign_page(request.viewer, number)
    form = forms.CosignEndingForm(request.POST or None, page=page, at=request.viewer.at)
    if did(request, page, form, actions.cosign_ending):
        return redirect(page.back)
    return form_shown(request, "cases/cosign_ending.html", form, page=page, frame=page)


@form_page
@of_case
def close_case(request: Request, number: str) -> HttpResponse:
    """The six ways, and what each demands."""
    page = endings.close_page(request.viewer, number)
    form = forms.CloseCaseForm(request.POST or None, close=page, at=request.viewer.at)
    if did(request, page.frame, form, actions.close_case):
        return redirect(page.frame.back)
    return form_shown(request, "cases/close_case.html", form, page=page, frame=page.frame)


@form_page
@of_case
def reopen_case(request: Request, number: str) -> HttpResponse:
    """Taken up again, and why."""
    page, before = endings.reopen_page(request.viewer, number)
    form = forms.ReopenCaseForm(request.POST or None, page=page, at=request.viewer.at)
    if did(request, page, form, actions.reopen_case):
        return redirect("read_case", number)
    return form_shown(request, "cases/reopen_case.html", form, page=page, frame=page, before=before)
