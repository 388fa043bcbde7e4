"""The page where an owner's officer lets one school take over for another."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from innsats.people.middleware import Request
from innsats.web import words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..forms.succession import SucceedSchoolForm
from ..framing import form_shown, signed
from ..queries.succession import succession_page


@form_page
def succeed_school(request: Request, owner: UUID) -> HttpResponse:
    """Schools that merge."""
    page = succession_page(request.viewer, owner)
    form = SucceedSchoolForm(request.POST or None, page=page, at=request.viewer.at)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.succeed_school(**form.facts(), **signed(request, form))
            messages.success(request, words.of("done", page.act))
            return redirect("owner_days", owner)
    return form_shown(request, "cases/succeed_school.html", form, page=page)
