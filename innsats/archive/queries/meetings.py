"""On paper: the meetings with those who assist, the oldest first, with what was agreed and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from innsats.assistance.queries.meetings import MeetingRows
from innsats.cases.queries.corrections import Corrections
from innsats.cases.queries.texts import Key

from ..document import Entry, pairs, words_of


def meeting_blocks(
    rows: MeetingRows, corrections: Corrections, said: Mapping[Key, str], at: datetime
) -> Iterable[Entry]:
    """The minutes of each, and every step."""
    for one in reversed(rows.shown(corrections, said, at)):
        minutes = (block for minute in one.minutes for block in words_of(minute.written, minute.word))
        steps = (block for step in one.steps for block in words_of(step.written, f"{_('Neste steg')}: {step.said}"))
        yield Entry(title=one.title, said=one.said, blocks=(*pairs((_("Til stede"), one.who)), *minutes, *steps))
