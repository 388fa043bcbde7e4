"""What whoever watches over the machine reads. Not for people, and nobody's without the token in the settings."""

from __future__ import annotations

from hmac import compare_digest

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from innsats.web import clock

from .measured import CONTENT_TYPE, measured


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers, for who shows the token; for everybody else, and where none is set, there is no such page."""
    shown = request.headers.get("Authorization", "").encode()
    if not settings.METRICS_TOKEN or not compare_digest(shown, f"Bearer {settings.METRICS_TOKEN}".encode()):
        raise Http404("metrics")
    return HttpResponse(measured(clock.now()), content_type=CONTENT_TYPE)
