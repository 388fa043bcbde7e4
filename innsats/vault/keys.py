"""The keys: a root key unwraps master keys, a master key unwraps data keys, a data key seals text.

Unwrapped master keys are remembered by their fingerprint, so that a rolled-back or exchanged row is never trusted, and
a process goes on with what it has when the root key is changed or the key service is away.
Unwrapped data keys are remembered for at most a minute: that is how long another process may still open something
after its key was destroyed here.
"""

from __future__ import annotations

import hmac
import time
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from os import urandom
from threading import Lock
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction
from django.db.models import QuerySet

from innsats.database.prepared import Prepared

from . import cipher, roots
from .errors import DamagedKey, TransitAway
from .models import DataKey, Destruction, Kind, MasterKey

REMEMBERED_COUNT = 2000  # about 7 MB
REMEMBERED_SECONDS = 60
RETRY_SECONDS = 2
BATCH_COUNT = 500
ALL = "all"  # the subject of a key that belongs to no single row

_lock = Lock()
_masters: dict[tuple[int, str], bytes] = {}  # by version and fingerprint
_remembered: OrderedDict[bytes, tuple[float, AESGCM]] = OrderedDict()  # until when, the first to be forgotten first
_codes_key: tuple[bytes, float] = (b"", 0.0)  # the key of codes, and until when it is remembered


def unlock(patience_seconds: float = 0) -> int:
    """Unwrap every master key anew, as a server does when it starts, and return how many there are.

    A key service that is away is asked again for so long. Raises a kind of Locked.
    """
    give_up = time.monotonic() + patience_seconds
    while True:
        try:
            return len([_unwrapped_anew(row) for row in MasterKey.objects.order_by("version")])
        except TransitAway:
            if time.monotonic() >= give_up:
                raise
            time.sleep(RETRY_SECONDS)


def new_data_key(kind: str, school_owner_id: int | None, row: UUID) -> DataKey:
    """Make the key of one row. Call it inside the action that makes the row; a row has one key, once."""
    new = _fresh(Kind(kind), school_owner_id, str(row))
    new.save(force_insert=True)
    cipher_of(new)  # remembered: what is sealed next by its uuid costs no query
    return new


def new_data_keys(kind: str, school_owner_id: int, rows: Iterable[UUID]) -> dict[UUID, DataKey]:
    """As `new_data_key`, for many rows at once: each row's uuid → its key."""
    master = newest_master()
    made = {row: _fresh(Kind(kind), school_owner_id, str(row), master) for row in rows}
    DataKey.objects.bulk_create(made.values(), batch_size=BATCH_COUNT)
    return made


def owner_key(school_owner_id: int) -> DataKey:
    """The key that an owner's drafts are sealed with, made on first use."""
    return _key_of_owner(Kind.OWNER, school_owner_id)


def index_key(school_owner_id: int) -> bytes:
    """The 32 bytes that an owner's blind index is made with; the key is made on first use."""
    return unwrapped(_key_of_owner(Kind.INDEX, school_owner_id))


def index_key_if_any(school_owner_id: int) -> bytes | None:
    """As `index_key`, for reading: None where no name has been indexed."""
    row = _of_owner(Kind.INDEX, school_owner_id)
    return unwrapped(row) if row else None


def codes_key() -> bytes:
    """The 32 bytes that codes on paper are made and looked up with; made on first use."""
    DataKey.objects.bulk_create([_fresh(Kind.CODES, None, ALL)], ignore_conflicts=True)
    found = codes_key_if_any()
    assert found is not None
    return found


def codes_key_if_any() -> bytes | None:
    """As `codes_key`, for reading: None before any code was made. Remembered as a data key is, once it is committed."""
    remembered, until = _codes_key
    if time.monotonic() < until:
        return remembered
    row = DataKey.objects.select_related("master").filter(kind=Kind.CODES, subject=ALL).first()
    found = unwrapped(row) if row else None
    if found and not transaction.get_connection().in_atomic_block:
        _remember_codes_key(found, time.monotonic() + REMEMBERED_SECONDS)
    return found


def sign_in_key() -> bytes:
    """The 32 bytes that whom a sign-in provider means is looked up with; made on first use."""
    return unwrapped(_of_sign_in("subjects"))


def token_key() -> DataKey:
    """The key that what a sign-in provider handed us is sealed with, made on first use."""
    return _of_sign_in("tokens")


def destroy(key: DataKey | UUID, *, at: datetime) -> None:
    """Overwrite the key's row: nothing that it sealed can be opened again, by anybody. It is put on the list of what
    restored backups destroy again.

    Other processes may remember the key for `REMEMBERED_SECONDS` more.
    """
    key_id = key.uuid if isinstance(key, DataKey) else key
    if isinstance(key, DataKey):
        key.wrapped = b""
    with transaction.atomic():
        Destruction.objects.bulk_create([Destruction(key_id=str(key_id), at=at)], ignore_conflicts=True)
        DataKey.objects.filter(pk=key_id).update(wrapped=b"")
        _evict(key_id.bytes)
        transaction.on_commit(lambda: _evict(key_id.bytes))  # another thread may have read it before the commit


def forget() -> None:
    """Drop every key this process remembers."""
    _masters.clear()
    _remember_codes_key(b"", 0.0)
    with _lock:
        _remembered.clear()


def cipher_of(key: DataKey) -> AESGCM | None:
    """The cipher of a key in hand, or None if it is destroyed. No query for a key just made or read here.

    Raises DamagedKey.
    """
    found = _recall(key.uuid.bytes)
    if found is None and not key.is_destroyed:
        found = AESGCM(unwrapped(key))
        _remember(key.uuid.bytes, found)
    return found


def ciphers_of(key_ids: Iterable[bytes]) -> dict[bytes, AESGCM | None]:
    """The ciphers of keys by id (16 bytes): None for a destroyed key, and absent for one that does not exist.

    One query for each five hundred that this process does not remember; none when it remembers them all. Raises
    DamagedKey.
    """
    found: dict[bytes, AESGCM | None] = {}
    for key_id in key_ids:
        found[key_id] = _recall(key_id)
    if unknown := [key_id for key_id, known in found.items() if known is None]:
        asked = tuple(UUID(bytes=key_id) for key_id in unknown)
        batches = (asked[start : start + BATCH_COUNT] for start in range(0, len(asked), BATCH_COUNT))
        rows = {row.uuid: row for batch in batches for row in _by_id(batch)}
        for key_id in unknown:
            if row := rows.get(UUID(bytes=key_id)):
                found[key_id] = cipher_of(row)
            else:
                del found[key_id]
    return found


def _fresh(kind: Kind, school_owner_id: int | None, subject: str, master: MasterKey | None = None) -> DataKey:
    master = master or newest_master()
    row = DataKey(kind=kind, school_owner_id=school_owner_id, subject=subject, master=master)
    row.wrapped = cipher.wrapped(urandom(cipher.KEY_BYTES), under=master_of(master), bound_to=row.bound_to)
    return row


def fresh_master(version: int) -> MasterKey:
    """A new master key, wrapped and not saved. Raises a kind of Locked."""
    new, raw = MasterKey(version=version), urandom(cipher.KEY_BYTES)
    new.wrapped, new.fingerprint = roots.wrapped(raw, bound_to=new.bound_to), fingerprint_of(raw)
    return new


def fingerprint_of(master: bytes) -> str:
    """What tells one master key from another, and nothing of either."""
    return hmac.digest(master, b"innsats master key fingerprint", "sha256").hex()


def master_of(row: MasterKey) -> bytes:
    """The 32 bytes of a master key, unwrapped where this process does not remember it. Raises a kind of Locked."""
    return _masters.get((row.version, row.fingerprint)) or _unwrapped_anew(row)


def _unwrapped_anew(row: MasterKey) -> bytes:
    found = roots.unwrapped(bytes(row.wrapped), bound_to=row.bound_to)
    if fingerprint_of(found) != row.fingerprint:
        raise DamagedKey(f"master key {row.version} is not the one that its row names: the row was changed")
    _masters[row.version, row.fingerprint] = found
    return found


def newest_master() -> MasterKey:
    """The newest master key, read anew each time; the first is made here. Two at once end with one."""
    newest = _newest.first()
    if newest is None:
        MasterKey.objects.bulk_create([fresh_master(1)], ignore_conflicts=True)
        newest = _newest.first()
        assert newest is not None
    return newest


@Prepared
def _newest() -> QuerySet[MasterKey]:
    return MasterKey.objects.order_by("-version")[:1]


@Prepared
def _by_id(key_ids: tuple[UUID, ...]) -> QuerySet[DataKey]:
    return DataKey.objects.select_related("master").filter(uuid__in=key_ids).order_by("pk")


@Prepared
def _of_subject(kind: str, subject: str) -> QuerySet[DataKey]:
    return DataKey.objects.select_related("master").filter(kind=kind, subject=subject).order_by("pk")[:1]


def _of_owner(kind: Kind, school_owner_id: int) -> DataKey | None:
    return _of_subject.first(kind.value, str(school_owner_id))


def _key_of_owner(kind: Kind, school_owner_id: int) -> DataKey:
    row = _of_owner(kind, school_owner_id)
    if row is None:
        DataKey.objects.bulk_create([_fresh(kind, school_owner_id, str(school_owner_id))], ignore_conflicts=True)
        row = _of_owner(kind, school_owner_id)
        assert row is not None
    return row


def _of_sign_in(subject: str) -> DataKey:
    found = DataKey.objects.select_related("master").filter(kind=Kind.SIGN_IN, subject=subject)
    if not found.exists():
        DataKey.objects.bulk_create([_fresh(Kind.SIGN_IN, None, subject)], ignore_conflicts=True)
    return found.get()


def unwrapped(row: DataKey) -> bytes:
    """The 32 bytes of a data key. Raises DamagedKey."""
    try:
        return cipher.unwrapped(bytes(row.wrapped), under=master_of(row.master), bound_to=row.bound_to)
    except InvalidTag:
        raise DamagedKey(f"data key {row.uuid} does not unwrap: its row was changed") from None


def _recall(key_id: bytes) -> AESGCM | None:
    with _lock:
        until, found = _remembered.get(key_id, (0.0, None))
        return found if until >= time.monotonic() else None


def _remember(key_id: bytes, found: AESGCM) -> None:
    """For a minute. Those whose minute is over go now: a key that nobody asks for again would else lie in memory."""
    with _lock:
        now = time.monotonic()
        _remembered.pop(key_id, None)
        _remembered[key_id] = (now + REMEMBERED_SECONDS, found)
        while len(_remembered) > REMEMBERED_COUNT or next(iter(_remembered.values()))[0] < now:
            _remembered.popitem(last=False)


def _remember_codes_key(found: bytes, until: float) -> None:
    global _codes_key
    _codes_key = (found, until)


def _evict(key_id: bytes) -> None:
    with _lock:
        _remembered.pop(key_id, None)
