"""On paper: the county governor's case, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from innsats.cases.models import GovernorEntry
from innsats.cases.queries.corrections import Corrections
from innsats.cases.queries.governor import dates_before, entry_lines
from innsats.cases.queries.head import OpenCase
from innsats.cases.queries.texts import Key
from innsats.web import dates, words

from ..document import Entry, Text, words_of


def governor_blocks(
    case: OpenCase, entries: Iterable[GovernorEntry], corrections: Corrections, said: Mapping[Key, str]
) -> tuple[Any, ...]:
    """Each step with its answer, its deadline, its corrected dates and its words, the oldest first."""
    return tuple(
        Entry(
            title=case.of("governor_done", one.step),
            said=f"{dates.long_date(one.taken.on)} · {one.by.name}",
            blocks=(
                *(Text(text=line) for line in (*entry_lines(case, one.taken), *dates_before(one, said))),
                *words_of(corrections.shown(one, "words", said), words.of("governor_text", one.step)),
            ),
        )
        for one in entries
    )
