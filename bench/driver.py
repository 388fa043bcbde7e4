"""`python -m bench.driver`: keep-alive clients in a process of their own. A plan goes in as JSON, and what was met out.

Each client sends its next request when the last is answered, so that `clients` requests are under way at any time.
"""

from __future__ import annotations

import asyncio
import json
import sys
import uuid
from collections import Counter
from dataclasses import asdict, dataclass, field
from itertools import cycle
from time import perf_counter

WARM_COUNT = 20  # requests that are sent first and not counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request. A body is posted as a form, with a fresh uuid wherever it says {form_key}."""

    path: str
    cookie: str = ""
    body: str = ""

    def sent(self) -> bytes:
        """The bytes of it."""
        head = f"{'POST' if self.body else 'GET'} {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        head += f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        if not self.body:
            return f"{head}\r\n".encode()
        body = self.body.replace("{form_key}", str(uuid.uuid4())).encode()
        form = "Content-Type: application/x-www-form-urlencoded\r\nReferer: http://127.0.0.1/\r\n"
        return f"{head}{form}Content-Length: {len(body)}\r\n\r\n".encode() + body


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Whom to ask, how many at once, and when to stop: after so many answers or seconds, whichever comes first."""

    port: int
    asks: list[Ask]
    status: int
    clients_count: int
    most_count: int
    most_seconds: float


@dataclass(slots=True, kw_only=True)
class Met:
    """What came back. Times in milliseconds."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)  # answers with another status than was expected


class Client(asyncio.Protocol):
    """One connection: writes a request, and gives whoever waits the status of the answer."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._received = bytearray()
        self._answer: asyncio.Future[int] | None = None

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(b"\r\n\r\n")
        if end < 0 or self._answer is None:
            return
        head = bytes(self._received[:end]).lower()
        before, found, length = head.partition(b"\r\ncontent-length:")
        if not found:
            self._answer.set_exception(ValueError(f"an answer without length: {head[:80]!r}"))
        elif len(self._received) >= end + 4 + int(length.split(b"\r\n", 1)[0]):
            self._received.clear()
            self._answer.set_result(int(head[9:12]))

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(error or ConnectionError("the server closed the connection"))

    async def ask(self, request: bytes) -> int:
        """The status that the request was answered with. Raises ConnectionError when the server has hung up."""
        if self._transport.is_closing():
            raise ConnectionError("the server has closed the connection")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer


class Reader(Client):
    """A client that keeps the answer, and hangs up when it is done."""

    body = b""

    def data_received(self, data: bytes) -> None:
        self.body += data
        super().data_received(data)

    async def ask(self, request: bytes) -> int:
        self.body = b""
        return await super().ask(request)

    def close(self) -> None:
        self._answer = None
        self._transport.close()


async def reader_at(port: int, address: int) -> Reader:
    """A connection to the server from the loopback address 127.0.0.`address`."""
    loop = asyncio.get_running_loop()
    made = await loop.create_connection(Reader, "127.0.0.1", port, local_addr=(f"127.0.0.{address}", 0))
    return made[1]


async def drive(plan: Plan) -> Met:
    """Do what the plan says."""
    loop = asyncio.get_running_loop()
    asks = cycle(plan.asks)
    opened = [loop.create_connection(Client, "127.0.0.1", plan.port) for _ in range(plan.clients_count)]
    clients = [client for _, client in await asyncio.gather(*opened)]
    for turn in range(WARM_COUNT):
        await clients[turn % len(clients)].ask(next(asks).sent())
    met, left = Met(), iter(range(plan.most_count))
    began = perf_counter()

    async def work(client: Client) -> None:
        while (sent_at := perf_counter()) - began < plan.most_seconds and next(left, None) is not None:
            status = await client.ask(next(asks).sent())
            if status == plan.status:
                met.times.append((perf_counter() - sent_at) * 1000)
            else:
                met.others[str(status)] += 1

    await asyncio.gather(*map(work, clients))
    met.seconds = perf_counter() - began
    return met


def main() -> None:
    """Read a plan, drive, and write what was met."""
    given = json.load(sys.stdin)
    plan = Plan(**given | {"asks": [Ask(**ask) for ask in given["asks"]]})
    json.dump(asdict(asyncio.run(drive(plan))), sys.stdout)


if __name__ == "__main__":
    main()
