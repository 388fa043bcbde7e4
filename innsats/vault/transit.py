"""The one adapter to a key service: the transit engine of HashiCorp Vault, and what answers as it does.

It wraps and unwraps master keys and never shows the key that it does it with. Asked when a process starts and when a
master key is made, never for a text. The name of what is wrapped goes along as associated data, and as context for a
key that is derived (one that is not pays no heed to it).
"""

from __future__ import annotations

import json
import ssl
from base64 import b64decode, b64encode
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .errors import TransitAway, TransitRefused, WrongRootKey

BEGINS = b"vault:v"
TIMEOUT_SECONDS = 5
MOST_BYTES = 64 * 1024  # of an answer: a wrapped key is a hundred
LATER = frozenset({429, 472, 473, 500, 502, 503, 504})  # too busy, a standby, sealed, or something before it is down
LOOPBACK = ("127.0.0.1", "localhost", "::1")  # an agent beside us, that itself speaks TLS to the service


@dataclass(frozen=True, slots=True)
class Engine:
    """Where it is: `https://host:8200`, the path of its transit engine, and the name of the key."""

    address: str
    mount: str
    key: str

    def url(self, verb: str) -> str:
        return f"{self.address}/v1/{quote(self.mount)}/{verb}/{quote(self.key, safe='')}"


def engine() -> Engine:
    """What `settings.KEY_SERVICE` says. Raises ImproperlyConfigured."""
    said = settings.KEY_SERVICE
    try:
        parts = urlsplit(said)
        *mount, key = parts.path.strip("/").split("/")
        known = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        right = known and parts.hostname and mount and key and not (parts.query or parts.fragment or parts.username)
        address = f"{parts.scheme}://{parts.netloc}"
        _ = parts.port
    except ValueError:
        right = False
    if not right:
        raise ImproperlyConfigured(
            "INNSATS_KEY_SERVICE must be https://host:port/path-of-the-transit-engine/name-of-the-key, for example"
            " https://vault.example.no:8200/transit/innsats. See docs/running.md."
        )
    return Engine(address=address, mount="/".join(mount), key=key)


def encrypted(master: bytes, *, bound_to: str) -> bytes:
    """The service's own ciphertext (b"vault:v1:…") of a key. Raises TransitAway or TransitRefused."""
    said = _asked("encrypt", {"plaintext": b64encode(master).decode(), **_bound(bound_to)})
    ciphertext = str(said.get("ciphertext", "")).encode()
    if not ciphertext.startswith(BEGINS):
        raise TransitRefused("The key service answered something else than a ciphertext. Is it a transit engine?")
    return ciphertext


def decrypted(ciphertext: bytes, *, bound_to: str) -> bytes:
    """The key that was wrapped. Raises WrongRootKey when the service's key is another, else as `encrypted`."""
    said = _asked("decrypt", {"ciphertext": ciphertext.decode("ascii"), **_bound(bound_to)})
    try:
        return b64decode(said["plaintext"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise TransitRefused("The key service answered something else than a key. Is it a transit engine?") from None


def _bound(bound_to: str) -> dict[str, str]:
    name = b64encode(bound_to.encode()).decode()
    return {"associated_data": name, "context": name}


def _asked(verb: str, said: dict[str, str]) -> dict[str, Any]:
    """What the service answers. Never follows a redirect nor a proxy: the token would go along."""
    from innsats.settings import transit_token

    headers = {"X-Vault-Token": transit_token(), "X-Vault-Request": "true", "Content-Type": "application/json"}
    if settings.KEY_SERVICE_NAMESPACE:
        headers["X-Vault-Namespace"] = settings.KEY_SERVICE_NAMESPACE
    request = Request(engine().url(verb), json.dumps(said).encode(), headers, method="POST")
    opener = build_opener(ProxyHandler({}), HTTPSHandler(context=ssl.create_default_context()))
    try:
        with opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
            found = json.loads(answer.read(MOST_BYTES))
            return dict(found["data"])
    except HTTPError as error:
        with error:
            raise _refusal(verb, error.code, _told(error)) from None
    except (OSError, HTTPException) as error:
        raise TransitAway(f"The key service at {engine().address} does not answer: {error}") from None
    except (KeyError, TypeError, ValueError):
        raise TransitRefused(
            f"{engine().address} answers, and not as a key service does. Is INNSATS_KEY_SERVICE right?"
        ) from None


def _told(error: HTTPError) -> str:
    """What the service says is wrong ({"errors": […]}), shortened."""
    try:
        said = json.loads(error.read(MOST_BYTES))["errors"]
        return "; ".join(" ".join(str(one).split()) for one in said)[:300]
    except (OSError, HTTPException, KeyError, TypeError, ValueError):
        return ""


def _refusal(verb: str, status: int, told: str) -> Exception:
    told = f" It says: {told}." if told else ""
    where = engine()
    if status in LATER:
        return TransitAway(f"The key service at {where.address} cannot answer now ({status}).{told}")
    if status == 403:
        return TransitRefused(
            f"The key service refuses INNSATS_KEY_SERVICE_TOKEN: it is unknown, has run out, or may not {verb} with"
            f" {where.mount}/{where.key} (403).{told}"
        )
    if status == 404:
        return TransitRefused(f"The key service has no transit engine at {where.mount} (404).{told}")
    if status == 400 and verb == "decrypt":
        return WrongRootKey(
            f"{where.mount}/{where.key} of the key service does not unwrap this database's keys: it is another key, or"
            f" the version that wrapped them is gone (400).{told}"
        )
    return TransitRefused(f"The key service refuses to {verb} with {where.mount}/{where.key} ({status}).{told}")
