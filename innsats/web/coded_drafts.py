"""What somebody without an account has typed and will send later. Only the code opens it, and it is kept for 14 days.

One of the few writes outside an action, as `web.drafts`.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db.models import QuerySet

from innsats.database.prepared import Prepared
from innsats.journal.writes import listed_write
from innsats.vault.codes import opened_by, sealed_by

from .codes import Derived
from .models import CodedDraft

KEPT_FOR = timedelta(days=14)
LONGEST_COUNT = 90_000  # characters in all: more than a report takes, less than what can be sealed


def save(form_key: str, typed: dict[str, str], derived: Derived, *, at: datetime) -> bool:
    """Keep what was typed in the form with this key, in place of what was kept of it before.

    False when it is too long to keep.
    """
    text = json.dumps(typed, ensure_ascii=False)
    if len(text) > LONGEST_COUNT:
        return False
    form = _hashed(form_key)
    sealed = sealed_by(derived.key, text, bound_to=form)
    with listed_write():
        CodedDraft.objects.update_or_create(
            form=form, defaults={"lookup": derived.lookup, "typed": sealed, "saved_at": at}
        )
    return True


def read(derived: Derived, *, at: datetime) -> dict[str, str] | None:
    """What the code opens; None when nothing is kept under it."""
    held = CodedDraft.objects.filter(lookup=derived.lookup, saved_at__gt=at - KEPT_FOR).first()
    if held is None:
        return None
    try:
        typed: dict[str, str] = json.loads(opened_by(derived.key, bytes(held.typed), bound_to=held.form))
    except InvalidTag:
        return None
    return typed


def forget(form_key: str) -> None:
    """It was sent."""
    form = _hashed(form_key)
    if _of_form(form):
        with listed_write():
            CodedDraft.objects.filter(form=form).delete()


def forget_before(at: datetime) -> None:
    """What is too old is gone; the tick removes it."""
    with listed_write():
        CodedDraft.objects.filter(saved_at__lte=at - KEPT_FOR).delete()


@Prepared
def _of_form(form: str) -> QuerySet[CodedDraft, tuple[UUID]]:
    return CodedDraft.objects.filter(form=form).order_by("pk").values_list("pk")


def _hashed(form_key: str) -> str:
    return hashlib.sha256(form_key.encode()).hexdigest()
