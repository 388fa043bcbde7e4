"""One file through every check: its kind and size, viruses, and a picture drawn anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from innsats.rules.attachments import (
    LONGEST_SIDE,
    MOST_PHOTO_PIXELS,
    MOST_PIXELS,
    PICTURES,
    CheckedFile,
    FileKind,
    Unfit,
    kind_of,
    name_kept,
    unfit,
)

from . import redraw
from .scanning import scanned

DRAWN_WITHIN_SECONDS = 20
_drawing = BoundedSemaphore(2)  # at once in one process, so that many pictures together fill no memory either


def checked(name: str, content: bytes, *, size_bytes: int) -> CheckedFile | Unfit:
    """The file as it may be kept, or why it may not. What is looked at for viruses is what came."""
    if said := unfit(name, content, size_bytes=size_bytes):
        return said
    kind = kind_of(name, content)
    assert kind is not None
    scan = scanned(content)
    if isinstance(scan, Unfit):
        return scan
    if kind in PICTURES:
        drawn = _redrawn(content, kind)
        if isinstance(drawn, Unfit):
            return drawn
        content, kind = drawn, kind_of("", drawn) or kind
    return CheckedFile(name=name_kept(name, kind), kind=kind, content=content, scan=scan)


def _redrawn(content: bytes, kind: FileKind) -> bytes | Unfit:
    most = MOST_PHOTO_PIXELS if kind is FileKind.JPEG else MOST_PIXELS
    given = [kind.value.upper(), str(most), str(LONGEST_SIDE)]
    command = [sys.executable, "-I", str(Path(redraw.__file__)), *given]
    try:
        with _drawing:
            done = subprocess.run(command, input=content, capture_output=True, timeout=DRAWN_WITHIN_SECONDS, env={})
    except subprocess.TimeoutExpired:
        return Unfit.UNREADABLE
    if done.returncode == redraw.TOO_MANY_PIXELS:
        return Unfit.TOO_MANY_PIXELS
    return done.stdout if done.returncode == 0 and done.stdout else Unfit.UNREADABLE
