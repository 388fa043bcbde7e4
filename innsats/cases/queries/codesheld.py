"""Codes that hold still for whoever came in by one, and may have waited in line since then."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from innsats.journal.heads import LONGEST_WAIT
from innsats.people.viewers import Viewer

from ..models import FamilyKey, Receipt


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


def report_held(viewer: Viewer) -> Q:
    """The report whose receipt the viewer has shown, as long as that holds."""
    receipts = Receipt.objects.filter(holding(viewer.at), report=OuterRef("pk"))
    return Q(Exists(receipts), uuid=viewer.actor.id, disposed_at=None)
