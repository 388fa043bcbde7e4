"""`python -m crash`: kill the product as served, hundreds of times, while people write; and look for what was lost.

    python -m crash                                  300 kills, a quarter of an hour or so
    python -m crash --kills 20 --untimed             the short one, in CI
    .ci/postgres .venv/bin/python -m crash           on PostgreSQL

Everything lies in a folder of its own that is thrown away, unless something was lost.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import SystemRandom

from bench import places
from bench.places import ROOT

from .preparing import empty_place, prepared

MOST_MINUTES = 60


def main() -> int:
    """Print what was seen. 1 when anything was lost, twice there or half done, or came back too late."""
    parser = argparse.ArgumentParser(prog="python -m crash", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--kills", type=int, default=300, help="how many, at most 1,000")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6), help="of all that is drawn")
    parser.add_argument("--minutes", type=float, default=MOST_MINUTES, help="at most so long")
    parser.add_argument("--untimed", action="store_true", help="say how long it was away, and fail for nothing of it")
    chosen = parser.parse_args()
    place, kills = empty_place("crash"), min(chosen.kills, 1_000)
    print(f"{kills} kills on {place.vendor}, --seed {chosen.seed}", flush=True)
    seen_faults = _killed(prepared(place), places.HOME, kills, chosen)
    if seen_faults:
        print(f"Everything is kept in {places.HOME}")
    else:
        shutil.rmtree(places.HOME)
    return int(bool(seen_faults))


def _killed(environment: dict[str, str], folder: Path, kills: int, chosen: argparse.Namespace) -> list[str]:
    from .dying import BAR_SECONDS, kept, killed_often
    from .ground import laid
    from .ledger import Ledger
    from .served import Served

    ground, ledger = laid(), Ledger()
    served = Served(environment, folder / "log")
    with closing(served):
        seen = killed_often(served, ground, ledger, kills=kills, seed=chosen.seed, minutes=chosen.minutes)
    for line in seen.lines(ledger):
        print(line)
    late_count = sum(one > BAR_SECONDS for one in (*seen.starts, *seen.others))
    faults = seen.faults + _journal_faults(environment)
    if late_count and not chosen.untimed:
        faults.append(f"{late_count} times away for over {BAR_SECONDS:.0f} s")
    for fault in faults[:20]:
        print(fault)
    kept(ledger, folder / "ledger")
    verdict = "FAILED" if faults else "Nothing was lost, nothing is there twice, and nothing is half done"
    print(f"{verdict}: {ledger.acknowledged_count:,} acknowledged writes after {seen.deaths.total()} kills.")
    return faults


def _journal_faults(environment: dict[str, str]) -> list[str]:
    """What the operator's own command says of the journal."""
    said = subprocess.run([sys.executable, "-m", "innsats.cli", "verify-journal"], env=environment, cwd=ROOT,
                          capture_output=True, text=True)  # fmt: skip
    print(f"innsats verify-journal: {said.stdout.strip().splitlines()[0]}")
    return [f"verify-journal: {said.stdout} {said.stderr}"] if said.returncode else []


if __name__ == "__main__":
    sys.exit(main())
