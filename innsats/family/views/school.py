"""What the school sees of the families' side: under *Personer* in the case."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from innsats.cases.framing import answered, form_page, of_case
from innsats.people.middleware import Request
from innsats.rules.editions import Group

from .. import actions
from ..forms.school import ApproveEditionForm
from ..queries.pages import SLUGS, approve_page, family_page, letter_page

GROUPS = {slug: group for group, slug in SLUGS.items()}


@require_safe
@of_case
def case_family(request: Request, number: str) -> HttpResponse:
    """Who of the families may get what, and what they read."""
    return render(request, "family/case_family.html", {"page": family_page(request.viewer, number)})


@form_page
@of_case
def approve_edition(request: Request, number: str, pupil: UUID, way: str) -> HttpResponse:
    """An edition as the family would see it, and the approval."""
    group = _group(way)
    page = approve_page(request.viewer, number, pupil, group)
    form = ApproveEditionForm(request.POST or None, shown=page, at=request.viewer.at)
    return answered(request, page, form, actions.approve_edition, folder="family", pupil=pupil, group=group)


@require_safe
@of_case
def edition_letter(request: Request, number: str, pupil: UUID, way: str) -> HttpResponse:
    """The approved edition, to be printed for a family without a phone."""
    page = letter_page(request.viewer, number, pupil, _group(way))
    return render(request, "family/edition_letter.html", {"page": page})


def _group(way: str) -> Group:
    if way not in GROUPS:
        raise Http404(way)
    return GROUPS[way]
