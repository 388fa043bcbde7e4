"""The pages about questions without names: for whoever asks, and for whoever leads the team that is asked."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from innsats.cases.framing import answered
from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web.forms import form_page

from .. import actions
from ..forms.consulting import AnswerConsultForm, ConsultTeamForm
from ..queries.consultpages import ask_page, consult_page, consults_page

FOLDER = "assistance"


@require_safe
def consults(request: Request) -> HttpResponse:
    """Spørsmål uten navn: one's own, and those to the team one leads."""
    asked = request.GET.get("side", "1")
    page = consults_page(request.viewer, max(1, int(asked)) if asked.isdecimal() and len(asked) < 4 else 1)
    return render(request, "assistance/consults.html", {"page": page})


@require_safe
def read_consult(request: Request, consult: UUID) -> HttpResponse:
    """One of them, with its answer."""
    page = consult_page(Act.READ_CONSULT, request.viewer, consult)
    return render(request, "assistance/read_consult.html", {"page": page})


@form_page
def consult_team(request: Request) -> HttpResponse:
    """Somebody at work at a school asks."""
    page = ask_page(request.viewer)
    form = ConsultTeamForm(request.POST or None, page=page.frame, asking=page, at=request.viewer.at)
    return answered(
        request, page, form, lambda _page, **facts: actions.consult_team(facts.pop("team"), **facts), folder=FOLDER
    )


@form_page
def answer_consult(request: Request, consult: UUID) -> HttpResponse:
    """The team's leader answers."""
    page = consult_page(Act.ANSWER_CONSULT, request.viewer, consult)
    form = AnswerConsultForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.answer_consult, folder=FOLDER, then=reverse("consults"))
