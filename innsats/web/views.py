"""The open pages: what this is, the language, and in development the components."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from . import clock, components, drafts
from .errors import bad_request, csrf_failed, not_found, permission_denied, server_error
from .middleware import SPOKEN
from .shell import local_address
from .uploads import holding

READ_AGAIN_AFTER = timedelta(days=30)

__all__ = ["bad_request", "csrf_failed", "not_found", "permission_denied", "server_error"]


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "web/about.html")


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where whoever has found a weakness turns (RFC 9116), as the owner of the installation has set it."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": (clock.now() + READ_AGAIN_AFTER).isoformat(timespec="seconds"),
        "Preferred-Languages": "nb, nn, en",
        "Canonical": f"{settings.SITE_ADDRESS}.well-known/security.txt",
    }
    said = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language on this device, and for the mails to whoever is signed in. Then back to where one was."""
    answer = redirect(local_address(request.POST.get("next", ""), "/"))
    language = request.POST.get("language", "")
    if language in SPOKEN:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=timedelta(days=365), httponly=True,
            secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
        )
        if request.user.is_authenticated:
            request.user.language = language
            request.user.save(update_fields=["language"])
    return answer


@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Keep what is typed in the form at the address `for`, without sending it; or throw it away and start anew."""
    address, viewer = request.GET.get("for", ""), request.viewer  # type: ignore[attr-defined]
    if not drafts.has_draft(address):
        return HttpResponse(status=400)
    if "forget" in request.POST:
        if draft := drafts.read(viewer.person_id, address, at=viewer.at):
            holding.forget(holding.holder_of(draft.typed.get("files_key", ""), viewer.person_id))
        drafts.forget(viewer.person_id, address)
        return redirect(address)
    if not viewer.appointments:  # drafts are sealed with the key of an owner one works for
        return HttpResponse(status=409)
    owner = viewer.appointments[0].school_owner_id
    kept = drafts.save(viewer.person_id, address, request.POST, school_owner_id=owner, at=viewer.at)
    return HttpResponse(status=204 if kept else 413)


@login_not_required
@require_safe
def show_components(request: HttpRequest) -> HttpResponse:
    """Every component on one page. Only in development and tests."""
    if not (settings.DEBUG or settings.TESTING):
        raise Http404
    return render(request, "web/components.html", components.shown(request.GET.get("feil") == "1"))
