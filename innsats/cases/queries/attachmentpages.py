"""One picture or file, looked at by somebody who may read the report it came with; and the page that removes it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from innsats.journal.looks import looked
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.attachments import PICTURES, FileKind
from innsats.vault.sealing import open_file
from innsats.web import words

from ..models import Attachment, Report
from .access import NotVisible, standing_of, visible
from .attachments import FileLine, PictureTold, came_with
from .barring import bars_to
from .finding import row_address
from .reports import reasons_against
from .texts import texts_of

TYPES = {
    FileKind.JPEG: "image/jpeg", FileKind.PNG: "image/png", FileKind.WEBP: "image/webp",
    FileKind.PDF: "application/pdf", FileKind.TEXT: "text/plain; charset=utf-8",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentPage:
    """A file inside a page of ours. `text` is what stands in a plain text; `pictures` what is known of one removed.

    `reasons` keep it from being removed.
    """

    row: Attachment
    report: Report
    line: FileLine
    back: str
    is_picture: bool
    text: str
    pictures: tuple[PictureTold, ...]
    reasons: tuple[str, ...]

    @property
    def owner_kind(self) -> str:
        return self.report.school.school_owner.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSent:
    """The bytes of a file as they are handed out: of which type, under which name, and whether a page may show them."""

    content: bytes
    content_type: str
    name: str
    is_picture: bool


def attachment_page(viewer: Viewer, uuid: UUID) -> AttachmentPage:
    """The page of one file. Leaves a look at the report. Raises NotVisible."""
    row, report = _seen(viewer, uuid)
    came = came_with([report.pk])
    said = texts_of(*came.keys([report.pk]))
    line = next(one for one, file in zip(came.lines(report, said), came.files, strict=True) if file.pk == row.pk)
    told = zip(came.pictures(report, said), came.told, strict=True)
    kind = report.school.school_owner.kind
    against = tuple(words.of_obstacle(one, owner_kind=kind) for one in bars_to(Act.REMOVE_ATTACHMENT, row))
    return AttachmentPage(
        row=row,
        report=report,
        line=line,
        back=row_address(report),
        is_picture=FileKind(row.kind) in PICTURES,
        text="" if line.is_gone or row.kind != FileKind.TEXT else _opened(row).decode("utf-8-sig"),
        pictures=tuple(shown for shown, one in told if one.attachment_id == row.pk),
        reasons=reasons_against(Act.REMOVE_ATTACHMENT, standing_of(viewer, report), kind) or against,
    )


def file_sent(viewer: Viewer, uuid: UUID) -> FileSent:
    """The file itself. Leaves a look at the report. Raises NotVisible, also for one that is removed."""
    row, report = _seen(viewer, uuid)
    content = _opened(row)
    if not content:
        raise NotVisible(f"attachment:{uuid}")
    kind = FileKind(row.kind)
    (name,) = texts_of((row, "name")).values()
    return FileSent(content=content, content_type=TYPES[kind], name=name, is_picture=kind in PICTURES)


def _seen(viewer: Viewer, uuid: UUID) -> tuple[Attachment, Report]:
    row = Attachment.objects.filter(pk=uuid).defer("content").first()
    rows = visible(Act.READ_REPORT, viewer, Report).select_related("school__school_owner")
    report = rows.filter(pk=row.report_id).first() if row else None
    if row is None or report is None:
        raise NotVisible(f"attachment:{uuid}")
    looked(Act.READ_REPORT, report.subject, by=viewer.actor, at=viewer.at)
    return row, report


def _opened(row: Attachment) -> bytes:
    """The bytes, read apart from the row; nothing when they are gone."""
    sealed = Attachment.objects.values_list("content", flat=True).get(pk=row.pk)
    return open_file(sealed, row.pk) if sealed else b""
