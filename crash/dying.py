"""Round after round: people write, it is killed at some moment, it comes back, and everything is looked over."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from time import monotonic

from .checking import Checker
from .ground import Ground
from .ledger import Ledger
from .served import Death, Served
from .writers import Crew, Writer

MOST_WRITES = 40  # that are acknowledged in a round before somebody is killed
MOMENT_SECONDS = 0.05  # and then at any moment in so long
LONGEST_ROUND_SECONDS = 10
AFTER_A_WORKER_SECONDS = 0.3  # the writing goes on while another answers
ALL_SHARE = 0.6  # of the deaths
BAR_SECONDS = 3.0  # until it answers again


@dataclass(slots=True)
class Seen:
    """What came of it."""

    deaths: Counter[Death] = field(default_factory=Counter)
    starts: list[float] = field(default_factory=list)  # seconds from the command to the first answer
    others: list[float] = field(default_factory=list)  # seconds without an answer after a worker was killed
    faults: list[str] = field(default_factory=list)

    def lines(self, ledger: Ledger) -> Iterator[str]:
        """In words."""
        said = ", ".join(f"{count} of {death}" for death, count in sorted(self.deaths.items()))
        yield f"{self.deaths.total()} kills: {said}"
        yield f"{len(ledger.sent):,} forms, {ledger.retried_count:,} answers that never came and were asked for again"
        for what, times in (("after a start", self.starts), ("after a worker", self.others)):
            if times:
                yield f"answers {what}: median {median(times):.2f} s, slowest {max(times):.2f} s"


def killed_often(served: Served, ground: Ground, ledger: Ledger, *, kills: int, seed: int, minutes: float) -> Seen:
    """At most so many kills and minutes. Stops at the first round with a fault."""
    dice, seen, checker, began = Random(seed), Seen(), Checker.of(ledger), monotonic()
    crew = Crew.of(ground, ledger, dice)
    for number in range(kills):
        if monotonic() - began > minutes * 60:
            seen.faults.append(f"only {number} of {kills} kills within {minutes:.0f} minutes")
            break
        death = asyncio.run(_killed_while(crew.at_work(number), served, dice, ledger))
        seen.deaths[death] += 1
        if death is Death.ALL:
            seen.starts.append(served.start())
        else:
            seen.others.append(served.is_ready_in())
        seen.faults += checker.faults() + ledger.wrong
        if (number + 1) % 20 == 0 or seen.faults:
            print(f"  {number + 1} kills, {ledger.acknowledged_count:,} acknowledged, {len(seen.faults)} faults",
                  flush=True)  # fmt: skip
        if seen.faults:
            return seen
    asyncio.run(crew.finish(served.port))
    unanswered = sum(not one.is_acknowledged for one in ledger.sent)
    seen.faults += [f"{unanswered} forms were never acknowledged"] if unanswered else []
    seen.faults += checker.faults() + ledger.wrong
    return seen


def kept(ledger: Ledger, at: Path) -> None:
    """The ledger in a file, for whoever looks for what went wrong."""
    at.write_text("".join(f"{one.kind} {one.key} {one.is_acknowledged} {one.code} {one.text}\n" for one in ledger.sent))


async def _killed_while(writers: list[Writer], served: Served, dice: Random, ledger: Ledger) -> Death:
    """Let them write, kill, and let them stop. Who was killed."""
    stopped, began = asyncio.Event(), monotonic()
    writing = [asyncio.create_task(one.write_until(stopped, served.port)) for one in writers]
    enough = ledger.acknowledged_count + dice.randrange(MOST_WRITES)
    while ledger.acknowledged_count < enough and monotonic() - began < LONGEST_ROUND_SECONDS:
        await asyncio.sleep(0.002)
    await asyncio.sleep(dice.uniform(0, MOMENT_SECONDS))
    death = served.kill(Death.ALL if dice.random() < ALL_SHARE else Death.WORKER, dice)
    if death is Death.WORKER:
        await asyncio.sleep(AFTER_A_WORKER_SECONDS)
    stopped.set()
    await asyncio.gather(*writing)
    return death
