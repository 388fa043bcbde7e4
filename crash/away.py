"""`python -m crash.away`: the database is cut off, locked, or has no room, while people write; and then it comes back.

    python -m crash.away                        each trouble for a minute
    python -m crash.away --seconds 3 --untimed  the short one, in CI
    .ci/postgres .venv/bin/python -m crash.away

A full disk needs a file system of its own, which only an administrator can make.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
from collections import Counter
from contextlib import closing
from random import Random
from time import monotonic
from typing import TYPE_CHECKING

from bench import places
from bench.places import Place

from .preparing import empty_place, prepared
from .troubles import Trouble, small_disk, troubles_of

if TYPE_CHECKING:
    from .checking import Checker
    from .served import Served
    from .writers import Crew

BEFORE_SECONDS, MOST_SECONDS = 3, 120
TOLD_SECONDS, HANG_SECONDS, BACK_SECONDS = 2.0, 5.0, 5.0  # the bars


def main() -> int:
    """Print what was met. 1 when anything was lost, or somebody waited too long."""
    parser = argparse.ArgumentParser(prog="python -m crash.away", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--seconds", type=float, default=60.0, help=f"of each trouble, at most {MOST_SECONDS}")
    parser.add_argument("--untimed", action="store_true", help="say how long people waited, and fail for nothing of it")
    chosen = parser.parse_args()
    place = empty_place("away")
    with small_disk(place.folder):
        missed = _troubled(place, min(chosen.seconds, MOST_SECONDS), is_timed=not chosen.untimed)
    shutil.rmtree(places.HOME)
    print("FAILED" if missed else "Nothing was lost, and everybody was told.")
    return int(missed)


def _troubled(place: Place, seconds: float, *, is_timed: bool) -> bool:
    troubles = troubles_of(place.vendor, place.folder)
    environment = prepared(place)
    from django.db import connection

    from .checking import Checker
    from .ground import laid
    from .ledger import Ledger
    from .served import Served
    from .writers import Crew

    ground, ledger = laid(cases_count=1), Ledger()
    crew, checker, missed = Crew.of(ground, ledger, Random(1)), Checker.of(ledger), False
    with closing(Served(environment, places.HOME / "log")) as served:
        for name, trouble in troubles.items():
            back = asyncio.run(_met(trouble, crew, checker, served, seconds))
            connection.close()  # ours was cut off, too
            faults = [*checker.faults(), *ledger.wrong]
            missed |= bool(faults) | (_said(name, ledger.answers, back) and is_timed)
            for fault in faults[:20]:
                print(fault)
            ledger.answers, ledger.wrong = [], []
    return missed


async def _met(trouble: Trouble, crew: Crew, checker: Checker, served: Served, seconds: float) -> float:
    """People write before it, through it and after it. Seconds from its end until something was acknowledged again."""
    stopped, ledger = asyncio.Event(), checker.ledger
    writing = [asyncio.create_task(one.write_until(stopped, served.port)) for one in crew.at_work(0)]
    await asyncio.sleep(BEFORE_SECONDS)
    open_trouble = trouble()
    ledger.in_trouble = True
    await asyncio.to_thread(open_trouble.__enter__)
    await asyncio.sleep(seconds)
    acknowledged = ledger.acknowledged_count
    await asyncio.to_thread(open_trouble.__exit__, None, None, None)
    ended = monotonic()
    while ledger.acknowledged_count == acknowledged and monotonic() - ended < MOST_SECONDS:
        await asyncio.sleep(0.01)
    back = monotonic() - ended
    await asyncio.sleep(BACK_SECONDS)
    ledger.in_trouble = False
    await asyncio.sleep(BEFORE_SECONDS)
    stopped.set()
    await asyncio.gather(*writing)
    await crew.finish(served.port)
    return back


def _said(name: str, answers: list[tuple[int, float]], back: float) -> bool:
    """Print a line. Whether a bar was missed."""
    counts = Counter("no answer" if not status else "told so" if status == 503 else "done" for status, _ in answers)
    told = sorted(took for status, took in answers if status == 503) or [0.0]
    slowest = max(took for _, took in answers)
    late = sum(took > TOLD_SECONDS for took in told)
    print(
        f"While {name}: {', '.join(f'{count:,} {what}' for what, count in sorted(counts.items()))}."
        f" Told within {told[-1]:.1f} s at most, {late} after over {TOLD_SECONDS:.0f} s;"
        f" slowest answer {slowest:.1f} s; back after {back:.1f} s.",
        flush=True,
    )
    return not counts["told so"] or bool(late) or slowest > HANG_SECONDS or back > BACK_SECONDS


if __name__ == "__main__":
    sys.exit(main())
