"""Asking a provider over the network: bounded in time and size, only where it lives, and never sent on elsewhere."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from functools import cache
from ssl import SSLContext
from typing import Any

import httpx2

from .providers import Provider, origin_of
from .trouble import Reason, Trouble

WAIT_SECONDS = 4.0  # for a connection, and for each part of an answer
WHOLE_SECONDS = 8.0  # for one answer in all: whoever answers a byte at a time does not hold a process
LARGEST_BYTES = 256_000


def asked(
    provider: Provider, address: str, *, form: Mapping[str, str] | None = None, bearer: str = "",
    basic: tuple[str, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The JSON object at this address, asked for by GET, or by POST of a form. Raises Trouble."""
    if origin_of(address) not in provider.origins:
        raise Trouble(Reason.WRONG, "an address at an origin that is not the provider's")
    headers = {"accept": "application/json", "accept-encoding": "identity"}
    headers |= {"authorization": f"Bearer {bearer}"} if bearer else {}
    try:
        with httpx2.Client(timeout=WAIT_SECONDS, follow_redirects=False, verify=_authorities()) as client:
            method = "POST" if form is not None else "GET"
            with client.stream(method, address, data=form, headers=headers, auth=basic) as answer:
                body = _read(answer)
    except httpx2.HTTPError as failed:
        raise Trouble(Reason.AWAY, f"no answer ({type(failed).__name__})") from None
    return _understood(answer.status_code, body)


@cache
def _authorities() -> SSLContext:
    """Whose certificates are believed. Read once: it takes 30 ms and more, and a sign-in asks five times."""
    return httpx2.create_ssl_context()


def _read(answer: httpx2.Response) -> bytes:
    until, body = time.monotonic() + WHOLE_SECONDS, b""
    for part in answer.iter_raw():  # as it came: what unpacks to more is not read
        body += part
        if len(body) > LARGEST_BYTES:
            raise Trouble(Reason.WRONG, "an answer larger than any should be")
        if time.monotonic() > until:
            raise Trouble(Reason.AWAY, "an answer that did not end")
    return body


def _understood(status: int, body: bytes) -> dict[str, Any]:
    if status >= 500 or status == 429:
        raise Trouble(Reason.AWAY, f"answered {status}")
    if status not in (200, 201):
        raise Trouble(Reason.WRONG, f"answered {status}")
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Trouble(Reason.WRONG, "an answer that is no JSON object")
    return said
