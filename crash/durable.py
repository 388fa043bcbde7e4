"""`python -m crash.durable`: what is acknowledged is on disk, on SQLite, by the system's own record of the workers.

strace writes down every waiting for the disk and every answer; reports are sent one at a time. Before each answer to
a report, the log of the database must have been waited for. Where there is no strace, nothing is proved; it says so.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from random import Random
from time import sleep

from bench import places
from bench.driver import reader_at

from .preparing import empty_place, prepared, vendor_here

MOST_FORMS = 2_000
ATTACHED_SECONDS = 1.0
WAITED = re.compile(r"f(?:data)?sync\(\d+<[^>]*-wal>\)\s+= 0|f(?:data)?sync resumed>\)\s+= 0")
ANSWERED = re.compile(r'"HTTP/1\.1 200')


def main() -> int:
    """Print how many answers came after their waiting. 1 when one did not."""
    parser = argparse.ArgumentParser(prog="python -m crash.durable", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--forms", type=int, default=1_000, help="how many reports")
    count = min(parser.parse_args().forms, MOST_FORMS)
    if vendor_here() != "sqlite" or not shutil.which("strace"):
        print("Nothing is proved of the disk here: that takes SQLite and strace.")
        return 0
    environment = prepared(empty_place("durable"))
    from .ground import laid
    from .served import Served
    from .writers import reports_to

    ground, trace = laid(cases_count=1), places.HOME / "trace"
    with closing(Served(environment, places.HOME / "log")) as served:
        watched = [word for worker in served.workers() for word in ("-p", str(worker))]
        calls = "trace=fdatasync,fsync,write,writev,sendto,sendmsg"
        strace = subprocess.Popen(["strace", "-f", "-y", "-s", "32", "-e", calls, "-o", str(trace), *watched],
                                  stderr=subprocess.DEVNULL)  # fmt: skip
        sleep(ATTACHED_SECONDS)
        make, dice = reports_to(ground.schools), Random(1)
        asyncio.run(_sent(served.port, [make(dice).ask.sent() for _ in range(count)]))
        strace.send_signal(signal.SIGINT)
        strace.wait()
    answers, waited = counted(trace.read_text(errors="replace").splitlines())
    shutil.rmtree(places.HOME)
    print(f"{answers:,} answers to reports, {waited:,} of them after the log was on disk.")
    return int(answers != count or waited != answers)


def counted(lines: Iterable[str]) -> tuple[int, int]:
    """How many answers there are in a trace, and how many of them came after a waiting of their own for the log."""
    answers = waited = 0
    has_waited = False
    for line in lines:
        if WAITED.search(line):
            has_waited = True
        elif ANSWERED.search(line):
            answers, waited, has_waited = answers + 1, waited + has_waited, False
    return answers, waited


async def _sent(port: int, requests: list[bytes]) -> None:
    """One at a time, from ever other addresses."""
    for number, request in enumerate(requests):
        reader = await reader_at(port, 2 + number % 240)
        await reader.ask(request)
        reader.close()


if __name__ == "__main__":
    sys.exit(main())
