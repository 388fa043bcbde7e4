"""What many do at the same moment, over HTTP, and what must hold of it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from html import unescape
from random import Random
from statistics import median, quantiles
from time import monotonic
from uuid import UUID

from bench.driver import Ask, Reader, reader_at
from innsats.cases.actions import admit_to_team, release_from_team
from innsats.web import clock

from .checking import Checker, acted_when_out
from .ground import Ground, Worker, laid
from .ledger import Kind, Ledger, Sent
from .writers import ADDRESSES, CODE, VERSION, Make, changes, notes, reports_to

PEOPLE_COUNT = 8
EACH_COUNT = 2  # reports of each client
LONGEST_SECONDS = 1.0  # p95 of those who report at once
AFRESH = 20  # forms for which the same connections are used
READS_COUNT = 3  # beside each loss of a right
READS_WITHIN_SECONDS = 0.15
WRITTEN = re.compile(rb'<span class="written">([^<]*)</span>')


@dataclass(slots=True)
class Meeting:
    """Those who meet, and their ledger."""

    port: int
    ground: Ground
    dice: Random
    ledger: Ledger
    checker: Checker
    wrong: list[str] = field(default_factory=list)
    conflicts_count: int = 0

    @classmethod
    def on(cls, port: int, seed: int) -> Meeting:
        ground, ledger = laid(cases_count=1, people_count=PEOPLE_COUNT), Ledger()
        return cls(port, ground, Random(seed), ledger, Checker.of(ledger))

    def faults(self) -> list[str]:
        return [*self.wrong, *self.ledger.wrong, *self.checker.faults()]

    def same_form(self, count: int) -> None:
        """Each of so many forms is sent two to eight times at once: one report, and the same receipt to all."""
        asyncio.run(self._same_form(count))
        print(f"{count:,} forms, each sent two to eight times at once: {self.ledger.acknowledged_count:,} acknowledged")

    async def _same_form(self, count: int) -> None:
        make, readers = reports_to(self.ground.schools), []
        for number in range(count):
            if number % AFRESH == 0:
                self._hang_up(readers)
                readers = [await reader_at(self.port, next(ADDRESSES)) for _ in range(PEOPLE_COUNT)]
            form = make(self.dice)
            self.ledger.sent.append(form)
            posts = readers[: self.dice.randint(2, PEOPLE_COUNT)]
            statuses = await asyncio.gather(*(one.ask(form.ask.sent()) for one in posts))
            if set(statuses) != {200}:
                self.wrong.append(f"one form sent {len(posts)} times was answered {sorted(statuses)}")
            for one in posts:
                self._take(form, one)
        self._hang_up(readers)

    def at_once(self, clients_count: int, *, is_timed: bool) -> None:
        """So many clients send different reports at the same moment; all are accepted, and none waits for long."""
        times = asyncio.run(self._at_once(clients_count))
        p95 = quantiles(times, n=20)[-1]
        said = f"{len(times)} reports accepted, p50 {median(times):.2f} s, p95 {p95:.2f} s"
        print(f"{clients_count} clients at once: {said}", flush=True)
        if is_timed and p95 > LONGEST_SECONDS:
            self.wrong.append(f"MISSED  {clients_count} at once: p95 {p95:.2f} s, the bar is {LONGEST_SECONDS:.0f} s")

    async def _at_once(self, clients_count: int) -> list[float]:
        make, times = reports_to(self.ground.schools), []

        async def client() -> None:
            reader = await reader_at(self.port, next(ADDRESSES))
            for _ in range(EACH_COUNT):
                form, began = make(self.dice), monotonic()
                self.ledger.sent.append(form)
                if (status := await reader.ask(form.ask.sent())) != 200:
                    self.wrong.append(f"a report among {clients_count} clients was answered {status}")
                    continue
                times.append(monotonic() - began)
                self._take(form, reader)
            reader.close()

        await asyncio.gather(*(client() for _ in range(clients_count)))
        return times

    def one_case(self, seconds: float) -> None:
        """Eight people write notes and change one measure of the same plan."""
        asyncio.run(self._one_case(seconds))
        noted = sum(one.is_acknowledged for one in self.ledger.of(Kind.NOTE))
        bases = [one.base for one in self.ledger.of(Kind.CHANGE)]
        if len(set(bases)) != len(bases):
            self.wrong.append(f"OVERWRITTEN unseen: {len(bases)} changes on {len(set(bases))} versions")
        done = f"{noted} notes, {len(bases)} changes of one measure"
        shown = f"{self.conflicts_count} times somebody had been first and both texts were shown"
        print(f"{PEOPLE_COUNT} people on one case for {seconds:.0f} s: {done}, {shown}", flush=True)

    async def _one_case(self, seconds: float) -> None:
        people, ends = self.ground.cases[0], monotonic() + seconds
        measure = people[0].measure

        async def person(worker: Worker) -> None:
            reader, dice = await reader_at(self.port, next(ADDRESSES)), Random(self.dice.random())
            note, change = notes(worker), changes(worker, measure)
            while monotonic() < ends:
                if dice.random() < 0.5:
                    await self._changed(reader, change(dice))
                else:
                    await self._noted(reader, note(dice))
            reader.close()

        await asyncio.gather(*(person(one) for one in people))

    async def _noted(self, reader: Reader, form: Sent) -> None:
        self.ledger.sent.append(form)
        if (status := await reader.ask(form.ask.sent())) == 302:
            self.ledger.acknowledge(form, "")
        else:
            self.wrong.append(f"a note was answered {status}")

    async def _changed(self, reader: Reader, form: Sent) -> None:
        """Until it is saved: whoever was not first sees what is saved beside the own text, and saves on top of it."""
        status = await reader.ask(Ask(path=form.ask.path, cookie=form.ask.cookie).sent())
        while status in (200, 422) and (version := VERSION.search(reader.body)):
            form.base = int(version[1])
            body = f"{form.ask.body}&version={form.base}"
            status = await reader.ask(Ask(path=form.ask.path, cookie=form.ask.cookie, body=body).sent())
            if status == 422:
                self.conflicts_count += 1
                shown = {unescape(text.decode()) for text in WRITTEN.findall(reader.body)}
                if form.text not in shown or len(shown) < 2:
                    self.wrong.append(f"somebody was first, and the page shows {shown}")
        if status == 302:
            self.ledger.sent.append(form)
            self.ledger.acknowledge(form, "")
        else:
            self.wrong.append(f"a change was answered {status}")

    def losing_the_right(self, count: int) -> None:
        """Somebody reads a case and writes in it while the right to is taken away: nothing is read that was asked for
        after that, and in the journal nothing is done after it.
        """
        member = self.ground.cases[0][2]
        seen, late, written = asyncio.run(self._losing(count))
        self.wrong += acted_when_out(member.case, UUID(member.actor.id))
        print(f"{count} times somebody lost the right to read: {seen} readings before, {late} asked for after; and to "
              f"write: {written} notes were in time, {count - written} refused")  # fmt: skip

    async def _losing(self, count: int) -> tuple[int, int, int]:
        rektor, _lead, member, *_ = self.ground.cases[0]
        readers = [await reader_at(self.port, next(ADDRESSES)) for _ in range(READS_COUNT)]
        writer, note = await reader_at(self.port, next(ADDRESSES)), notes(member)
        ask, given = Ask(path=f"/saker/{member.number}/", cookie=member.cookie), {"by": rektor.actor}
        before = after = written = 0

        async def read(reader: Reader) -> tuple[float, int]:
            await asyncio.sleep(self.dice.uniform(0, READS_WITHIN_SECONDS))
            asked_at = monotonic()
            return asked_at, await reader.ask(ask.sent())

        def release() -> float:
            release_from_team(member.case, **given, at=clock.now(), member=member.actor.id)
            return monotonic()

        for _ in range(count):
            readings = [asyncio.create_task(read(one)) for one in readers]
            writing = asyncio.create_task(self._in_time(writer, note))
            await asyncio.sleep(self.dice.uniform(0, READS_WITHIN_SECONDS / 2))
            lost_at = await asyncio.to_thread(release)
            for asked_at, status in await asyncio.gather(*readings):
                before, after = before + (status == 200), after + (asked_at > lost_at)
                if status == 200 and asked_at > lost_at:
                    self.wrong.append("READ after the right was taken away")
                elif status not in (200, 403, 404):
                    self.wrong.append(f"a reading was answered {status}")
            written += await writing
            if await readers[0].ask(ask.sent()) == 200:
                self.wrong.append("READ after the right was taken away")
            await asyncio.to_thread(admit_to_team, member.case, **given, at=clock.now(), member=member.actor.id)
            if await readers[0].ask(ask.sent()) != 200:
                self.wrong.append("not read after the right was given back")
        self._hang_up([*readers, writer])
        return before, after, written

    async def _in_time(self, writer: Reader, note: Make) -> bool:
        """Whether a note that is sent some time from now was written."""
        form = note(self.dice)
        await asyncio.sleep(self.dice.uniform(0, READS_WITHIN_SECONDS))
        if (status := await writer.ask(form.ask.sent())) == 302:
            self.ledger.sent.append(form)
            self.ledger.acknowledge(form, "")
        elif status not in (403, 404):
            self.wrong.append(f"a note was answered {status}")
        return status == 302

    def _take(self, form: Sent, reader: Reader) -> None:
        if found := CODE.search(reader.body):
            self.ledger.acknowledge(form, found[1].decode())

    def _hang_up(self, readers: list[Reader]) -> None:
        for one in readers:
            one.close()
