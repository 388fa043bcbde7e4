"""Coming in by Feide or ID-porten: what is kept of it here, from pressing the button until the session has ended.

Between leaving and coming back the question lies in the browser's session on the server. Afterwards a row says that the
session was begun by a provider, so that it ends when the provider says so.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from innsats.journal.writes import listed_write
from innsats.vault.index import subject_index
from innsats.vault.keys import token_key
from innsats.vault.sealing import DamagedKey, Destroyed, Unreadable, open_one, seal
from innsats.web.throttle import allow, origin_of

from .models import OutsideSession
from .oidc import dance as dancing
from .oidc.dance import Dance, Outsider
from .oidc.providers import NAMES, Provider, provider
from .oidc.trouble import Reason, Trouble

KEPT_DANCE = "dance"  # in the session
KEPT_FOR = timedelta(hours=12)  # a little longer than any session here
LEAVING_COUNT, LEAVING_WINDOW = 300, timedelta(minutes=15)  # from one address: a whole school on a morning
LONGEST_TOKEN = 20_000


def offered(*slugs: str) -> tuple[Provider, ...]:
    """Those of these providers that the installation has."""
    return tuple(found for slug in slugs if (found := provider(slug)))


def full_address(name: str, *where: object) -> str:
    """An address of ours as the provider knows it: of the settings, never of what a browser calls this site."""
    return settings.SITE_ADDRESS.rstrip("/") + reverse(name, args=where)


def go(request: HttpRequest, there: Provider, *, back: str, at: datetime, **purpose: str) -> HttpResponse:
    """Off to the provider; `purpose` waits here for whoever comes back. Raises Trouble."""
    address = f"to {there.slug} from {origin_of(request)}"
    if not allow(address, limit=LEAVING_COUNT, per=LEAVING_WINDOW, at=at):
        raise Trouble(Reason.OFTEN, "many from one address")
    address, dance = dancing.begin(there, back=full_address(back, there.slug), at=at)
    request.session[KEPT_DANCE] = {"dance": dance.kept(), "purpose": purpose}
    return redirect(address)


def come_back(request: HttpRequest, slug: str, *, back: str, at: datetime) -> tuple[Outsider, dict[str, str]]:
    """Who came back from this provider, and what for. The question is used up, whatever came of it. Raises Trouble."""
    kept = _used_up(request)
    there = provider(slug)
    if kept is None or there is None or kept["dance"]["provider"] != slug:
        raise Trouble(Reason.STALE, "nobody of this browser is expected back")
    dance = Dance(**kept["dance"])
    if dance.back != full_address(back, slug):
        raise Trouble(Reason.STALE, "back by another door")
    return dancing.finish(there, dance, request.GET.dict(), at=at), kept["purpose"]


def lookup_of(outsider: Outsider) -> bytes:
    """What this person is found by here, and is never told from."""
    return _hash(outsider.subject, outsider.provider)


def begun(outsider: Outsider, at: datetime) -> OutsideSession:
    """The row of a session that begins now."""
    row = uuid4()
    token = outsider.id_token if len(outsider.id_token) <= LONGEST_TOKEN else ""
    with listed_write():
        return OutsideSession.objects.create(
            pk=row, provider=outsider.provider, at=at,
            session_lookup=_hash(f"session {outsider.session_id}", outsider.provider) if outsider.session_id else b"",
            subject_lookup=_hash(f"subject {outsider.session_subject}", outsider.provider),
            sealed_token=seal(token, key=token_key(), field="people.OutsideSession.sealed_token", row=row),
        )  # fmt: skip


def running(uuid: str | UUID) -> OutsideSession | None:
    """The session, while nobody has ended it. None for ""."""
    return OutsideSession.objects.filter(pk=uuid, ended_at=None).first() if uuid else None


def end(held: OutsideSession, at: datetime, *, back: str) -> str:
    """End it, and say where to send the browser so that the provider's own ends too; "" when there is no such place."""
    there = provider(held.provider)
    try:
        token = open_one(held.sealed_token, held.pk)
    except (DamagedKey, Destroyed, Unreadable):
        token = ""
    _end(Q(pk=held.pk), at)
    return dancing.leaving(there, id_token=token, back=full_address(back)) if there else ""


def told_out(there: Provider, token: str, at: datetime) -> int:
    """End what the provider says has ended, and say how many. Raises Trouble for a token that does not hold."""
    session, subject = dancing.told_out(there, token, at=at)
    if session:
        named = Q(session_lookup=_hash(f"session {session}", there.slug))
    else:
        named = Q(subject_lookup=_hash(f"subject {subject}", there.slug))
    return _end(named & Q(provider=there.slug), at)


def forget_before(at: datetime) -> None:
    """Sessions that are over are nobody's business; the tick removes them."""
    with listed_write():
        OutsideSession.objects.filter(at__lt=at - KEPT_FOR).delete()


def name_of(slug: str) -> str:
    """What people call a provider."""
    return NAMES.get(slug, "")


def _used_up(request: HttpRequest) -> Any:
    """What was remembered, and is no more, before anything is asked: the same answer again finds no question."""
    kept = request.session.pop(KEPT_DANCE, None)
    if kept is not None:
        request.session.save()
    if not request.session.keys():  # nothing else was kept of this browser
        request.session.flush()
    return kept


def _end(which: Q, at: datetime) -> int:
    changed: dict[str, Any] = {"ended_at": at, "sealed_token": b""}
    with listed_write():
        return OutsideSession.objects.filter(which, ended_at=None).update(**changed)


def _hash(said: str, slug: str) -> bytes:
    with listed_write():  # the first time makes the key
        return subject_index(said, provider=slug)
