"""Asking ClamAV whether a file holds a virus, over its own protocol (INSTREAM): no library, thirty lines."""

from __future__ import annotations

import socket
from contextlib import closing

from django.conf import settings

from innsats.rules.attachments import Scan, Unfit

TIMEOUT_SECONDS = 10
CHUNK_BYTES = 1 << 16
LONGEST_ANSWER_BYTES = 4096


def scanned(content: bytes) -> Scan | Unfit:
    """What the scanner at `settings.CLAMD` says: a Scan, or Unfit.VIRUS. Never raises."""
    if not settings.CLAMD:
        return Scan.NOT_SET_UP
    try:
        answer = _asked(content)
    except OSError:
        return Scan.NO_ANSWER
    if answer.endswith(" FOUND"):
        return Unfit.VIRUS
    return Scan.CLEAN if answer.endswith(": OK") else Scan.NO_ANSWER


def _asked(content: bytes) -> str:
    with closing(_connected(settings.CLAMD)) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK_BYTES):
            chunk = content[start : start + CHUNK_BYTES]
            line.sendall(len(chunk).to_bytes(4) + chunk)
        line.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER_BYTES and (more := line.recv(1024)):
            answer += more
    return answer.rstrip(b"\0").decode("ascii", "replace").strip()


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(TIMEOUT_SECONDS)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT_SECONDS)
