"""Taking a backup: one moment of the database, sealed as it is read, and believed when it has been restored."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

import pyrage
from django.core.management import CommandError
from pyrage.x25519 import Identity, Recipient

from . import sealed, shelf
from .checking import Looked, looked_at
from .disposals import disposals_now, write_disposals
from .manifest import manifest_now
from .places import Place, dumped, one_moment
from .shelf import Backup


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that lies whole in its folder. `looked` is what came of restoring it, None where nobody asked."""

    backup: Backup
    size_bytes: int
    sealing_seconds: float
    looked: Looked | None


def take_backup(
    place: Place, folder: Path, *, recipients: Sequence[Recipient], at: datetime, is_verified: bool = True
) -> Taken:
    """Take one, and put it in the folder when it is whole and, unless told otherwise, has been restored and looked at.

    To verify it without anybody's secret key, it is sealed for one more, whom nobody knows and who is forgotten with
    this process. Raises CommandError; nothing is in the folder then that was not there before.
    """
    shelf.clear_up(folder)
    backup, passing = shelf.new_backup(folder, at), Identity.generate()
    if backup.path.exists():
        raise CommandError(f"{backup.path} is there already.")
    part = backup.path.with_name(backup.path.name + shelf.PART)
    began = monotonic()
    try:
        sha256 = _sealed_to(part, place, [*recipients, passing.to_public()], at)
        seconds = monotonic() - began
        looked = verified(place, part, [passing]) if is_verified else None
        if looked and looked.faults:
            raise CommandError("the backup is not what was there, and is thrown away: " + "; ".join(looked.faults))
        backup.hash_path.write_text(f"{sha256}  {backup.path.name}\n")
        os.replace(part, backup.path)
    except (OSError, sqlite3.Error, pyrage.EncryptError) as error:
        raise CommandError(f"the backup could not be written, and nothing of it was kept: {error}") from None
    finally:
        part.unlink(missing_ok=True)
    return Taken(backup, backup.path.stat().st_size, seconds, looked)


def verified(place: Place, file: Path, identities: Sequence[Identity]) -> Looked:
    """Restore the file into a scratch database beside `place`, look at it, and throw it away."""
    with place.scratch("verifying") as scratch:
        manifest = load(scratch, file, identities)
        return looked_at(scratch.url, {"manifest": manifest})


def load(scratch: Place, file: Path, identities: Sequence[Identity]) -> dict[str, Any]:
    """Open the file into an empty database, and return its manifest. Raises CommandError."""

    def check(manifest: dict[str, Any]) -> None:
        if manifest["vendor"] != scratch.vendor:
            raise CommandError(f"this is a backup of {manifest['vendor']}, and the database here is {scratch.vendor}.")

    check(sealed.manifest_of(file, identities))
    try:
        with scratch.loading() as sink:
            return sealed.open_sealed(file, identities, lambda manifest: sink)
    except OSError as error:
        raise CommandError(f"{file.name} could not be restored: {error}") from None


def _sealed_to(part: Path, place: Place, recipients: Sequence[Recipient], at: datetime) -> str:
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file, one_moment(place):
        manifest, disposals = manifest_now(at), disposals_now(at)
        with dumped(place) as dump:
            sha256 = sealed.seal(dump, manifest, file, recipients)
        file.flush()
        os.fsync(file.fileno())
    write_disposals(part.with_name(shelf.LIST), disposals)
    return sha256
