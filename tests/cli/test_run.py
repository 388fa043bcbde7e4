"""`innsats run` as a person meets it: it starts, answers, is stopped in any way, and leaves nothing behind."""

from __future__ import annotations

import http.client
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bench.processes import members

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts processes in /proc")
PATIENCE_SECONDS = 60
INNSATS = [sys.executable, "-m", "innsats.cli"]


def environment_in(folder: Path) -> dict[str, str]:
    """The environment of somebody who has set nothing but the data directory."""
    unset = ("DATABASE_URL", "MIGRATE_DATABASE_URL", "INNSATS_MIGRATING", "INNSATS_DEMO", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return kept | {"INNSATS_DATA_DIR": str(folder)}


class Running:
    """`innsats run` in a process group of its own, as in a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = environment_in(folder) | {"PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        self.said = (folder / "said.txt").open("w+")
        self.process = subprocess.Popen(
            [*INNSATS, "run"], env=self.environment, start_new_session=True, stdout=self.said, stderr=self.said,
            preexec_fn=let_dump_cores,
        )  # fmt: skip

    def answers(self) -> int:
        """The status of the sign-in page, as soon as there is one."""
        return until(self._status, "no answer")

    def _status(self) -> int:
        assert self.process.poll() is None, self.told()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/logg-inn/", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def members(self) -> list[int]:
        """Every process of this run that lives."""
        return members(self.process.pid)

    def told(self) -> str:
        return (Path(self.said.name)).read_text(errors="replace")

    def end(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.said.close()


def let_dump_cores() -> None:
    """As on a machine where somebody looks for faults: what falls over is written down with all its memory."""
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def core_limits(pid: int) -> tuple[str, str]:
    """How large a core dump of this process may be, now and ever."""
    said = re.search(r"^Max core file size +(\S+) +(\S+)", Path(f"/proc/{pid}/limits").read_text(), re.MULTILINE)
    assert said
    return said[1], said[2]


def until(question, lacking: str):
    """The first true answer to `question`."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        if answer := question():
            return answer
        time.sleep(0.05)
    raise AssertionError(lacking)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a database, made once for all."""
    folder = tmp_path_factory.mktemp("migrated")
    subprocess.run([*INNSATS, "migrate"], env=environment_in(folder), check=True, capture_output=True)
    return folder


@pytest.fixture
def running(tmp_path: Path, migrated: Path) -> Iterator[Running]:
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    started = Running(tmp_path)
    yield started
    started.end()


def test_it_serves_and_ends_with_ctrl_c(running: Running) -> None:
    assert running.answers() == 200, running.told()
    assert f"http://127.0.0.1:{running.port}/" in running.told()
    assert len(running.members()) == 4  # the parent, two workers, the tick
    most = "0" if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0 else "1"  # byte: no file, and none through a pipe
    assert {core_limits(member) for member in running.members()} == {(most, most)}

    os.killpg(running.process.pid, signal.SIGINT)  # as a terminal does: to every process at once
    assert running.process.wait(PATIENCE_SECONDS) == 0
    assert running.members() == []
    assert "Innsats has ended." in running.told()
    assert "Killing" not in running.told()


def test_more_than_it_takes_is_answered_and_the_connection_is_used_again(running: Running) -> None:
    assert running.answers() == 200, running.told()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE_SECONDS)) as connection:
        connection.request("POST", "/meld/", b"text=" + b"a" * 3_000_000, form)
        sent_from, answer = connection.sock.getsockname(), connection.getresponse()
        assert (answer.status, b"<h1" in answer.read()) == (403, True)  # it came without a token
        connection.request("GET", "/hva-dette-er/")
        answer = connection.getresponse()
        assert (answer.status, b"<h1" in answer.read()) == (200, True)
        assert connection.sock.getsockname() == sent_from


def test_where_a_request_ends_is_said_once_or_it_is_refused(running: Running) -> None:
    """What the proxy and we could read in two ways is refused, or answered once and the connection ended."""
    assert running.answers() == 200, running.told()
    second = "GET /finnes-ikke/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    def statuses(*lines: str, body: str) -> list[str]:
        head = "\r\n".join(["POST /sprak/ HTTP/1.1", "Host: localhost", *lines, "", ""])
        with closing(socket.create_connection(("127.0.0.1", running.port), timeout=PATIENCE_SECONDS)) as line:
            line.sendall(f"{head}{body}".encode())
            answer = b"".join(iter(lambda: line.recv(65_536), b"")).decode()
        return re.findall(r"^HTTP/1\.1 (\d+)", answer, re.MULTILINE)

    length = f"Content-Length: {len(second)}"
    assert statuses("Content-Length: 0", length, body=second) == ["400"]
    assert statuses("Transfer-Encoding: xchunked", length, body=second) == ["400"]
    assert statuses("Transfer-Encoding: chunked", length, body=f"0\r\n\r\n{second}") == ["403"]
    assert statuses(length, body=second + second) == ["403", "404"]


def test_ctrl_c_while_its_workers_are_being_born_ends_it_as_cleanly(running: Running) -> None:
    until(lambda: "End with Ctrl-C." in running.told(), "never announced")  # said just before they are forked

    os.killpg(running.process.pid, signal.SIGINT)
    assert running.process.wait(PATIENCE_SECONDS) == 0
    assert running.members() == []
    assert "Killing" not in running.told()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_no_process_is_left_however_it_ends(running: Running, sign: signal.Signals) -> None:
    assert running.answers() == 200, running.told()
    running.process.send_signal(sign)
    running.process.wait(PATIENCE_SECONDS)
    until(lambda: not running.members(), "a process was left behind")


def test_a_killed_worker_and_a_killed_tick_come_back(running: Running) -> None:
    assert running.answers() == 200, running.told()
    members = set(running.members())
    cores = set(Path().glob("core*"))
    signs = [signal.SIGKILL, signal.SIGABRT, signal.SIGABRT]
    for member, sign in zip(members - {running.process.pid}, signs, strict=True):
        os.kill(member, sign)
    until(lambda: len(set(running.members()) - members) == 3, "not all came back")
    assert running.answers() == 200
    assert set(Path().glob("core*")) == cores  # nothing of their memory is left lying


def test_a_second_one_is_told_that_the_port_is_taken(running: Running) -> None:
    assert running.answers() == 200, running.told()
    second = subprocess.run([*INNSATS, "run"], env=running.environment, capture_output=True, text=True)
    assert second.returncode == 1
    assert f"port {running.port} is taken" in second.stderr and second.stderr.count("\n") == 1


def test_the_demo_is_thrown_away_when_nobody_uses_it(running: Running) -> None:
    database = Path(running.environment["INNSATS_DATA_DIR"]) / "innsats.sqlite3"
    reset = {"args": [*INNSATS, "demo-reset"], "env": running.environment | {"INNSATS_DEMO": "1"}, "text": True}
    assert running.answers() == 200, running.told()
    refused = subprocess.run(**reset, capture_output=True)
    assert (refused.returncode, database.exists()) == (1, True)
    assert "the demo is running" in refused.stderr

    running.process.send_signal(signal.SIGTERM)
    running.process.wait(PATIENCE_SECONDS)
    assert subprocess.run(**reset, capture_output=True).returncode == 0
    assert list(database.parent.glob("innsats.sqlite3*")) == []
