"""The pages for when something is wrong. They need no database, no session and no viewer, and show no case text."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation

logger = logging.getLogger("innsats.errors")
WITHOUT_A_VIEW = (405, 413, 429, 503)  # answers that Django or a view gives with an empty body


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403, "403_csrf.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is here for whoever asks; what they had written in a form is given back."""
    return page(request, 404, typed=typed_in(request))


def typed_in(request: HttpRequest) -> list[str]:
    """The texts of a form that was posted, to be shown again: what has several words, so neither choices nor keys."""
    return [text for name in request.POST for text in request.POST.getlist(name) if " " in text.strip()]


def server_error(request: HttpRequest) -> HttpResponse:
    """A bug: the page and the log share a number, and neither says what the case was about."""
    number = secrets.token_hex(4)
    logger.error("error %s in %s", number, request.resolver_match.view_name if request.resolver_match else "no view")
    return page(request, 500, number=number)


def with_a_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer, with a page when it came without one."""
    if response.status_code not in WITHOUT_A_VIEW or response.streaming or response.content:
        return response
    shown = page(request, response.status_code)
    for name, value in response.items():
        shown.setdefault(name, value)
    shown.cookies = response.cookies
    return shown


def page(request: HttpRequest, status: int, template: str = "", **about: Any) -> HttpResponse:
    """An error page in the language of the request, rendered without context processors."""
    language = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    with translation.override(language):
        text = loader.get_template(template or f"{status}.html").render({"language": language, **about})
    return HttpResponse(text, status=status)
