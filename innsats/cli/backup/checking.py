"""A restored database is looked at in a process of its own, that knows this one and no other.

`looked_at` starts it; `python -m innsats.cli.backup.checking` is it: a task as JSON on its input, what it found on its
output. It compares with the manifest, brings an older database up to this version, destroys again what was destroyed,
goes through the journal, and opens a hundred sealed texts. The order is of weight: no text is opened before what is to
stay destroyed is destroyed.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID

from django.core.management import CommandError

OPENED_COUNT = 100
FROM_EACH_COUNT = 10  # of each sealed column
LIKE_DJANGO = {"DJANGO_SETTINGS_MODULE": "innsats.settings", "INNSATS_MIGRATING": "1"}


@dataclass(slots=True)
class Looked:
    """What was found. Nothing in `faults` means that the database is what its manifest says, and opens."""

    faults: list[str] = field(default_factory=list)
    rows_count: int = 0
    events_count: int = 0
    opened_count: int = 0
    destroyed_count: int = 0  # of the texts that were tried: gone for good, as they should be
    destroyed_again_count: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


def looked_at(url: str, task: dict[str, Any], *, root_key: str | None = None) -> Looked:
    """Look at the database at `url`. Raises CommandError when that could not be done at all."""
    environment = {**os.environ, **LIKE_DJANGO, "MIGRATE_DATABASE_URL": url}
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "MIGRATE_DATABASE_URL_FILE"):
        environment.pop(name, None)
    if root_key:
        environment.pop("INNSATS_ROOT_KEY_FILE", None)
        environment["INNSATS_ROOT_KEY"] = root_key
    ran = subprocess.run(
        [sys.executable, "-m", "innsats.cli.backup.checking"], input=json.dumps(task), env=environment, text=True,
        capture_output=True,
    )  # fmt: skip
    if ran.returncode:
        said = ran.stderr.strip().splitlines()
        raise CommandError(f"the restored database could not be looked at: {said[-1] if said else ran.returncode}")
    return Looked(**json.loads(ran.stdout))


def look(task: dict[str, Any]) -> Looked:
    """What the process does. A root key that is not the database's is a fault like any other, and the last one told."""
    from innsats.vault.errors import DamagedKey, Locked

    found, clock = Looked(), monotonic()
    try:
        for name, step in STEPS.items():
            step(task, found)
            found.seconds[name], clock = round(monotonic() - clock, 2), monotonic()
    except (Locked, DamagedKey) as error:
        found.faults.append(str(error))
    return found


def _compare(task: dict[str, Any], found: Looked) -> None:
    from .manifest import differences, held

    here = held()
    found.rows_count = sum(here["rows"].values())
    found.faults += differences(task["manifest"], here)


def _unlock(task: dict[str, Any], found: Looked) -> None:
    from innsats.vault import keys

    keys.unlock()


def _destroy_again(task: dict[str, Any], found: Looked) -> None:
    from .disposals import destroy_again

    found.destroyed_again_count = destroy_again(
        (key, datetime.fromisoformat(at)) for key, at in task.get("destroyed", [])
    )


def _end_sessions(task: dict[str, Any], found: Looked) -> None:
    """Who was signed in then may have been shut out since. Signs in anew, as everybody does."""
    from innsats.people.models import Session

    if task.get("is_to_serve"):
        Session.objects.all().delete()


def _bring_up_to_date(task: dict[str, Any], found: Looked) -> None:
    from innsats.cli.database import grant_to_role
    from innsats.database import laying

    if laying.missing_count():
        laying.bring_up_to_date()
    if role := task.get("serving_role"):
        grant_to_role(role)


def _verify_journal(task: dict[str, Any], found: Looked) -> None:
    from innsats.journal.verifying import verify_journal

    verified = verify_journal()
    found.events_count = verified.events_count
    found.faults += [f"the journal is not whole at {one.where} ({one.fault})" for one in verified.found[:20]]


def _open_some(task: dict[str, Any], found: Looked) -> None:
    from innsats.vault import sealing

    for sealed, row in _some_sealed(OPENED_COUNT):
        is_file = bytes(sealed)[:1] == b"\x02"
        try:
            if is_file:
                sealing.open_file(sealed, row)
            else:
                sealing.open_one(sealed, row)
            found.opened_count += 1
        except sealing.Destroyed:
            found.destroyed_count += 1
        except sealing.Unreadable as error:
            found.faults.append(str(error))


def _some_sealed(count: int) -> Iterator[tuple[Any, UUID]]:
    """Sealed texts and files with the uuid of their row, from every table that has any, each from a random place on."""
    from django.apps import apps

    from innsats.vault.fields import SealedField

    fields = [
        (model, one.name) for model in apps.get_models() for one in model._meta.concrete_fields
        if isinstance(one, SealedField)
    ]  # fmt: skip
    places = []
    for model, name in fields:
        filled = model._default_manager.exclude(**{name: b""}).order_by("pk").values_list("pk", flat=True)
        somewhere = filled.filter(pk__gte=UUID(int=random.getrandbits(128)))[:FROM_EACH_COUNT]
        places += [(model, name, pk) for pk in somewhere or filled[:FROM_EACH_COUNT]]
    for model, name, pk in random.sample(places, min(count, len(places))):  # a file may be large: one at a time
        yield model._default_manager.values_list(name, flat=True).get(pk=pk), pk


STEPS = {
    "compared": _compare, "brought up to date": _bring_up_to_date, "unlocked": _unlock,
    "destroyed again": _destroy_again, "sessions ended": _end_sessions, "journal verified": _verify_journal,
    "texts opened": _open_some,
}  # fmt: skip


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(asdict(look(json.load(sys.stdin)))))
