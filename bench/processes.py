"""What the operating system says of a server: its CPU time and its memory, with all its processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

TICKS = os.sysconf("SC_CLK_TCK")
LONGEST_START_SECONDS = 60


def tree(pid: int) -> Iterator[int]:
    """A process and everything it has started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from tree(int(child))


def members(session: int) -> list[int]:
    """Every process that lives of the session that the process `session` leads or led."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # ended since it was listed
            state, _parent, _group, its_session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(its_session) == session and state != "Z":
                found.append(int(entry.name))
    return found


def cpu_seconds(pid: int) -> float:
    """What the tree has used so far, user and system."""
    total = 0
    for one in tree(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(") ")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def pss_mb(pid: int) -> float:
    """Proportional set size of the tree, in MB: shared pages are counted once."""
    kb = 0
    for one in tree(pid):
        lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        kb += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kb / 1024


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def answers(port: int, path: str, process: subprocess.Popen[str]) -> float:
    """Seconds until the server has answered 200. Raises RuntimeError when it ended or took too long."""
    began = monotonic()
    while monotonic() - began < LONGEST_START_SECONDS and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                if answer.status == 200:
                    return monotonic() - began
        except OSError:
            sleep(0.01)
    raise RuntimeError(f"no server answers on port {port}")


def stop(process: subprocess.Popen[str]) -> None:
    """End a server that we started, and wait until it has."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
