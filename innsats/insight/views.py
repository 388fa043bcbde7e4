"""The picture of a year, in numbers. Reads only, and names nobody."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request

from .queries.page import numbers_page


@require_safe
def numbers(request: Request) -> HttpResponse:
    """Året i tall: for the report to the council or the board, of one year and one owner."""
    page = numbers_page(request.viewer, year=request.GET.get("ar", ""), owner=request.GET.get("eier", ""))
    if page is None:
        raise Http404
    return render(request, "insight/numbers.html", {"page": page})
