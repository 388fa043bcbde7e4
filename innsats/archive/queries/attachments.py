"""What came with a report, on paper: the files by name, size and sum, never what is in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from innsats.cases.models import Report
from innsats.cases.queries.attachments import FileLine, PictureTold, WithReports
from innsats.cases.queries.texts import Key

from ..document import Entry, Pairs, Table


def attachment_blocks(came: WithReports, report: Report, said: Mapping[Key, str]) -> tuple[Any, ...]:
    """The list of files, and each picture that exists and is not kept."""
    lines, told = came.lines(report, said), came.pictures(report, said)
    head = (_("Fil"), _("Hva"), _("Størrelse"), _("SHA-256 av det som er lagret"))
    table = Table(head=head, widths=(6, 3, 3, 10), rows=tuple(map(_row, lines)))
    return (*((table,) if lines else ()), *map(_picture, told))


def _row(line: FileLine) -> tuple[str, ...]:
    kind = _("Fjernet for godt") if line.is_gone else line.kind
    return (line.name, kind, line.size, line.sha256)


def _picture(told: PictureTold) -> Entry:
    rows = tuple((pair["word"], pair["value"]) for pair in told.pairs)
    return Entry(
        title=_("Et bilde som ikke er lagret"), said=told.written, blocks=(Pairs(rows=rows),) if rows else ()
    )
