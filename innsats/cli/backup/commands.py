"""`innsats backup`, `restore`, `disposals` and `backup-key`."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management import CommandError

from innsats.cli.progress import showing
from innsats.cli.ticking import local_moment

if TYPE_CHECKING:
    from .checking import Looked
    from .disposals import Disposals
    from .places import Place

BEFORE = "a day (its first moment) or a time, in local time"


def backup(arguments: list[str]) -> None:
    """Take a sealed backup while others work, and believe it when it has been restored and compared."""
    parser = argparse.ArgumentParser(prog="innsats backup", description=backup.__doc__)
    parser.add_argument("folder", type=Path, metavar="DESTINATION", help="the folder of backups")
    parser.add_argument("--no-verify", action="store_true", help="do not restore it into a scratch database")
    parser.add_argument("--keep", type=_count, metavar="N", help="remove all but the newest N when this one is whole")
    parser.add_argument(
        "--keep-days", type=_count, metavar="D", default=0,
        help="with --keep: also the last of each of the newest D days",
    )  # fmt: skip
    given = parser.parse_args(arguments)
    start_as_owner()
    from django.conf import settings

    from innsats.web import clock
    from innsats.web.models import Happened

    from . import shelf
    from .places import own_place
    from .sealed import recipients_from
    from .taking import take_backup

    recipients = recipients_from(settings.BACKUP_RECIPIENTS)
    if not given.folder.is_dir():
        raise CommandError(f"there is no folder {given.folder}.", returncode=2)
    with showing("Taking a backup"):
        taken = take_backup(
            own_place(), given.folder, recipients=recipients, at=clock.now(), is_verified=not given.no_verify
        )
    Happened.objects.update_or_create(name="backup", defaults={"at": taken.backup.at})
    print(f"{taken.backup.path}: {taken.size_bytes:,} bytes, sealed in {taken.sealing_seconds:.1f} s.")
    print(said_of(taken.looked) if taken.looked else "It was not restored, so nobody knows that it can be.")
    if given.keep and (gone := shelf.thin_out(given.folder, given.keep, given.keep_days)):
        print(f"Older backups removed: {gone}.")


def restore(arguments: list[str]) -> None:
    """Put a backup back: restored beside, compared, and then in the place of what is there."""
    parser = argparse.ArgumentParser(prog="innsats restore", description=restore.__doc__)
    parser.add_argument("source", type=Path, metavar="SOURCE", help="a backup, or the folder of backups")
    parser.add_argument("--identity", type=Path, metavar="FILE", required=True, help="the secret key that opens it")
    parser.add_argument("--before", type=local_moment, metavar="TIME", help=f"the newest taken before this: {BEFORE}")
    parser.add_argument("--replace", action="store_true", help="replace a database that holds something; it is kept")
    lists = parser.add_mutually_exclusive_group()
    lists.add_argument("--disposals", type=Path, metavar="FILE", help="the newest list of destroyed keys")
    lists.add_argument("--without-disposals", action="store_true", help="go on if there is none: nothing was destroyed")
    given = parser.parse_args(arguments)
    start_as_owner()
    from innsats.web import clock

    from . import restoring, shelf
    from .places import own_place
    from .sealed import identities_from, manifest_of

    place, at = own_place(), clock.now()
    chosen, identities = shelf.chosen(given.source, given.before), identities_from(given.identity)
    disposals = _newest_list(place, chosen.path.parent, given.disposals, manifest_of(chosen.path, identities))
    if disposals.until is None and not given.without_disposals:
        raise CommandError(
            "there is no list of destroyed keys: give --disposals FILE, the newest that `innsats disposals` printed; or"
            " --without-disposals if nothing was ever destroyed."
        )
    with showing(f"Restoring {chosen.path.name}"):
        done = restoring.restore(
            place, chosen.path, identities=identities, disposals=disposals, at=at, replaces=given.replace
        )
    print(f"The database is as it was at {done.taken_at.astimezone(at.tzinfo):%Y-%m-%d %H:%M:%S}.")
    print(said_of(done.looked))
    if disposals.until:
        print(f"Keys destroyed until {disposals.until.astimezone(at.tzinfo):%Y-%m-%d %H:%M:%S} stay destroyed.")
    if done.kept_as:
        print(f"What was there is kept as {done.kept_as}. Remove it when it is needed no more.")
    print("Start `innsats serve` and `innsats tick`.")


def disposals(arguments: list[str]) -> None:
    """Print the list of keys that were destroyed, to keep outside: a restored backup destroys them again."""
    argparse.ArgumentParser(prog="innsats disposals", description=disposals.__doc__).parse_args(arguments)
    from innsats.web import clock

    from .disposals import disposals_now

    print("\n".join(disposals_now(clock.now()).lines()))


def backup_key(arguments: list[str]) -> None:
    """Make a key that backups are sealed for: its secret half in a file, to keep elsewhere; its public half is printed.
    """
    parser = argparse.ArgumentParser(prog="innsats backup-key", description=backup_key.__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="where the secret key is written; it must be new")
    path = parser.parse_args(arguments).file
    from pyrage.x25519 import Identity

    new = Identity.generate()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"# public key: {new.to_public()}\n{new}\n")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.", returncode=2) from None
    print(f"INNSATS_BACKUP_RECIPIENTS={new.to_public()}")
    print(f"Keep {path} away from this machine: whoever has it and a backup has the database.")


def start_as_owner() -> None:
    """Start Django as the role that owns the tables."""
    os.environ["INNSATS_MIGRATING"] = "1"  # before the settings are read: they choose the role
    import django

    django.setup()


def said_of(looked: Looked) -> str:
    """What was compared and opened, in a sentence."""
    gone = f" ({looked.destroyed_count} more are destroyed)" if looked.destroyed_count else ""
    again = f" Keys destroyed again: {looked.destroyed_again_count}." if looked.destroyed_again_count else ""
    return (
        f"Restored and compared: {looked.rows_count:,} rows, {looked.events_count:,} events in a journal that holds,"
        f" {looked.opened_count} sealed texts opened{gone}.{again}"
    )


def _newest_list(place: Place, folder: Path, given: Path | None, manifest: dict[str, Any]) -> Disposals:
    """All that is known to be destroyed: by the list given, the one beside the backups, and the database itself."""
    from .disposals import merged, read_disposals
    from .shelf import LIST

    files = [path for path in (given, folder / LIST) if path and (path == given or path.exists())]
    return merged([*map(read_disposals, files), _of_what_stands_there(place, manifest)])


def _of_what_stands_there(place: Place, manifest: dict[str, Any]) -> Disposals:
    """What the database that is replaced has destroyed. Until its last event it is all of it, if the database is what
    that of the backup became; a new one, or an older one, knows nothing of what was destroyed since.
    """
    from django.db import DatabaseError, connection

    from innsats.journal.models import Event

    from .disposals import Disposals, disposals_now
    from .manifest import has_gone_on_from

    if not place.holds_anything() or place.is_in_use():
        return Disposals((), None)
    try:
        newest = Event.objects.order_by("-pk").values_list("at", flat=True).first()
        until = max(filter(None, (newest, datetime.fromisoformat(manifest["made_at"]))))
        return disposals_now(until if has_gone_on_from(manifest) else None)
    except DatabaseError:  # what is there is broken, or no Innsats; that is why it is replaced
        return Disposals((), None)
    finally:
        connection.close()


def _count(words: str) -> int:
    count = int(words)
    if count < 1:
        raise ValueError
    return count
