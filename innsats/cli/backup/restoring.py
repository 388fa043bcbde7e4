"""Putting a backup back. It is restored beside, looked at, and then takes the place of what was there in one moment.

Killed at any time, the database that was there is there still, or the new one is, whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from pyrage.x25519 import Identity

from . import sealed
from .checking import Looked, looked_at
from .disposals import Disposals
from .places import Place
from .taking import load


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place. `kept_as`: where the database that was there is, if there was one."""

    taken_at: datetime
    looked: Looked
    kept_as: str | None


def restore(
    place: Place, file: Path, *, identities: Sequence[Identity], disposals: Disposals, at: datetime,
    replaces: bool, root_key: str | None = None,
) -> Restored:  # fmt: skip
    """Let the backup in `file` be the database at `place`. Raises CommandError, and nothing is changed then.

    What `disposals` names is destroyed before anything is opened. `root_key`: another one than is set, for the drill.
    """
    _may_take_place(place, replaces)
    manifest = sealed.manifest_of(file, identities)
    taken_at = datetime.fromisoformat(manifest["made_at"])
    _is_ours(manifest)
    if disposals.until and disposals.until < taken_at:
        raise CommandError(
            f"the list of destroyed keys is from {disposals.until:%Y-%m-%d %H:%M}, older than the backup"
            f" ({taken_at:%Y-%m-%d %H:%M}): give the newest."
        )
    with place.scratch("restoring") as scratch:
        load(scratch, file, identities)
        task = {
            "manifest": manifest, "destroyed": _said(disposals), "serving_role": getattr(place, "serving_role", ""),
            "is_to_serve": True,
        }  # fmt: skip
        looked = looked_at(scratch.url, task, root_key=root_key)
        if looked.faults:
            raise CommandError("the backup was not put in place, and nothing was changed: " + "; ".join(looked.faults))
        _may_take_place(place, replaces)
        if scratch.is_in_use():
            raise CommandError("somebody has opened the database that is being restored; nothing was changed.")
        kept_as = place.give_place_to(scratch, f"before-{at:%Y%m%d-%H%M%S}")  # type: ignore[arg-type]  # of its kind
    return Restored(taken_at, looked, kept_as)


def _may_take_place(place: Place, replaces: bool) -> None:
    if place.is_in_use():
        raise CommandError(f"{place} is in use, and nothing was changed. End `innsats serve` and `innsats tick` first.")
    if not replaces and place.holds_anything():
        raise CommandError(
            f"{place} holds something, and nothing was changed. With --replace it is kept beside, under another name."
        )


def _is_ours(manifest: dict[str, Any]) -> None:
    """A backup of a newer version has migrations that this one has not heard of."""
    from django.db.migrations.loader import MigrationLoader

    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    if unknown := sorted(set(manifest["migrations"]) - known):
        raise CommandError(
            f"the backup is of a newer Innsats ({manifest['version']}, with {unknown[0]}). Install that one first."
        )


def _said(disposals: Disposals) -> list[tuple[str, str]]:
    return [(key, at.isoformat()) for key, at in disposals.keys]
