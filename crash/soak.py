"""`python -m crash.soak`: pages, reports and sign-ins at a steady rate for ten minutes, and what grows meanwhile.

    python -m crash.soak --minutes 10 --pages 80 --reports 5 --sign-ins 3
    .ci/postgres .venv/bin/python -m crash.soak

Each process is asked of in /proc: memory, open files, threads. What it said in its first fifth is left out.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from contextlib import closing

from bench import places

from .preparing import empty_place, prepared

MOST_MINUTES = 120


def main() -> int:
    """Print the figures. 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m crash.soak", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--minutes", type=float, default=10.0, help=f"at most {MOST_MINUTES}")
    parser.add_argument("--pages", type=float, default=80.0, help="a second")
    parser.add_argument("--reports", type=float, default=5.0, help="a second")
    parser.add_argument("--sign-ins", type=float, default=3.0, help="a second")
    chosen = parser.parse_args()
    environment = prepared(empty_place("soak"))
    from .served import Served
    from .steady import Steady

    with closing(Served(environment, places.HOME / "log")) as served:
        steady = Steady.on(served, {"pages": chosen.pages, "reports": chosen.reports, "sign-ins": chosen.sign_ins})
        missed = steady.run(min(chosen.minutes, MOST_MINUTES) * 60)
    shutil.rmtree(places.HOME)
    print("MISSED" if missed else "Every bar is reached.")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
