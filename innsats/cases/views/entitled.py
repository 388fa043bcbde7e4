"""One guardian: what is known, and what is decided."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from innsats.people.middleware import Request
from innsats.rules.acts import Act

from .. import actions
from ..forms.entitled import DecideRecipientForm, NoteRecipientForm
from ..framing import answered, form_page, of_case
from ..queries.guardianpage import guardian_page


@form_page
@of_case
def note_recipient(request: Request, number: str, guardian: UUID) -> HttpResponse:
    """All that is known of a guardian now."""
    page = guardian_page(Act.NOTE_RECIPIENT, request.viewer, number, guardian)
    form = NoteRecipientForm(request.POST or None, page=page.frame, at=request.viewer.at, initial=page.saved)
    return answered(request, page, form, actions.note_recipient, guardian=guardian)


@form_page
@of_case
def decide_recipient(request: Request, number: str, guardian: UUID) -> HttpResponse:
    """What a guardian gets, and why."""
    page = guardian_page(Act.DECIDE_RECIPIENT, request.viewer, number, guardian)
    form = DecideRecipientForm(request.POST or None, page=page.frame, at=request.viewer.at)
    return answered(request, page, form, actions.decide_recipient, guardian=guardian)
