"""The page where others take over what somebody has open."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from innsats.journal.repeats import done_before
from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.rules.verdicts import Refused
from innsats.web import words
from innsats.web.forms import form_page

from .. import actions
from ..forms.leaving import HandOverWorkForm
from ..framing import form_shown, signed
from ..queries.leaving import work_page


@form_page
def hand_over_work(request: Request, person: UUID) -> HttpResponse:
    """What the person has open now, and who could take over each piece."""
    page = work_page(request.viewer, person)
    if done_before(request.POST.get("form_key", ""), request.viewer.actor):
        return redirect("person", person)
    form = HandOverWorkForm(request.POST or None, page=page, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        try:
            actions.hand_over_work(person, pieces=form.pieces(), **signed(request, form))
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, words.of("done", Act.HAND_OVER_WORK))
            return redirect("person", person)
    return form_shown(request, "cases/hand_over_work.html", form, page=page)
