"""`python -m bench.reporting`: the open report as served, with a country of schools, in a flood, beside a bare page.

    python -m bench.reporting                   15 seconds of sending, and 2,000 reports of a flood
    python -m bench.reporting --seconds 120 --flood 10000      the whole

Whoever sends keeps a ledger of the codes that came back: after it, each has its report. Everything lies in a folder of
its own that is thrown away. Addresses of senders are 127.0.0.2 and up, so that nobody but the flood sends fast.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from . import at_work, places
from .driver import Ask, Reader, reader_at
from .measuring import serve_bare, serve_product
from .places import Place
from .processes import cpu_seconds

SEARCH_MS, SENT_MS, SENT_PER_SECOND, STATUS_MS, HONEST_MS, TIMES_SLOWER = 30, 250, 50, 400, 2000, 2  # the bars
SEARCHES_COUNT, STATUSES_COUNT, PAGES_COUNT, AT_ONCE_COUNT, SCHOOL_COUNT = 200, 60, 60, 100, 400
FLOOD_PER_SECOND, HONEST_COUNT = 1000 / 60, 8
MISSPELT = ("solbaken", "Grnheim barneskole", "fjordvk", "skogsjøn ungdomskole", "vintervol skule", "ny haugbakken")
CODE = re.compile(rb'<p class="code" dir="ltr">([\d ]+)</p>')
TURN = re.compile(rb'name="turn" value="([^"]+)"')
TOLD = "De ler av meg i friminuttet, og ingen vil sitte ved siden av meg."
WAIT_SECONDS = 1.5
WARM_COUNT = 5  # pages that are asked for first and not counted


@dataclass(slots=True)
class Ledger:
    """What was acknowledged, kept by whoever sends."""

    codes: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    refused: int = 0


@dataclass(slots=True)
class Bars:
    """Every line of the table, and whether any bar was missed."""

    missed: bool = False

    def said(self, what: str, seen: str, reached: bool = True) -> None:
        self.missed |= not reached
        print(f"{'' if reached else 'MISSED  '}{what}: {seen}", flush=True)


def main() -> int:
    """Print the figures. 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.reporting")
    parser.add_argument("--seconds", type=float, default=15.0, help="of sustained sending, at most 300")
    parser.add_argument("--flood", type=int, default=2_000, help="reports in one inbox, at most 10,000")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="innsats-bench-") as folder:
        places.HOME = Path(folder)
        place = Place("sqlite", 0)
        place.empty()
        address = place.environment(working=True)["DATABASE_URL"]
        its_own = {"DATABASE_URL": address, "MIGRATE_DATABASE_URL": address}
        asked_from_the_loop = {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}  # between the loads, by whoever keeps the ledger
        os.environ |= place.environment(working=False) | its_own | asked_from_the_loop
        schools, bars = _founded(), Bars()
        print(f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        with ExitStack() as running:
            server, bare = running.enter_context(serve_product(place)), running.enter_context(serve_bare(place))
            asyncio.run(_measured(server, bare, schools, min(chosen.seconds, 300.0), min(chosen.flood, 10_000), bars))
    print("MISSED" if bars.missed else "Every bar is reached.")
    return int(bars.missed)


def _founded() -> list[Any]:
    at_work()
    from innsats.database.laying import bring_up_to_date

    from .clock import start
    from .country import found

    bring_up_to_date()
    start()
    return found()


async def _measured(server: Any, bare: Any, schools: list[Any], seconds: float, flood: int, bars: Bars) -> None:
    bare_p50 = median(await _times(bare.port, [Ask(path="/?pk=1")], PAGES_COUNT))
    bars.said("A bare Django page", f"p50 {bare_p50:.1f} ms")
    searching = [_post("find", school_called=called) for called in MISSPELT]
    times = await _times(server.port, searching, SEARCHES_COUNT)
    bars.said(f"Search among {len(schools):,} schools, misspelt", _said(times, bare_p50), _p95(times) < SEARCH_MS)
    await _sustained(server, schools, seconds, bare_p50, bars)
    await _at_once(server, schools, bars)
    await _one_school(server, schools[0], bars)
    await _flooded(server, bare, schools, flood, bars)


async def _sustained(server: Any, schools: list[Any], seconds: float, bare_p50: float, bars: Bars) -> None:
    """Eight who send as fast as they are answered, from ever other addresses."""
    ledger, before, began = Ledger(), cpu_seconds(server.process.pid), perf_counter()
    targets, numbers = cycle(schools[1:400]), cycle(range(2, 120))

    async def sender() -> None:
        while perf_counter() - began < seconds:
            reader = await reader_at(server.port, next(numbers))
            for _ in range(25):
                if perf_counter() - began >= seconds:
                    break
                await _send(reader, next(targets), ledger)
            reader.close()

    await asyncio.gather(*(sender() for _ in range(8)))
    took, count = perf_counter() - began, len(ledger.codes)
    cpu = (cpu_seconds(server.process.pid) - before) * 1000 / max(count, 1)
    rate, p95 = count / took, _p95(ledger.times)
    bars.said(
        f"The whole report, sent for {took:.0f} s", f"{rate:.0f} a second, {_said(ledger.times, bare_p50)},"
        f" {cpu:.0f} ms of CPU each, {ledger.refused} refused",
        rate >= SENT_PER_SECOND and p95 < SENT_MS and not ledger.refused,
    )  # fmt: skip
    _nothing_lost(ledger, bars)
    codes = [Ask(path="/skole/kode/", body=urlencode({"code": code})) for code in ledger.codes[:STATUSES_COUNT]]
    times = await _times(server.port, codes, STATUSES_COUNT, status=302)
    bars.said("Status by code, with the slow hash", _said(times, bare_p50), _p95(times) < STATUS_MS)


def _nothing_lost(ledger: Ledger, bars: Bars) -> None:
    """Every code in the ledger has its report, and there are no reports that nobody sent."""
    from innsats.cases.models import Receipt, Report
    from innsats.web import codes

    kept = {bytes(lookup) for lookup in Receipt.objects.values_list("lookup", flat=True)}
    lost = sum(codes.derived(codes.read_code(code)).lookup not in kept for code in ledger.codes)
    more = Report.objects.count() - len(ledger.codes)
    bars.said("  of these lost", f"{lost}; reports that nobody sent: {more}", not lost and not more)


async def _at_once(server: Any, schools: list[Any], bars: Bars) -> None:
    ledger = Ledger()
    readers = [await reader_at(server.port, 2 + n) for n in range(AT_ONCE_COUNT)]
    sent = zip(readers, schools[400:], strict=False)
    await asyncio.gather(*(_send(reader, school, ledger) for reader, school in sent))
    seen = f"{len(set(ledger.codes))} accepted, the last after {max(ledger.times):.0f} ms"
    bars.said(f"{AT_ONCE_COUNT} different reports at the same instant", seen, len(set(ledger.codes)) == AT_ONCE_COUNT)


async def _one_school(server: Any, school: Any, bars: Bars) -> None:
    """A school is one address: its 400 of ten minutes here come as fast as they are answered."""
    ledger, reader = Ledger(), await reader_at(server.port, 200)
    for _ in range(SCHOOL_COUNT):
        await _send(reader, school, ledger)
    seen = f"{len(ledger.codes)} accepted, {ledger.refused} asked to wait"
    bars.said(f"{SCHOOL_COUNT} reports in ten minutes from one address", seen, len(ledger.codes) == SCHOOL_COUNT)


async def _paged(server: Any, ask: Ask) -> tuple[list[float], float]:
    """How long the page took each time, and the CPU of the server for each, in milliseconds."""
    before = cpu_seconds(server.process.pid)
    times = await _times(server.port, [ask], PAGES_COUNT)
    return times, (cpu_seconds(server.process.pid) - before) * 1000 / (PAGES_COUNT + WARM_COUNT)


async def _flooded(server: Any, bare: Any, schools: list[Any], count: int, bars: Bars) -> None:
    """One inbox is filled, and an address goes on at 1,000 a minute: what others notice."""
    drowned, elsewhere = schools[500], schools[501]
    pages = {"rektor of another school": _today(elsewhere), "rektor who got the flood": _today(drowned)}
    before = {who: await _paged(server, ask) for who, ask in pages.items()}
    bare_before = median(await _times(bare.port, [Ask(path="/?pk=1")], PAGES_COUNT))
    _fill(drowned, count)
    for who, ask in pages.items():
        times, cpu = await _paged(server, ask)
        slower = cpu / before[who][1]
        reached = slower < TIMES_SLOWER or who != "rektor of another school"
        seen = f"{_said(times)}, {cpu:.1f} ms of CPU, {slower:.1f} times"
        bars.said(f"I dag of the {who}, {count:,} reports later", seen, reached)
    free = await reader_at(server.port, 201)
    spent = Ledger()
    while not spent.refused:
        await _send(free, drowned, spent)
    stop = asyncio.Event()
    flooding = asyncio.create_task(_flood(server, drowned, stop))
    honest = [await _patient(server, drowned) for _ in range(HONEST_COUNT)]
    times, _cpu = await _paged(server, pages["rektor of another school"])
    bare_now = median(await _times(bare.port, [Ask(path="/?pk=1")], PAGES_COUNT))
    stop.set()
    accepted, waited = await flooding
    slower = median(times) / median(before["rektor of another school"][0])
    flooded = f"{len(spent.codes)} before it was slowed, then {accepted} accepted and {waited} asked to wait"
    what = f"While 1,000 a minute come from one address ({flooded})"
    beside = f"I dag of others {slower:.1f} times; the bare page, by a server of its own, {bare_now / bare_before:.1f}"
    bars.said(what, beside, slower < TIMES_SLOWER)
    bars.said("  an honest one at the same address", _said(honest), _p95(honest) < HONEST_MS)


async def _flood(server: Any, school: Any, stop: asyncio.Event) -> tuple[int, int]:
    """New reports at 1,000 a minute, each waiting for its turn as its page asks."""
    ledger, under_way = Ledger(), set()

    async def one() -> None:
        reader = await reader_at(server.port, 201)
        await _send(reader, school, ledger, waits=True)
        reader.close()

    while not stop.is_set():
        task = asyncio.create_task(one())
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        await asyncio.sleep(1 / FLOOD_PER_SECOND)
    await asyncio.gather(*under_way)
    return len(ledger.codes), ledger.refused


async def _patient(server: Any, school: Any) -> float:
    """How long somebody at the flooding address waits, in milliseconds, with the page that sends itself."""
    ledger, began = Ledger(), perf_counter()
    reader = await reader_at(server.port, 201)
    await _send(reader, school, ledger, waits=True)
    reader.close()
    return (perf_counter() - began) * 1000 if ledger.codes else float("inf")


async def _send(reader: Reader, school: Any, ledger: Ledger, *, waits: bool = False) -> None:
    from innsats.web.forms import new_form_key

    given = {"form_key": new_form_key(), "school": str(school.uuid), "step": "send", "text": TOLD, "wants_code": "on"}
    began = perf_counter()
    status = await reader.ask(_post("pupils", **given).sent())
    if status == 429:
        ledger.refused += 1
        if not waits:
            return
        turn = TURN.search(reader.body)
        assert turn is not None
        await asyncio.sleep(WAIT_SECONDS)
        await reader.ask(_post("pupils", **given, turn=turn[1].decode()).sent())
    ledger.times.append((perf_counter() - began) * 1000)
    if found := CODE.search(reader.body):
        ledger.codes.append(found[1].decode())


def _post(go: str, **typed: str) -> Ask:
    return Ask(path="/skole/", body=urlencode({"go": go, **typed}))


async def _times(port: int, asks: Iterable[Ask], count: int, *, status: int = 200) -> list[float]:
    reader, found, turns = await reader_at(port, 1), [], cycle(asks)
    for number in range(count + WARM_COUNT):
        began = perf_counter()
        answered = await reader.ask(next(turns).sent())
        if answered != status:
            raise SystemExit(f"expected {status}, met {answered}")
        if number >= WARM_COUNT:
            found.append((perf_counter() - began) * 1000)
    reader.close()
    return found


def _today(school: Any) -> Ask:
    """I dag of the school's rektor."""
    from innsats.people.models import Person

    from .inside import cookie_of

    return Ask(path="/", cookie=cookie_of(Person.objects.get(pk=school.rektor.pk).account))


def _fill(school: Any, count: int) -> None:
    """So many reports in one inbox by the act itself, in one transaction."""
    from django.db import transaction

    from innsats.cases.actions import report_concern
    from innsats.journal.actors import ANONYMOUS
    from innsats.rules.reports import Arena

    from .clock import NOW

    with transaction.atomic():
        for number in range(count):
            report_concern(school.uuid, by=ANONYMOUS, at=NOW, text=f"Tull {number}", arena=Arena.UNKNOWN)


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _said(times: list[float], bare: float = 0.0) -> str:
    ratio = f", {median(times) / bare:.0f} times a bare page" if bare else ""
    return f"p50 {median(times):.0f} ms, p95 {_p95(times):.0f} ms{ratio}"


if __name__ == "__main__":
    sys.exit(main())
