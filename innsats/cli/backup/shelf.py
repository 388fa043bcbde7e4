"""A folder of backups: their names are when they were taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.core.management import CommandError

from innsats.rules.calendar import OSLO

NAME = re.compile(r"innsats-(\d{8}T\d{6})Z\.age")
STAMP = "%Y%m%dT%H%M%S"
LIST = "innsats-disposals"  # the newest list of destroyed keys, beside the backups
PART = ".part"  # ends the name of one that is being taken


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """One whole backup, and when it was taken."""

    at: datetime
    path: Path

    @property
    def hash_path(self) -> Path:
        """Its SHA-256, as `sha256sum -c` reads it."""
        return self.path.with_name(self.path.name + ".sha256")

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
        self.hash_path.unlink(missing_ok=True)


def new_backup(folder: Path, at: datetime) -> Backup:
    moment = at.astimezone(UTC).replace(microsecond=0)
    return Backup(moment, folder / f"innsats-{moment.strftime(STAMP)}Z.age")


def backups_in(folder: Path) -> list[Backup]:
    """The oldest first. What somebody else has put there is not looked at."""
    found = ((NAME.fullmatch(path.name), path) for path in folder.iterdir())
    return sorted(Backup(_moment(named[1]), path) for named, path in found if named)


def chosen(source: Path, before: datetime | None) -> Backup:
    """The file itself, or of a folder the newest that was taken before. Raises CommandError where there is none."""
    if source.is_file():
        if before:
            raise CommandError("--before chooses in a folder, and this is a file.", returncode=2)
        named = NAME.fullmatch(source.name)
        return Backup(_moment(named[1]) if named else datetime.fromtimestamp(source.stat().st_mtime, UTC), source)
    if not source.is_dir():
        raise CommandError(f"there is nothing at {source}.", returncode=2)
    there = backups_in(source)
    found = [one for one in there if before is None or one.at < before]
    if not found:
        said = f" from before {before:%Y-%m-%d %H:%M}" if before and there else ""
        raise CommandError(f"there is no backup{said} in {source}.")
    return found[-1]


def _moment(said: str) -> datetime:
    return datetime.strptime(f"{said}+0000", f"{STAMP}%z")


def clear_up(folder: Path) -> None:
    """Remove what one that was killed has left half done."""
    for path in folder.glob(f"innsats-*{PART}"):
        path.unlink(missing_ok=True)


def thin_out(folder: Path, keep_count: int, keep_days_count: int = 0) -> int:
    """Remove all but the newest, and the last of each of the newest days, and return how many."""
    there = backups_in(folder)
    last_of_day = {one.at.astimezone(OSLO).date(): one for one in there}
    kept = {*there[-keep_count:], *(last_of_day[day] for day in sorted(last_of_day, reverse=True)[:keep_days_count])}
    old = [one for one in there if one not in kept]
    for one in old:
        one.remove()
    return len(old)
