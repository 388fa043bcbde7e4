"""One's own ways of signing in, and one's own sessions, as the page «Innlogging og sikkerhet» shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.web import clock, dates

from ..models import Account, CodeApp, Passkey, RecoveryCode, Session
from ..oidc.providers import NAMES
from ..sessions import SIGNED_IN, SessionStore, hash_of
from ..signin.begun import IDLE, By, SignedIn
from ..signin.devices import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorShown:
    """An app or a passkey of one's own. `kind` in words."""

    uuid: UUID
    name: str
    kind: str
    added: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionShown:
    """A browser one is signed in with. `name` stands in the address that ends it."""

    name: str
    device: str
    by: str
    since: str
    seen: str
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSignIn:
    """`last`: there is one factor only, which stays. `codes_left_count` of the codes on paper are unused."""

    email: str
    factors: tuple[FactorShown, ...]
    codes_left_count: int
    has_password: bool
    sessions: tuple[SessionShown, ...]

    @property
    def last(self) -> bool:
        return len(self.factors) == 1


def own_sign_in(account: Account, session_key: str | None, at: datetime) -> OwnSignIn:
    """Everything on the page. Four queries."""
    return OwnSignIn(
        email=account.email, factors=tuple(factors_of(account)),
        codes_left_count=RecoveryCode.objects.filter(account=account, used_at=None).count(),
        has_password=account.has_usable_password(), sessions=tuple(_sessions_of(account, hash_of(session_key), at)),
    )  # fmt: skip


def factors_of(account: Account) -> list[FactorShown]:
    """One's own passkeys and apps, oldest first. Two queries."""
    rows: list[Passkey | CodeApp] = [
        *Passkey.objects.filter(account=account).order_by("added_at", "pk"),
        *CodeApp.objects.filter(account=account).defer("sealed_seed").order_by("added_at", "pk"),
    ]
    return [
        FactorShown(
            uuid=row.pk, name=row.name, kind=_("Passnøkkel") if isinstance(row, Passkey) else _("Kodeapp"),
            added=dates.long_date(row.added_at),
        )
        for row in sorted(rows, key=lambda row: row.added_at)
    ]  # fmt: skip


def factor_of(account: Account, uuid: UUID) -> FactorShown | None:
    """One of one's own; None for any other."""
    return next((one for one in factors_of(account) if one.uuid == uuid), None)


def session_named(account: Account, name: str) -> Session | None:
    """One of one's own sessions, by what the list calls it."""
    return next((row for row, begun in _open_sessions(account) if begun.name == name), None)


def _sessions_of(account: Account, this: str, at: datetime) -> list[SessionShown]:
    found = []
    for row, begun in _open_sessions(account):
        is_this = row.key_hash == this
        found.append(
            SessionShown(
                name=begun.name, device=in_words(begun.device), by=_by(begun.by), is_this=is_this,
                since=dates.moment(datetime.fromtimestamp(begun.since, at.tzinfo)),
                seen=_("i bruk nå") if is_this else _seen(row.seen_at, at),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: not one.is_this)


def _open_sessions(account: Account) -> list[tuple[Session, SignedIn]]:
    rows = Session.objects.filter(account=account).order_by("-seen_at", "pk")
    told = ((row, SessionStore().decode(row.session_data).get(SIGNED_IN)) for row in rows)
    return [(row, SignedIn(**begun)) for row, begun in told if begun]


def _by(by: str) -> str:
    own = {By.PASSWORD: _("passord"), By.PASSKEY: _("passnøkkel"), By.DEMO: _("ett klikk i demoen")}
    return {**own, **NAMES}.get(by, by)


def _seen(seen_at: datetime, at: datetime) -> str:
    said = _("sist i bruk {when}").format(when=dates.moment(seen_at.astimezone(at.tzinfo)))
    return _("{said}, låst").format(said=said) if not clock.is_within(IDLE, since=seen_at, at=at) else said
