"""A steady rate of everything that people do, and what each process holds while they do it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import monotonic
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.hashers import make_password

from bench.driver import Ask, reader_at
from bench.inside import TOKEN
from bench.processes import tree
from innsats.people.models import Account

from .checking import Checker
from .ground import laid
from .ledger import Ledger
from .served import Served
from .writers import ADDRESSES, CODE, reports_to

PASSWORD = "tre hester i en hage"
PAGES = ("/", "/saker/{}/", "/saker/{}/logg/")
CLIENTS_COUNT = 16  # of each kind
EVERY_SECONDS = 2.0
WARM_SHARE = 0.2  # what is left out at first; of the rest the former half is compared with the latter
LONG_SECONDS = 600
COUNTS = ("files_count", "threads_count")
GROWTH_BAR, DRIFT_BAR = 5.0, 20.0  # percent of memory in an hour; percent of p95
RATE_BAR = 0.98  # of what is asked
EXPECTED = {"pages": 200, "reports": 200, "sign-ins": 302}


@dataclass(frozen=True, slots=True)
class Held:
    """What one process held at an instant."""

    at: float
    process: str
    rss_kb: int
    files_count: int
    threads_count: int


@dataclass(slots=True)
class Steady:
    """The load, and what was seen."""

    served: Served
    rates: dict[str, float]
    makes: dict[str, Callable[[], Ask]]
    checker: Checker
    times: dict[str, list[tuple[float, float]]] = field(default_factory=dict)  # when, and how long
    others: Counter[str] = field(default_factory=Counter)
    held: list[Held] = field(default_factory=list)

    @classmethod
    def on(cls, served: Served, rates: dict[str, float]) -> Steady:
        ground, ledger, dice = laid(), Ledger(), Random(1)
        workers = [one for people in ground.cases for one in people]
        others = Account.objects.exclude(person__uuid__in=[one.actor.id for one in workers]).order_by("pk")
        others.update(password=make_password(PASSWORD))
        emails = cycle(list(others.values_list("email", flat=True)))
        pages = cycle([Ask(path=at.format(one.number), cookie=one.cookie) for one in workers for at in PAGES])
        report = reports_to(ground.schools)

        def told() -> Ask:
            ledger.sent.append(report(dice))
            return ledger.sent[-1].ask

        def signed_in() -> Ask:
            typed = {"email": next(emails), "password": PASSWORD, "csrfmiddlewaretoken": TOKEN}
            cookie = f"{settings.CSRF_COOKIE_NAME}={TOKEN}"
            return Ask(path="/logg-inn/", cookie=cookie, body=urlencode(typed))

        makes = {"pages": lambda: next(pages), "reports": told, "sign-ins": signed_in}
        return cls(served, rates, makes, Checker.of(ledger))

    def run(self, seconds: float) -> bool:
        """For so long. Whether a bar was missed."""
        began = monotonic()
        asyncio.run(self._load(began, began + seconds))
        return self._said(began + seconds * WARM_SHARE, began + seconds)

    async def _load(self, began: float, ends: float) -> None:
        async def client(kind: str, turns: count[int]) -> None:
            reader = await reader_at(self.served.port, next(ADDRESSES))
            while (due := began + next(turns) / self.rates[kind]) < ends:
                await asyncio.sleep(max(due - monotonic(), 0))
                status = await reader.ask(self.makes[kind]().sent())
                self.times.setdefault(kind, []).append((due, monotonic() - due))  # who comes late has waited too
                if status != EXPECTED[kind] or (kind == "reports" and not CODE.search(reader.body)):
                    self.others[f"{kind} answered {status}"] += 1
            reader.close()

        async def sampler() -> None:
            while monotonic() < ends:
                self.held += _held(self.served)
                await asyncio.sleep(EVERY_SECONDS)

        turns = {kind: count() for kind in self.rates}
        clients = [client(kind, turns[kind]) for kind in self.rates for _ in range(CLIENTS_COUNT)]
        await asyncio.gather(sampler(), *clients)

    def _said(self, warm: float, end: float) -> bool:
        """Print everything, with its bar. Whether one was missed."""
        half = (warm + end) / 2
        lines = [*self._times_said(warm, half, end), *self._memory_said(warm, half, end)]
        lines.append((f"answers that were not as expected: {dict(self.others) or 'none'}", not self.others))
        faults = self.checker.faults()
        lines.append((f"reports that were lost or doubled: {faults or 'none'}", not faults))
        for said, is_reached in lines:
            print(f"{'' if is_reached else 'MISSED  '}{said}")
        return not all(is_reached for _, is_reached in lines)

    def _times_said(self, warm: float, half: float, end: float) -> Iterator[tuple[str, bool]]:
        for kind, met in self.times.items():
            parts = [[took for at, took in met if low <= at < high] for low, high in ((warm, half), (half, end))]
            before, after = (quantiles([*some, *some], n=20)[-1] * 1000 if some else 0.0 for some in parts)
            drift = (after / before - 1) * 100 if before else 0.0
            rate = sum(map(len, parts)) / (end - warm)
            said = f"{kind}: {rate:.1f} a second (asked {self.rates[kind]:g}), p95 {before:.0f} and then {after:.0f} ms"
            is_kept = rate >= self.rates[kind] * RATE_BAR
            yield f"{said}, {drift:+.0f} % (bar {DRIFT_BAR:.0f} %)", drift < DRIFT_BAR and is_kept

    def _memory_said(self, warm: float, half: float, end: float) -> Iterator[tuple[str, bool]]:
        """Of each process. What memory would grow by in an hour is no verdict in a shorter run than ten minutes."""
        hours, is_long = (end - warm) / 2 / 3600, end - warm >= LONG_SECONDS * (1 - WARM_SHARE)
        for process in dict.fromkeys(one.process for one in self.held):
            mine = [one for one in self.held if one.process == process and one.at >= warm]
            parts = [[one for one in mine if (one.at < half) is is_early] for is_early in (True, False)]
            if not all(parts):
                continue
            before, after = (median(one.rss_kb for one in some) / 1024 for some in parts)
            growth = (after / before - 1) * 100
            said = f"{process}: {before:.0f} and then {after:.0f} MB, {growth:+.2f} %, {growth / hours:+.1f} % an hour"
            yield f"{said} (bar {GROWTH_BAR:.0f} %)", growth / hours < GROWTH_BAR or not is_long
            files, threads = ([median(getattr(one, name) for one in some) for some in parts] for name in COUNTS)
            said = f"  open files {files[0]:g} and then {files[1]:g}, threads {threads[0]:g} and then {threads[1]:g}"
            yield said, files[1] <= files[0] and threads[1] <= threads[0]


def _held(served: Served) -> list[Held]:
    """What each process of the server holds now, and the tick."""
    found, at = [], monotonic()
    for top, name in ((served.server.pid, "server"), (served.tick.pid, "tick")):
        for place, pid in enumerate(tree(top)):
            status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
            files_count = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
            what = f"{name}, worker {place}" if place else name
            found.append(Held(at, what, int(status["VmRSS"].split()[0]), files_count, int(status["Threads"])))
    return found
