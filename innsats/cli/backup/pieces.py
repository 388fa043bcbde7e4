"""`innsats seal` and `unseal`: what PostgreSQL archives by itself, packed and sealed as backups are.

PostgreSQL calls them for each piece of its log, as a user of its own without any of our settings, and goes by the exit
code: so that a sealed piece lies on disk, and so that one that does not open is never taken for the end of the log.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import nullcontext, suppress
from pathlib import Path
from subprocess import PIPE, Popen
from typing import BinaryIO

import pyrage
from django.core.management import CommandError
from pyrage.x25519 import Identity, Recipient

from .sealed import explained, identities_from, recipients_from
from .shelf import PART

STOP = 126  # over 125 PostgreSQL stops; anything less means to it that its log ends here


def seal(arguments: list[str]) -> None:
    """Pack and seal a file, or what comes in. It is on disk when this returns, whole, in place of one before it."""
    parser = argparse.ArgumentParser(prog="innsats seal", description=seal.__doc__)
    parser.add_argument(
        "--for", dest="recipients", metavar="KEYS", default=os.environ.get("INNSATS_BACKUP_RECIPIENTS", ""),
        help="public keys (age1…), with commas between; else those in INNSATS_BACKUP_RECIPIENTS",
    )  # fmt: skip
    parser.add_argument("source", metavar="SOURCE", help="a file, or - for what comes in")
    parser.add_argument("file", type=Path, metavar="FILE", help="the sealed file")
    given = parser.parse_args(arguments)
    recipients, part = recipients_from(given.recipients), given.file.with_name(given.file.name + PART)
    try:
        with open(given.source, "rb") if given.source != "-" else nullcontext(sys.stdin.buffer) as source:
            _pack_into(part, source.fileno(), recipients)
        os.replace(part, given.file)
        _wait_for_disk(given.file.parent)
    except (OSError, pyrage.EncryptError) as error:
        raise CommandError(f"{given.file} was not sealed: {error}") from None
    finally:
        part.unlink(missing_ok=True)


def unseal(arguments: list[str]) -> None:
    """Open a sealed file into another, or onto the output. Ends with 1 when there is no such file, else with 126."""
    parser = argparse.ArgumentParser(prog="innsats unseal", description=unseal.__doc__)
    parser.add_argument("--identity", type=Path, metavar="FILE", required=True, help="the secret key that opens it")
    parser.add_argument("file", type=Path, metavar="FILE", help="the sealed file")
    parser.add_argument("target", metavar="TARGET", help="where to, or - for the output")
    given = parser.parse_args(arguments)
    try:
        is_there = given.file.exists()
        if is_there:
            with open(given.target, "wb") if given.target != "-" else nullcontext(sys.stdout.buffer) as target:
                _unpack(given.file, identities_from(given.identity), target)
    except (OSError, CommandError) as error:
        raise CommandError(str(error), returncode=STOP) from None
    if not is_there:
        raise CommandError(f"there is no {given.file}.")


def _pack_into(part: Path, source: int, recipients: list[Recipient]) -> None:
    with open(part, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        packing = Popen(["gzip", "-1"], stdin=source, stdout=PIPE)
        with packing:
            pyrage.encrypt_io(packing.stdout, file, recipients)
        if packing.returncode:
            raise OSError("gzip could not pack it")
        file.flush()
        os.fsync(file.fileno())


def _unpack(file: Path, identities: list[Identity], target: BinaryIO) -> None:
    unpacking = Popen(["gzip", "-d"], bufsize=0, stdin=PIPE, stdout=target)
    with unpacking, file.open("rb") as sealed, explained(file.name), suppress(BrokenPipeError):  # gzip says why
        pyrage.decrypt_io(sealed, unpacking.stdin, identities)
    if unpacking.returncode:
        raise CommandError(f"{file.name} was opened and could not be unpacked.")


def _wait_for_disk(folder: Path) -> None:
    """The name as well: PostgreSQL throws its own copy away now."""
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
