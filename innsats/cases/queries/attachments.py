"""The pictures and files of a report in a list, and what is told of a picture that nobody may keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.rules import attachments
from innsats.rules.attachments import Scan
from innsats.web import dates, words

from ..models import Attachment, IntimatePicture, Report
from .texts import Key, keys_of, texts_of

Pair = dict[str, str]
TOLD = ("held_by", "shows", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file in a list. `warning`: that nothing has looked for viruses in it, and why. Gone: removed for good."""

    name: str
    kind: str
    size: str
    sha256: str
    address: str
    warning: str
    is_gone: bool

    @property
    def what(self) -> str:
        """Bilde, 120 kB"""
        return f"{self.kind}, {self.size}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTold:
    """That an intimate picture exists: what is known of it, and who wrote that down when."""

    pairs: tuple[Pair, ...]
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithReports:
    """The files of some reports, without their bytes, and the intimate pictures that are told of. Two queries."""

    files: list[Attachment]
    told: list[IntimatePicture]

    def keys(self, readable: Iterable[UUID]) -> list[Key]:
        """The sealed texts of what came with these reports."""
        may = frozenset(readable)
        files = [one for one in self.files if one.report_id in may]
        return [*keys_of(files, "name"), *keys_of([one for one in self.told if one.report_id in may], *TOLD)]

    def lines(self, report: Report, said: Mapping[Key, str]) -> tuple[FileLine, ...]:
        gone = {one.attachment_id for one in self.told}
        mine = (one for one in self.files if one.report_id == report.pk)
        return tuple(_line(one, said[one, "name"], is_gone=one.pk in gone) for one in mine)

    def pictures(self, report: Report, said: Mapping[Key, str]) -> tuple[PictureTold, ...]:
        names = {one.pk: said[one, "name"] for one in self.files if one.report_id == report.pk}
        mine = (one for one in self.told if one.report_id == report.pk)
        return tuple(_told(one, said, names[one.attachment_id] if one.attachment_id else "") for one in mine)


def came_with(reports: Iterable[UUID]) -> WithReports:
    """Everything that came with these reports, and was told of a picture in them, the first first."""
    among = tuple(reports)
    return WithReports(files=_files(among), told=_pictures_told(among))


@Prepared
def _files(reports: tuple[UUID, ...]) -> QuerySet[Attachment]:
    return Attachment.objects.filter(report__in=reports).defer("content").order_by("at", "place")


@Prepared
def _pictures_told(reports: tuple[UUID, ...]) -> QuerySet[IntimatePicture]:
    return IntimatePicture.objects.filter(report__in=reports).select_related("by").order_by("at", "pk")


def sent_with(report: Report) -> tuple[Pair, ...]:
    """What the reporter sent with the report, as its sender sees it: never what others found out since."""
    came = came_with([report.pk])
    told = [one for one in came.told if one.attachment_id is None]
    said = texts_of(*keys_of(came.files, "name"), *keys_of(told, "held_by", "shows"))
    pictures = [
        attachments.IntimatePicture(held_by=said[one, "held_by"], shows=said[one, "shows"]) for one in told
    ]
    return pairs_of_files([said[one, "name"] for one in came.files], pictures[0] if pictures else None)


def pairs_of_files(names: Iterable[str], picture: attachments.IntimatePicture | None) -> tuple[Pair, ...]:
    """What is sent, in words, without what is not there."""
    rows = [(_("Bilder og filer"), ", ".join(names))]
    if picture is not None:
        rows += [
            (_("Bilde som ikke skal sendes"), _("Det finnes")),
            (_("Hvem har bildet"), picture.held_by),
            (_("Hva bildet viser"), picture.shows),
        ]
    return tuple({"word": word, "value": value} for word, value in rows if value)


def _line(row: Attachment, name: str, *, is_gone: bool) -> FileLine:
    return FileLine(
        name=name,
        kind=words.of("file_kind", row.kind),
        size=filesizeformat(row.size_bytes),
        sha256=row.sha256,
        address=reverse("read_attachment", args=[row.pk]),
        warning="" if is_gone or row.scan == Scan.CLEAN else words.of("scan", row.scan),
        is_gone=is_gone,
    )


def _told(row: IntimatePicture, said: Mapping[Key, str], name: str) -> PictureTold:
    rows = (
        (_("Fil som er fjernet for godt"), name),
        (_("Hvem har bildet"), said[row, "held_by"]),
        (_("Hva bildet viser"), said[row, "shows"]),
        (_("Hvorfor filen ble fjernet"), said[row, "reason"]),
    )
    by = row.by.name if row.by and row.attachment_id else _("den som meldte fra")
    written = _("Skrevet av {name} {when}").format(name=by, when=dates.moment(row.at))
    return PictureTold(pairs=tuple({"word": word, "value": value} for word, value in rows if value), written=written)
