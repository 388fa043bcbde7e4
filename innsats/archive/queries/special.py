"""On paper: what stands on Særskilt, kind by kind, the oldest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.cases.queries.corrections import Corrections
from innsats.cases.queries.special import KINDS
from innsats.cases.queries.special.kinds import Kind, Record, Viewed
from innsats.cases.queries.texts import Key

from ..document import Entry, pairs, words_of

SpecialRows = tuple[tuple[Kind, list[Any]], ...]


def special_rows(case: UUID) -> SpecialRows:
    """The rows of every kind, the oldest first. One query for each kind."""
    return tuple((kind, list(reversed(list(kind.rows(case))))) for kind in KINDS)


def keys_in(rows: SpecialRows) -> list[Key]:
    """What must be opened to show them."""
    return [key for kind, held in rows for key in kind.keys(held)]


def special_blocks(
    rows: SpecialRows, corrections: Corrections, said: Mapping[Key, str], viewed: Viewed
) -> tuple[Entry, ...]:
    """Each as an entry under the name of its kind."""
    return tuple(
        _entry(kind, kind.record(row, corrections, said, viewed)) for kind, held in rows for row in held
    )


def _entry(kind: Kind, one: Record) -> Entry:
    later = _("skrevet {moment}").format(moment=one.later) if one.later else ""
    return Entry(
        title=f"{kind.title}: {one.title}",
        said=" · ".join(filter(None, (one.said, later))),
        blocks=(
            *pairs(*((pair["word"], pair["value"]) for pair in one.pairs), (_("Gjenstår"), one.asks)),
            *(block for text in one.texts for block in words_of(text.written, text.word)),
        ),
    )
