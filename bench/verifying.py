"""How fast `innsats verify-journal` goes: `python -m bench.verifying`.

A journal is made in a SQLite database of its own, sealed: streams of 40 events, a look for every two of them. It is
gone through three times, and the fastest counts. The bar is 100,000 events a second.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from datetime import UTC, datetime, timedelta
from time import perf_counter

from . import at_work

STREAM_EVENTS, ROUNDS, BAR = 40, 3, 100_000
BEGINS = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.verifying", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--events", type=int, default=400_000, help="how many")
    count = parser.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"INNSATS_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "innsats.settings"}
        at_work()
        _make(count)
        from innsats.journal.verifying import verify_journal

        times = []
        for _ in range(ROUNDS):
            began = perf_counter()
            result = verify_journal()
            times.append(perf_counter() - began)
            assert not result.found and result.events_count == count, result.found[:3]
    rate = count / min(times)
    print(f"{count:,} events and {result.looks_count:,} looks in {min(times):.2f} s")
    print(f"{rate:,.0f} events a second (bar {BAR:,}): {'reached' if rate >= BAR else 'MISSED'}")


def _make(count: int) -> None:
    """The journal alone: neither the people nor the cases that it is about."""
    from django.db import connection

    from innsats.journal.chain import anchor_day
    from innsats.journal.models import Anchor, Event, Look, Refusal

    with connection.schema_editor() as editor:
        for model in (Event, Look, Refusal, Anchor):
            editor.create_model(model)
    for start in range(0, count, STREAM_EVENTS * 250):
        events = [event for number in range(start, min(start + STREAM_EVENTS * 250, count), STREAM_EVENTS)
                  for event in _stream(number, min(STREAM_EVENTS, count - number))]  # fmt: skip
        Event.objects.bulk_create(events)
        Look.objects.bulk_create(
            Look(actor_id=one.actor_id, stream=one.stream, act="read_case", hour=one.at, at=one.at, school_owner_id=7)
            for one in events[::2]
        )
    last = BEGINS + timedelta(minutes=count)
    anchor_day(BEGINS.date())
    anchor_day(last.date())


def _stream(number: int, length: int):
    """Events as an open case has them."""
    from innsats.journal.models import Event

    prev = ""
    for seq in range(1, length + 1):
        event = Event(
            stream=f"case:11111111-1111-1111-1111-{number:012}", seq=seq, act="record_hearing", actor_kind="person",
            actor_id=f"22222222-2222-2222-2222-{seq % 5:012}",
            at=BEGINS + timedelta(minutes=number + seq, microseconds=1),
            facts={"hearing": f"33333333-3333-3333-3333-{number + seq:012}", "is_heard": True, "method": "talk",
                   "seals": ["a" * 64]},
            made=f"cases.hearing:33333333-3333-3333-3333-{number + seq:012}", school_owner_id=7, prev=prev,
        )  # fmt: skip
        prev = event.hash = event.digest()
        yield event


if __name__ == "__main__":
    main()
