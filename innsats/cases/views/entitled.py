"""One guardian: what is known, and what is decided."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web.forms import form_page

from .. import actions
from ..forms.entitled import DecideRecipientForm, NoteRecipientForm, RecipientForm
from ..framing import did, form_shown, of_case
from ..queries.guardianpage import GuardianPage, guardian_page


@form_page
@of_case
def note_recipient(request: Request, number: str, guardian: UUID) -> HttpResponse:
    """All that is known of a guardian now."""
    page = guardian_page(Act.NOTE_RECIPIENT, request.viewer, number, guardian)
    form = NoteRecipientForm(request.POST or None, page=page.frame, at=request.viewer.at, initial=page.saved)
    return _answered(request, page, form, actions.note_recipient)


@form_page
@of_case
def decide_recipient(request: Request, number: str, guardian: UUID) -> HttpResponse:
    """What a guardian gets, and why."""
    page = guardian_page(Act.DECIDE_RECIPIENT, request.viewer, number, guardian)
    form = DecideRecipientForm(request.POST or None, page=page.frame, at=request.viewer.at, initial=page.saved)
    return _answered(request, page, form, actions.decide_recipient)


def _answered(
    request: Request, page: GuardianPage, form: RecipientForm, does: Callable[..., object]
) -> HttpResponse:
    """Done, or how it stands now: whoever read it as it stood before sees that first."""
    frame, guardian = page.frame, page.line.guardian
    is_whole = form.is_valid()
    if did(request, frame, form, does, guardian=guardian):
        return redirect(frame.back)
    if is_whole:
        page = guardian_page(Act(frame.act), request.viewer, frame.number, guardian)
        form.meets(page.saved)
    return form_shown(request, f"cases/{frame.act}.html", form, page=page, frame=page.frame)
