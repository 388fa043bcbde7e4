"""Bringing in what one knows from a service, and noting that a consent was taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from innsats.people.middleware import Request
from innsats.web import dates
from innsats.web.forms import form_page

from .. import actions
from ..forms.sharing import ShareKnowledgeForm, WithdrawConsentForm
from ..framing import answered, of_case
from ..queries.knowledgepage import ORIGINS, ground_page, knowledge_page, withdraw_page


@form_page
@of_case
def share_knowledge(request: Request, number: str, way: str = "") -> HttpResponse:
    """First where the knowledge comes from; `way` in the address is the service that was chosen. Then the ground."""
    if way and way not in ORIGINS:
        raise Http404(f"origin:{way}")
    if not way:
        chosen = knowledge_page(request.viewer, number)
        return render(request, "cases/knowledge_from.html", {"page": chosen, "frame": chosen.frame})
    page = ground_page(request.viewer, number, ORIGINS[way])
    form = ShareKnowledgeForm(request.POST or None, page=page.frame, knowing=page, at=request.viewer.at)
    return answered(request, page, form, actions.share_knowledge, origin=page.origin)


@form_page
@of_case
def withdraw_consent(request: Request, number: str, knowledge: UUID) -> HttpResponse:
    """Who has taken the consent back. From then on the text is not shown."""
    page = withdraw_page(request.viewer, number, knowledge)
    form = WithdrawConsentForm(
        request.POST or None, page=page.frame, gave=page.consented_by, at=request.viewer.at,
        initial={"withdrawn_on": dates.date_of(request.viewer.at)},
    )  # fmt: skip
    return answered(request, page, form, actions.withdraw_consent, knowledge=knowledge)
