"""Whether the journal is as it was written: every chain, and every anchor over them; and where it is not.

What a row says cannot be changed, removed, added or moved unseen once it is anchored; what has come since can only be
added to. That holds against whoever can write in the database, as long as one anchor is kept outside of it: who can
make every anchor anew is found by that one alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter

from innsats.vault.models import Destruction

from .chain import HASH, PARTS, SEQ, STREAM, Row, Seal, checked, rows_of, until
from .models import Anchor, Event

UNSEALED, UNKNOWN = "unsealed", "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that does not hold: a Fault at an event ("case:…#7"), or an anchor that does not fit.

    `unsealed`: what the anchor of that day covers is not what it covered. `unknown`: one kept outside is not here.
    """

    fault: str
    where: str


@dataclass(slots=True)
class Verified:
    """What was gone through, and what was found. `newest` is the last anchor: one to keep outside."""

    events_count: int = 0
    looks_count: int = 0  # and refusals
    destructions_count: int = 0
    anchors_count: int = 0
    newest: Anchor | None = None
    found: list[Found] = field(default_factory=list)


def verify_journal(kept: Iterable[tuple[date, str]] = ()) -> Verified:
    """Go through all of it once. `kept`: the day and hash of anchors from outside. May run while others write."""
    anchors = list(Anchor.objects.order_by("on"))
    seals = [
        Seal(one.on, before.hash if before else "") for before, one in zip([None, *anchors], anchors, strict=False)
    ]
    result = Verified(anchors_count=len(anchors), newest=anchors[-1] if anchors else None)
    for part in PARTS:
        ends = [getattr(one, until(part)) for one in anchors]
        if part is Event:
            result.found += _checked_streams(result, seals, ends)
            continue
        for row in rows_of(part):
            if part is Destruction:
                result.destructions_count += 1
            else:
                result.looks_count += 1
            if (place := bisect_left(ends, row[0])) < len(seals):
                seals[place].cover(part, row)
    hashes = {one.on: one.hash for one in anchors}
    unsealed = (one for one, seal in zip(anchors, seals, strict=True) if not seal.fits(one))
    result.found += [Found(UNSEALED, str(one.on)) for one in unsealed]
    result.found += [Found(UNKNOWN, str(on)) for on, known in kept if hashes.get(on) != known]
    return result


def _checked_streams(result: Verified, seals: list[Seal], ends: list[int]) -> Iterator[Found]:
    for stream, rows in groupby(rows_of(Event), key=itemgetter(STREAM)):
        heads: dict[int, Row] = {}
        for row, number, fault in checked(rows):
            result.events_count += 1
            if fault:
                yield Found(fault, f"{stream}#{number}")
            if (place := bisect_left(ends, row[0])) < len(seals):
                seals[place].counts[Event] += 1
                heads[place] = row
        for place, row in heads.items():
            seals[place].cover_head(stream, row[SEQ], row[HASH])
