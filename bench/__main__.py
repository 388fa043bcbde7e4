"""`make bench`: seed what is not seeded, serve, drive, and print a table beside a bare Django page.

    python -m bench                          1,000 and 100,000 cases on SQLite, five rounds
    python -m bench --database postgresql    the same on a PostgreSQL of its own
    python -m bench --cases 1000 --quick     one short round
    python -m bench --cases --open 17500     only what time does by itself: tick and reckon
"""

from __future__ import annotations

import argparse
import json
import os
import sys

from . import measuring, passing, telling
from .places import HOME, ROOT, Place, python, state

RESULT = HOME / "result.json"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--cases", type=int, nargs="*", default=[1_000, 100_000], help="how many, for each size")
    parser.add_argument("--open", type=int, help="how many open cases for tick and reckon; 17,500, or 1,000 when quick")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0, help="for each cell of a round, at most 10")
    parser.add_argument("--quick", action="store_true", help="one round of one second a cell, one way of serving")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.rounds, chosen.seconds = 1, 1.0
    if chosen.database == "postgresql" and "MIGRATE_DATABASE_URL" not in os.environ:
        os.environ["INNSATS_POSTGRES_KEPT"] = str(HOME / "cluster")
        os.execv(ROOT / ".ci" / "postgres", [".ci/postgres", sys.executable, "-m", "bench", *sys.argv[1:]])
    if open_count := (1_000 if chosen.quick else 17_500) if chosen.open is None else chosen.open:
        place = Place(chosen.database, open_count, is_all_open=True)
        _prepare(place)
        print(passing.table(place), flush=True)
    if chosen.cases:
        _measure_pages(chosen)


def _measure_pages(chosen: argparse.Namespace) -> None:
    places = [Place(chosen.database, count) for count in sorted(chosen.cases)]
    for place in places:
        _prepare(place)
    result = measuring.measure(places, rounds_count=chosen.rounds, seconds=min(chosen.seconds, 10.0),
                               compares=not chosen.quick)  # fmt: skip
    kept = json.loads(RESULT.read_text()) if RESULT.exists() else {}
    RESULT.write_text(json.dumps(kept | {chosen.database: result}, indent=1, ensure_ascii=False))
    print(telling.table(result))
    print(f"\nAll of it: {RESULT}")


def _prepare(place: Place) -> None:
    """A seeded database, and a fresh copy to work on."""
    if not place.is_seeded:
        print(f"Seeding {place.cases_count:,} cases (kept in {place.folder} until {state()[:8]} changes) …", flush=True)
        place.empty()
        size = (str(place.cases_count), *(("open",) if place.is_all_open else ()))
        for module, *words in (("innsats.cli", "migrate"), ("bench.seed", *size)):
            if python(module, *words, place=place, working=False).wait():
                raise SystemExit(f"{module} did not succeed.")
    place.copy()


if __name__ == "__main__":
    main()
