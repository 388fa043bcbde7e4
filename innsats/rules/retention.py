"""How long a case is kept here, what keeps it longer, and when it may be let go. The archive has it before that.

What is destroyed is the copy in this tool. Whether the archive's own may ever be destroyed is not asked here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from . import law
from .acts import Act
from .aftercare import months_after
from .calendar import day_of
from .verdicts import Obstacle, Source

LEAST_YEARS, MOST_YEARS = 1, 100
SETTLES = timedelta(minutes=1)  # what was being written while the case was printed is committed by then
# Acts on a closed case that add nothing to what is archived: its copy is as whole after them as before. What a family
# asks of the privacy officer, and says of how the school met it, is not in the school's file, nor told by its dates
NOTHING_NEW = frozenset({
    Act.PRINT_CASE, Act.PRINT_PLAN, Act.RECORD_ARCHIVED, Act.PLACE_HOLD, Act.LIFT_HOLD, Act.ERASE_WORK_NOTES,
    Act.ASK_FOR_TRAIL, Act.RELEASE_TRAIL, Act.ANSWER_TRUST_CHECK,
})  # fmt: skip


class HoldReason(StrEnum):
    """Why somebody keeps a case from being disposed of."""

    GOVERNOR = "governor"
    POLICE = "police"
    COMPLAINT = "complaint"
    COURT = "court"
    OTHER = "other"


class Waits(StrEnum):
    """What somebody still waits for, also in a case that is closed. Each is an obstacle of the same name."""

    CLOCK = "clock_runs"
    TRAIL = "trail_waits"
    MESSAGE = "message_waits"
    ERRAND = "errand_waits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is known of a case that may be disposed of.

    `closed_on`: None while it is open. `written_at`: when anything was last written in it or on its reports.
    `printed_at`: when the copy that the archive has was made; None when the archive has none. `keep_years`: as the
    owner has decided; None when it has not, or keeps for ever. `held`: somebody has placed a hold that stands.
    `is_at_governor`: the county governor has the case, or has ordered what is not fulfilled.
    """

    closed_on: date | None
    written_at: datetime
    printed_at: datetime | None = None
    keep_years: int | None = None
    held: frozenset[HoldReason] = frozenset()
    is_at_governor: bool = False
    waits: frozenset[Waits] = frozenset()

    @property
    def is_whole_in_archive(self) -> bool:
        """Whether the archive's copy was made after everything that was written."""
        return self.printed_at is not None and self.printed_at >= self.written_at + SETTLES

    @property
    def counts_from(self) -> date | None:
        """The day that the time for keeping counts from: the closing, or the last that was written since."""
        return max(self.closed_on, day_of(self.written_at)) if self.closed_on else None


def kept_until(counts_from: date, years: int) -> date:
    """The first day on which a case may be disposed of.

    Source: law.KEEPING_TIME (arkf § 3: the owner decides how long), law.HOUSE_PRACTICE.
    Chosen reading: whole years, counted anew from the last that was written in the case. See decisions/0053.
    """
    return months_after(counts_from, 12 * years)


def obstacles_to_disposal(
    kept: Kept, on: date, *, archived_by: int | None = None, by: int | None = None
) -> tuple[Obstacle, ...]:
    """Everything that keeps a case from being disposed of on this day; nothing, and it is proposed.

    `archived_by` has written that the archive has it, and `by` is who would dispose of it: never the same person.
    Source: law.ARCHIVED, law.DISPOSAL_ALLOWED, law.KEEPING_TIME; law.GOVERNOR_ASKS (§ 12-6(3): everything is put
    before the governor); law.HOUSE_PRACTICE for the rest.
    Chosen reading: a hold and a case at the governor keep it however long ago it was closed. See decisions/0053.
    """
    practice: Source = law.HOUSE_PRACTICE
    until = kept_until(kept.counts_from, kept.keep_years) if kept.counts_from and kept.keep_years else None
    found = (
        (kept.closed_on is None, Obstacle("still_open", law.DOCUMENT)),
        (kept.printed_at is None, Obstacle("not_archived", law.ARCHIVED)),
        (kept.printed_at is not None and not kept.is_whole_in_archive, Obstacle("written_since", law.ARCHIVED)),
        (kept.keep_years is None, Obstacle("no_keeping_time", law.DISPOSAL_ALLOWED)),
        (until is not None and on < until, Obstacle("still_kept", law.KEEPING_TIME)),
        (bool(kept.held), Obstacle("on_hold", practice)),
        (kept.is_at_governor, Obstacle("kept_for_governor", law.GOVERNOR_ASKS)),
        *((one in kept.waits, Obstacle(one, practice)) for one in Waits),
        (by is not None and by == archived_by, Obstacle("same_person_disposes", practice)),
    )
    return tuple(obstacle for is_so, obstacle in found if is_so)


def obstacles_to_archiving(
    kept: Kept, printed_at: datetime | None, *, lacks_reports: bool = False, lacks_files: bool = False
) -> tuple[Obstacle, ...]:
    """Why nobody can say that the archive has the case: the whole of it has not been printed, or not since the last.

    `printed_at` is when the case was last printed whole; or in part when it never was: it then `lacks_reports`.
    `lacks_files`: files came with its reports, which no print holds, and nobody says that the archive has them.
    Source: law.ARCHIVED, law.TEAM_ROUTINES (everything is archived with the child), law.HOUSE_PRACTICE.
    """
    files = (Obstacle("files_not_archived", law.ARCHIVED, ("has_files",)),) if lacks_files else ()
    if kept.is_whole_in_archive:
        return (Obstacle("archived_already", law.HOUSE_PRACTICE),)
    if printed_at is None:
        return (Obstacle("not_printed", law.ARCHIVED), *files)
    if lacks_reports:
        return (Obstacle("printed_without_reports", law.ARCHIVED), *files)
    if printed_at < kept.written_at + SETTLES:
        return (Obstacle("printed_before_last", law.ARCHIVED), *files)
    return files


def obstacles_to_keeping_time(years: int | None) -> tuple[Obstacle, ...]:
    """`keeping_time_out_of_bounds`: from one year to a hundred, or (None) for ever.

    Source: law.HOUSE_PRACTICE, within law.KEEPING_TIME.
    """
    if years is None or LEAST_YEARS <= years <= MOST_YEARS:
        return ()
    return (Obstacle("keeping_time_out_of_bounds", law.HOUSE_PRACTICE, ("years",)),)
