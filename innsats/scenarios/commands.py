"""`innsats replay`: walk stories in a database of their own, thrown away afterwards. Never touches the real one."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from .reading import Broken, Value
from .story import Story, read_story

AS_EXPECTED, UNEXPECTED, BROKEN = 0, 1, 2
ENDINGS = ("*.yaml", "*.yml")
# What belongs to a real installation; each also as NAME_FILE
REAL = (
    "DATABASE_URL", "MIGRATE_DATABASE_URL", "SECRET_KEY", "INNSATS_ROOT_KEY", "INNSATS_KEY_SERVICE", "INNSATS_MAIL",
)  # fmt: skip


def replay(arguments: list[str]) -> int:
    """Walk stories through the real acts. 0: every expectation held; 1: one did not; 2: a story cannot be walked."""
    parser = argparse.ArgumentParser(prog="innsats replay", description=replay.__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE-OR-FOLDER", help="stories, or folders of stories")
    parser.add_argument("--at", metavar="TIME", help="walk until then, and tell how it stands (+5d 09:00)")
    parser.add_argument("--json", action="store_true", help="one object for each story, one to a line")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="innsats-replay-") as folder:
        empty = _database_in(Path(folder))
        codes = [_replayed(path, empty, until=asked.at, as_json=asked.json) for path in _stories(asked.paths)]
    return max(codes) if codes else _broken(f"{asked.paths[0]}: expected at least one story, a file that ends in .yaml")


def _stories(paths: list[Path]) -> list[Path]:
    """Every file given, and every story in every folder given, by name."""
    return [
        story
        for path in paths
        for story in (sorted(one for ending in ENDINGS for one in path.rglob(ending)) if path.is_dir() else [path])
    ]


def _database_in(folder: Path) -> Path:
    """Start Django on an empty, migrated database in `folder`, whatever the environment says. Returns its file."""
    from django.conf import settings

    if settings.configured:
        raise RuntimeError("replay chooses its own database, and must come before Django is started")
    for name in REAL:
        os.environ.pop(name, None)
        os.environ.pop(f"{name}_FILE", None)
    path = folder / "empty.sqlite3"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "innsats.settings", "INNSATS_DATA_DIR": str(folder), "INNSATS_PRODUCTION": "0",
        "INNSATS_DEMO": "0", "DATABASE_URL": f"sqlite:///{path}", "SECRET_KEY": os.urandom(32).hex(),
        "INNSATS_ROOT_KEY": os.urandom(32).hex(),
    }
    import django

    django.setup()
    from django.db import connection

    from innsats.database.laying import bring_up_to_date

    bring_up_to_date()
    connection.close()
    return path


def _replayed(path: Path, empty: Path, *, until: str | None, as_json: bool) -> int:
    """Walk one story in a copy of the empty database, and print what came. Returns its exit code."""
    from django.db import connection

    from innsats.vault import keys

    from .telling import as_lines, as_object
    from .walk import walk

    connection.settings_dict["NAME"] = str(shutil.copy(empty, empty.with_name("story.sqlite3")))
    keys.forget()
    try:
        story = read_story(path)
        at = _time(until, story)
        walked = walk(story, until=at)
        at = at or walked.lines[-1].at
        told = [json.dumps(as_object(walked, at=at), ensure_ascii=False)] if as_json else as_lines(walked, at=at)
        print(*told, sep="\n", flush=True)
    except Broken as broken:
        return _broken(str(broken))
    finally:
        connection.close()
    for miss in walked.misses:
        print(miss, file=sys.stderr)
    return UNEXPECTED if walked.misses else AS_EXPECTED


def _time(said: str | None, story: Story) -> datetime | None:
    return Value(said, "--at", 0).moment(story.start) if said is not None else None


def _broken(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return BROKEN
