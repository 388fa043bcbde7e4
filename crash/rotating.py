"""`python -m crash.rotating`: a hundred thousand keys are wrapped anew while people write and read, killed on the way.

    python -m crash.rotating                             100,000 keys, killed three times
    python -m crash.rotating --keys 2000 --kills 1       a short one
    .ci/postgres .venv/bin/python -m crash.rotating      on PostgreSQL

`innsats rotate-keys` runs beside the product as served. Everything lies in a folder of its own that is thrown away.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Iterator
from contextlib import closing, suppress
from random import Random
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

from bench import places
from bench.places import ROOT

from .preparing import empty_place, prepared

MOST_KEYS, EACH_COUNT, SAMPLE_EVERY, OTHER_ROOTS_COUNT = 1_000_000, 1_000, 100, 256
LONGEST_SECONDS = 5.0  # the bar: nobody waits for longer
FIELD, TEXT = "cases.Note.words", "Noen stenger ham ute i friminuttet."
READER_ADDRESS = 251  # 127.0.0.251: nobody else sends from there


def main() -> int:
    """Print what was seen. 1 when anybody was refused or kept waiting, or anything does not open."""
    parser = argparse.ArgumentParser(prog="python -m crash.rotating", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--keys", type=int, default=100_000, help="how many, at most a million")
    parser.add_argument("--kills", type=int, default=3, help="of the rotation, before it is let through")
    parser.add_argument("--untimed", action="store_true", help="say how long they waited, and fail for nothing of it")
    chosen = parser.parse_args()
    place = empty_place("rotating")
    environment = prepared(place)
    from .checking import Checker
    from .ground import laid
    from .ledger import Ledger
    from .served import Served

    ground, ledger = laid(cases_count=1), Ledger(in_trouble=True)  # each answer is noted, with how long it took
    keys_count = min(chosen.keys, MOST_KEYS)
    began = monotonic()
    texts = list(_laid(keys_count))
    print(f"{keys_count:,} keys laid on {place.vendor} in {monotonic() - began:.0f} s", flush=True)
    checker = Checker.of(ledger)
    with closing(Served(environment, places.HOME / "log")) as served:
        reads = asyncio.run(_rotated(served.port, ground, ledger, environment, chosen.kills))
        faults = checker.faults()
    answers = [*ledger.answers, *reads]
    longest = max(seconds for _, seconds in answers)
    print(f"{ledger.acknowledged_count:,} forms acknowledged and {len(reads):,} pages read, longest {longest:.2f} s")
    faults += [f"REFUSED: an answer was {one}" for one, _ in answers if one not in (200, 302)]
    if longest > LONGEST_SECONDS and not chosen.untimed:
        faults.append(f"SLOW: somebody waited for {longest:.1f} s")
    faults += _keys_wrong(texts)
    for fault in faults[:20]:
        print(fault)
    print("FAILED" if faults else "Nobody was refused, everything opens, and without the root key nothing does.")
    shutil.rmtree(places.HOME)
    return int(bool(faults))


def _laid(count: int) -> Iterator[tuple[Any, UUID]]:
    """So many data keys, as of children; and texts that one in a hundred seals."""
    from innsats.people.models import SchoolOwner
    from innsats.vault import keys, sealing
    from innsats.vault.models import Kind

    owner = SchoolOwner.objects.order_by("pk")[0].pk
    for _ in range(0, count, EACH_COUNT):
        made = keys.new_data_keys(Kind.CHILD, owner, [uuid4() for _ in range(EACH_COUNT)])
        for row, key in list(made.items())[::SAMPLE_EVERY]:
            yield sealing.seal(TEXT, key=key, field=FIELD, row=row), row


async def _rotated(
    port: int, ground: Any, ledger: Any, environment: dict[str, str], kills_count: int
) -> list[tuple[int, float]]:
    """Rotate, killed so often on the way, while everybody is at work. What reading was answered, and after how long."""
    from .writers import Crew

    crew, stopped, reads = Crew.of(ground, ledger, Random(1)), asyncio.Event(), list[tuple[int, float]]()
    writing = [asyncio.create_task(one.write_until(stopped, port)) for one in crew.at_work(0)]
    reading = asyncio.create_task(_read(port, ground.cases[0][0], stopped, reads))
    with suppress(TimeoutError):
        await asyncio.wait_for(stopped.wait(), 2)  # they have begun
    total, began = await asyncio.to_thread(_left_to_newest), monotonic()
    for number in range(kills_count):
        await _killed_midway(environment, total * (number + 1) // (kills_count + 1))
    running = await _rotating(environment)
    wrapped_at = 0.0
    while running.returncode is None:
        if not wrapped_at and not await asyncio.to_thread(_left_to_newest):
            wrapped_at = monotonic()
        with suppress(TimeoutError):
            await asyncio.wait_for(running.wait(), 0.5)
    seconds = (wrapped_at or monotonic()) - began
    print(f"{total:,} keys wrapped anew in {seconds:.0f} s, killed {kills_count} times")
    print(f"{monotonic() - began:.0f} s in all, with the minute that it waits", flush=True)
    if running.returncode:
        ledger.wrong.append(f"innsats rotate-keys ended with {running.returncode}")
    stopped.set()
    await asyncio.gather(*writing, reading)
    await crew.finish(port)
    return reads


async def _killed_midway(environment: dict[str, str], done_count: int) -> None:
    """Begin, or go on, and be killed when so many are done."""
    running = await _rotating(environment)
    while running.returncode is None:
        if await asyncio.to_thread(_wrapped_by_newest) >= done_count:
            running.send_signal(signal.SIGKILL)
            break
        await asyncio.sleep(0.02)
    await running.wait()


async def _rotating(environment: dict[str, str]) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "innsats.cli", "rotate-keys", env=environment, cwd=ROOT, stdout=DEVNULL
    )


async def _read(port: int, worker: Any, stopped: asyncio.Event, reads: list[tuple[int, float]]) -> None:
    """Open the case, again and again."""
    from bench.driver import Ask, reader_at

    reader = await reader_at(port, READER_ADDRESS)
    while not stopped.is_set():
        began = monotonic()
        status = await reader.ask(Ask(path=f"/saker/{worker.number}/", cookie=worker.cookie).sent())
        reads.append((status, monotonic() - began))
    reader.close()


def _wrapped_by_newest() -> int:
    """How many are done of a rotation that is going on; 0 when none is."""
    from django.db import connection

    from innsats.vault.models import DataKey, MasterKey

    try:
        versions = sorted(MasterKey.objects.values_list("version", flat=True))
        return DataKey.objects.filter(master_id=versions[-1]).count() if len(versions) > 1 else 0
    finally:
        connection.close()


def _left_to_newest() -> int:
    """How many keys are to be wrapped; all of them before a rotation has begun."""
    from django.db import connection

    from innsats.vault.models import DataKey, MasterKey

    try:
        versions = sorted(MasterKey.objects.values_list("version", flat=True))
        count = DataKey.objects.count()
        return count - DataKey.objects.filter(master_id=versions[-1]).count() if len(versions) > 1 else count
    finally:
        connection.close()


def _keys_wrong(texts: list[tuple[Any, UUID]]) -> Iterator[str]:
    """Whether one master key is left, everything opens, and nothing does for whoever has the database and the code."""
    from django.conf import settings

    from innsats.vault import keys, sealing
    from innsats.vault.errors import Locked
    from innsats.vault.models import DataKey, MasterKey

    if MasterKey.objects.count() != 1 or DataKey.objects.exclude(master=MasterKey.objects.get()).exists():
        yield "KEYS: more than one master key is left"
    keys.forget()
    if sealing.open_all(texts) != [TEXT] * len(texts):
        yield "KEYS: a text does not open"
    right, opened_count = int(settings.ROOT_KEY, 16), 0
    for bit in range(OTHER_ROOTS_COUNT):
        settings.ROOT_KEY = f"{right ^ 1 << bit:064x}"
        keys.forget()
        with suppress(Locked):
            opened_count += len(sealing.open_all(texts[bit % len(texts) :][:1]))
    settings.ROOT_KEY = f"{right:064x}"
    print(f"{opened_count} of {len(texts):,} texts open with the database, the code and a root key one bit off")
    if opened_count:
        yield "KEYS: a text opens with another root key"


if __name__ == "__main__":
    sys.exit(main())
