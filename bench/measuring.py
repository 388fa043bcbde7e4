"""The measuring itself: servers side by side, and every cell asked in turn, round after round."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from statistics import median, quantiles
from time import strftime
from typing import Any

from .driver import WARM_COUNT, Ask, Plan
from .places import ROOT, Place, python
from .processes import answers, cpu_seconds, free_port, pss_mb, stop

WORKERS_COUNT, THREADS_COUNT = 2, 4  # as `make run`
OTHER_THREADS_COUNT = 1
CLIENTS = (1, 8)
CROWD_COUNT = 100  # who report at once: a whole school on its way home
MOST_COUNT = 4_000  # requests in one cell
BARE, SAVING = "Bare Django page", "Save a report"
SIGN_IN = "/logg-inn/"
STARTS_COUNT = 3


@dataclass(slots=True)
class Server:
    """A server that answers, and what to call it."""

    name: str
    port: int
    process: subprocess.Popen[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One page at one size, asked by so many at once."""

    page: str
    cases_count: int
    clients_count: int
    threads_count: int = THREADS_COUNT


@dataclass(slots=True, kw_only=True)
class Round:
    """What one round of a cell met. Milliseconds, and CPU for each request."""

    per_second: float
    p50: float
    p95: float
    cpu_ms: float
    count: int
    wrong: dict[str, int] = field(default_factory=dict)


def measure(places: list[Place], *, rounds_count: int, seconds: float, compares: bool) -> dict[str, Any]:
    """Everything, as one JSON object. `compares`: also the other way of serving."""
    load_before = os.getloadavg()[0]
    insides = {place.cases_count: _inside(place) for place in places}
    largest = places[-1]
    starts = _starts(largest)
    with ExitStack() as running:
        servers = {place.cases_count: running.enter_context(serve_product(place)) for place in places}
        bare = running.enter_context(serve_bare(largest))
        cells = [Cell(page=BARE, cases_count=largest.cases_count, clients_count=count) for count in CLIENTS]
        cells += [
            Cell(page=page, cases_count=place.cases_count, clients_count=count)
            for page in insides[largest.cases_count]["asks"] for place in places for count in CLIENTS
        ]  # fmt: skip
        cells += [
            Cell(page=page, cases_count=largest.cases_count, clients_count=CROWD_COUNT) for page in (BARE, SAVING)
        ]  # fmt: skip
        met = _rounds(cells, lambda cell: bare if cell.page == BARE else servers[cell.cases_count], insides,
                      rounds_count, seconds)  # fmt: skip
        memory = {server.name: round(pss_mb(server.process.pid)) for server in (bare, *servers.values())}
    if compares:
        met |= _compared(largest, insides, rounds_count, seconds)
    return {
        "on": strftime("%Y-%m-%d %H:%M"), "machine": _machine(), "load_before": load_before, "commit": _commit(),
        "rounds": rounds_count, "seconds": seconds, "starts_seconds": starts, "pss_mb": memory,
        "seed": {place.cases_count: json.loads(place.note.read_text()) for place in places},
        "inside": {count: {name: inside[name] for name in ("queries", "costs", "clocks_us")}
                   for count, inside in insides.items()},
        "cells": [asdict(cell) | _summed(rounds) for cell, rounds in met.items()],
    }  # fmt: skip


def _compared(place: Place, insides: dict[int, Any], rounds_count: int, seconds: float) -> dict[Cell, list[Round]]:
    """Two workers of one thread each, between two of four on the same database."""
    with ExitStack() as running:
        servers = {
            threads_count: running.enter_context(serve_product(place, threads_count))
            for threads_count in (THREADS_COUNT, OTHER_THREADS_COUNT)
        }
        cells = [
            Cell(page=page, cases_count=place.cases_count, clients_count=CLIENTS[-1], threads_count=threads_count)
            for page in insides[place.cases_count]["asks"] for threads_count in servers
        ]  # fmt: skip
        met = _rounds(cells, lambda cell: servers[cell.threads_count], insides, rounds_count, seconds)
    return {cell: rounds for cell, rounds in met.items() if cell.threads_count == OTHER_THREADS_COUNT}


def _rounds(cells, server_of, insides, rounds_count: int, seconds: float) -> dict[Cell, list[Round]]:
    met: dict[Cell, list[Round]] = defaultdict(list)
    for number in range(rounds_count):
        print(f"Round {number + 1} of {rounds_count}, {len(cells)} cells …", flush=True)
        for cell in cells:
            asks = insides[cell.cases_count]["asks"].get(cell.page) or [{"path": "/?pk=1"}]
            met[cell].append(_driven(cell, server_of(cell), asks, seconds))
    return met


def _driven(cell: Cell, server: Server, asks: list[dict[str, str]], seconds: float) -> Round:
    plan = Plan(
        port=server.port, asks=[Ask(**ask) for ask in asks], status=302 if cell.page == SAVING else 200,
        clients_count=cell.clients_count, most_count=MOST_COUNT, most_seconds=seconds,
    )  # fmt: skip
    before = cpu_seconds(server.process.pid)
    driver = subprocess.run([sys.executable, "-m", "bench.driver"], input=json.dumps(asdict(plan)),
                            capture_output=True, text=True, cwd=ROOT, check=True)  # fmt: skip
    used, met = cpu_seconds(server.process.pid) - before, json.loads(driver.stdout)
    times, wrong = met["times"], met["others"]
    count = len(times) + sum(wrong.values())
    if not times:
        raise SystemExit(f"{cell.page} answers nothing but {wrong}")
    return Round(
        per_second=len(times) / met["seconds"], p50=median(times), p95=quantiles([*times, times[-1]], n=20)[-1],
        cpu_ms=used * 1000 / (count + WARM_COUNT), count=count, wrong=wrong,
    )  # fmt: skip


def _summed(rounds: list[Round]) -> dict[str, Any]:
    """Medians over the rounds, with the lowest and the highest."""
    found: dict[str, Any] = {"requests": sum(one.count for one in rounds)}
    found["wrong"] = {status: count for one in rounds for status, count in one.wrong.items()}
    for name in ("per_second", "p50", "p95", "cpu_ms"):
        values = [getattr(one, name) for one in rounds]
        found[name] = round(median(values), 2)
        found[f"{name}_spread"] = [round(min(values), 2), round(max(values), 2)]
    return found


@contextmanager
def serve_product(place: Place, threads_count: int = THREADS_COUNT) -> Iterator[Server]:
    yield from _served("product", place, SIGN_IN, threads_count)


@contextmanager
def serve_bare(place: Place) -> Iterator[Server]:
    yield from _served("bare", place, "/?pk=1", THREADS_COUNT)


def _served(what: str, place: Place, path: str, threads_count: int) -> Iterator[Server]:
    port = free_port()
    words = (what, str(port), str(WORKERS_COUNT), str(threads_count))
    process = python("bench.serving", *words, place=place, stdout=subprocess.DEVNULL)
    try:
        answers(port, path, process)
        yield Server(f"{what}, {place.cases_count:,} cases", port, process)
    finally:
        stop(process)


def _starts(place: Place) -> dict[str, float]:
    """Seconds from the command to the first page: serving alone, and all that `make run` does the second time."""
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(STARTS_COUNT):
        for command in ("serve", "run"):
            port = free_port()
            with python("innsats.cli", command, place=place, port=port, stdout=subprocess.DEVNULL) as process:
                found[command].append(answers(port, SIGN_IN, process))
                stop(process)
    return {command: round(median(seconds), 2) for command, seconds in found.items()}


def _inside(place: Place) -> dict[str, Any]:
    desk = json.loads(place.note.read_text())["desk"]
    with python("bench.inside", desk, place=place, stdout=subprocess.PIPE) as process:
        said, _ = process.communicate()
    if process.returncode:
        raise SystemExit("bench.inside did not succeed.")
    return json.loads(said)


def _machine() -> dict[str, Any]:
    with open("/proc/cpuinfo") as cpus:
        model = next((line.partition(":")[2].strip() for line in cpus if line.startswith("model name")), "")
    return {"cpu": model, "cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}


def _commit() -> str:
    said = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, cwd=ROOT)
    return said.stdout.strip()
