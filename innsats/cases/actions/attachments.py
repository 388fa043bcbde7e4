"""What comes with a report: pictures and files, and that a picture exists which nobody may keep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from innsats.journal.action import action, keep_seal, record
from innsats.journal.actors import Actor
from innsats.rules import attachments
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import text_obstacles
from innsats.vault.sealing import seal_file, sha256

from ..models import Attachment, IntimatePicture, Report
from ..queries.access import NotVisible, lock_visible
from ..queries.barring import bars_removal
from .writing import sealed_texts, write_row


@action
def remove_attachment(
    attachment: UUID, *, by: Actor, at: datetime, reason: str, held_by: str = "", shows: str = ""
) -> IntimatePicture:
    """Erase a file for good, because it is an intimate picture: nobody may keep it. That it exists is kept.

    The one thing that is ever erased from a report. By whoever reads the report, before anything else is declared.
    Raises NotVisible or Refused.
    """
    report = Attachment.objects.filter(pk=attachment).values_list("report_id", flat=True).first()
    if report is None:
        raise NotVisible(f"attachment:{attachment}")
    row, viewer, standing = lock_visible(Report, report, by=by, at=at, act=Act.READ_REPORT)
    require(Act.REMOVE_ATTACHMENT, standing)
    file = Attachment.objects.select_for_update(no_key=True).defer("content").get(pk=attachment)
    told = attachments.IntimatePicture(held_by=held_by, shows=shows)
    refuse_if(bars_removal(file) + text_obstacles("reason", reason) + attachments.obstacles_to_picture(told))
    Attachment.objects.filter(pk=attachment).update(content=b"")
    kept = write_row(
        IntimatePicture, row, {"held_by": held_by, "shows": shows, "reason": reason}, report=row, attachment=file,
        by_id=viewer.person_id, at=at,
    )  # fmt: skip
    record(Act.REMOVE_ATTACHMENT, row.subject, by=by, at=at, attachment=file.pk, sha256=file.sha256)
    return kept


def keep_files(report: Report, files: Iterable[attachments.CheckedFile], at: datetime) -> list[UUID]:
    """The files of a report that is being made, each sealed with its key; their hashes go into its event."""
    made = []
    for place, file in enumerate(files):
        row = uuid4()
        name = sealed_texts(Attachment, row, {"name": file.name}, report.data_key_id)
        content = seal_file(file.content, key=report.data_key_id, field="cases.Attachment.content", row=row)
        keep_seal(sha256(content))
        Attachment.objects.create(
            uuid=row, school_owner_id=report.school_owner_id, report=report, by=report.reporter, at=at, place=place,
            kind=file.kind, scan=file.scan, size_bytes=len(file.content), sha256=sha256(content), content=content,
            **name,
        )  # fmt: skip
        made.append(row)
    return made


def keep_picture(report: Report, told: attachments.IntimatePicture | None, at: datetime) -> None:
    """That an intimate picture exists, as whoever reports tells it."""
    if told is not None:
        texts = {"held_by": told.held_by, "shows": told.shows}
        write_row(IntimatePicture, report, texts, report=report, by=report.reporter, at=at)
