"""`python -m bench.printing`: how long the whole file of a long case takes to print, and what memory it leaves behind.

A case of sixty events walks through the product's own acts in a database of its own, thrown away afterwards.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from . import at_work
from .places import Place

EVENTS_COUNT, ROUNDS_COUNT = 60, 30
LONGEST_MS, MORE_MB = 1000, 20  # the bars: one file, and what all the rounds may add to the process


def main() -> int:
    """Print the figures. 1 when a bar is missed."""
    with tempfile.TemporaryDirectory(prefix="innsats-bench-") as folder:
        address = f"sqlite:///{Path(folder) / 'printing.sqlite3'}"
        its_own = {"INNSATS_DATA_DIR": folder, "DATABASE_URL": address, "MIGRATE_DATABASE_URL": address}
        os.environ |= Place("sqlite", 0).environment(working=False) | its_own
        at_work()
        from innsats.database.laying import bring_up_to_date

        bring_up_to_date()
        return _measured()


def _measured() -> int:
    from innsats.archive import actions, pdf
    from innsats.archive.queries import case_file
    from innsats.journal.actors import Actor, ActorKind
    from innsats.people.viewers import viewer_of

    from . import originals
    from .clock import NOW, start
    from .country import found

    start()
    originals.OPEN_EVENTS = EVENTS_COUNT
    cast = originals.cast_at(found(schools_count=1, owners_count=1)[0])
    case = originals.open_case(cast, 8)
    by = Actor(ActorKind.PERSON, str(cast.rektor.uuid))
    first = _ms(lambda: actions.print_case(case.pk, by=by, at=NOW))
    viewer = viewer_of(by, NOW)
    document = case_file(viewer, case.number).document
    reading = median(_ms(lambda: case_file(viewer, case.number)) for _ in range(ROUNDS_COUNT // 2))
    setting = median(_ms(lambda: pdf.made(document)) for _ in range(ROUNDS_COUNT // 2))
    before = _resident_mb()
    whole = [_ms(lambda: actions.print_case(case.pk, by=by, at=NOW)) for _ in range(ROUNDS_COUNT)]
    more = _resident_mb() - before
    size = len(pdf.made(document)) / 1000
    print(f"A case of {EVENTS_COUNT} events as PDF, {size:.0f} kB: the first time {first:.0f} ms,")
    print(f"then {median(whole):.0f} ms and at most {max(whole):.0f} ms; ", end="")
    print(f"of it reading {reading:.0f} ms and typesetting {setting:.0f} ms")
    print(f"Memory of the process {_resident_mb():.0f} MB, {more:.0f} MB of it after {ROUNDS_COUNT} files more")
    missed = max(first, *whole) >= LONGEST_MS or more >= MORE_MB
    print("MISSED" if missed else "Every bar is reached.")
    return int(missed)


def _ms(what) -> float:
    began = perf_counter()
    what()
    return (perf_counter() - began) * 1000


def _resident_mb() -> float:
    with open("/proc/self/statm") as said:
        return int(said.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1_000_000


if __name__ == "__main__":
    sys.exit(main())
