"""What an operator does with keys: new master keys, another root key, and the list of keys that were destroyed."""

from __future__ import annotations

import argparse
from pathlib import Path
from time import sleep

from django.core.management import CommandError

from innsats.cli.progress import HowFar, showing


def rotate_keys(arguments: list[str]) -> int:
    """Wrap every data key with a new master key, while everybody goes on working. Nothing sealed is touched.

    One that was stopped is gone on with. With --new-root-key-file only the master keys are wrapped anew.
    """
    parser = argparse.ArgumentParser(prog="innsats rotate-keys", description=rotate_keys.__doc__)
    parser.add_argument(
        "--new-root-key-file", type=Path, metavar="FILE", help="64 hexadecimal digits that replace INNSATS_ROOT_KEY"
    )
    new_root = parser.parse_args(arguments).new_root_key_file
    return _change_root_key(new_root) if new_root else _rotate()


def _rotate() -> int:
    from innsats.vault import rotating

    def pause() -> None:
        with showing("Waiting for whoever has just read an old master key"):
            sleep(rotating.PAUSE_SECONDS)

    done = rotating.rotate(tell=HowFar(), pause=pause)
    begun = "A rotation that had been stopped is finished" if done.is_resumed else "The keys are rotated"
    print(f"{begun}: {done.wrapped_count:,} keys are wrapped by master key {done.version}.")
    if done.is_resumed:
        print("For yet another master key, run it again.")
    if done.kept_count:
        print(f"{done.kept_count} old master keys are still in use by work that is going on: run it again later.")
        return 1
    print(f"Old master keys thrown away: {done.retired_count}.")
    return 0


def _change_root_key(path: Path) -> int:
    from innsats.vault import roots, rotating

    try:
        said = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}", returncode=2) from None
    count = rotating.change_root_key(roots.read_root_key(said, name=str(path)))
    print(f"Master keys wrapped with the new root key: {count}. Set INNSATS_ROOT_KEY to it now, before anything starts")
    print("anew; what runs goes on meanwhile. Keep the old one as long as a backup from before today is kept.")
    return 0
