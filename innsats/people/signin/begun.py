"""The session: how it began, how strong it is, and whether it is locked. It says so itself; nothing is looked up."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from secrets import token_hex

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from innsats.web import clock

from ..models import Account
from ..sessions import SIGNED_IN, SessionStore
from .devices import device_of

BACKEND = "innsats.people.signin.passwords.BoundedBackend"
IDLE = timedelta(minutes=15)
FRESH = timedelta(minutes=10)  # so long a second factor that was shown is enough for what is asked again
LOCKED = "locked"  # in a session: it was found locked, and stays so until somebody shows who it is
log = logging.getLogger("innsats.signin")  # which account, by what and whether; never what was typed
ENOUGH_COUNT = 2  # factors: what one knows, and what one has


class OwnRequest(HttpRequest):
    """A request of somebody who has signed in, perhaps only halfway."""

    user: Account
    session: SessionStore


class By(StrEnum):
    """By what means somebody signed in. Another service has a name of its own, as `feide`."""

    PASSWORD = "password"
    PASSKEY = "passkey"
    DEMO = "demo"


class Door(StrEnum):
    """How far a session lets somebody in right now."""

    SHUT = "shut"  # nobody has signed in, or by what is worth nothing
    HALF = "half"  # one factor was shown, and nothing is open yet but showing the second
    LOCKED = "locked"  # left alone for a quarter of an hour
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What a session knows of its own beginning. Times are seconds since 1970.

    `shown_at` is when two factors had last been shown, 0 when they have not; `name` is what the list of one's own
    sessions calls it by.
    """

    by: str
    since: float
    shown_at: float
    device: str
    name: str


def begin(request: HttpRequest, account: Account, *, by: str, factors: int) -> None:
    """Let this browser be signed in as `account`: a new session key, whatever the browser brought along.

    `by` is one of `By`, or the name of another service; `factors` is how many that means has shown to be there. With
    one, nothing opens before a second is shown here. The language spoken is kept: mails speak it until another is
    chosen.
    """
    at = clock.now()
    request.session.flush()
    login(request, account, backend=BACKEND)
    request.session[SIGNED_IN] = asdict(
        SignedIn(
            by=by, since=at.timestamp(), shown_at=at.timestamp() if factors >= ENOUGH_COUNT else 0,
            device=device_of(request.headers.get("User-Agent", "")), name=token_hex(8),
        )
    )  # fmt: skip
    log.info("account %s signed in by %s, %s of %s factors", account.pk, by, min(factors, ENOUGH_COUNT), ENOUGH_COUNT)
    language = request.LANGUAGE_CODE
    if account.language != language:
        account.language = language
        account.save(update_fields=["language"])


def signed_in(request: HttpRequest) -> SignedIn | None:
    """How this session began; None for one that nobody began with `begin`, which is worth nothing."""
    held = request.session.get(SIGNED_IN)
    return SignedIn(**held) if held else None


def door_of(request: HttpRequest, at: datetime) -> Door:
    """What the session of this request is worth at `at`. Costs no query beyond that of the session and its account."""
    if not request.user.is_authenticated:
        return Door.SHUT
    begun = signed_in(request)
    if begun is None or (begun.by == By.DEMO and not settings.DEMO):
        return Door.SHUT
    if not begun.shown_at:
        return Door.HALF
    seen_at = request.session.seen_at  # type: ignore[attr-defined]
    is_here = (seen_at is None or clock.is_within(IDLE, since=seen_at, at=at)) and LOCKED not in request.session
    return Door.OPEN if begun.by == By.DEMO or is_here else Door.LOCKED


def stay_locked(request: OwnRequest) -> None:
    """Remember that the door was found locked: no clock that is set back opens it. One write, the first time."""
    if LOCKED not in request.session:
        request.session[LOCKED] = True


def is_fresh(request: HttpRequest, at: datetime) -> bool:
    """Whether a second factor was shown so lately that nothing is asked again. In a demo there is none to ask for."""
    begun = signed_in(request)
    return begun is not None and (begun.by == By.DEMO or clock.is_within(FRESH, since=_time(begun.shown_at), at=at))


def shown(request: HttpRequest, at: datetime, *, second: bool) -> None:
    """Somebody has shown anew who it is: the lock is open, under a new key. `second`: with the second factor.

    What began by a clock that was ahead began at the latest now, so that it does not last for longer; and a second
    factor from later than now is as old as one can be, or it would be fresh again when time has come there.
    """
    begun = signed_in(request)
    if begun is None:
        raise ValueError("a session that was not begun cannot be confirmed")
    log.info("account %s showed who it is, %s", request.user.pk, "by a second factor" if second else "by its password")
    now = at.timestamp()
    earlier = begun.shown_at if begun.shown_at <= now else now - FRESH.total_seconds()
    told = replace(begun, since=min(begun.since, now), shown_at=now if second else earlier)
    request.session[SIGNED_IN] = asdict(told)
    request.session.pop(LOCKED, None)
    request.session.seen_at = at  # type: ignore[attr-defined]
    request.session.cycle_key()


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
