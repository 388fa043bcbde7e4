"""Codes that are given by people: made at the press of a button, and shown once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from innsats.journal.repeats import done_before
from innsats.people.middleware import Request
from innsats.web import codes, shown_once
from innsats.web.forms import KeyedForm, form_page, new_form_key
from innsats.web.refusals import refusals_shown_on

from .. import actions
from ..forms.dialogue import GiveReceiptForm, RenewReceiptForm
from ..framing import form_shown, signed
from ..queries import receipts
from ..queries.receipts import ReceiptPage


@form_page
def give_receipt(request: Request, number: str) -> HttpResponse:
    """A code for whoever told it, while they talk."""
    page = receipts.give_page(request.viewer, number)
    form = GiveReceiptForm(request.POST or None, at=request.viewer.at)
    return _made(request, page, form, actions.give_receipt, "cases/give_receipt.html")


@form_page
def renew_receipt(request: Request, number: str) -> HttpResponse:
    """A new code for somebody known, and the old one is worth nothing."""
    page = receipts.renew_page(request.viewer, number)
    form = RenewReceiptForm(request.POST or None, at=request.viewer.at)
    return _made(request, page, form, actions.renew_receipt, "cases/renew_receipt.html")


@require_GET
def receipt_code(request: Request, number: str) -> HttpResponse:
    """The code, once: to be read out slowly, or printed as a letter. Loaded again, the page says that it was shown."""
    page = receipts.code_page(request.viewer, number)
    code = shown_once.take(request, number)
    shown = code if code and receipts.is_held(page.row, code) else ""
    context = {"page": page, "code": shown, "site": request.build_absolute_uri(reverse("type_code"))}
    return render(request, "cases/receipt_code.html", context)


def _made(
    request: Request, page: ReceiptPage, form: KeyedForm, act: Callable[..., Any], template: str
) -> HttpResponse:
    """A form that is sent twice makes one code, and shows it no more than once."""
    if form.is_bound and form.is_valid():
        key, by = form.cleaned_data["form_key"] or new_form_key(), request.viewer.actor
        seed, is_again = f"{act.__name__}|{page.row.pk}|{key}|{by}", done_before(key, by)
        with refusals_shown_on(form, owner_kind=page.owner_kind):
            act(page.row.pk, lookup=codes.derived(codes.code_for(seed)).lookup.hex(), **signed(request, form))
            if not is_again:
                shown_once.keep(request, page.number, seed)
            return redirect("receipt_code", page.number)
    return form_shown(request, template, form, page=page)
