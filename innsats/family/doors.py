"""Who comes in by the open doors: anybody, or somebody with a code. Nobody has an account, and nothing is kept.

No cookie is set before one is needed. An open form does nothing with anybody's rights, so that it needs no token
against forms from elsewhere; a page on another site can all the same not send one through somebody's browser.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial, wraps
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from innsats.cases.models import FamilyKey, Receipt
from innsats.database import walls
from innsats.journal.actors import ANONYMOUS, Actor
from innsats.people import outside
from innsats.people.middleware import Request
from innsats.people.viewers import Viewer
from innsats.web import clock
from innsats.web.errors import typed_in
from innsats.web.forms import form_page
from innsats.web.middleware import language_of

from .forms.open import CodeForm
from .languages import OFFERED
from .queries.approved import FamilyReader
from .queries.comingin import holder_of, provider_for
from .queries.keys import key_shown

COOKIE = "__Host-kode" if settings.PRODUCTION else "kode"
SALT = "innsats.family.code"
STAYS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """How somebody came in here: with a code, or in a session that a provider began. `by` and `may_link` are names."""

    key: FamilyKey | None = None
    begun: str = ""
    by: str = ""
    may_link: str = ""


View = Callable[..., HttpResponse]


def open_door(view: View) -> View:
    """A page for anybody, in the language asked for on the page itself, with a viewer who is nobody."""

    @wraps(view)
    def shown(request: Request, **more: Any) -> HttpResponse:
        if request.method == "POST" and not _is_from_here(request):
            raise PermissionDenied
        request.viewer = Viewer(actor=ANONYMOUS, at=clock.now())
        return in_language(request, view, **more)

    return login_not_required(csrf_exempt(form_page(gzip_page(shown))))


def with_code(view: View) -> View:
    """A page for whoever has shown the code of a report within the last half hour; others come where one types."""

    @wraps(view)
    def shown(request: Request, **more: Any) -> HttpResponse:
        at, held = clock.now(), _shown(request, Receipt)
        receipt = walls.by_key(lambda: _holding().filter(pk=held).first()) if held else None
        request.came = Came()
        if receipt is None:
            return _to_the_code(request)
        request.viewer = Viewer(actor=Actor.holding(receipt.report), at=at)
        return in_language(request, view, report=receipt.report, **more)

    return login_not_required(shown)


def of_family(view: View) -> View:
    """A page for whoever of a family has shown an own code within the last half hour."""

    @wraps(view)
    def shown(request: Request, **more: Any) -> HttpResponse:
        at, (held, begun) = clock.now(), came_with(request)
        key = key_shown(held) if held and (not begun or outside.running(begun)) else None
        if key is None:
            return _to_the_code(request)
        actor = holder_of(key)
        request.came = _came(request, key, begun)
        request.viewer = Viewer(actor=actor, at=at)
        reader = FamilyReader(pupil=key.pupil_id, guardian=key.guardian_id, actor=actor, at=at)
        return in_language(request, view, reader=reader, **more)

    return login_not_required(shown)


def _to_the_code(request: HttpRequest) -> HttpResponse:
    """To where the code is typed. What was written while it ran out is given back there, and kept nowhere."""
    typed = typed_in(request) if request.method == "POST" else []
    if not typed:
        return redirect(address(request, "type_code"))
    context = {"form": CodeForm(), "typed": typed}
    return in_language(request, lambda asked: render(asked, "family/type_code.html", context, status=403))


def in_language(request: HttpRequest, view: View, **more: Any) -> HttpResponse:
    """The view in the language that was asked for on the page, else as the device says."""
    language = _asked_in(request) or language_of(request, OFFERED)
    with translation.override(language):
        response = view(request, **more)
    response["Content-Language"] = language
    return response


def address(request: HttpRequest, name: str, *where: object) -> str:
    """The address of an open page, in the language that was asked for on this one: no cookie remembers it."""
    asked = _asked_in(request)
    return reverse(name, args=where) + (f"?sprak={asked}" if asked else "")


def let_in(response: HttpResponse, held: Receipt | FamilyKey, begun: UUID | str = "") -> HttpResponse:
    """Remember on the device, for half an hour, that the code was shown; or that a provider's session has `begun`."""
    response.set_signed_cookie(
        COOKIE, f"{held.pk} {begun}".strip(), salt=SALT + held._meta.label, max_age=STAYS,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict",
    )  # fmt: skip
    return response


def let_out(response: HttpResponse) -> HttpResponse:
    """Forget on the device that a code was shown."""
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


def receipt_of(lookup: bytes) -> Receipt | None:
    """The receipt that a code holds, with its report."""
    return walls.by_key(lambda: _holding().filter(lookup=lookup).first())


def came_with(request: HttpRequest) -> tuple[str, str]:
    """The key that was shown on this device, and in which session of a provider; "" for what there is not."""
    held, _, begun = _shown(request, FamilyKey).partition(" ")
    return held, begun


def _came(request: HttpRequest, key: FamilyKey, begun: str) -> Came:
    slug = provider_for(key)
    if begun:
        return Came(key=key, begun=begun, by=outside.name_of(slug))
    return Came(key=key, may_link=outside.name_of(slug) if outside.offered(slug) else "")


def _asked_in(request: HttpRequest) -> str:
    """The language that the page was asked for in; "" when none was chosen, or one that we do not have."""
    asked = request.POST.get("sprak") or request.GET.get("sprak", "")
    return asked if asked in OFFERED else ""


def _shown(request: HttpRequest, of: type[Receipt] | type[FamilyKey]) -> str:
    """What of this kind was shown on the device; "" for nothing."""
    held = partial(request.get_signed_cookie, COOKIE, default="", salt=SALT + of._meta.label)
    is_ahead = held(max_age=-clock.APART)  # signed later than now: it would count for as much longer
    return "" if is_ahead else str(held(max_age=STAYS))


def _holding() -> Any:
    return Receipt.objects.filter(ended_at=None).select_related("report__school__school_owner")


def _is_from_here(request: HttpRequest) -> bool:
    """What a browser says of where a form stood; other programs say nothing, and have no rights to misuse."""
    origin = request.headers.get("Origin", "")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    return not origin or urlsplit(origin).netloc == request.get_host()
