"""The files that somebody has chosen and not yet sent, for a form whose pages cannot hold on to them.

A browser never fills in a file anew, and every step of a form is a page: what is chosen is therefore kept at once,
sealed with the owner's key, and belongs to whoever has the form's own random key (`files_key`). Somebody who is not
signed in has nothing else. One of the few writes outside an action.

Whoever is unknown could fill the disk so: theirs wait a day, not as long as a draft, until they are saved under a code;
and there is only so much room for them from one network, and in all. What was written is sent without them.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet, Sum
from django.template.defaultfilters import filesizeformat

from innsats.database import walls
from innsats.database.prepared import Prepared
from innsats.journal.writes import listed_write
from innsats.rules.attachments import LARGEST_BYTES, MOST_COUNT, CheckedFile, FileKind, Scan, Unfit
from innsats.vault.keys import owner_key
from innsats.vault.sealing import Destroyed, open_all, open_file, seal, seal_file

from ..drafts import KEPT_FOR
from ..models import Upload
from ..throttle import allow
from .checking import checked

SHORTEST_KEY = 32  # characters; a shorter one is no key of ours, and could be guessed
NEVER = "nobody"
UNKNOWN_KEPT_FOR = timedelta(days=1)  # what somebody unknown has chosen and neither sent nor saved
MOST_KILOBYTES, WINDOW = 300_000, timedelta(hours=1)  # from one network: 400 pictures of a school, drawn anew
MOST_WAITING_BYTES = 2_000_000_000  # of all files that wait; beyond it only somebody signed in adds any
log = logging.getLogger("innsats.files")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A chosen file, as its form shows it."""

    uuid: UUID
    name: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file that was not taken, by the name it came with, and why."""

    name: str
    why: Unfit


def holder_of(files_key: str, person_id: int | None) -> str:
    """Whose files they are. `person_id` binds them to whoever is signed in; somebody unknown has the key alone."""
    if len(files_key) < SHORTEST_KEY:
        return NEVER
    return hashlib.sha256(f"{person_id or ''}|{files_key}".encode()).hexdigest()


def add(
    came: Iterable[UploadedFile], holder: str, *, school_owner_id: int | None, at: datetime, origin: str | None = None
) -> tuple[Refusal, ...]:
    """Check and keep each of these files; what was not taken is answered, with the reason.

    `origin` is where somebody unknown sends from, None for somebody signed in.
    """
    counted_from = at if origin is None else at - (KEPT_FOR - UNKNOWN_KEPT_FOR)
    count = _of(holder).count() if came else 0
    refused = []
    for file in came:
        name, size_bytes = file.name or "", file.size or 0
        found = _fit(file, name, size_bytes, count=count, has_owner=school_owner_id is not None and holder != NEVER)
        if origin is not None and not isinstance(found, Unfit) and not _has_room(origin, len(found.content), at):
            found = Unfit.NO_ROOM
        if isinstance(found, Unfit):
            refused.append(Refusal(name=name, why=found))
        else:
            assert school_owner_id is not None
            _keep(found, holder, school_owner_id, counted_from + timedelta(microseconds=count))  # in the order chosen
            count += 1
    return tuple(refused)


def lines(holder: str) -> tuple[Line, ...]:
    """What is chosen, the first first. Two queries at most."""
    rows = _without_content(holder)
    try:
        names = open_all((row.name, row.pk) for row in rows)
    except Destroyed:  # the owner's drafts were erased
        return ()
    return tuple(
        Line(uuid=row.pk, name=name, size=filesizeformat(row.size_bytes))
        for row, name in zip(rows, names, strict=True)
    )


def files(holder: str) -> tuple[CheckedFile, ...]:
    """The chosen files themselves, to be sent."""
    return tuple(
        CheckedFile(
            name=open_all([(row.name, row.pk)])[0], kind=FileKind(row.kind), scan=Scan(row.scan),
            content=open_file(row.content, row.pk),
        )
        for row in _of(holder)
    )  # fmt: skip


def remove(holder: str, uuid: str) -> None:
    """Whoever chose it does not want to send this one."""
    try:
        found = _of(holder).filter(pk=UUID(uuid))
    except ValueError:
        return
    with listed_write():
        found.delete()


def keep_as_a_draft(holder: str, at: datetime) -> None:
    """They were saved together with what was written, and are kept as long as that."""
    with listed_write():
        for count, row in enumerate(_of(holder).values_list("pk", flat=True)):
            Upload.objects.filter(pk=row).update(kept_at=at + timedelta(microseconds=count))


def forget(holder: str) -> None:
    """They were sent, or thrown away with the draft."""
    held = _of(holder)
    if held.exists():
        with listed_write():
            held.delete()


def forget_before(at: datetime) -> None:
    """Files are kept as long as drafts; the tick removes them."""
    with listed_write():
        Upload.objects.filter(kept_at__lte=at - KEPT_FOR).delete()


@Prepared
def _without_content(holder: str) -> QuerySet[Upload]:
    return _of(holder).defer("content")


def _of(holder: str) -> QuerySet[Upload]:
    return Upload.objects.filter(holder=holder).order_by("kept_at", "pk")


def _fit(file: UploadedFile, name: str, size_bytes: int, *, count: int, has_owner: bool) -> CheckedFile | Unfit:
    if not has_owner:
        return Unfit.NO_SCHOOL
    content = file.read()
    was_left_out = not content and 0 < size_bytes <= LARGEST_BYTES  # one too many was sent, and it was not received
    if count >= MOST_COUNT or was_left_out:
        return Unfit.TOO_MANY
    return checked(name, content, size_bytes=size_bytes)


def _has_room(origin: str, size_bytes: int, at: datetime) -> bool:
    """Whether somebody unknown may add a file of this size, which is counted where it comes from."""
    kilobytes = size_bytes // 1000 + 1
    if not allow(f"kilobytes from {origin}", limit=MOST_KILOBYTES, per=WINDOW, at=at, count=kilobytes):
        return False
    with walls.lifted():
        waiting = Upload.objects.filter(kept_at__gt=at - KEPT_FOR).aggregate(bytes=Sum("size_bytes"))["bytes"] or 0
    if waiting + size_bytes > MOST_WAITING_BYTES:
        log.warning("no room for more files of whoever is not signed in: %s bytes wait to be sent", waiting)
        return False
    return True


def _keep(file: CheckedFile, holder: str, school_owner_id: int, at: datetime) -> None:
    row = uuid4()
    with listed_write():
        key = owner_key(school_owner_id)
        Upload.objects.create(
            uuid=row, holder=holder, school_owner_id=school_owner_id, kept_at=at, kind=file.kind, scan=file.scan,
            size_bytes=len(file.content), name=seal(file.name, key=key, field="web.Upload.name", row=row),
            content=seal_file(file.content, key=key, field="web.Upload.content", row=row),
        )  # fmt: skip
