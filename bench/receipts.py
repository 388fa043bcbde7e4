"""`python -m bench.receipts`: a million codes guessed against ten thousand that hold.

    python -m bench.receipts                    a million
    python -m bench.receipts --tries 20000      fewer

Each is read, hashed and looked up as the page does it, in this process, with a hash that costs next to nothing: with
the real one, and within the limits, the same million takes what the last lines say. Everything lies in a folder of its
own that is thrown away. The log goes to where errors go: 2>/dev/null leaves the figures alone.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import timedelta
from pathlib import Path
from secrets import randbelow
from time import perf_counter
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from . import places
from .places import Place
from .reporting import Bars

TRIES_COUNT, CODES_COUNT, KNOWN_COUNT, TYPED_COUNT = 1_000_000, 10_000, 100, 400
ADDRESSES_COUNT, WINDOWS_COUNT = 20, 3
BATCH_COUNT = 1000


def main() -> int:
    """Print the figures. 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.receipts")
    parser.add_argument("--tries", type=int, default=TRIES_COUNT, help="codes that are guessed")
    tries_count = parser.parse_args().tries
    with tempfile.TemporaryDirectory(prefix="innsats-bench-") as folder:
        places.HOME = Path(folder)
        place = Place("sqlite", 0)
        place.empty()
        address = place.environment(working=True)["DATABASE_URL"]
        os.environ |= place.environment(working=False) | {"DATABASE_URL": address, "MIGRATE_DATABASE_URL": address}
        bars, report = Bars(), _a_report()
        with _cheap_hash():
            codes = _given(report, CODES_COUNT)
            _guessed(codes, tries_count, bars)
            evaluated_count = _within_limits(bars)
        _said(tries_count, evaluated_count, bars)
    print("MISSED" if bars.missed else "Every bar is reached.")
    return int(bars.missed)


def _a_report() -> Any:
    import django

    django.setup()
    from innsats.cases.actions import report_concern
    from innsats.database.laying import bring_up_to_date
    from innsats.journal.actors import ANONYMOUS
    from innsats.rules.reports import Arena
    from innsats.web import clock

    from .clock import start
    from .country import found

    bring_up_to_date()
    start()
    school = found(schools_count=1, owners_count=1)[0]
    return report_concern(school.uuid, by=ANONYMOUS, at=clock.now(), text="Alene.", arena=Arena.SCHOOL)


@contextmanager
def _cheap_hash() -> Iterator[None]:
    from innsats.vault import codes

    with patch.object(codes, "MEMORY_KIB", 8):
        yield


def _given(report: Any, count: int) -> list[str]:
    """So many codes, each of a report of its own that is as this one."""
    from innsats.cases.models import Receipt, Report
    from innsats.web import clock, codes

    reports, at = [], clock.now()
    for number in range(count):
        one = copy(report)
        one.pk, one.number, one._state = uuid4(), f"9{number:08}", copy(report._state)
        reports.append(one)
    Report.objects.bulk_create(reports, batch_size=BATCH_COUNT)
    given = [codes.code_for(str(one.pk)) for one in reports]
    receipts = [
        Receipt(school_owner_id=one.school_owner_id, report=one, lookup=codes.derived(code).lookup, at=at)
        for one, code in zip(reports, given, strict=True)
    ]
    Receipt.objects.bulk_create(receipts, batch_size=BATCH_COUNT)
    return given


def _guessed(given: list[str], count: int, bars: Bars) -> None:
    """Random codes, and every given one with one digit changed, as somebody who read one wrongly would type it."""
    from innsats.family.doors import receipt_of
    from innsats.vault.codes import DIGITS_COUNT
    from innsats.web import codes

    def finds(typed: str) -> bool:
        return receipt_of(codes.derived(codes.read_code(typed)).lookup) is not None

    known_count = sum(finds(codes.grouped(code)) for code in given[:KNOWN_COUNT])
    bars.said(f"{KNOWN_COUNT} codes that were given", f"{known_count} found", known_count == KNOWN_COUNT)
    held, began = frozenset(given), perf_counter()
    near = ((code[:at] + str((int(code[at]) + 1) % 10) + code[at + 1 :]) for code in given for at in (0, 7, 15))
    near_count = sum(finds(code) for code in near if code not in held)
    found_count = sum(finds(f"{randbelow(10**DIGITS_COUNT):0{DIGITS_COUNT}}") for _ in range(count))
    seen = f"{found_count} found of {len(given):,} that hold, in {perf_counter() - began:.0f} s"
    bars.said(f"{count:,} codes drawn", seen, not found_count)
    bars.said(f"{3 * len(given):,} given codes with one digit changed", f"{near_count} found", not near_count)


def _within_limits(bars: Bars) -> int:
    """How many of an address' tries in a window are evaluated at all, whatever it sends."""
    from innsats.web import clock, codes

    evaluated, at = set[int](), clock.now()
    for window in range(WINDOWS_COUNT):
        for address in range(ADDRESSES_COUNT):
            count = 0
            for number in range(TYPED_COUNT):
                try:
                    codes.tried(
                        f"{number:016}", lambda one: None, origin=f"10.0.0.{address}", at=at + window * codes.WINDOW
                    )
                except codes.TooManyMisses:
                    continue
                count += 1
            evaluated.add(count)
    seen = f"{sorted(evaluated)} evaluated"
    what = f"{TYPED_COUNT} codes from each of {ADDRESSES_COUNT} addresses in each of {WINDOWS_COUNT} windows"
    bars.said(what, seen, evaluated == {codes.MISSES_COUNT})
    return max(evaluated)


def _said(tries_count: int, evaluated_count: int, bars: Bars) -> None:
    """What the same tries take where the hash and the limits are real."""
    from innsats.vault.codes import DIGITS_COUNT
    from innsats.web import codes

    began = perf_counter()
    for number in range(20):
        codes.derived(f"{number:016}")
    each_ms = (perf_counter() - began) * 50
    windows = tries_count / evaluated_count
    days = windows * codes.WINDOW / timedelta(days=1)
    bars.said("The same from one address, within its limit", f"{days:,.0f} days, or {windows:,.0f} addresses")
    bars.said("The hash of one", f"{each_ms:.0f} ms; of a million, {each_ms * 1000 / 3600:.1f} hours of a core")
    odds = 10**DIGITS_COUNT / (tries_count * CODES_COUNT)
    bars.said(f"{tries_count:,} find one of {CODES_COUNT:,}", f"once in {odds:,.0f} times")


if __name__ == "__main__":
    raise SystemExit(main())
