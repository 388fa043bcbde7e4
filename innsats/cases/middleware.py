"""Each request behind the wall between owners (`database.walls`): at first it reaches nothing, then what one may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpResponse
from django.utils.functional import SimpleLazyObject

from innsats.database import walls
from innsats.people.middleware import Request
from innsats.people.viewers import Viewer

from .queries.crossing import stand_as


class BehindWalls:
    """Who looks is known before a page that one signs in for; other pages say by themselves what a code opens.

    Before that, and after the answer, the connection reaches nothing.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        looks = request.viewer
        request.viewer = cast(Viewer, SimpleLazyObject(lambda: _standing(looks)))
        with walls.standing(walls.NOTHING):
            return self.get_response(request)

    def process_view(self, request: Request, view: Callable[..., HttpResponse], *where: Any) -> None:
        if getattr(view, "login_required", True):
            request.viewer.person_id  # noqa: B018  (asked for: the first query of the page must not come before)


def _standing(looks: Viewer) -> Viewer:
    stand_as(looks)
    return looks
