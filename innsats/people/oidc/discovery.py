"""What a provider says of itself: its addresses and its keys. Asked for once an hour in each process."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from .providers import Provider, origin_of
from .trouble import Reason, Trouble
from .wire import asked

REMEMBERED_SECONDS = 3600
KEYS_AGAIN_SECONDS = 30  # a key that is not known is asked for anew at most this often
_remembered: dict[str, tuple[float, Any]] = {}  # by address: when it was asked for, and what was answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The provider's addresses; "" for what it does not have."""

    authorize: str
    token: str
    keys: str
    userinfo: str = ""
    push: str = ""
    end_session: str = ""
    names_itself: bool = False  # RFC 9207: says who it is beside each code


def metadata_of(provider: Provider) -> Metadata:
    """Raises Trouble, also when the document speaks of another issuer or of addresses elsewhere."""
    address = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    return _once(address, REMEMBERED_SECONDS, lambda: _metadata(provider, asked(provider, address)))


def keys_of(provider: Provider, *, key_id: str = "") -> KeySet:
    """The provider's public keys. With a `key_id` that is not among them they are asked for anew. Raises Trouble."""
    address = metadata_of(provider).keys
    found = _once(address, REMEMBERED_SECONDS, lambda: _keys(asked(provider, address)))
    if key_id and key_id not in {one.kid for one in found.keys}:
        found = _once(address, KEYS_AGAIN_SECONDS, lambda: _keys(asked(provider, address)))
    return found


def forget() -> None:
    """Ask everything anew."""
    _remembered.clear()


def _once(address: str, seconds: float, ask: Callable[[], Any]) -> Any:
    asked_at, found = _remembered.get(address, (0.0, None))
    if found is None or time.monotonic() - asked_at > seconds:
        found = ask()
        _remembered[address] = (time.monotonic(), found)
    return found


def _metadata(provider: Provider, said: dict[str, Any]) -> Metadata:
    if said.get("issuer") != provider.issuer:
        raise Trouble(Reason.WRONG, "the discovery document is another issuer's")
    found = Metadata(
        authorize=_address(said, "authorization_endpoint"), token=_address(said, "token_endpoint"),
        keys=_address(said, "jwks_uri"), userinfo=_address(said, "userinfo_endpoint"),
        push=_address(said, "pushed_authorization_request_endpoint"),
        end_session=_address(said, "end_session_endpoint"),
        names_itself=said.get("authorization_response_iss_parameter_supported") is True,
    )  # fmt: skip
    if not (found.authorize and found.token and found.keys):
        raise Trouble(Reason.WRONG, "the discovery document lacks an address")
    named = (found.authorize, found.token, found.keys, found.userinfo, found.push, found.end_session)
    if any(one and origin_of(one) not in provider.origins for one in named):
        raise Trouble(Reason.WRONG, "the discovery document names an origin that no setting does: see docs/running.md")
    return found


def _address(said: dict[str, Any], name: str) -> str:
    found = said.get(name) or ""
    if not isinstance(found, str):
        raise Trouble(Reason.WRONG, "the discovery document has an address that is none")
    return found


def _keys(said: dict[str, Any]) -> KeySet:
    try:
        return KeySet.import_key_set(said)  # type: ignore[arg-type]
    except (JoseError, ValueError, TypeError, KeyError):
        raise Trouble(Reason.WRONG, "keys that cannot be read") from None
