"""New master keys, and a new root key, while everybody goes on working. What is sealed is never touched.

More than one master key stand only while keys are being rotated, so the rows themselves say what is left to do: a
rotation that was stopped, however it was, is gone on with by the next one, towards the same new master key.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from innsats.database.turns import in_turn

from . import cipher, keys, roots
from .errors import WrongRootKey
from .models import DataKey, MasterKey

PAUSE_SECONDS = 60  # longer than anybody who has read an old master key's row takes to wrap or unwrap with it
START = UUID(int=0)
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """What was done. `is_resumed`: a rotation that had been stopped was finished. `kept_count`: old masters in use."""

    version: int
    is_resumed: bool
    wrapped_count: int
    retired_count: int
    kept_count: int


def rotate(*, tell: Tell = lambda done, of: None, pause: Callable[[], None] | None = None) -> Rotated:
    """Wrap every data key with a new master key, then throw the old master keys away.

    Keys that are made meanwhile are taken too. `tell` is called with how many keys are done, and of how many. Raises a
    kind of Locked, and DamagedKey.
    """
    new, is_resumed = _begun()
    count = _rewrap_all(new, tell)
    (pause or (lambda: time.sleep(PAUSE_SECONDS)))()
    count += _rewrap_all(new, tell)  # what somebody made in the same moment, who had not seen the new one yet
    retired_count = _retire_before(new)
    kept_count = MasterKey.objects.filter(version__lt=new.version).count()
    return Rotated(
        version=new.version, is_resumed=is_resumed, wrapped_count=count, retired_count=retired_count,
        kept_count=kept_count,
    )  # fmt: skip


def change_root_key(new_root: bytes) -> int:
    """Wrap every master key with another root key, all or none, and return how many.

    Processes that run go on with the master keys they remember; one that starts needs the new root key. Raises a kind
    of Locked when what is set now does not open them, ImproperlyConfigured when the new key is the old.
    """
    if not settings.KEY_SERVICE and new_root == roots.root_key():
        raise ImproperlyConfigured("the new root key is the one that is set already, and nothing was changed.")
    with transaction.atomic():  # not in turn: a key service that is slow would keep everybody waiting
        masters = list(MasterKey.objects.select_for_update(no_key=True).order_by("version"))
        if masters and all(_opens(new_root, row) for row in masters):
            raise WrongRootKey("The new root key unwraps this database's keys already: it has been changed.")
        for row in masters:
            raw = roots.unwrapped(bytes(row.wrapped), bound_to=row.bound_to)
            row.wrapped = roots.wrapped(raw, bound_to=row.bound_to, root=new_root)
        MasterKey.objects.bulk_update(masters, ["wrapped"])
    return len(masters)


def _opens(root: bytes, row: MasterKey) -> bool:
    try:
        cipher.unwrapped(bytes(row.wrapped), under=root, bound_to=row.bound_to)
    except cipher.InvalidTag:
        return False
    return True


def _begun() -> tuple[MasterKey, bool]:
    """The master key to wrap with, and whether a rotation to it was begun before."""
    newest = keys.newest_master()
    keys.unlock()  # by asking anew: what a wrong root key wrapped would open for nobody
    if _is_going_on():
        return newest, True
    new = keys.fresh_master(newest.version + 1)  # outside of the transaction: a key service may take its time
    with in_turn(), transaction.atomic():
        # two that begin at once: one waits here
        list(MasterKey.objects.select_for_update(no_key=True).order_by("version"))
        if _is_going_on():
            return keys.newest_master(), True
        new.save(force_insert=True)
    return new, False


def _is_going_on() -> bool:
    return MasterKey.objects.count() > 1


def _older(new: MasterKey) -> QuerySet[DataKey]:
    return DataKey.objects.filter(master_id__lt=new.version)


def _rewrap_all(new: MasterKey, tell: Tell) -> int:
    """Wrap every key that an older master wraps, some at a time, and return how many."""
    of, done, count, after = _older(new).count(), 0, 0, START
    older = _older(new).order_by("pk").values_list("pk", flat=True)
    while some := list(older.filter(pk__gt=after)[: keys.BATCH_COUNT]):
        count += _rewrap(some, new)
        after, done = some[-1], done + len(some)
        tell(done, max(of, done))
    return count


def _rewrap(some: list[UUID], new: MasterKey) -> int:
    with in_turn(), transaction.atomic():  # locked: a key destroyed meanwhile must not come back
        older = _older(new).filter(pk__in=some).select_related("master")
        rows = list(older.select_for_update(of=("self",), no_key=True))
        for row in rows:
            key = b"" if row.is_destroyed else keys.unwrapped(row)
            row.master = new  # a destroyed one too: it keeps no old master alive
            row.wrapped = key and cipher.wrapped(key, under=keys.master_of(new), bound_to=row.bound_to)
        DataKey.objects.bulk_create(  # they are there and locked; as an update of each it took twenty times as long
            rows, update_conflicts=True, unique_fields=["uuid"], update_fields=["master", "wrapped"]
        )
    return sum(not row.is_destroyed for row in rows)


def _retire_before(new: MasterKey) -> int:
    """Overwrite and remove the older masters that wrap nothing any more, and return how many.

    On PostgreSQL a key may be on its way to an old master in a transaction that stands open; then the foreign key lets
    only one of the two through, and nothing is ever wrapped by a master that is gone.
    """
    retired_count = 0
    for old in MasterKey.objects.filter(version__lt=new.version).order_by("version"):
        try:
            with in_turn(), transaction.atomic():
                MasterKey.objects.select_for_update(no_key=True).get(pk=old.pk)
                if DataKey.objects.filter(master=old).exists():
                    continue
                MasterKey.objects.filter(pk=old.pk).update(wrapped=b"")
                MasterKey.objects.filter(pk=old.pk).delete()
        except (IntegrityError, MasterKey.DoesNotExist):
            continue  # it came into use this moment, or another rotation has removed it
        retired_count += 1
    return retired_count
