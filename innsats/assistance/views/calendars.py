"""A member's own days at an address of their own, for programs that cannot sign in."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from innsats.people.middleware import Request
from innsats.web.throttle import allow, is_spent, origin_of

from ..queries.calendars import calendar_at

WINDOW = timedelta(minutes=15)
WRONG_COUNT = 100  # wrong addresses of calendars from one place in a window


@login_not_required
@require_safe
def calendar(request: Request, key: str) -> HttpResponse:
    """A member's own days, for a calendar program that cannot sign in. A wrong address costs a try.

    A right one answers whatever others tried from the same place: one provider fetches the calendars of many.
    """
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        raise PermissionDenied
    at, origin = request.viewer.at, f"calendar from {origin_of(request)}"
    found = calendar_at(key, at)
    if found is not None:
        return HttpResponse(found, content_type="text/calendar; charset=utf-8")
    if is_spent(origin, limit=WRONG_COUNT, per=WINDOW, at=at):
        return HttpResponse(status=429)
    allow(origin, limit=WRONG_COUNT, per=WINDOW, at=at)
    raise Http404
