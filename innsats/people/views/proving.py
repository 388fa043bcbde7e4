"""Showing who one is: the second factor after a password, after a quarter of an hour alone, and where it is asked anew.

Open to whoever has begun to sign in, and to nobody else.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from innsats.web import clock
from innsats.web.forms import form_page

from ..forms.signin import ProveForm
from ..models import Account
from ..signin import factors, passkeys, passwords
from ..signin.begun import Door, OwnRequest, door_of, is_fresh, shown
from ..signin.gate import opens_at, sets_up
from .signin import log, too_many, wanted_of


@opens_at(Door.HALF, Door.LOCKED)
@sensitive_post_parameters("password", "code", "credential")
@form_page
def prove_oneself(request: OwnRequest) -> HttpResponse:
    """A passkey, a code, or at a lock the password; then on to where one was going, with what was typed."""
    at, account, wanted = clock.now(), request.user, wanted_of(request)
    door = door_of(request, at)
    if door is Door.OPEN and is_fresh(request, at):
        return redirect(wanted)
    has_factor = factors.has_second_factor(account)
    takes_password = door is Door.LOCKED and account.has_usable_password()
    if not has_factor and not takes_password:
        return _without_any(request, door, wanted)
    form = ProveForm(request.POST or None, takes_password=takes_password)
    if request.method == "POST" and form.is_valid():
        try:
            second = _shown_by(request, form, account, at)
            if second is not None:
                shown(request, at, second=second)
                return redirect(wanted)
        except passwords.TooManyTries:
            form.add_error(None, too_many())
    options = passkeys.options_to_use(request, account, at) if account.passkeys.exists() else ""
    context = {"form": form, "door": door, "options": options, "wanted": wanted, "has_factor": has_factor}
    return render(request, "people/prove_oneself.html", context, status=422 if form.errors else 200)


@sets_up
@require_safe
def set_up(request: OwnRequest) -> HttpResponse:
    """The first time: which second factor it shall be."""
    return render(request, "people/set_up.html", {"wanted": wanted_of(request)})


def _shown_by(request: OwnRequest, form: ProveForm, account: Account, at: datetime) -> bool | None:
    """Whether what was shown is a second factor (True), or the password (False); None, said on the form, for neither.

    Raises TooManyTries.
    """
    given = form.cleaned_data
    if given["credential"]:
        try:
            passkeys.shown(request, given["credential"], at, account=account)
            return True
        except passkeys.NotTaken:
            log.info("account %s: a passkey was not taken", account.pk)
            form.add_error(None, _("Vi kjenner ikke igjen passnøkkelen. Prøv igjen."))
    elif given["code"]:
        if factors.is_right_code(account, given["code"], at=at):
            return True
        form.add_error("code", _("Koden er ikke riktig, eller den er brukt. Vent til appen viser en ny."))
    elif given.get("password"):
        if passwords.is_own(request, account, given["password"]):
            return False
        form.add_error("password", _("Passordet er ikke riktig."))
    return None


def _without_any(request: OwnRequest, door: Door, wanted: str) -> HttpResponse:
    """The first time, one is made. Whoever came by another service goes there again."""
    if door is Door.HALF:
        return redirect(f"{reverse('set_up')}?{urlencode({'next': wanted})}")
    logout(request)
    return redirect_to_login(wanted)
