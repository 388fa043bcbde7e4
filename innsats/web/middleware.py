"""What holds for every answer: the headers that protect it, and the language it speaks."""

from __future__ import annotations

from collections.abc import Callable, Collection

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from . import errors

SPOKEN = ("nb", "nn", "en")  # only ever these: an unknown language would silently become English
Answer = Callable[[HttpRequest], HttpResponse]
THROWN_AWAY_BYTES = 20_000_000
CHUNK_BYTES = 65_536
HEADERS = {
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


def answer_safely(get_response: Answer) -> Answer:
    """Outermost: every answer, errors too, carries the headers; nothing but static files may be kept by anyone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = errors.bad_request(request) if _holds_nul(request) else get_response(request)
        response = errors.with_a_page(request, response)
        _leave_nothing_unread(request, response)
        for name, value in {**HEADERS, **_only_by_https()}.items():
            response.setdefault(name, value)
        if HEADER not in response and not settings.DEBUG:  # development's own error page needs its inline styles
            response[HEADER] = build_policy()
        if not (request.path.startswith(settings.STATIC_URL) and response.status_code in (200, 206, 304)):
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def _only_by_https() -> dict[str, str]:
    """In production. Django's own middleware says it of most answers, and of none that is given before it is asked."""
    seconds = settings.SECURE_HSTS_SECONDS
    return {"Strict-Transport-Security": f"max-age={seconds}; includeSubDomains"} if seconds else {}


def speak_the_language(get_response: Answer) -> Answer:
    """The language chosen on this device, else the first the browser asks for that we speak, else bokmål."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = get_response(request)
        response.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return middleware


def language_of(request: HttpRequest, spoken: Collection[str] = SPOKEN) -> str:
    """One of `spoken`, whatever was asked for."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in spoken:
        return chosen
    for wanted, weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200]):
        language = wanted.split("-")[0].replace("no", "nb")
        if weight and language in spoken:
            return language
    return settings.LANGUAGE_CODE


def _leave_nothing_unread(request: HttpRequest, response: HttpResponse) -> None:
    """Read out what was sent and nobody looked at, so that the answer arrives and the connection can be used again.

    When there is more than we care to throw away, the answer says that the connection ends with it.
    """
    left = THROWN_AWAY_BYTES
    try:
        while left > 0 and (chunk := request.read(CHUNK_BYTES)):
            left -= len(chunk)
    except OSError:  # whoever sent it has left
        left = 0
    if left <= 0:
        response["Connection"] = "close"


def _holds_nul(request: HttpRequest) -> bool:
    """A NUL in an address or a cookie would reach the database as one; typed text is refused by its form, in words."""
    query = request.META.get("QUERY_STRING", "")
    return "%00" in query or any("\0" in text for text in (request.path_info, query, *request.COOKIES.values()))
