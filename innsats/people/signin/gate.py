"""The gate before every page that needs somebody: two factors shown, not left alone, and lately where it matters most.

What a session is worth it says itself, so the gate asks the database nothing. What was being written when it locked is
kept, sealed, and stands in the form again afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from innsats.rules.access import ASKED_AGAIN
from innsats.web import clock, errors

from . import held
from .begun import Door, OwnRequest, door_of, is_fresh, stay_locked
from .factors import has_second_factor

# An act's address has its name. To end a session is no act, but whoever sits at somebody's open screen could by it shut
# out the one whose screen it is.
ASKED: frozenset[str | None] = frozenset(ASKED_AGAIN) | {"end_session", "end_other_sessions"}
ASKS_ONLY = "X-Asks-Only"  # from a script that only wants to know whether the session is open: nobody is there
View = TypeVar("View", bound=Callable[..., HttpResponse])


class KnownOnly(LoginRequiredMiddleware):
    """Django's own that asks for somebody signed in; what was sent by whoever is not any more is given back."""

    def process_view(self, request: HttpRequest, *of_view: Any) -> HttpResponse | None:
        return _to_sign_in(request) if super().process_view(request, *of_view) else None


class Gate:
    """Middleware, inside of the one that asks for somebody signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: OwnRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """None lets the request through to its page; an answer leads to where somebody shows who it is."""
        if not getattr(view, "login_required", True):
            return None
        at = clock.now()
        door = door_of(request, at)
        if door is Door.SHUT:
            logout(request)
            return _to_sign_in(request)
        if door is Door.OPEN:
            if ASKS_ONLY not in request.headers:
                request.session.see(at)
            if _is_asked_again(request) and not is_fresh(request, at):
                return _led_away(request, at)
            held.give_back(request, at)
            return None
        if door is Door.LOCKED:
            stay_locked(request)
        return None if door in getattr(view, "opens_at", ()) else _led_away(request, at)


def opens_at(*doors: Door) -> Callable[[View], View]:
    """A page for showing who one is: it opens at these doors too."""

    def marked(view: View) -> View:
        view.opens_at = frozenset(doors)  # type: ignore[attr-defined]
        return view

    return marked


def sets_up(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for a first second factor, or one more: who has one shows it first, so that a password alone adds none."""

    @opens_at(Door.HALF)
    @wraps(view)
    def shown(request: OwnRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = clock.now()
        if door_of(request, at) is Door.HALF and has_second_factor(request.user):
            return _led_away(request, at)
        return view(request, *args, **kwargs)

    return shown


def _is_asked_again(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name in ASKED


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to signing in. Nobody is known whose draft it could be: what was typed is shown to whoever sent it."""
    led = redirect_to_login(held.way_back(request))
    typed = errors.typed_from_here(request)
    return errors.page(request, 403, "403_signed_out.html", typed=typed, sign_in=led["Location"]) if typed else led


def _led_away(request: OwnRequest, at: datetime) -> HttpResponse:
    """To where one shows who one is. What somebody known has typed is kept, and the way back leads to it."""
    return redirect(f"{reverse('prove_oneself')}?{urlencode({'next': held.keep(request, at)})}")
