"""A report or a case by the noun and the number in its address, when the viewer may see it that way."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.stages import OPEN_STAGES

from ..models import Case, Report
from .access import NotVisible, seen, visible

NOUNS: dict[str, type[Case] | type[Report]] = {"meldinger": Report, "saker": Case}


def found(act: Act, viewer: Viewer, noun: str, number: str) -> Case | Report:
    """The report or the case on which `viewer` may do `act`. Raises NotVisible, also for what does not exist; Disposed
    for what the viewer could see until it was disposed of.
    """
    rows = visible(act, viewer, NOUNS[noun]).select_related("school__school_owner")
    row = rows.filter(number=number).first()
    if row is None:
        gone = NOUNS[noun]._default_manager.filter(number=number, disposed_at__isnull=False).first()
        seen(viewer, gone)  # raises one of the two, after as much work for nothing
        raise NotVisible(f"{noun}:{number}")
    return row


def report_seen(viewer: Viewer, number: str) -> Report:
    """A report that `viewer` may read. Raises NotVisible."""
    row = found(Act.READ_REPORT, viewer, "meldinger", number)
    assert isinstance(row, Report)
    return row


def open_cases_about(viewer: Viewer, pupils: Iterable[UUID], school: int) -> QuerySet[Case]:
    """The open cases at `school` about one of `pupils`, the newest first, of those where `viewer` may know the parties.

    A case that is hidden from the viewer is not among them, and a second one about the pupil opens without a word.
    """
    seen = visible(Act.DECLARE_IMPARTIALITY, viewer, Case)
    return seen.filter(pupil__in=pupils, school_id=school, stage__in=OPEN_STAGES).order_by("-opened_at", "pk")


def noun_of(row: Case | Report) -> str:
    """What its address begins with."""
    return "saker" if isinstance(row, Case) else "meldinger"


def row_address(row: Case | Report) -> str:
    """The page of the report or the case itself."""
    return reverse("read_case" if isinstance(row, Case) else "read_report", args=[row.number])
