"""The list of keys that were destroyed. Kept outside too, it lets a restored backup destroy them again.

A line for each key, and a last one that says how many and until when: a list that was cut is not taken for a whole one.
It names keys by their number alone, and may lie anywhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.core.management import CommandError

LAST_LINE = re.compile(r"# (\d+) destroyed keys until (\S+)")
AT_ONCE_COUNT = 500
Destroyed = tuple[str, datetime]


@dataclass(frozen=True, slots=True)
class Disposals:
    """Which keys were destroyed, and when; all of them until `until`. None: these were, and nobody says that it is all.
    """

    keys: tuple[Destroyed, ...]
    until: datetime | None

    def lines(self) -> Iterator[str]:
        assert self.until
        yield from (f"{at.isoformat()} {key}" for key, at in self.keys)
        yield f"# {len(self.keys)} destroyed keys until {self.until.isoformat()}"


def disposals_now(until: datetime | None) -> Disposals:
    """Of the database that is connected to."""
    from innsats.vault.models import Destruction

    return Disposals(tuple(Destruction.objects.order_by("pk").values_list("key_id", "at")), until)


def merged(lists: Sequence[Disposals]) -> Disposals:
    """All that any of them names, each as the first says, until the latest."""
    keys: dict[str, datetime] = {}
    for one in reversed(lists):
        keys |= dict(one.keys)
    return Disposals(tuple(keys.items()), max((one.until for one in lists if one.until), default=None))


def read_disposals(path: Path) -> Disposals:
    """The list in a file. Raises CommandError for anything but a whole one."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="ascii").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}", returncode=2) from None
    last = LAST_LINE.fullmatch(lines[-1]) if lines else None
    try:
        keys = tuple((str(UUID(key)), _aware(at)) for at, key in (line.split() for line in lines[:-1]))
        if last and int(last[1]) == len(keys):
            return Disposals(keys, _aware(last[2]))
    except ValueError:
        pass
    raise CommandError(
        f"{path} is no whole list of destroyed keys, as `innsats disposals` prints it.", returncode=2
    )


def write_disposals(path: Path, disposals: Disposals) -> None:
    """Whole or not at all."""
    new = path.with_name(path.name + ".part")
    with new.open("w", encoding="ascii") as file:
        file.writelines(f"{line}\n" for line in disposals.lines())
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)


def destroy_again(keys: Iterable[Destroyed]) -> int:
    """Destroy in this database what a list names and it does not, and return how many still stood in it.

    A key that this database never had is put on its list too: the next backup to be restored may have it.
    """
    from innsats.vault.keys import destroy
    from innsats.vault.models import DataKey, Destruction

    known = set(Destruction.objects.values_list("key_id", flat=True))
    missing = [(key, at) for key, at in keys if key not in known]
    count = 0
    for begin in range(0, len(missing), AT_ONCE_COUNT):
        some = missing[begin : begin + AT_ONCE_COUNT]
        count += DataKey.objects.filter(pk__in=[UUID(key) for key, _ in some]).exclude(wrapped=b"").count()
        for key, at in some:
            destroy(UUID(key), at=at)
    return count


def _aware(said: str) -> datetime:
    moment = datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment
