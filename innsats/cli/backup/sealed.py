"""The sealed file: age, to somebody's public key. Goes through it piece by piece, whatever its size.

Inside is a line that says what it is, a line with the manifest, and the dump to its end. Whoever has the public key
alone can seal and never open. age holds each piece and the end: a damaged or cut file opens with an error.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pyrage
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from pyrage.x25519 import Identity, Recipient

FIRST_LINE = b"innsats backup 1\n"
LONGEST_HEAD_BYTES = 4_000_000


class Sink(Protocol):
    """Where a dump is written to."""

    def write(self, piece: bytes, /) -> Any: ...


class _Enough(Exception):
    """The head has been read, and no more was asked for."""


class _Fed:
    """The head, then the dump, as one thing to read."""

    def __init__(self, head: bytes, dump: BinaryIO) -> None:
        self._head, self._dump = head, dump

    def read(self, count: int) -> bytes:
        if self._head:
            piece, self._head = self._head[:count], self._head[count:]
            return piece
        return self._dump.read(count)


class _Opened:
    """Takes what is opened: the head to its end, then each piece of the dump to where the manifest says it goes."""

    def __init__(self, sink_for: Callable[[dict[str, Any]], Sink]) -> None:
        self._sink_for, self._head = sink_for, b""
        self._sink: Sink | None = None
        self.manifest: dict[str, Any] | None = None

    def write(self, piece: bytes) -> int:
        if self._sink is None:
            self._head += piece
            _first, _, rest = self._head.partition(b"\n")
            line, is_whole, dump = rest.partition(b"\n")
            if not FIRST_LINE.startswith(self._head[: len(FIRST_LINE)]) or len(self._head) > LONGEST_HEAD_BYTES:
                raise CommandError("this is a sealed file, and no backup of Innsats.")
            if is_whole:
                self.manifest = json.loads(line)
                self._sink = self._sink_for(self.manifest)
                self._sink.write(dump)
        else:
            self._sink.write(piece)
        return len(piece)

    def flush(self) -> None:
        """Whoever opened the sink closes it."""


class _Hashed:
    """Writes on, and keeps the hash of what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.sha256 = file, hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self.sha256.update(piece)
        return self._file.write(piece)

    def flush(self) -> None:
        self._file.flush()


def seal(dump: BinaryIO, manifest: dict[str, Any], file: BinaryIO, recipients: Sequence[Recipient]) -> str:
    """Write the sealed file, and return its SHA-256."""
    hashed = _Hashed(file)
    head = FIRST_LINE + json.dumps(manifest, sort_keys=True).encode() + b"\n"
    pyrage.encrypt_io(_Fed(head, dump), hashed, list(recipients))
    return hashed.sha256.hexdigest()


def open_sealed(
    file: Path, identities: Sequence[Identity], sink_for: Callable[[dict[str, Any]], Sink]
) -> dict[str, Any]:
    """Open the file into what `sink_for` returns for its manifest, and return the manifest.

    Raises CommandError for another identity and for a file that is damaged or cut; what was written by then is to be
    thrown away.
    """
    opened = _Opened(sink_for)
    with file.open("rb") as stored, explained(file.name):
        pyrage.decrypt_io(stored, opened, list(identities))
    if opened.manifest is None:
        raise CommandError(f"{file.name} is no backup of Innsats.")
    return opened.manifest


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Raises CommandError with a sentence for what age says of a file that it does not open."""
    try:
        yield
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise CommandError(f"{name} was sealed for another key: this identity does not open it.") from None
        raise CommandError(f"{name} is damaged or no sealed file ({error}).") from None
    except OSError as error:
        if error.errno is not None:  # the disk's or the pipe's, and not age's
            raise
        raise CommandError(f"{name} is damaged or cut: {error}.") from None


def manifest_of(file: Path, identities: Sequence[Identity]) -> dict[str, Any]:
    """The manifest alone, of which only the first piece of the file is opened. Raises as `open_sealed` does."""
    found: dict[str, Any] = {}

    def keep(manifest: dict[str, Any]) -> Sink:
        found.update(manifest)
        raise _Enough

    try:
        return open_sealed(file, identities, keep)
    except _Enough:
        return found


def recipients_from(said: str) -> list[Recipient]:
    """The public keys in INNSATS_BACKUP_RECIPIENTS. Raises ImproperlyConfigured for none, and for one that is none."""
    try:
        found = [Recipient.from_str(one) for one in said.replace(",", " ").split()]
    except pyrage.RecipientError:
        found = []
    if not found:
        raise ImproperlyConfigured(
            "INNSATS_BACKUP_RECIPIENTS must name whom backups are sealed for: public keys (age1…), with commas between."
            " `innsats backup-key FILE` makes one. See docs/operator/backup.md."
        )
    return found


def identities_from(path: Path) -> list[Identity]:
    """The secret keys in a file, as age-keygen writes it. Raises CommandError, never with a key in it."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        found = [Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}", returncode=2) from None
    except pyrage.IdentityError:
        found = []
    if not found:
        raise CommandError(f"{path} holds no secret key: a line that begins with AGE-SECRET-KEY-.", returncode=2)
    return found
