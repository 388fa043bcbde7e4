"""How the machine fares, in Prometheus' text format: for whoever watches over it, and never of anybody or any school.

All are sums over the whole installation, and none of them counts cases or reports.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import accumulate

from django.conf import settings
from django.db.models import Max, Min

from innsats.database import walls
from innsats.journal.models import Refusal, Untold
from innsats.vault import keys
from innsats.vault.errors import DamagedKey, Locked
from innsats.web.counted import BOUNDS_SECONDS, counts
from innsats.web.models import Happened

from .models import Mail

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[str, float]  # the labels, as they are written, and the value


def measured(at: datetime) -> str:
    """Every number, read now. Five queries; one more, and the key service, for whether keys can be unwrapped. Sums over
    all owners: nobody's wall stands before them.
    """
    with walls.lifted():
        return _told(at)


def _told(at: datetime) -> str:
    return "".join(
        f"# HELP innsats_{name} {told}\n# TYPE innsats_{name} {kind}\n"
        + "".join(f"innsats_{name}{labels} {_said(value)}\n" for labels, value in samples)
        for name, kind, told, samples in (*_answered(), *_waiting(at), *_machine(at))
    )


def _answered() -> Iterator[tuple[str, str, str, Iterable[Sample]]]:
    """What the workers have counted since the server was started."""
    slots = list(counts.read())
    yield "answers_total", "counter", "Answers, by class of status.", [
        (f'{{worker="{one.slot}",class="{name}"}}', count) for one in slots for name, count in one.answers.items()
    ]
    yield "answer_seconds", "histogram", "How long an answer took.", [
        sample for one in slots for sample in _histogram(one.slot, one.buckets, one.seconds)
    ]
    yield "throttled_total", "counter", "Tries that were refused for coming too often.", [
        (f'{{worker="{one.slot}"}}', one.throttled) for one in slots
    ]


def _histogram(slot: int, buckets: tuple[int, ...], seconds: float) -> Iterator[Sample]:
    for bound, count in zip((*map(str, BOUNDS_SECONDS), "+Inf"), accumulate(buckets), strict=True):
        yield f'_bucket{{worker="{slot}",le="{bound}"}}', count
    yield f'_sum{{worker="{slot}"}}', seconds
    yield f'_count{{worker="{slot}"}}', sum(buckets)


def _waiting(at: datetime) -> Iterator[tuple[str, str, str, Iterable[Sample]]]:
    """What time should have done by now."""
    untold = Untold.objects.aggregate(oldest=Min("event__at"))["oldest"]
    unsent = Mail.objects.filter(sent_at=None, try_at__isnull=False).aggregate(oldest=Min("gathered_at"))["oldest"]
    yield "untold_oldest_seconds", "gauge", "Age of the oldest event that nobody was told of; 0 for none.", [
        ("", _age(untold, at))
    ]
    yield "mail_unsent_oldest_seconds", "gauge", "Age of the oldest mail that has not got through; 0 for none.", [
        ("", _age(unsent, at))
    ]
    happened = dict(Happened.objects.order_by("name").values_list("name", "at"))
    for name, told in (("tick", "When time last passed."), ("backup", "When the newest backup was taken.")):
        last = happened.get(name)
        yield f"last_{name}_timestamp_seconds", "gauge", f"{told} 0: never.", [("", last.timestamp() if last else 0)]


def _machine(at: datetime) -> Iterator[tuple[str, str, str, Iterable[Sample]]]:
    refused = Refusal.objects.aggregate(last=Max("pk"))["last"] or 0
    yield "refusals_total", "counter", "Times the rules said no to an act.", [("", refused)]
    yield "keys_answer", "gauge", "1: the master keys can be unwrapped, by the root key or the key service.", [
        ("", _keys_answer())
    ]
    disk = os.statvfs(settings.DATA_DIR)
    yield "disk_free_bytes", "gauge", "Room left where the data lies.", [("", disk.f_bavail * disk.f_frsize)]
    yield "clock_timestamp_seconds", "gauge", "What this machine thinks it is.", [("", at.timestamp())]


def _keys_answer() -> int:
    try:
        keys.unlock()
    except (Locked, DamagedKey):
        return 0
    return 1


def _age(since: datetime | None, at: datetime) -> float:
    return max((at - since).total_seconds(), 0) if since else 0


def _said(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6f}"
