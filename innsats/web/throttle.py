"""How often something may be tried, counted in the database for all processes together."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest

from innsats.journal.writes import listed_write

from .counted import throttled
from .models import Throttle

KEPT_FOR = timedelta(days=2)
NETWORK_BITS = 64  # of an IPv6 address: whoever has one has all that begin like it


def allow(key: str, *, limit: int, per: timedelta, at: datetime, count: int = 1) -> bool:
    """Count one try of `key`, or `count`, and say whether it is within `limit` in this window of length `per`.

    A class of thirty behind one address is ordinary: choose limits per account or report, not per address.
    """
    hashed, window = _hashed(key), _window(per, at)
    with listed_write():
        Throttle.objects.bulk_create([Throttle(key=hashed, window=window)], ignore_conflicts=True)
        Throttle.objects.filter(key=hashed, window=window).update(count=F("count") + count)
    is_within = Throttle.objects.values_list("count", flat=True).get(key=hashed, window=window) <= limit
    if not is_within:
        throttled()
    return is_within


def is_spent(key: str, *, limit: int, per: timedelta, at: datetime) -> bool:
    """Whether `limit` tries have been counted in this window. Only reads: a flood over the limit writes nothing."""
    found = Throttle.objects.filter(key=_hashed(key), window=_window(per, at), count__gte=limit).exists()
    if found:
        throttled()
    return found


def origin_of(request: HttpRequest | None) -> str:
    """Where a try comes from; in production as the proxy before us says, which is the last to add to the header.

    Of IPv6 it is the network: one subscriber has 2^64 addresses, and would otherwise never meet a limit.
    """
    if request is None:
        return ""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.PRODUCTION else ""
    return _network(forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", ""))


def forget_before(at: datetime) -> None:
    """Windows that are over count for nothing; the tick removes them.

    Two days late, so that a clock that is a day ahead, and comes right, does not give anybody the same tries again.
    """
    with listed_write():
        Throttle.objects.filter(window__lt=at - KEPT_FOR).delete()


def _network(origin: str) -> str:
    try:
        address = ip_address(origin)
    except ValueError:
        return origin
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, NETWORK_BITS), strict=False))
    return str(address)


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _window(per: timedelta, at: datetime) -> datetime:
    seconds = int(per.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, at.tzinfo)
