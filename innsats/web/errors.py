"""The pages for when something is wrong. They need no database, no session and no viewer, and show no case text."""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, InternalError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.template import loader
from django.utils import translation

from innsats.vault.errors import Destroyed, Locked

from . import drafts

NEVER_SHOWN = ("password", "again", "current", "code", "credential")  # fields of forms that show who one is

logger = logging.getLogger("innsats.errors")
access = logging.getLogger("innsats.access")
GIVEN_BACK_BYTES = 10_000_000
AWAY, AGAIN_SECONDS = (OperationalError, InterfaceError), 10
ONLY_READ = "25006"  # what PostgreSQL calls a transaction that may not write: a standby, or an operator's own choice
WITHOUT_A_VIEW = (405, 413, 429, 503)  # answers that Django or a view gives with an empty body


class Gone(Http404):
    """What was here is disposed of. Only for somebody who could see it: everybody else finds nothing."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return too_big(request) if isinstance(exception, RequestDataTooBig) else page(request, 400)


def too_big(request: HttpRequest) -> HttpResponse:
    """More was sent than a form takes. What can be read is given back, with the way to a draft, if one was kept."""
    form = request.path if drafts.has_draft(request.path) else ""
    return page(request, 413, typed=_texts(_unread(request)), form=form)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not hold: what was written is given back."""
    return page(request, 403, "403_csrf.html", typed=typed_from_here(request))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is here for whoever asks; what they had written in a form is given back.

    Of somebody signed in it is logged: one who tries addresses that are not theirs shows by how often.
    """
    if isinstance(exception, Gone):
        return page(request, 410, typed=typed_in(request))
    if request.resolver_match and (account := getattr(request, "user", None)) and account.is_authenticated:
        access.info("account %s found nothing in %s", account.pk, request.resolver_match.view_name)
    return page(request, 404, typed=typed_in(request))


def typed_from_here(request: HttpRequest) -> list[str]:
    """What was typed, where the browser says that the form stood here: no other site puts words into a page of ours."""
    return typed_in(request) if request.headers.get("Sec-Fetch-Site") == "same-origin" else []


def typed_in(request: HttpRequest) -> list[str]:
    """The texts of a form that was posted, to be shown again; none of what is no form that can be read."""
    try:
        return _texts(request.POST)
    except RequestDataTooBig:
        return _texts(_unread(request))
    except (BadRequest, MultiPartParserError, OSError, SuspiciousOperation):
        return []


def _texts(posted: QueryDict) -> list[str]:
    """What has several words, so neither choices nor keys. No password or code, which may have several too."""
    shown = (name for name in posted if name not in NEVER_SHOWN)
    return [text for name in shown for text in posted.getlist(name) if " " in text.strip()]


def _unread(request: HttpRequest) -> QueryDict:
    """A form that is too big for a page to take; nothing of one with files, or bigger than we care to read."""
    sent_bytes = int(request.headers.get("Content-Length") or 0)
    is_read = sent_bytes <= GIVEN_BACK_BYTES and request.content_type != "multipart/form-data"
    try:
        return QueryDict(request.read(sent_bytes) if is_read else b"")
    except (OSError, SuspiciousOperation):  # whoever sent it has left, or it is no form of ours
        return QueryDict()


def server_error(request: HttpRequest) -> HttpResponse:
    """A bug: the page and the log share a number, and neither says what the case was about. When it is the database or
    the key service that does not answer, it is none: nothing was done, what was written is given back, and one may try
    again.
    """
    if is_away(error := sys.exception()):
        return away(request, error)
    if isinstance(error, Destroyed):  # a page that one may see holds a word of what is disposed of
        return page(request, 410, typed=typed_in(request))
    number = secrets.token_hex(4)
    logger.error("error %s in %s", number, request.resolver_match.view_name if request.resolver_match else "no view")
    return page(request, 500, number=number)


def is_away(error: BaseException | None) -> bool:
    """Whether it is the database that is gone, locked, full or read-only, or keys that cannot be had, and no bug."""
    return isinstance(error, (*AWAY, Locked)) or (isinstance(error, InternalError) and _kind_of(error) == ONLY_READ)


def away(request: HttpRequest, error: BaseException | None = None) -> HttpResponse:
    """The database or the key service is away for a moment, or takes nothing. One that comes back is asked again by
    itself.

    The log says what it calls it: SQLITE_FULL, SQLITE_BUSY, or PostgreSQL's code, 53100 for a full disk; or the vault's
    own sentence for the operator.
    """
    view = request.resolver_match.view_name if request.resolver_match else "no view"
    if isinstance(error, Locked):
        logger.error("no keys in %s: %s", view, error)
    else:
        logger.error("no database in %s: %s", view, _kind_of(error) or type(error).__name__)
    answer = page(request, 503, typed=typed_in(request))
    answer["Retry-After"] = str(AGAIN_SECONDS)
    return answer


def _kind_of(error: BaseException | None) -> str:
    """What the database calls it; nothing when it did not say."""
    cause = error.__cause__ if error else None
    return getattr(cause, "sqlite_errorname", "") or getattr(cause, "sqlstate", "") or ""


def with_a_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer, with a page when it came without one."""
    if response.status_code not in WITHOUT_A_VIEW or response.streaming or response.content:
        return response
    shown = page(request, response.status_code, typed=(), form="")
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
