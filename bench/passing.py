"""What time does by itself, with so many open cases: `innsats tick` and, after a change of calendar, `innsats reckon`.

`python -m bench.passing` measures in a process that meets the database, and prints JSON.
"""

from __future__ import annotations

import json
import subprocess
from datetime import date, datetime, timedelta
from time import perf_counter, process_time
from typing import Any

from . import at_work
from .places import Place, python

TICK_SECONDS, RECKON_SECONDS = 10.0, 60.0  # bars, for 17,500 open cases
CLOSED = (date(2026, 3, 25), date(2026, 4, 7))  # what every owner's skolerute gains: talks and plans move


def table(place: Place) -> str:
    """Every figure on a line, and every bar that is missed. Nothing is counted up from a smaller size."""
    with python("bench.passing", place=place, stdout=subprocess.PIPE) as process:
        said, _ = process.communicate()
    if process.returncode:
        raise SystemExit("bench.passing did not succeed.")
    *progress, last = said.splitlines()
    found = json.loads(last)
    lines = [f"With {found['cases']:,} open cases and {found['clocks']:,} clocks that run, {place.vendor}"]
    for tick in found["ticks"]:
        each = f", {tick['cpu'] * 1000 / tick['due']:.1f} ms of CPU each" if tick["due"] else ""
        lines.append(
            f"  tick {tick['at']}: {tick['seconds']:.2f} s ({tick['cpu']:.2f} s of CPU) for {tick['due']:,} steps due"
            f"{each}; {tick['told']:,} notices, {tick['sent']:,} mails"
        )
    reckoned = found["reckon"]
    lines.append(
        f"  reckon after a change of calendar: {reckoned['seconds']:.1f} s ({reckoned['cpu']:.1f} s of CPU) for"
        f" {reckoned['rows']:,} cases and reports, {reckoned['moved']:,} clocks moved;"
        f" said {len(progress)} times how far; again: {reckoned['again_seconds']:.1f} s"
    )
    slowest = max(tick["seconds"] for tick in found["ticks"])
    if slowest > TICK_SECONDS:
        lines.append(f"MISSED  tick: {slowest:.1f} s, the bar is {TICK_SECONDS:.0f}")
    if reckoned["seconds"] > RECKON_SECONDS:
        lines.append(f"MISSED  reckon: {reckoned['seconds']:.1f} s, the bar is {RECKON_SECONDS:.0f}")
    return "\n".join(lines)


def main() -> None:
    """Measure, and print what was found."""
    at_work()
    from innsats.cases.models import OPEN, Case, Due
    from innsats.cli import batches
    from innsats.rules.calendar import at_time, day_of
    from innsats.vault.keys import unlock

    from .clock import NOW

    batches.prepare()  # as the commands do
    unlock()
    found: dict[str, Any] = {"cases": Case.objects.count(), "clocks": Due.objects.filter(OPEN).count()}
    tomorrow = day_of(NOW) + timedelta(days=1)
    moments = [NOW, NOW, NOW + timedelta(minutes=15), at_time(tomorrow, 8), at_time(tomorrow, 8), at_time(tomorrow, 14)]
    found["ticks"] = [_tick(at) for at in moments]
    found["reckon"] = _reckon(NOW + timedelta(days=1, hours=5))
    print(json.dumps(found))


def _tick(at: datetime) -> dict[str, Any]:
    from innsats.cases.models import OPEN, Due
    from innsats.cli.batches import settle
    from innsats.notices.models import Mail, Notice
    from innsats.notices.ticking import tick

    due = Due.objects.filter(OPEN, next_step_at__lte=at).count()
    notices, mails = Notice.objects.all(), Mail.objects.exclude(sent_at=None)
    told, sent = notices.count(), mails.count()
    began, used = perf_counter(), process_time()
    tick(at)
    settle()
    seconds, cpu = perf_counter() - began, process_time() - used
    return {"at": f"{at:%a %H:%M}", "due": due, "seconds": seconds, "cpu": cpu, "told": notices.count() - told,
            "sent": mails.count() - sent}  # fmt: skip


def _reckon(at: datetime) -> dict[str, Any]:
    from innsats.cases import commands, reckoning
    from innsats.cases.models import Due
    from innsats.cli.batches import settle
    from innsats.people.models import ClosedPeriod, SchoolOwner

    ClosedPeriod.objects.bulk_create(
        ClosedPeriod(school_owner=owner, closes="school", starts_on=CLOSED[0], ends_on=CLOSED[1])
        for owner in SchoolOwner.objects.order_by("pk")
    )
    before = dict(Due.objects.values_list("pk", "overdue_from"))
    began, used = perf_counter(), process_time()
    rows = reckoning.reckon(at, tell=commands.say_how_far)
    settle()
    seconds, cpu = perf_counter() - began, process_time() - used
    after = dict(Due.objects.values_list("pk", "overdue_from"))
    began = perf_counter()
    reckoning.reckon(at)
    again = perf_counter() - began
    moved = sum(before.get(pk) != overdue_from for pk, overdue_from in after.items())
    return {"seconds": seconds, "cpu": cpu, "again_seconds": again, "rows": rows, "moved": moved}


if __name__ == "__main__":
    main()
