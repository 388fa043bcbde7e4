"""`python -m bench.guessing`: passwords and codes guessed at full speed against the product as served.

    python -m bench.guessing                    1,000 tries on one account from one address and from 100, 200 pairs
    python -m bench.guessing --pairs 1000       the whole

The log of the product goes to where errors go: 2>/dev/null leaves the figures alone.

Others sign in meanwhile, and how long they wait is what is measured. Then whether time tells who has an account, and
which codes and links there are: what exists and what does not are asked for in turn, by the same connection.
Everything lies in a folder of its own that is thrown away. Addresses are 127.0.0.2 and up.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from . import places
from .driver import Ask, reader_at
from .measuring import serve_product
from .places import Place
from .reporting import Bars, Ledger, _p95, _send

TRIES_COUNT, EVALUATED_COUNT, OTHERS_MS, APART_MS = 1000, 10, 500, 5  # the bars
OTHERS_COUNT, EACH_COUNT, AT_ONCE_COUNT, CODES_COUNT, MISSES_COUNT = 60, 2, 8, 400, 300
PAIRS_COUNT, PAIRS_A_NAME, PAIRS_AN_ADDRESS = 1000, 8, 60
PASSWORD, TOKEN = "tre hester i en hage", "a" * 32
TOKENS = re.compile(rb'"[A-Za-z0-9]{64}"|value="[^"]*"')  # and what was typed


def main() -> int:
    """Print the figures. 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.guessing")
    parser.add_argument("--pairs", type=int, default=200, help="of what exists and what does not, at most 1,000")
    pairs_count = min(parser.parse_args().pairs, PAIRS_COUNT)
    with tempfile.TemporaryDirectory(prefix="innsats-bench-") as folder:
        places.HOME = Path(folder)
        place = Place("sqlite", 0)
        place.empty()
        address = place.environment(working=True)["DATABASE_URL"]
        its_own = {"DATABASE_URL": address, "MIGRATE_DATABASE_URL": address, "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
        os.environ |= place.environment(working=False) | its_own
        (known, school), bars = _founded(), Bars()
        print(f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        with ExitStack() as running:
            server = running.enter_context(serve_product(place))
            asyncio.run(_measured(server.port, known, school, pairs_count, bars))
    print("MISSED" if bars.missed else "Every bar is reached.")
    return int(bars.missed)


def _founded() -> tuple[list[str], Any]:
    """The addresses of accounts, all with the same password, and a school that takes reports."""
    import django

    django.setup()
    from innsats.database.laying import bring_up_to_date
    from innsats.people.models import Account
    from innsats.people.signin.passwords import hashed

    from .clock import start
    from .country import found

    bring_up_to_date()
    start()
    made = [Account(email=f"nr{n}@fjordvik.example", password=hashed(PASSWORD)) for n in range(OTHERS_COUNT)]
    one = hashed(PASSWORD)
    more = [Account(email=f"par{n}@fjordvik.example", password=one) for n in range(PAIRS_COUNT // PAIRS_A_NAME + 2)]
    Account.objects.bulk_create([*made, *more])
    return [account.email for account in made], found(schools_count=20, owners_count=2)[0]


async def _measured(port: int, known: list[str], school: Any, pairs_count: int, bars: Bars) -> None:
    alone = await _others(port, known)
    bars.said("Others who sign in, alone", f"p95 {_p95(alone):.0f} ms", _p95(alone) < OTHERS_MS)
    for addresses_count, whom in ((1, "par0@fjordvik.example"), (100, "par1@fjordvik.example")):
        guessing = asyncio.create_task(_guessed(port, whom, addresses_count))
        beside = await _others(port, known)
        met = await guessing
        what = f"{met.total():,} tries on one account from {addresses_count} addresses"
        bars.said(what, f"{met['evaluated']} evaluated, {met['in']} let in",
                  met["evaluated"] <= EVALUATED_COUNT and not met["in"])  # fmt: skip
        bars.said("  others who sign in meanwhile", f"p95 {_p95(beside):.0f} ms", _p95(beside) < OTHERS_MS)
    await _codes_guessed(port, bars)
    await _told_by_time(port, school, pairs_count, bars)


def _signs_in(email: str, password: str) -> bytes:
    typed = {"email": email, "password": password, "csrfmiddlewaretoken": TOKEN}
    return Ask(path="/logg-inn/", cookie=f"csrftoken={TOKEN}", body=urlencode(typed)).sent()


async def _others(port: int, known: list[str]) -> list[float]:
    """How long each of these waits who gives the right password, one after the other, in milliseconds."""
    times = []
    for email in known[: OTHERS_COUNT] * EACH_COUNT:
        reader = await reader_at(port, 200)
        began = perf_counter()
        status = await reader.ask(_signs_in(email, PASSWORD))
        times.append((perf_counter() - began) * 1000)
        reader.close()
        assert status == 302 or b"Vent et kvarter" in reader.body, status
    return times


async def _guessed(port: int, email: str, addresses_count: int) -> Counter[str]:
    """A thousand wrong passwords, eight at a time: how many were evaluated, and how many let in."""
    met, left = Counter[str](), iter(range(TRIES_COUNT))
    addresses = cycle(range(2, 2 + addresses_count))

    async def guess() -> None:
        for n in left:
            reader = await reader_at(port, next(addresses))
            status = await reader.ask(_signs_in(email, f"gjettet {n}"))
            met["in" if status == 302 else "waits" if b"Vent et kvarter" in reader.body else "evaluated"] += 1
            reader.close()

    await asyncio.gather(*(guess() for _ in range(AT_ONCE_COUNT)))
    return met


async def _codes_guessed(port: int, bars: Bars) -> None:
    reader, met = await reader_at(port, 120), Counter[int]()
    for n in range(CODES_COUNT):
        met[await reader.ask(_types(f"{n:016d}"))] += 1
    reader.close()
    seen = f"{met[302]} found, {met[422]} evaluated, {met[429]} not even tried"
    bars.said(f"{CODES_COUNT} codes guessed from one address", seen, not met[302] and met[422] <= MISSES_COUNT)


def _types(code: str) -> bytes:
    return Ask(path="/skole/kode/", body=urlencode({"code": code})).sent()


async def _told_by_time(port: int, school: Any, pairs_count: int, bars: Bars) -> None:
    """What exists and what does not, in turn: whether the words or the time tell them apart."""
    from innsats.cases.models import Receipt
    from innsats.people.models import Person
    from innsats.web import clock

    ledger = Ledger()
    await _send(await reader_at(port, 201), school, ledger)
    Receipt.objects.update(ended_at=clock.now())
    person = Person.objects.exclude(account=None).order_by("pk")[0]
    asked: dict[str, Callable[[int, bool], bytes]] = {
        "Who has an account": lambda n, is_there: _signs_in(
            f"{'par' if is_there else 'nei'}{2 + n // PAIRS_A_NAME}@fjordvik.example", "feil"
        ),
        "Which codes were given": lambda n, is_there: _types(ledger.codes[0] if is_there else f"{n:016d}"),
        "Whose link it is": lambda n, is_there: Ask(
            path=f"/passord/{person.uuid if is_there else uuid4()}/abc-{TOKEN}/"
        ).sent(),
        "Which cases there are": _asks_for_case(school),
    }
    for what, ask in asked.items():
        apart, bodies_count = await _pairs(port, ask, pairs_count)
        seen = f"{abs(apart):.2f} ms between the medians of {pairs_count} pairs, {bodies_count} kinds of answer"
        bars.said(f"{what}, by time", seen, abs(apart) < APART_MS and bodies_count == 1)


def _asks_for_case(school: Any) -> Callable[[int, bool], bytes]:
    """As somebody who works at the school and has no part in any case: one that is there, and numbers of none."""
    from innsats.cases.numbers import new_number
    from innsats.people.models import Person

    from .clock import NOW
    from .inside import cookie_of
    from .originals import cast_at, open_case

    case, cookie = open_case(cast_at(school), 0), cookie_of(Person.objects.get(pk=school.colleagues[-1].pk).account)
    return lambda n, is_there: Ask(
        path=f"/saker/{case.number if is_there else new_number(NOW.date())}/", cookie=cookie
    ).sent()


async def _pairs(port: int, ask: Callable[[int, bool], bytes], count: int) -> tuple[float, int]:
    """Milliseconds between the medians, and how many different pages came back."""
    times: dict[bool, list[float]] = {True: [], False: []}
    bodies, addresses = set[bytes](), _addresses()
    for n in range(count):
        reader = await reader_at(port, next(addresses))
        for is_there in (True, False) if n % 2 else (False, True):
            began = perf_counter()
            await reader.ask(ask(n, is_there))
            times[is_there].append((perf_counter() - began) * 1000)
            bodies.add(TOKENS.sub(b"", reader.body.partition(b"\r\n\r\n")[2]))
        reader.close()
    return median(times[True]) - median(times[False]), len(bodies)


def _addresses() -> Iterator[int]:
    """Another one before the tries of one are spent."""
    return (130 + n // PAIRS_AN_ADDRESS % 60 for n in range(PAIRS_COUNT))


if __name__ == "__main__":
    raise SystemExit(main())
