"""Codes that hold still for whoever came in by one, and may have waited in line since then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from innsats.journal.heads import LONGEST_WAIT
from innsats.people.viewers import Viewer

from ..models import Case, FamilyKey, Receipt
from .shut_out import shut_out_of


def holding(at: datetime) -> Q:
    """Receipts and keys by which somebody can have come in at `at`, and that are not ended since.

    What was given while that one waited is not the code that was shown: it may have been given because somebody took
    the old one. What lies further ahead was written by a clock that was wrong.
    """
    return Q(ended_at=None) & ~Q(at__gt=at, at__lte=at + LONGEST_WAIT)


def own_keys(at: datetime) -> QuerySet[FamilyKey]:
    """Own codes, no letter's."""
    return FamilyKey.objects.filter(holding(at), until=None)


def has_own_key(pupil: UUID, guardian: UUID | None, at: datetime) -> bool:
    """Whether a guardian of this pupil, or without one the pupil itself, has an own code still. One query."""
    return own_keys(at).filter(pupil=pupil, guardian=guardian).exists()


def with_giver(keys: QuerySet[FamilyKey]) -> QuerySet[FamilyKey]:
    """Each with `giver`, the person who gave it: an own code is of whoever gave the letter that it was made with."""
    same = Q(guardian=OuterRef("guardian")) | Q(guardian=None)
    letters = FamilyKey.objects.filter(
        same, case=OuterRef("case"), pupil=OuterRef("pupil"), ended_at=OuterRef("at"), by__isnull=False
    )
    return keys.annotate(giver=Coalesce("by_id", Subquery(letters.values("by_id")[:1]), output_field=BigIntegerField()))


def opened_by_code(pupil: UUID, guardian: UUID | None, rows: Iterable[Case], at: datetime) -> list[Case]:
    """Those of these cases that the own code of this reader opens: the one that it was given in, and the others that
    whoever gave it may know of. By a letter from the own hand nobody reads what habilitet shuts.

    One query, and one for each case that the code was not given in.
    """
    held = with_giver(own_keys(at).filter(pupil=pupil, guardian=guardian)).order_by("pk")
    given = list(held.values_list("case", "giver"))
    return [one for one in rows if not given or any(_opens(case, giver, one) for case, giver in given)]


def _opens(given_in: UUID, giver: int, case: Case) -> bool:
    return given_in == case.pk or giver not in shut_out_of(case)


def report_held(viewer: Viewer) -> Q:
    """The report whose receipt the viewer has shown, as long as that holds."""
    receipts = Receipt.objects.filter(holding(viewer.at), report=OuterRef("pk"))
    return Q(Exists(receipts), uuid=viewer.actor.id, disposed_at=None)
