"""Signing in and out, and setting a password with a link. Open pages: nobody is known yet."""

from __future__ import annotations

import logging
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from innsats.web import clock
from innsats.web.forms import form_page
from innsats.web.shell import local_address
from innsats.web.throttle import allow, is_spent, origin_of

from .. import outside
from ..forms.signin import SetPasswordForm, SignInForm
from ..middleware import KEPT_SESSION
from ..oidc.providers import FEIDE
from ..queries.folk import demo_people
from ..signin import By, begin, passkeys, passwords
from ..signin.passwords import FAILURES_COUNT, WINDOW

log = logging.getLogger("innsats.signin")


@login_not_required
@sensitive_post_parameters("password")
@form_page
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password; in a demo, everybody one may be. The answer never tells who has an account."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = authenticate(request, **form.cleaned_data)
            if account is not None:
                begin(request, account, by=By.PASSWORD, factors=1)
                return redirect(wanted_of(request))  # the gate asks for the second factor on the way
            form.add_error(None, _("E-posten eller passordet er ikke riktig."))
        except passwords.TooManyTries:
            form.add_error(None, too_many())
    people = demo_people() if settings.DEMO else {}
    context = {
        "form": form, "wanted": wanted_of(request, ""), "demo_people": people, "providers": outside.offered(FEIDE),
    }  # fmt: skip
    return render(request, "people/sign_in.html", context)


@login_not_required
@form_page
def sign_in_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey alone, of whoever it is: the browser knows which ones it has, and we name none."""
    at, error, options = clock.now(), "", ""
    if request.method == "POST":
        try:
            account = passkeys.shown(request, request.POST.get("credential", ""), at)
        except passkeys.NotTaken:
            log.info("account of nobody: a passkey was not taken")
            error = _("Vi kjenner ikke igjen passnøkkelen. Prøv igjen, eller logg inn med e-post og passord.")
        else:
            begin(request, account, by=By.PASSKEY, factors=2)
            return redirect(wanted_of(request))
    asked = f"passkey asked from {origin_of(request)}"
    if is_spent(asked, limit=FAILURES_COUNT, per=WINDOW, at=at):  # each question is a row: a flood writes none
        error = too_many()
    elif allow(asked, limit=FAILURES_COUNT, per=WINDOW, at=at):
        options = passkeys.options_to_use(request, None, at)
    context = {"options": options, "error": error, "wanted": wanted_of(request, "")}
    return render(request, "people/sign_in_passkey.html", context, status=422 if error else 200)


@login_not_required
@require_POST
def sign_in_demo(request: HttpRequest, person: UUID) -> HttpResponse:
    """One click in a demo. Refused where the database holds anybody outside it."""
    account = passwords.demo_account(person)
    if account is None:
        raise Http404
    begin(request, account, by=By.DEMO, factors=2)
    return redirect(settings.LOGIN_REDIRECT_URL)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out here, and where one came in by a provider, out there too."""
    if request.user.is_authenticated:
        log.info("account %s signed out", request.user.pk)
    held = outside.running(request.session.get(KEPT_SESSION, ""))
    logout(request)
    there = outside.end(held, clock.now(), back="sign_in") if held else ""
    return redirect(there or settings.LOGOUT_REDIRECT_URL)


@login_not_required
@sensitive_post_parameters("password", "again")
@form_page
def set_password(request: HttpRequest, person: UUID, token: str) -> HttpResponse:
    """By a link that works once. A used or old one says so, and the same as one that never was."""
    whose = passwords.person_by_link(person, token)
    if whose is None or whose.account is None:
        return render(request, "people/link_is_over.html", status=410)
    form = SetPasswordForm(whose.account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        passwords.set_password(whose.account, form.cleaned_data["password"])
        messages.success(request, _("Passordet er lagret. Nå kan du logge inn."))
        return redirect("sign_in")
    context = {"form": form, "whose": whose, "token": token, "providers": outside.offered(FEIDE)}
    return render(request, "people/set_password.html", context)


def wanted_of(request: HttpRequest, otherwise: str | None = None) -> str:
    """Where somebody was going, when that is on this site; else the first page, or `otherwise`."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    return local_address(wanted, resolve_url(settings.LOGIN_REDIRECT_URL) if otherwise is None else otherwise)


def too_many() -> str:
    return _("Det er prøvd for mange ganger. Vent et kvarter, og prøv igjen.")
