"""What the pages about reports and cases have in common, also those of the slices above: who gets in, and what is
answered when a form was sent.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from innsats.journal.repeats import done_before
from innsats.people.middleware import Request
from innsats.web import drafts, words
from innsats.web.errors import typed_in
from innsats.web.forms import KeyedForm, offer
from innsats.web.refusals import refusals_shown_on

from .queries.access import NotVisible
from .queries.case_acts import CaseActPage, back_from
from .queries.head import Shut


class CaseForm(KeyedForm):
    """A form about one act on one case: what it offers comes from the page."""

    def __init__(self, *args: Any, page: CaseActPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        offer(self, **self.offers())

    def offers(self) -> dict[str, Any]:
        """The choices of each field that has some."""
        return {}


def of_case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those who read the case. Others see its head and what stands in the way, and keep what they typed.

    What the first of two clicks did away with is no error to the second: it is answered as the first.
    """

    @wraps(view)
    def shown(request: Request, number: str, **more: Any) -> HttpResponse:
        try:
            return view(request, number, **more)
        except Shut as shut:
            context = {"page": shut.page, "typed": typed_in(request)}
            return render(request, "cases/see_case.html", context, status=403)
        except NotVisible:
            if done_before(request.POST.get("form_key", ""), request.viewer.actor):
                return redirect(back_from(view.__name__, number))
            raise

    return shown


def did(request: Request, page: CaseActPage, form: CaseForm, act: Callable[..., object], **more: Any) -> bool:
    """Whether the act was done; if not, every reason stands on the form."""
    if not (form.is_bound and form.is_valid()):
        return False
    with refusals_shown_on(form, owner_kind=page.owner_kind, names=page.names):
        act(page.uuid, **form.facts(), **more, **signed(request, form))
        forget_draft(request)
        messages.success(request, words.of("done", page.act, owner_kind=page.owner_kind))
        return True
    return False


def answered(
    request: Request, page: Any, form: CaseForm, act: Callable[..., object], *, then: str = "", folder: str = "cases",
    **more: Any,
) -> HttpResponse:
    """What the page of an act answers: the way on when it was done, else the form with every reason.

    The way on is back where the page came from, or `then`. `folder` holds the template. `more` are facts of the
    act that stand in the address.
    """
    frame: CaseActPage = page.frame
    if did(request, frame, form, act, **more):
        return redirect(then or frame.back)
    return form_shown(request, f"{folder}/{frame.act}.html", form, page=page, frame=frame)


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
