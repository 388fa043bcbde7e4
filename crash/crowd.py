"""`python -m crash.crowd`: many at the same moment, and the same form many times.

    python -m crash.crowd                                            the whole
    .ci/postgres .venv/bin/python -m crash.crowd                     on PostgreSQL
    python -m crash.crowd --forms 30 --seconds 5 --interleavings 30 --untimed     the short one, in CI
"""

from __future__ import annotations

import argparse
import shutil
import sys
from contextlib import closing

from bench import places

from .preparing import empty_place, prepared

MOST_FORMS, MOST_SECONDS, MOST_INTERLEAVINGS = 2_000, 300, 2_000


def main() -> int:
    """Print what was met. 1 when anything was."""
    parser = argparse.ArgumentParser(prog="python -m crash.crowd", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--forms", type=int, default=1_000, help="each sent two to eight times at once")
    parser.add_argument("--seconds", type=float, default=120.0, help="of eight people on one case")
    parser.add_argument("--interleavings", type=int, default=500, help="of working in a case and losing the right to")
    parser.add_argument("--untimed", action="store_true", help="say how long they waited, and fail for nothing of it")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn")
    chosen = parser.parse_args()
    environment = prepared(empty_place("crowd"))
    from .meeting import Meeting
    from .served import Served

    with closing(Served(environment, places.HOME / "log")) as served:
        meeting = Meeting.on(served.port, chosen.seed)
        meeting.same_form(min(chosen.forms, MOST_FORMS))
        for clients_count in (8, 32, 100):
            meeting.at_once(clients_count, is_timed=not chosen.untimed)
        meeting.one_case(min(chosen.seconds, MOST_SECONDS))
        meeting.losing_the_right(min(chosen.interleavings, MOST_INTERLEAVINGS))
        faults = meeting.faults()
    shutil.rmtree(places.HOME)
    for fault in faults[:20]:
        print(fault)
    print("FAILED" if faults else "Nothing was lost, nothing is there twice, and nothing was overwritten unseen.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
