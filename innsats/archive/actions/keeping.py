"""How a case leaves: the archive has it, its time is over, nothing keeps it, and a second person destroys its keys."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef, QuerySet

from innsats.cases.actions.writing import sealed_texts, write_row
from innsats.cases.models import (
    ArchiveReceipt,
    Attachment,
    Case,
    CaseReport,
    Disposal,
    FamilyKey,
    FamilyWait,
    KeepingTime,
    LegalHold,
    LegalHoldEnd,
    Party,
    Receipt,
    Report,
)
from innsats.cases.queries.access import NotVisible, lock_visible
from innsats.database import walls
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.queries.units import lock_owner
from innsats.people.viewers import standing_at_unit, viewer_of
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.inputs import LONGEST_NAME, text_obstacles
from innsats.rules.retention import (
    HoldReason,
    obstacles_to_archiving,
    obstacles_to_disposal,
    obstacles_to_keeping_time,
)
from innsats.vault import keys

from ..queries.access import lock_kept
from ..queries.keeping import files_of, keeping_of, last_print


@action
def set_keeping_time(
    owner: UUID, *, by: Actor, at: datetime, document: str, years: int | None = None
) -> KeepingTime:
    """Decide how many years the owner's cases are kept here after their last word, and by which rule; None: for ever.

    Nothing is destroyed by it. Raises Refused for anybody but the owner's officer, and without a rule to rest on.
    """
    unit = lock_owner(owner)
    require(Act.SET_KEEPING_TIME, standing_at_unit(viewer_of(by, at), unit))
    refuse_if(obstacles_to_keeping_time(years) + text_obstacles("document", document, longest=LONGEST_NAME))
    row = uuid4()
    decided = KeepingTime.objects.create(
        uuid=row, school_owner=unit, by=Person.objects.get(uuid=by.id), at=at, years=years,
        **sealed_texts(KeepingTime, row, {"document": document}, keys.owner_key(unit.pk)),
    )
    record(Act.SET_KEEPING_TIME, unit.subject, by=by, at=at, rule=decided.pk, years=years)
    return decided


@action
def record_archived(
    case: UUID, *, by: Actor, at: datetime, reference: str, has_files: bool = False
) -> ArchiveReceipt:
    """Keep that the owner's archive has the case, as it was last printed whole, and what it is called there.

    `has_files`: it has what came with the reports, too, which is not on paper. Raises NotVisible; Refused for a case
    that is open, has not been printed whole since the last word, or is there.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.RECORD_ARCHIVED, standing)
    kept, printed = keeping_of([row], at)[row.pk].kept, last_print(row)
    refuse_if(
        obstacles_to_archiving(
            kept, printed.at if printed else None, lacks_reports=printed is not None and printed.lacks_reports,
            lacks_files=not has_files and files_of(row).exists(),
        )
        + text_obstacles("reference", reference, longest=LONGEST_NAME)
    )
    assert printed is not None and kept.counts_from is not None
    new = uuid4()
    receipt = ArchiveReceipt.objects.create(
        uuid=new, school_owner_id=row.school_owner_id, case=row, by_id=viewer.person_id, at=at, printed_at=printed.at,
        sha256=printed.sha256, counts_from=kept.counts_from,
        **sealed_texts(ArchiveReceipt, new, {"reference": reference}, keys.owner_key(row.school_owner_id)),
    )  # fmt: skip
    record(
        Act.RECORD_ARCHIVED, row.subject, by=by, at=at, receipt=receipt.pk, sha256=receipt.sha256,
        counts_from=receipt.counts_from,
    )  # fmt: skip
    return receipt


@action
def place_hold(case: UUID, *, by: Actor, at: datetime, reason: HoldReason, text: str) -> LegalHold:
    """Keep the case from being disposed of until somebody lifts the hold, and say why. Also while it is open.

    Raises NotVisible, or Refused without words.
    """
    row, viewer, standing = lock_kept(case, by=by, at=at)
    require(Act.PLACE_HOLD, standing)
    refuse_if(text_obstacles("text", text))
    hold = write_row(
        LegalHold, row, {"words": text}, case=row, reason=HoldReason(reason), by_id=viewer.person_id, at=at
    )
    record(Act.PLACE_HOLD, row.subject, by=by, at=at, hold=hold.pk, reason=hold.reason)
    return hold


@action
def lift_hold(case: UUID, *, by: Actor, at: datetime, hold: UUID, text: str) -> LegalHoldEnd:
    """Say that a hold stands no longer, and why. Raises NotVisible, also for a hold that is none; Refused."""
    row, viewer, standing = lock_kept(case, by=by, at=at)
    require(Act.LIFT_HOLD, standing)
    held = LegalHold.objects.filter(case=row, pk=hold, end=None).first()
    if held is None:
        raise NotVisible(f"hold:{hold}")
    refuse_if(text_obstacles("text", text))
    end = write_row(LegalHoldEnd, row, {"words": text}, case=row, hold=held, by_id=viewer.person_id, at=at)
    record(Act.LIFT_HOLD, row.subject, by=by, at=at, hold=held.pk, reason=held.reason)
    return end


@action
def dispose_case(case: UUID, *, by: Actor, at: datetime) -> Disposal:
    """Destroy the keys of the case, and of the reports that belong to no other case, also as a team kept them before
    the school was told: nothing of it can be read again, by anybody, nor from a backup. Its number, dates and unit
    stay, and what was done when.

    Raises NotVisible; Refused with everything that keeps it, and for whoever wrote that the archive has it.
    """
    row, viewer, standing = lock_kept(case, by=by, at=at)
    require(Act.DISPOSE_CASE, standing)
    # held before it is asked what keeps it: who writes to the school by the code of a report holds no more than that
    reports = list(_of_it_alone(row).select_for_update(no_key=True).order_by("pk"))
    keeping = keeping_of([row], at)[row.pk]
    archived_by = keeping.receipt.by_id if keeping.receipt else None
    refuse_if(obstacles_to_disposal(keeping.kept, day_of(at), archived_by=archived_by, by=viewer.person_id))
    assert keeping.receipt is not None and keeping.rule is not None
    disposal = Disposal.objects.create(
        school_owner_id=row.school_owner_id, case=row, receipt=keeping.receipt, rule=keeping.rule,
        by_id=viewer.person_id, at=at, reports_count=len(reports),
    )  # fmt: skip
    _shut(row, reports, at)
    for one in (row, *reports):
        keys.destroy(one.data_key_id, at=at)
    with walls.lifted():  # what a family told a neighbour's team, which told the school
        for key in FamilyWait.objects.filter(familywaitend__report__in=reports).values_list("data_key_id", flat=True):
            keys.destroy(key, at=at)
    for report in reports:
        record(Act.DISPOSE_CASE, report.subject, by=by, at=at, disposal=disposal.pk)
    record(
        Act.DISPOSE_CASE, row.subject, by=by, at=at, disposal=disposal.pk, receipt=keeping.receipt.pk,
        rule=keeping.rule.pk, reports=[one.pk for one in reports],
    )  # fmt: skip
    return disposal


def _of_it_alone(row: Case) -> QuerySet[Report]:
    """Its reports that belong to no other case that is still here."""
    others = CaseReport.objects.filter(report=OuterRef("pk"), case__disposed_at=None).exclude(case=row)
    return Report.objects.filter(~Exists(others), casereport__case=row, disposed_at=None)


def _shut(row: Case, reports: list[Report], at: datetime) -> None:
    """Every way in is shut, and the files, which nobody can open any more, take no room."""
    Case.objects.filter(pk=row.pk).update(disposed_at=at)
    Report.objects.filter(pk__in=[one.pk for one in reports]).update(disposed_at=at)
    others = Party.objects.exclude(case=None).filter(pupil=OuterRef("pupil"), case__disposed_at=None)
    FamilyKey.objects.filter(~Exists(others), case=row, ended_at=None).update(ended_at=at)
    Receipt.objects.filter(report__in=reports, ended_at=None).update(ended_at=at)
    Attachment.objects.filter(report__in=reports).update(content=b"")
