"""Those who write while it dies: reporters without an account, and people who work on one case.

Each sends a form, and sends the same form again until it is acknowledged, as a person would who got no answer.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count, cycle
from random import Random
from time import monotonic
from urllib.parse import urlencode
from uuid import UUID

from bench.driver import Ask, Reader, reader_at
from bench.inside import TOKEN
from innsats.journal.actors import ANONYMOUS

from .ground import Ground, Worker
from .ledger import Kind, Ledger, Sent

REPORTERS_COUNT = 8
AWAY = 503
LONGEST_ANSWER_SECONDS = 20  # longer than this is no answer
PAUSE_SECONDS = 0.02  # before one who was cut off tries again
TWICE_SHARE = 0.1  # of what was acknowledged is sent once more all the same: a double click
CODE = re.compile(rb'<p class="code" dir="ltr">([\d ]+)</p>')
VERSION = re.compile(rb'name="version" value="(\d+)"')
ADDRESSES = cycle(range(2, 250))  # of senders, 127.0.0.2 and up: nobody here sends fast
_texts = count(1)
Make = Callable[[Random], Sent]


@dataclass(slots=True)
class Writer:
    """One who writes: `makes` the next form, and keeps the one that is not acknowledged yet."""

    makes: Make
    ledger: Ledger
    dice: Random
    under_way: Sent | None = None
    _reader: Reader | None = field(default=None, repr=False)

    async def write_until(self, stopped: asyncio.Event, port: int) -> None:
        """Go on until told to stop. What is under way then is kept for the next time."""
        while not stopped.is_set():
            self.under_way = self.under_way or await self._begun(port)
            if self.under_way is None or not await self._sent(self.under_way, port):
                self._hang_up()
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            if self.dice.random() < TWICE_SHARE and not stopped.is_set():
                await self._sent(self.under_way, port)
            self.under_way = None
        self._hang_up()

    async def finish(self, port: int) -> None:
        """Send what is under way until it is acknowledged, or not at all acceptable."""
        tries = 100
        while self.under_way is not None and tries:
            if await self._sent(self.under_way, port):
                self.under_way = None
            else:
                self._hang_up()
                tries -= 1
                await asyncio.sleep(PAUSE_SECONDS)
        self._hang_up()

    async def _begun(self, port: int) -> Sent | None:
        """A new form, filled in; nothing when the server is gone before it was."""
        made = self.makes(self.dice)
        if made.kind is Kind.CHANGE:  # on top of what stands there now
            page = await self._asked(Ask(path=made.ask.path, cookie=made.ask.cookie), port)
            if page is None or not (found := VERSION.search(page[1])):
                if page is not None and not (page[0] == AWAY and self.ledger.in_trouble):
                    self.ledger.wrong.append(f"the page of a measure answers {page[0]} without a version")
                return None
            made.base = int(found[1])
            made.ask = Ask(path=made.ask.path, cookie=made.ask.cookie, body=f"{made.ask.body}&version={made.base}")
        self.ledger.sent.append(made)
        return made

    async def _sent(self, sent: Sent, port: int) -> bool:
        """Whether it was acknowledged now."""
        answer = await self._asked(sent.ask, port)
        if answer is None:
            self.ledger.retried_count += 1
            return False
        status, page = answer
        if status == AWAY and self.ledger.in_trouble:
            if sent.text.encode() not in page:
                self.ledger.wrong.append(f"the page that says so does not give back a {sent.kind}")
            return False
        code = found[1].decode() if (found := CODE.search(page)) else ""
        if status != (200 if sent.kind is Kind.REPORT else 302) or (sent.kind is Kind.REPORT and not code):
            self.ledger.wrong.append(f"a {sent.kind} was answered {status}")
            return False
        self.ledger.acknowledge(sent, code)
        return True

    async def _asked(self, ask: Ask, port: int) -> tuple[int, bytes] | None:
        """The status and the answer; None when there is none."""
        began, status = monotonic(), 0
        try:
            self._reader = self._reader or await reader_at(port, next(ADDRESSES))
            status = await asyncio.wait_for(self._reader.ask(ask.sent()), LONGEST_ANSWER_SECONDS)
            return status, self._reader.body
        except TimeoutError:
            self.ledger.wrong.append(f"{ask.path} was not answered within {LONGEST_ANSWER_SECONDS} s")
            return None
        except OSError:
            return None
        finally:
            if self.ledger.in_trouble:
                self.ledger.answers.append((status, monotonic() - began))

    def _hang_up(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None


@dataclass(slots=True)
class Crew:
    """Everybody who writes: the reporters, and for each case those who work on it."""

    reporters: list[Writer]
    on_cases: list[list[Writer]]

    @classmethod
    def of(cls, ground: Ground, ledger: Ledger, dice: Random) -> Crew:
        return cls(
            [Writer(reports_to(ground.schools), ledger, Random(dice.random())) for _ in range(REPORTERS_COUNT)],
            [[Writer(works_as(one), ledger, Random(dice.random())) for one in people] for people in ground.cases],
        )

    def at_work(self, turn: int) -> list[Writer]:
        """All the reporters, and those of one case."""
        return [*self.reporters, *self.on_cases[turn % len(self.on_cases)]]

    async def finish(self, port: int) -> None:
        """Send whatever is under way until it is acknowledged."""
        everybody = [*self.reporters, *(one for people in self.on_cases for one in people)]
        await asyncio.gather(*(one.finish(port) for one in everybody))


def reports_to(schools: tuple[UUID, ...]) -> Make:
    """A report to one of these schools, with a code."""

    def made(dice: Random) -> Sent:
        key, text = _key(dice), _text("Noen stenger ham ute i friminuttet.")
        typed = {"go": "send", "step": "send", "form_key": key, "school": str(dice.choice(schools)), "text": text,
                 "wants_code": "on"}  # fmt: skip
        return Sent(kind=Kind.REPORT, by=ANONYMOUS, key=key, text=text, ask=Ask(path="/skole/", body=urlencode(typed)))

    return made


def works_as(worker: Worker) -> Make:
    """A note in the case, or a change of the own measure in its plan, turn by turn."""
    turns = cycle((notes(worker), changes(worker, worker.measure)))
    return lambda dice: next(turns)(dice)


def notes(worker: Worker) -> Make:
    """A note in the case."""

    def made(dice: Random) -> Sent:
        text = _text("Tre fra klassen gikk forbi uten å si noe.")
        typed = {"text": text, "question": "facts", "method": "observation", "perspective": "staff"}
        return _of_case(worker, Kind.NOTE, "funn/", text, typed, dice)

    return made


def changes(worker: Worker, measure: UUID) -> Make:
    """A change of this measure, without the version that it builds on."""

    def made(dice: Random) -> Sent:
        text = _text("En voksen går sammen med eleven.")
        typed = {"what": text, "kind": "adult_close_by", "problem": "Eleven er alene."}
        form = _of_case(worker, Kind.CHANGE, f"tiltak/{measure}/", text, typed, dice)
        form.measure = measure
        return form

    return made


def _of_case(worker: Worker, kind: Kind, at: str, text: str, typed: dict[str, str], dice: Random) -> Sent:
    key = _key(dice)
    body = urlencode(typed | {"form_key": key, "csrfmiddlewaretoken": TOKEN})
    ask = Ask(path=f"/saker/{worker.number}/{at}", cookie=worker.cookie, body=body)
    return Sent(kind=kind, by=worker.actor, key=key, text=text, ask=ask, case=worker.case)


def _key(dice: Random) -> str:
    return str(UUID(int=dice.getrandbits(128), version=4))


def _text(said: str) -> str:
    """No two alike."""
    return f"{said} ({next(_texts)})"
