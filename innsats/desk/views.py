"""The working day: what needs me now, and the list of cases. Reads only."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.web.forms import form_page

from .forms import asked_for
from .queries.cases import cases_page
from .queries.today import today_of


@require_safe
def today(request: Request) -> HttpResponse:
    """I dag: what needs me now, by time left."""
    return render(request, "desk/today.html", {"page": today_of(request.viewer, request.GET.get("etter", ""))})


@form_page
def cases(request: Request) -> HttpResponse:
    """The cases one may see, and finding one: by POST, so that no name stands in an address or a history."""
    asked = asked_for(request.GET, words=request.POST.get("finn", ""))
    return render(request, "desk/cases.html", {"page": cases_page(request.viewer, asked)})
