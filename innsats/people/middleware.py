"""Who looks at this page. Asked for lazily: a page that never asks costs no query."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import logout
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from innsats.database.prepared import Prepared
from innsats.journal.actors import ANONYMOUS
from innsats.web import clock

from .models import OwnerInUse
from .outside import running
from .signin.begun import Door, door_of
from .viewers import Viewer, viewer_signed_in

KEPT_SESSION = "outside"  # in the session: that a provider began it


class Request(HttpRequest):
    """A request as every page gets it."""

    viewer: Viewer
    in_use: bool
    came: Any  # on the families' pages: how somebody came in


def view_as_oneself(get_response: Callable[[Request], HttpResponse]) -> Callable[[Request], HttpResponse]:
    """Give every request its `viewer`, at the time of the request, and whether it is `in_use` or practice."""

    def middleware(request: Request) -> HttpResponse:
        at = clock.now()
        request.viewer = cast(Viewer, SimpleLazyObject(lambda: _viewer(request, at)))
        request.in_use = cast(bool, SimpleLazyObject(lambda: _in_use(request)))
        return get_response(request)

    return middleware


def end_with_the_provider(get_response: Callable[[Request], HttpResponse]) -> Callable[[Request], HttpResponse]:
    """A session that Feide began is over here when Feide has said so. Others cost no query."""

    def middleware(request: Request) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        held = request.session.get(KEPT_SESSION) if has_session else None
        if held and running(held) is None:
            logout(request)
        return get_response(request)

    return middleware


def _viewer(request: Request, at: datetime) -> Viewer:
    """Who has shown who it is, with two factors and not too long ago; nobody, for any other session."""
    is_in = door_of(request, at) is Door.OPEN
    return viewer_signed_in(request.user, at) if is_in else Viewer(actor=ANONYMOUS, at=at)


def _in_use(request: Request) -> bool:
    """For somebody known, whether the own owners are in use; before that, whether any owner is."""
    if request.viewer.person_id:
        return request.viewer.in_use
    return _any_in_use.first() is not None


@Prepared
def _any_in_use() -> QuerySet[OwnerInUse, tuple[int]]:
    return OwnerInUse.objects.order_by("pk").values_list("pk")[:1]
