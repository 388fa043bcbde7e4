"""Stop talks: one that was held, and that there are no more."""

from __future__ import annotations

from django.http import HttpResponse

from innsats.people.middleware import Request
from innsats.web.forms import form_page

from .. import actions
from ..forms.talks import EndStopTalksForm, HoldStopTalkForm
from ..framing import answered, of_case
from ..queries.talkspage import end_page, hold_page


@form_page
@of_case
def hold_stop_talk(request: Request, number: str) -> HttpResponse:
    """With whom, by which two adults, what was agreed, and when they talk again."""
    page = hold_page(request.viewer, number)
    form = HoldStopTalkForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.hold_stop_talk)


@form_page
@of_case
def end_stop_talks(request: Request, number: str) -> HttpResponse:
    """There are no more talks with a pupil, and why."""
    page = end_page(request.viewer, number)
    form = EndStopTalksForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.end_stop_talks)
