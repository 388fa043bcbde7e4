"""`python -m crash.instants`: PostgreSQL is lost with its disk while people write, and comes back as at each instant.

    .ci/postgres .venv/bin/python -m crash.instants                           20 instants
    .ci/postgres .venv/bin/python -m crash.instants --instants 3 --untimed    the short one, in CI

It is a PostgreSQL of its own, laid, archived and brought back by the words of docs/operator/backup.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random, SystemRandom

from bench import places

from .archived import ArchivedPostgres
from .preparing import empty_place, prepared, vendor_here

MOST_INSTANTS = 200


def main() -> int:
    """Print what was seen. 1 when an instant came back otherwise than it was, or too much was lost."""
    parser = argparse.ArgumentParser(prog="python -m crash.instants", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--instants", type=int, default=20, help=f"how many, at most {MOST_INSTANTS}")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6), help="of all that is drawn")
    parser.add_argument("--untimed", action="store_true", help="say how much was lost, and fail for nothing of it")
    chosen = parser.parse_args()
    if vendor_here() != "postgresql":
        print("Nothing is proved of instants here: that takes PostgreSQL.")
        return 0
    count, folder = max(1, min(chosen.instants, MOST_INSTANTS)), Path(tempfile.mkdtemp(prefix="innsats-archive-"))
    print(f"{count} instants of a PostgreSQL that is lost, --seed {chosen.seed}", flush=True)
    with closing(ArchivedPostgres(folder)) as server:
        os.environ |= server.make()
        environment = prepared(empty_place("instants"))
        from .returning import brought_back

        faults = brought_back(server, environment, count, Random(chosen.seed), is_timed=not chosen.untimed)
    for fault in faults[:20]:
        print(fault)
    if not faults:
        shutil.rmtree(folder)
        shutil.rmtree(places.HOME)
    print(f"FAILED: all is kept in {folder}" if faults else "Each instant came back as it was, with nothing half done.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
