"""What somebody has typed and not yet sent: sealed, one for each person and form, gone when the act succeeds.

One of the few writes outside an action. A draft is nobody's but the writer's: there is no reading one for others.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import Resolver404, resolve

from innsats.database.prepared import Prepared
from innsats.journal.writes import listed_write
from innsats.vault.keys import owner_key
from innsats.vault.sealing import Destroyed, open_one, seal

from .models import Draft

KEPT_FOR = timedelta(days=14)
LONGEST_COUNT = 90_000  # characters in all: more than a form can send, less than what can be sealed
FORMS = frozenset({"report_concern", "note_inquiry", "hear_pupil", "draft_measure", "hold_team_meeting"})  # url names
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "form_key", "step"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A draft, opened: every value of every field, and when it was last kept."""

    typed: QueryDict
    saved_at: datetime


def has_draft(address: str) -> bool:
    """Whether the form at this address is one of those that keep a draft."""
    try:
        return len(address) <= 120 and resolve(address).url_name in FORMS
    except Resolver404:
        return False


def save(
    person_id: int, form: str, typed: QueryDict, *, school_owner_id: int, at: datetime,
    without: Collection[str] = NOT_KEPT,
) -> bool:
    """Keep what is typed in the form at address `form`, but for the fields `without`, in place of what was kept before.

    False when it is too long to keep. When two arrive at once, one of them is kept.
    """
    kept = {name: values for name, values in typed.lists() if name not in without}
    text = json.dumps(kept, ensure_ascii=False).replace("\\u0000", "")
    if len(text) > LONGEST_COUNT:
        return False
    try:
        with listed_write(), transaction.atomic():
            held = Draft.objects.filter(person_id=person_id, form=form).values_list("uuid", flat=True).first()
            row = held or uuid4()
            sealed = seal(text, key=owner_key(school_owner_id), field="web.Draft.typed", row=row)
            columns = {"typed": sealed, "saved_at": at, "school_owner_id": school_owner_id}
            if held:
                Draft.objects.filter(uuid=row).update(**columns)
            else:
                Draft.objects.create(uuid=row, person_id=person_id, form=form, **columns)
    except IntegrityError:
        pass
    return True


def read(person_id: int | None, form: str, *, at: datetime) -> Kept | None:
    """What this person has typed in the form at address `form` within the last 14 days."""
    held = Draft.objects.filter(person_id=person_id or 0, form=form, saved_at__gt=at - KEPT_FOR).first()
    if held is None:
        return None
    try:
        kept: Mapping[str, list[str]] = json.loads(open_one(held.typed, held.uuid))
    except Destroyed:  # the owner's drafts were erased
        return None
    typed = QueryDict(mutable=True)
    for name, values in kept.items():
        typed.setlist(name, values)
    return Kept(typed=typed, saved_at=held.saved_at)


def forget(person_id: int | None, form: str) -> None:
    """The act succeeded, or the writer threw it away."""
    if held := _kept(person_id or 0, form):  # most have none, and asking takes no lock
        with listed_write():
            Draft.objects.filter(uuid__in=[uuid for (uuid,) in held]).delete()


@Prepared
def _kept(person: int, form: str) -> QuerySet[Draft, tuple[UUID]]:
    return Draft.objects.filter(person_id=person, form=form).order_by("pk").values_list("uuid")


def forget_before(at: datetime) -> None:
    """Drafts that are too old are gone; the tick removes them."""
    with listed_write():
        Draft.objects.filter(saved_at__lte=at - KEPT_FOR).delete()
