"""The files that somebody has chosen and not yet sent, for a form whose pages cannot hold on to them.

A browser never fills in a file anew, and every step of a form is a page: what is chosen is therefore kept at once,
sealed with the owner's key, and belongs to whoever has the form's own random key (`files_key`). Somebody who is not
signed in has nothing else. One of the few writes outside an action.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat

from innsats.database.prepared import Prepared
from innsats.journal.writes import listed_write
from innsats.rules.attachments import LARGEST_BYTES, MOST_COUNT, CheckedFile, FileKind, Scan, Unfit
from innsats.vault.keys import owner_key
from innsats.vault.sealing import Destroyed, open_all, open_file, seal, seal_file

from ..drafts import KEPT_FOR
from ..models import Upload
from .checking import checked

SHORTEST_KEY = 32  # characters; a shorter one is no key of ours, and could be guessed
NEVER = "nobody"


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
    came: Iterable[UploadedFile], holder: str, *, school_owner_id: int | None, at: datetime
) -> tuple[Refusal, ...]:
    """Check and keep each of these files; what was not taken is answered, with the reason."""
    count = _of(holder).count() if came else 0
    refused = []
    for file in came:
        name, size_bytes = file.name or "", file.size or 0
        found = _fit(file, name, size_bytes, count=count, has_owner=school_owner_id is not None and holder != NEVER)
        if isinstance(found, Unfit):
            refused.append(Refusal(name=name, why=found))
        else:
            assert school_owner_id is not None
            _keep(found, holder, school_owner_id, at + timedelta(microseconds=count))  # in the order chosen
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


def _keep(file: CheckedFile, holder: str, school_owner_id: int, at: datetime) -> None:
    row = uuid4()
    with listed_write():
        key = owner_key(school_owner_id)
        Upload.objects.create(
            uuid=row, holder=holder, school_owner_id=school_owner_id, kept_at=at, kind=file.kind, scan=file.scan,
            size_bytes=len(file.content), name=seal(file.name, key=key, field="web.Upload.name", row=row),
            content=seal_file(file.content, key=key, field="web.Upload.content", row=row),
        )  # fmt: skip
