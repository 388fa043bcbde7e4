"""`innsats drill`: everything that is to be done on a bad day, done on a good one, beside the database."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from django.core.management import CommandError

from innsats.cli.progress import showing

from .commands import said_of, start_as_owner

NONE_TRIED = "No key is wrapped by a root key, so no wrong one was tried."

if TYPE_CHECKING:
    from .places import Place
    from .restoring import Restored
    from .taking import Taken


def drill(arguments: list[str]) -> int:
    """Take a backup, restore it beside, compare, verify the journal, open texts; say how long each took.

    With --identity it is the real key that must open it; without, one that is made for the drill.
    """
    parser = argparse.ArgumentParser(prog="innsats drill", description=drill.__doc__)
    parser.add_argument("--identity", type=Path, metavar="FILE", help="the secret key that opens the real backups")
    identity = parser.parse_args(arguments).identity
    start_as_owner()
    from .places import own_place

    place = own_place()
    if not place.holds_anything():
        raise CommandError(f"{place} holds nothing: there is nothing to drill with.")
    with tempfile.TemporaryDirectory(prefix="innsats-drill-") as folder:
        return _drilled(place, Path(folder), identity)


def _drilled(place: Place, folder: Path, identity: Path | None) -> int:
    from django.conf import settings
    from pyrage.x25519 import Identity

    from innsats.web import clock

    from .disposals import read_disposals
    from .restoring import restore
    from .sealed import identities_from, recipients_from
    from .shelf import LIST
    from .taking import take_backup

    identities = identities_from(identity) if identity else [Identity.generate()]
    recipients = recipients_from(settings.BACKUP_RECIPIENTS) if identity else [one.to_public() for one in identities]
    at, whole, tries_a_wrong_key = clock.now(), monotonic(), _has_keys_of_a_root_key()
    with showing("Taking a backup"):
        taken = take_backup(place, folder, recipients=recipients, at=at, is_verified=False)
    disposals = read_disposals(folder / LIST)

    def restored_to(target: Place, root_key: str | None = None) -> Restored:
        return restore(
            target, taken.backup.path, identities=identities, disposals=disposals, at=at, replaces=True,
            root_key=root_key,
        )  # fmt: skip

    with _beside(place) as target:
        began = monotonic()
        with showing("Restoring it beside"):
            restored = restored_to(target)
        restoring_seconds = monotonic() - began
        if tries_a_wrong_key:
            with showing("Trying a wrong root key"):
                _refuses_a_wrong_root_key(lambda root: restored_to(target, root))
    _tell(taken, restoring_seconds, restored.looked.seconds)
    print(said_of(restored.looked))
    print("A root key with one wrong bit was refused." if tries_a_wrong_key else NONE_TRIED)
    opened_by = f"the identity in {identity}" if identity else "a key made for this drill, and not by the real one"
    print(f"Opened by {opened_by}. All of it: {monotonic() - whole:.1f} s.")
    return 0


@contextmanager
def _beside(place: Place) -> Iterator[Place]:
    """A database that nobody has, gone afterwards."""
    beside = place.beside("drill")
    beside.remove()
    try:
        yield beside
    finally:
        beside.remove()


def _has_keys_of_a_root_key() -> bool:
    """Whether there is anything that a wrong root key could fail to open: nothing may be sealed yet, or all of it by a
    key service.
    """
    from innsats.vault.models import MasterKey
    from innsats.vault.transit import BEGINS

    return any(not bytes(wrapped).startswith(BEGINS) for wrapped in MasterKey.objects.values_list("wrapped", flat=True))


def _refuses_a_wrong_root_key(restore: Callable[[str], object]) -> None:
    from django.conf import settings

    right = bytes.fromhex(settings.ROOT_KEY)
    try:
        restore((bytes([right[0] ^ 1]) + right[1:]).hex())
    except CommandError as error:
        if "INNSATS_ROOT_KEY" not in str(error):
            raise
        return
    raise CommandError("a root key with one wrong bit opened the backup.")


def _tell(taken: Taken, restoring_seconds: float, steps: dict[str, float]) -> None:
    rows = [("backup taken and sealed", taken.sealing_seconds), ("restored, in all", restoring_seconds)]
    rows += [(f"  {name}", seconds) for name, seconds in steps.items()]
    print(f"{taken.size_bytes:,} bytes sealed.")
    print("\n".join(f"  {name:<28}{seconds:>9.1f} s" for name, seconds in rows))
