"""Somebody whom Feide says works at the school: let in, or not, by whoever leads it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from innsats.web import clock, words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from ..actions import outside as actions
from ..forms import ConfirmProposalForm, DeclineProposalForm
from ..middleware import Request
from ..queries import folk
from ..queries.outside import ProposalShown, proposal_for


@form_page
def confirm_proposal(request: Request, proposal: UUID) -> HttpResponse:
    shown = _shown(request, proposal)
    initial = {"name": shown.name, "email": shown.email, "starts_on": clock.today()}
    form = ConfirmProposalForm(shown, folk.roles_given_by(request.viewer), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form, owner_kind=shown.owner_kind):
            actions.confirm_proposal(proposal, by=request.viewer.actor, at=request.viewer.at, **form.given())
            messages.success(request, words.of("done", "confirm_proposal"))
            return redirect("people")
    return render(request, "people/confirm_proposal.html", {"form": form, "shown": shown})


@form_page
def decline_proposal(request: Request, proposal: UUID) -> HttpResponse:
    shown = _shown(request, proposal)
    form = DeclineProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form, owner_kind=shown.owner_kind):
            actions.decline_proposal(proposal, by=request.viewer.actor, at=request.viewer.at, **form.given())
            messages.success(request, words.of("done", "decline_proposal"))
            return redirect("people")
    return render(request, "people/decline_proposal.html", {"form": form, "shown": shown})


def _shown(request: Request, proposal: UUID) -> ProposalShown:
    shown = proposal_for(request.viewer, proposal)
    if shown is None:
        raise Http404
    return shown
