"""On paper: the county governor's case, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from innsats.cases.models import GovernorEntry
from innsats.cases.queries.corrections import Corrections
from innsats.cases.queries.governor import entry_lines
from innsats.cases.queries.head import OpenCase
from innsats.cases.queries.texts import Key
from innsats.web import dates, words

from ..document import Entry, Text, words_of


def governor_blocks(
    case: OpenCase, entries: Iterable[GovernorEntry], corrections: Corrections, said: Mapping[Key, str]
) -> tuple[Any, ...]:
    """Each step with its answer, its deadline and its words, the oldest first."""
    return tuple(
        Entry(
            title=case.of("governor_done", one.step),
            said=f"{dates.long_date(one.happened_on)} · {one.by.name}",
            blocks=(
                *(Text(text=line) for line in entry_lines(case, one.taken)),
                *words_of(corrections.shown(one, "words", said), words.of("governor_text", one.step)),
            ),
        )
        for one in entries
    )
