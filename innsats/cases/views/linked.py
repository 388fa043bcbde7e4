"""Cases that have to do with each other, and the guardians of other pupils."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web.forms import form_page

from .. import actions
from ..forms import linked as forms
from ..framing import answered, of_case
from ..queries.contacts import contact_page
from ..queries.linked import link_page, share_page, unlink_page


@form_page
@of_case
def link_cases(request: Request, number: str) -> HttpResponse:
    """The linked cases that one sees, and one more."""
    page = link_page(request.viewer, number)
    form = forms.LinkCasesForm(request.POST or None, links=page, at=request.viewer.at)
    return answered(request, page, form, actions.link_cases, then=reverse("link_cases", args=[number]))


@form_page
@of_case
def unlink_cases(request: Request, number: str, link: UUID) -> HttpResponse:
    """The link was wrong."""
    page = unlink_page(request.viewer, number, link)
    form = forms.UnlinkCasesForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.unlink_cases, other=page.other)


@form_page
@of_case
def share_note(request: Request, number: str, link: UUID) -> HttpResponse:
    """A note of this case, told anew in the linked one."""
    page = share_page(Act.SHARE_NOTE, request.viewer, number, link)
    form = forms.ShareNoteForm(request.POST or None, share=page, at=request.viewer.at)
    return answered(request, page, form, actions.share_note)


@form_page
@of_case
def share_measure(request: Request, number: str, link: UUID) -> HttpResponse:
    """A measure of this case, carried out for the pupil of the linked one too."""
    page = share_page(Act.SHARE_MEASURE, request.viewer, number, link)
    form = forms.ShareMeasureForm(request.POST or None, share=page, at=request.viewer.at)
    return answered(request, page, form, actions.share_measure)


@form_page
@of_case
def contact_guardians(request: Request, number: str) -> HttpResponse:
    """What the guardians of another pupil were told, whom, how and when."""
    page = contact_page(request.viewer, number)
    form = forms.ContactGuardiansForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.contact_guardians)
