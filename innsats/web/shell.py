"""What every page shows around its content: who is here, the menu, the language, and whether this is practice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

MENU = (  # url name, word, the place in `viewer.places` that opens it (none: everybody who is signed in)
    ("today", _("I dag"), None),
    ("cases", _("Saker"), "cases"),
    ("report_concern", _("Meld fra"), None),
    ("teams", _("Team"), "teams"),
    ("people", _("Folk"), "people"),
    ("trail", _("Innsynslogg"), "trail"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """A place in the menu; `here` when the page lies under it."""

    word: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The frame of a page, made without a single query: it takes what the viewer already carries."""

    name: str
    menu: tuple[MenuItem, ...]
    signed_in: bool
    in_use: bool
    language: str
    languages: tuple[tuple[str, str], ...]
    address: str
    sign_in: str
    sign_out: str
    own: str


def shell(request: HttpRequest) -> Mapping[str, Any]:
    """Context processor: `shell`, made only when a template asks."""
    return {"shell": SimpleLazyObject(lambda: _shell_of(request))}


def _shell_of(request: HttpRequest) -> Shell:
    viewer = getattr(request, "viewer", None)
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    is_in = bool(getattr(viewer, "name", ""))  # somebody, neither halfway in nor behind a lock
    return Shell(
        name=getattr(viewer, "name", ""),
        menu=_menu_of(getattr(viewer, "places", frozenset()), request.path) if signed_in and is_in else (),
        signed_in=signed_in,
        in_use=bool(getattr(request, "in_use", False)),
        language=get_language() or settings.LANGUAGE_CODE,
        languages=tuple(settings.LANGUAGES),
        address=request.get_full_path(),
        sign_in=address_of("sign_in"),
        sign_out=address_of("sign_out"),
        own=address_of("own_sign_in"),
    )


def _menu_of(places: Collection[str], path: str) -> tuple[MenuItem, ...]:
    items = []
    for name, word, place in MENU:
        address = address_of(name)
        if address and (place is None or place in places):
            here = path == address if address == "/" else path.startswith(address)
            items.append(MenuItem(word=str(word), address=address, here=here))
    return tuple(items)


def address_of(name: str) -> str:
    """The address of a page, or nothing when this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def local_address(asked: str, otherwise: str = "") -> str:
    """`asked` when it is a path on this site, so that nobody can be led away from it; else `otherwise`."""
    is_path = asked.startswith("/") and not asked.startswith("//") and asked.isprintable()
    return asked if is_path and url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else otherwise
