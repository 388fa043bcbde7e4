"""What is asked in a story of the families' side: what one of the family reads, and who of it may."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from innsats.cases.models import Case
from innsats.cases.queries.entitled import recipients_of
from innsats.family.queries.approved import reader_of, reading_of
from innsats.family.queries.home import home_page
from innsats.journal.actors import Actor


def read_edition(case: UUID, *, by: Actor, at: datetime) -> dict[str, Any]:
    """What `guardian:PUPIL.NAME` or `pupil:NAME` reads of a case, as it was approved: `{title, approved, sections:
    [{title, said, things}], written: [{who, words}]}`, the last what this reader and the school wrote to each other.
    Before anything is approved, and for a guardian who may not get it, there is nothing.
    """
    page = home_page(reading_of(reader_of(by, at), case))
    sections = [
        {"title": one.title, "said": list(one.said), "things": [f"{it.title}: {it.text}" for it in one.items]}
        for one in page.edition.sections
    ]
    written = [{"who": one.who, "words": one.words} for one in page.lines]
    return {
        "title": page.edition.title, "approved": page.edition.approved, "sections": sections, "written": written,
    }  # fmt: skip


def guardians_in(row: Case, at: datetime) -> list[dict[str, Any]]:
    """The guardians of a case's pupils, each with the answer of the recipient check."""
    return [
        {
            "guardian": one.guardian.pk, "name": one.name, "answer": one.verdict.answer,
            "reasons": [reason.code for reason in one.verdict.reasons], "limited": one.verdict.is_limited,
            "sent": one.verdict.is_sent,
        }
        for one in recipients_of(row, at)
    ]  # fmt: skip
