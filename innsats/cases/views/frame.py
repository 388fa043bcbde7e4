"""What the pages of reports have in common: how a form is answered, and where one goes when nothing is left to see."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from innsats.people.middleware import Request
from innsats.web import drafts

form_page = require_http_methods(["GET", "HEAD", "POST"])


def form_shown(request: Request, template: str, form: BaseForm, **context: Any) -> HttpResponse:
    """The form, with what was typed: 422 when something in it keeps the act from being done.

    Opened anew, a form that keeps drafts shows what was typed earlier and not sent.
    """
    status = 422 if form.is_bound and form.errors else 200
    keeps = drafts.has_draft(request.path)
    if keeps and not form.is_bound and "draft" not in context:
        context["draft"] = drafts.read(request.viewer.person_id, request.path, at=request.viewer.at)
        if context["draft"]:
            form.initial = {**form.initial, **_as_initial(context["draft"].typed, form)}
    address = f"{reverse('keep_draft')}?{urlencode({'for': request.path})}" if keeps else ""
    context = {"draft": None, "draft_address": address} | context
    return render(request, template, {"form": form, **context}, status=status)


def forget_draft(request: Request) -> None:
    """The act of this page is done: what was typed on the way to it is kept no longer."""
    if drafts.has_draft(request.path):
        drafts.forget(request.viewer.person_id, request.path)


def signed(request: Request, form: BaseForm) -> dict[str, Any]:
    """Who, when, and which form: what every action takes from a page."""
    return {"by": request.viewer.actor, "at": request.viewer.at, "form_key": form.cleaned_data["form_key"]}


def nothing_left(request: Request, said: str) -> HttpResponse:
    """Say it, and show nothing more of the matter."""
    messages.success(request, said)
    return redirect("today")


def _as_initial(typed: QueryDict, form: BaseForm) -> dict[str, Any]:
    """What was typed, as each field of the form takes it."""
    fields = {name: field for name, field in form.fields.items() if name in typed}
    return {name: field.widget.value_from_datadict(typed, {}, name) for name, field in fields.items()}
