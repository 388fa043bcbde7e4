"""Pictures and files: looked at inside a page of ours, handed out so that nothing in them can run, removed for good."""

from __future__ import annotations

from uuid import UUID

from csp.constants import HEADER
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.rules.acts import Act
from innsats.web import words
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..forms.attachments import RemoveAttachmentForm
from ..framing import form_shown, signed
from ..queries import attachmentpages

NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; sandbox"  # whatever a file holds, it does nothing here


@require_safe
def read_attachment(request: Request, attachment: UUID) -> HttpResponse:
    """The safe viewer: a picture or a text inside our page; anything else only to be handed out."""
    page = attachmentpages.attachment_page(request.viewer, attachment)
    return render(request, "cases/read_attachment.html", {"page": page})


@require_safe
def attachment_file(request: Request, attachment: UUID) -> HttpResponse:
    """The bytes. Only a picture, which we have drawn ourselves, is shown; the rest is a file to keep."""
    file = attachmentpages.file_sent(request.viewer, attachment)
    answer = HttpResponse(file.content, content_type=file.content_type)
    answer["Content-Disposition"] = content_disposition_header(not file.is_picture, file.name) or ""
    answer[HEADER] = NOTHING_RUNS
    return answer


@form_page
def remove_attachment(request: Request, attachment: UUID) -> HttpResponse:
    """An intimate picture goes at once, and for good. That it exists is kept."""
    page = attachmentpages.attachment_page(request.viewer, attachment)
    form = RemoveAttachmentForm(request.POST or None, at=request.viewer.at)
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("reason", "held_by", "shows")}
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            actions.remove_attachment(attachment, **given, **signed(request, form))
            messages.success(request, words.of("done", Act.REMOVE_ATTACHMENT, owner_kind=page.owner_kind))
            return redirect(page.back)
    return form_shown(request, "cases/remove_attachment.html", form, page=page)
