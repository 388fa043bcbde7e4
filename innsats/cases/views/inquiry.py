"""Writing down what was found out: a talk, an observation, a trace online, or anything else."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from innsats.people.middleware import Request
from innsats.web.forms import form_page

from .. import actions
from ..forms.inquiry import NoteInquiryForm
from ..framing import answered, of_case
from ..queries.inquirypage import WAYS, note_page


@form_page
@of_case
def note_inquiry(request: Request, number: str, way: str = "") -> HttpResponse:
    """Something found out. `way` in the address is a kind of record with a short form."""
    if way and way not in WAYS:
        raise Http404(f"way:{way}")
    page = note_page(request.viewer, number, way)
    form = NoteInquiryForm(request.POST or None, page=page.frame, at=request.viewer.at, method=WAYS.get(way))
    return answered(request, page, form, actions.note_inquiry)
