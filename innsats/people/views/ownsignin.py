"""Innlogging og sikkerhet: one's own passkeys, apps, codes on paper, password and sessions."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from innsats.journal.actors import Actor
from innsats.web import clock, shown_once, words
from innsats.web.codes import grouped
from innsats.web.forms import form_page
from innsats.web.refusals import refusals_shown_on

from .. import outside
from ..actions import signin as acts
from ..forms.signin import (
    AddCodeAppForm,
    AddPasskeyForm,
    ChangePasswordForm,
    RemoveFactorForm,
    RenameFactorForm,
    RenewRecoveryCodesForm,
)
from ..models import CodeApp, Passkey, Session
from ..oidc.providers import FEIDE
from ..queries import ownsignin
from ..sessions import hash_of
from ..signin import factors, passkeys, passwords
from ..signin.begun import OwnRequest, shown
from ..signin.drawing import drawn
from ..signin.gate import sets_up
from .signin import too_many, wanted_of

CODES = "recovery codes"  # what waits to be shown once


@require_safe
def own_sign_in(request: OwnRequest) -> HttpResponse:
    page = ownsignin.own_sign_in(request.user, request.session.session_key, clock.now())
    return render(request, "people/own_sign_in.html", {"page": page, "providers": outside.offered(FEIDE)})


@sets_up
@sensitive_post_parameters("code")
@form_page
def add_code_app(request: OwnRequest) -> HttpResponse:
    """The picture for the app, and its first code. A form shown again has the same picture."""
    at, form = clock.now(), AddCodeAppForm(request.POST or None)
    key = str(form["form_key"].value() or "")
    seed = factors.seed_of(f"add_code_app|{request.user.pk}|{key}")
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            acts.add_code_app(by=_oneself(request), at=at, seed=seed, **form.given())
            return _added(request, "add_code_app")
    context = {
        "form": form, "seed": grouped(seed), "picture": drawn(factors.address_of(seed, request.user)),
        "address": factors.address_of(seed, request.user), "wanted": wanted_of(request, ""),
    }  # fmt: skip
    return render(request, "people/add_code_app.html", context, status=422 if form.errors else 200)


@sets_up
@form_page
def add_passkey(request: OwnRequest) -> HttpResponse:
    at, form = clock.now(), AddPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.given()
        try:
            columns = passkeys.made(request, given.pop("credential"), at)
        except passkeys.NotTaken:
            form.add_error(None, _("Passnøkkelen ble ikke laget. Prøv igjen, eller velg kodeapp."))
        else:
            with refusals_shown_on(form):
                acts.add_passkey(by=_oneself(request), at=at, **columns, **given)
                return _added(request, "add_passkey")
    options = passkeys.options_to_add(request, request.user, at)
    context = {"form": form, "options": options, "wanted": wanted_of(request, "")}
    return render(request, "people/add_passkey.html", context, status=422 if form.errors else 200)


@form_page
def remove_factor(request: OwnRequest, factor: UUID) -> HttpResponse:
    own = ownsignin.factor_of(request.user, factor)
    if own is None:
        raise Http404
    form = RemoveFactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            acts.remove_factor(factor, by=_oneself(request), at=clock.now(), **form.given())
            messages.success(request, words.of("done", "remove_factor"))
            return redirect("own_sign_in")
    return render(request, "people/remove_factor.html", {"form": form, "own": own}, status=422 if form.errors else 200)


@form_page
def rename_factor(request: OwnRequest, factor: UUID) -> HttpResponse:
    """What one calls it is nobody's act: nothing opens or shuts by it."""
    own = ownsignin.factor_of(request.user, factor)
    if own is None:
        raise Http404
    form = RenameFactorForm(request.POST or None, initial={"name": own.name})
    if request.method == "POST" and form.is_valid():
        for rows in (Passkey, CodeApp):
            rows._default_manager.filter(account=request.user, pk=factor).update(name=form.cleaned_data["name"])
        return redirect("own_sign_in")
    return render(request, "people/rename_factor.html", {"form": form, "own": own}, status=422 if form.errors else 200)


@form_page
def renew_recovery_codes(request: OwnRequest) -> HttpResponse:
    form = RenewRecoveryCodesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _renew(request, **form.given())
        return redirect("recovery_codes")
    return render(request, "people/renew_recovery_codes.html", {"form": form})


@require_safe
def recovery_codes(request: OwnRequest) -> HttpResponse:
    """The codes, once: to be printed or written down. Loaded again, the page says that they were shown."""
    seed = shown_once.take_seed(request, CODES)
    shown_codes = [grouped(code) for code in factors.recovery_codes(seed)] if seed else []
    return render(request, "people/recovery_codes.html", {"codes": shown_codes, "wanted": wanted_of(request, "")})


@sensitive_post_parameters("current", "password", "again")
@form_page
def change_password(request: OwnRequest) -> HttpResponse:
    account = request.user
    if not account.has_usable_password():
        raise Http404
    form = ChangePasswordForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if passwords.is_own(request, account, form.cleaned_data["current"]):
                _change(request, form)
                messages.success(request, words.of("done", "change_password"))
                return redirect("own_sign_in")
            form.add_error("current", _("Passordet er ikke riktig."))
        except passwords.TooManyTries:
            form.add_error(None, too_many())
    return render(request, "people/change_password.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def end_session(request: OwnRequest, session: str) -> HttpResponse:
    """End one of one's own sessions: whoever sits there is signed out. The own one is ended by signing out."""
    row = ownsignin.session_named(request.user, session)
    if row is not None and row.key_hash != hash_of(request.session.session_key):
        row.delete()
        messages.success(request, _("Økten er avsluttet."))
    return redirect("own_sign_in")


@require_POST
def end_other_sessions(request: OwnRequest) -> HttpResponse:
    this = hash_of(request.session.session_key)
    Session.objects.filter(account=request.user).exclude(key_hash=this).delete()
    messages.success(request, _("Du er logget ut alle andre steder."))
    return redirect("own_sign_in")


def _oneself(request: OwnRequest) -> Actor:
    """Who is signed in, also halfway, when there is no viewer yet."""
    return Actor.of(request.user.person)


def _added(request: OwnRequest, act: str) -> HttpResponse:
    """It was shown by being added. With the first one come codes on paper."""
    shown(request, clock.now(), second=True)
    messages.success(request, words.of("done", act))
    wanted = wanted_of(request, "")
    if factors.recovery_left_count(request.user):
        return redirect(wanted or "own_sign_in")
    _renew(request, form_key="")
    return redirect(f"{reverse('recovery_codes')}?{urlencode({'next': wanted})}")


def _renew(request: OwnRequest, *, form_key: str) -> None:
    """New codes, that wait to be shown once. A form sent twice gives the same ones."""
    seed = f"renew_recovery_codes|{request.user.pk}|{form_key or request.session.session_key}"
    lookups = factors.lookups_of(factors.recovery_codes(seed))
    acts.renew_recovery_codes(by=_oneself(request), at=clock.now(), lookups=lookups, form_key=form_key)
    shown_once.keep(request, CODES, seed)


def _change(request: OwnRequest, form: ChangePasswordForm) -> None:
    """Hashed before the action, which holds the database's lock."""
    encoded, kept = passwords.hashed(form.cleaned_data["password"]), hash_of(request.session.session_key)
    key = form.cleaned_data["form_key"]
    acts.change_password(by=_oneself(request), at=clock.now(), encoded=encoded, kept_session=kept, form_key=key)
    request.user.password = encoded
    update_session_auth_hash(request, request.user)
