"""How every action of this slice writes a row: its free text sealed with the key of its report or case."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import models

from innsats.journal.action import keep_seal
from innsats.vault.models import DataKey
from innsats.vault.sealing import Sealed, seal, sha256

from ..models import Case, Report

M = TypeVar("M", bound=models.Model)


def write_row(model: type[M], seated: Case | Report, sealed: dict[str, str], **columns: object) -> M:
    """Create a row that belongs to `seated`. `sealed` maps each sealed field to its text; empty text is kept empty."""
    row = uuid4()
    texts = sealed_texts(model, row, sealed, seated.data_key_id)
    return model._default_manager.create(uuid=row, school_owner_id=seated.school_owner_id, **texts, **columns)


def sealed_texts(model: type[models.Model], row: UUID, texts: dict[str, str], key: DataKey | UUID) -> dict[str, Sealed]:
    """Each text sealed for its field of `row`, and its hash kept for the event."""
    found = {
        name: seal(text or "", key=key, field=f"{model._meta.label}.{name}", row=row) for name, text in texts.items()
    }
    for name, text in texts.items():
        if text:
            keep_seal(sha256(found[name]))
    return found


def on(seated: Case | Report) -> dict[str, Case | Report]:
    """The column that ties a shared row to its report or its case."""
    return {seated.KIND: seated}


def first_report_at(row: Case | Report) -> datetime:
    """When the school was first told: nothing that is done about it can have happened before that day."""
    if isinstance(row, Report):
        return min(row.reported_at, row.said_at or row.reported_at)
    told = row.casereport_set.values_list("report__reported_at", "report__said_at")
    return min((at for ats in told for at in ats if at), default=row.opened_at)
