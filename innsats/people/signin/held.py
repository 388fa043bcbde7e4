"""What was typed in a form that arrived at a locked door: kept, sealed, as a draft of whoever wrote it."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest

from innsats.database import walls
from innsats.rules.acts import Act
from innsats.web import drafts
from innsats.web.forms import NotSent, new_form_key
from innsats.web.shell import local_address

from ..viewers import viewer_signed_in
from .begun import Door, OwnRequest, door_of

AGAIN = "igjen"  # in an address: fill in the form as it was when it was not taken
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "form_key", "password", "again", "current", "code", "credential"})
LONGEST_ADDRESS = 120  # of a form that keeps a draft


def keep(request: OwnRequest, at: datetime) -> str:
    """Keep what this request would have sent, and return the address to come back to.

    Only where two factors have been shown: a password alone puts no words into anybody's forms.
    """
    if request.method in ("GET", "HEAD") or door_of(request, at) is Door.HALF:
        return way_back(request)
    asked_for = request.GET.get("for", "")  # by the script that keeps drafts
    by_script = bool(request.resolver_match) and request.resolver_match.url_name == "keep_draft"
    form = asked_for if by_script and drafts.has_draft(asked_for) else request.path
    has_draft = drafts.has_draft(form)
    way = form if has_draft else way_back(request)
    if way != form and not has_draft:
        return way
    without = drafts.NOT_KEPT if has_draft else NEVER_KEPT
    viewer = viewer_signed_in(request.user, at)
    if not set(request.POST) - without or not viewer.appointments or len(form) > LONGEST_ADDRESS:
        return way
    owner = viewer.appointments[0].school_owner_id
    walls.widen_to(owner)
    drafts.save(viewer.person_id or 0, form, request.POST, school_owner_id=owner, at=at, without=without)
    return form if has_draft else f"{form}?{urlencode({AGAIN: 1})}"


def way_back(request: HttpRequest) -> str:
    """Where to go on: the same page; from an address that is no page of an act, where one came from."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    if request.resolver_match and request.resolver_match.url_name in set(Act):
        return request.path
    came_from = urlsplit(request.headers.get("Referer", ""))
    return local_address(came_from.path if came_from.netloc == request.get_host() else "", "/")


def give_back(request: OwnRequest, at: datetime) -> None:
    """Fill in the form that is opened again after the lock; forget what was kept once it is sent."""
    if AGAIN not in request.GET or drafts.has_draft(request.path):
        return
    viewer = viewer_signed_in(request.user, at)
    if request.method == "POST":
        drafts.forget(viewer.person_id, request.path)
    elif kept := drafts.read(viewer.person_id, request.path, at=at):
        typed = NotSent(mutable=True)
        for name, values in kept.typed.lists():
            typed.setlist(name, values)
        typed["form_key"] = new_form_key()
        request.POST = typed  # type: ignore[assignment]  # a form reads it there, and NotSent keeps it from being sent
