"""The pages of help from outside, of the follow-up, and of how a case ends."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web import dates
from innsats.web.forms import form_page

from .. import actions
from ..forms import followup as forms
from ..forms.handover import HandOverCaseForm
from ..framing import answered, of_case
from ..queries import endings, followup
from ..queries.case_acts import act_page
from ..queries.handover import handover_page


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
    return answered(request, page, form, actions.answer_help_question)


@form_page
@of_case
def end_measures(request: Request, number: str) -> HttpResponse:
    """Measures end by the pupil's word, and the follow-up begins."""
    page = followup.end_measures_page(request.viewer, number)
    form = forms.EndMeasuresForm(request.POST or None, follow=page, at=request.viewer.at)
    return answered(request, page, form, actions.end_measures, then=reverse("case_aftercare", args=[number]))


@form_page
@of_case
def renew_aftercare(request: Request, number: str) -> HttpResponse:
    """The follow-up lasts longer, or with somebody else."""
    page = followup.renew_page(request.viewer, number)
    form = forms.RenewAftercareForm(request.POST or None, follow=page, at=request.viewer.at)
    return answered(request, page, form, actions.renew_aftercare)


@form_page
@of_case
def stop_aftercare(request: Request, number: str) -> HttpResponse:
    """The family does not want it, or no more of it."""
    page = act_page(Act.STOP_AFTERCARE, request.viewer, number)
    today = {"wished_on": dates.date_of(request.viewer.at)}
    form = forms.StopAftercareForm(request.POST or None, page=page, at=request.viewer.at, initial=today)
    return answered(request, page, form, actions.stop_aftercare)


@form_page
@of_case
def check_in_pupil(request: Request, number: str) -> HttpResponse:
    """How is it?"""
    page = followup.adults_page(Act.CHECK_IN_PUPIL, request.viewer, number)
    form = forms.CheckInPupilForm(request.POST or None, follow=page, at=request.viewer.at)
    return answered(request, page, form, actions.check_in_pupil)


@form_page
@of_case
def note_followup(request: Request, number: str) -> HttpResponse:
    """Those involved, the class, the families and the school."""
    page = act_page(Act.NOTE_FOLLOWUP, request.viewer, number)
    form = forms.NoteFollowupForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.note_followup)


@form_page
@of_case
def offer_talk(request: Request, number: str) -> HttpResponse:
    """Somebody offered the pupil to talk."""
    page = followup.adults_page(Act.OFFER_TALK, request.viewer, number)
    today = {"offered_on": dates.date_of(request.viewer.at)}
    form = forms.OfferTalkForm(request.POST or None, follow=page, at=request.viewer.at, initial=today)
    return answered(request, page, form, actions.offer_talk)


@form_page
def cosign_ending(request: Request, number: str) -> HttpResponse:
    """The owner's officer, who need not read the case."""
    page = endings.cosign_page(request.viewer, number)
    form = forms.CosignEndingForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.cosign_ending)


@form_page
@of_case
def close_case(request: Request, number: str) -> HttpResponse:
    """The six ways, and what each demands."""
    page = endings.close_page(request.viewer, number)
    form = forms.CloseCaseForm(request.POST or None, close=page, at=request.viewer.at, initial=page.begun)
    return answered(request, page, form, actions.close_case)


@form_page
@of_case
def reopen_case(request: Request, number: str) -> HttpResponse:
    """Taken up again, and why."""
    page = endings.reopen_page(request.viewer, number)
    form = forms.ReopenCaseForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.reopen_case, then=reverse("read_case", args=[number]))


@form_page
@of_case
def hand_over_case(request: Request, number: str) -> HttpResponse:
    """To the school the pupil goes to now, as far as the pupil and the guardians allow."""
    page = handover_page(request.viewer, number)
    form = HandOverCaseForm(request.POST or None, handover=page, at=request.viewer.at)
    return answered(request, page, form, actions.hand_over_case)
