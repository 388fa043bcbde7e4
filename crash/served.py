"""The product as in production: a server with two workers, and a tick beside it; and the ways in which it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from random import Random
from time import monotonic, sleep

from bench.places import ROOT
from bench.processes import answers, free_port, members

READY = "/helse/klar/"
TICK_SECONDS = 5
GONE_SECONDS = 10
LOOP_SECONDS = 6  # a worker that took over so lately and dies looks like a loop: granian ends, and systemd starts it


class Death(StrEnum):
    """Who is killed."""

    WORKER = "a worker"
    ALL = "all of it"


class Served:
    """A running product, on the same port whenever it is started."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self._environment, self._log = environment, log
        self.port = free_port()
        self.start()

    def start(self) -> float:
        """Start it. Seconds from the command until it is ready."""
        began = monotonic()
        self.server = self._started("serve")
        self.tick = self._started("tick", "--every", str(TICK_SECONDS))
        answers(self.port, READY, self.server)
        seconds = monotonic() - began
        self._first_workers, self._worker_died_at = set(self.workers()), began
        return seconds

    def is_ready_in(self) -> float:
        """Seconds until it is ready. Raises RuntimeError when it has ended, or does not answer at all."""
        return answers(self.port, READY, self.server)

    def kill(self, death: Death, dice: Random) -> Death:
        """SIGKILL: nothing is told, nothing can be finished. All of it, where no worker can die alone now."""
        if death is Death.WORKER and (mortal := self._mortal_workers()):
            self._worker_died_at = monotonic()
            os.kill(dice.choice(mortal), signal.SIGKILL)
            return Death.WORKER
        sessions = [one.pid for one in (self.server, self.tick)]
        for session in sessions:
            os.killpg(session, signal.SIGKILL)
        self.server.wait()
        self.tick.wait()
        give_up = monotonic() + GONE_SECONDS
        while any(map(members, sessions)) and monotonic() < give_up:
            sleep(0.005)
        return Death.ALL

    def _mortal_workers(self) -> list[int]:
        """The workers whose death is no sign of a loop."""
        is_long_ago = monotonic() - self._worker_died_at > LOOP_SECONDS
        return [one for one in self.workers() if is_long_ago or one in self._first_workers]

    def workers(self) -> list[int]:
        """The processes that answer: those that the server has started."""
        return [one for one in members(self.server.pid) if one != self.server.pid]

    def close(self) -> None:
        """End it as an operator does, and whatever should be left of it."""
        for process in (self.server, self.tick):
            process.terminate()
        for process in (self.server, self.tick):
            with suppress(subprocess.TimeoutExpired):
                process.wait(15)
            for member in members(process.pid):
                os.kill(member, signal.SIGKILL)
            process.wait()

    def _started(self, *command: str) -> subprocess.Popen[str]:
        with self._log.open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "innsats.cli", *command], env=self._environment | {"PORT": str(self.port)},
                cwd=ROOT, text=True, stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip
