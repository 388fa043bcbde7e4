"""What the pupil of the watched case said, who read it, whom it chose to talk with, and where it may answer again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from innsats.cases import actions
from innsats.cases.models import Case, CheckInTurn
from innsats.cases.queries.turns import hash_of


def watched_voice(case: Case, *, lead: UUID, by: dict[str, Any], now: datetime, words: Callable[[], str]) -> None:
    """One answer that is read and one that is not; and a turn at an address that the tables can know."""
    read = actions.check_in_pupil(case.pk, is_safe="yes", own_words=words(), adult_view=words(), **by)
    actions.answer_check_in(case.pk, check_in=read.pk, text=words(), **by)
    actions.check_in_pupil(case.pk, is_safe="yes", own_words=words(), **by)
    later = {**by, "at": by["at"] + timedelta(minutes=1)}  # than whoever was agreed on
    actions.choose_contact_person(case.pk, person=lead, reach=words(), **later)
    turn = actions.start_check_in(case.pk, **by)
    known = {"key_hash": hash_of(f"turn-{case.pk}"), "ends_at": now + timedelta(hours=1)}
    CheckInTurn.objects.filter(pk=turn.pk).update(**known)
