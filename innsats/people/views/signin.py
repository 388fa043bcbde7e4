"""Signing in and out, and setting a password with a link. Open pages: nobody is known yet."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from innsats.web.shell import local_address

from ..forms import SetPasswordForm, SignInForm
from ..queries.folk import demo_people
from ..signin import By, begin, passwords


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password; in a demo, everybody one may be. The answer never tells who has an account."""
    form = SignInForm(request.POST or None)
    wanted = request.POST.get("next", request.GET.get("next", ""))
    if request.method == "POST" and form.is_valid():
        try:
            account = authenticate(request, **form.cleaned_data)
            if account is not None:
                begin(request, account, by=By.PASSWORD, factors=1)
                return redirect(local_address(wanted, resolve_url(settings.LOGIN_REDIRECT_URL)))
            form.add_error(None, _("E-posten eller passordet er ikke riktig."))
        except passwords.TooManyTries:
            form.add_error(None, _("Det er prøvd for mange ganger. Vent et kvarter, og prøv igjen."))
    people = demo_people() if settings.DEMO else []
    return render(request, "people/sign_in.html", {"form": form, "wanted": wanted, "demo_people": people})


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
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@login_not_required
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
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
    return render(request, "people/set_password.html", {"form": form, "email": whose.account.email})
