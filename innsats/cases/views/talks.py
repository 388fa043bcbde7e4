"""Stop talks: one that was held, and that there are no more."""

from __future__ import annotations

from django.http import HttpResponse

from innsats.people.middleware import Request
from innsats.rules.acts import Act

from .. import actions
from ..forms.talks import EndStopTalksForm, HoldStopTalkForm
from ..framing import answered, form_page, of_case
from ..queries.talkspage import talk_page


@form_page
@of_case
def hold_stop_talk(request: Request, number: str) -> HttpResponse:
    """With whom, by which two adults, what was agreed, and when they talk again."""
    page = talk_page(Act.HOLD_STOP_TALK, request.viewer, number)
    form = HoldStopTalkForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.hold_stop_talk)


@form_page
@of_case
def end_stop_talks(request: Request, number: str) -> HttpResponse:
    """There are no more talks with a pupil, and why."""
    page = talk_page(Act.END_STOP_TALKS, request.viewer, number)
    form = EndStopTalksForm(request.POST or None, page=page, at=request.viewer.at)
    return answered(request, page, form, actions.end_stop_talks)
