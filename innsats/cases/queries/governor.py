"""Statsforvalteren: when the family may go there, what has come from there, what is due, and what has been done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from innsats.people.calendars import calendar_of
from innsats.people.viewers import Viewer
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import Calendar, day_of
from innsats.rules.deadlines import (
    OWNER,
    Code,
    GovernorDates,
    ReportFacts,
    appeal_due,
    earliest_governor,
    governor_of,
)
from innsats.rules.decisions import IndividualDecision
from innsats.rules.governor import (
    DETAILS,
    Answer,
    Detail,
    GovernorStep,
    Overrun,
    Taken,
    answer_to_family,
    obstacles_to_order,
    overrun_on,
)
from innsats.rules.reports import Concern
from innsats.web import dates, words

from ..models import Due, GovernorCorrection, GovernorEntry, OwnerTold, Report
from .access import NotVisible
from .case_acts import CaseActPage, framed
from .clocks import ClockLine, clock_of, dues_of, line_of
from .corrections import Corrections, Written
from .governing import ANSWERED_BY, SLUGS, entries_of, steps_of
from .head import Button, Head, OpenCase, address, button, head_of, opened
from .texts import Key, keys_of, texts_of

COLORS = {GovernorStep.DECIDED: "danger", GovernorStep.FULFILLED: "success", GovernorStep.FINED: "danger"}
IS_DECISION = {  # what kind of enkeltvedtak each decision is
    Detail.ORDER: IndividualDecision.GOVERNOR_DECISION,
    Detail.GOVERNOR_ACTS: IndividualDecision.GOVERNOR_DECISION,
    Detail.NO_BREACH: IndividualDecision.GOVERNOR_DECISION,
    Detail.DISMISSED: IndividualDecision.DISMISSAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyDates:
    """When the family may go to the county governor: one date, the other readings, and what stands in the way.

    `first` is where the matter is taken up with rektor, when it has not been.
    """

    said: str
    readings: tuple[Mapping[str, str], ...] = ()
    first: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShown:
    """One step. `written` is for who reads the case, and for who wrote it. `stood`: its dates before each correction.
    """

    word: str
    color: str
    said: str
    lines: tuple[str, ...]
    stood: tuple[str, ...]
    written: Written | None
    correct_dates: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernorPage:
    """The tab Statsforvalteren, all strings finished. `overrun` says that a coercive fine may run."""

    head: Head
    family: FamilyDates
    overrun: str
    clocks: tuple[ClockLine, ...]
    entries: tuple[EntryShown, ...]
    steps: tuple[Button, ...]
    may_write: bool
    tell_owner: str
    print_case: str
    correct: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """Writing down one step."""

    frame: CaseActPage
    step: GovernorStep
    word: str
    lead: str
    details: tuple[Detail, ...]
    print_case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPage:
    """Correcting the dates of one step, as they stand now in `taken`."""

    frame: CaseActPage
    entry: UUID
    taken: Taken
    word: str


def governor_page(viewer: Viewer, number: str) -> GovernorPage:
    """The tab; also for the owner's officer who was told, without names and without what others have written.

    Raises NotVisible or Shut.
    """
    case, shut_head = opened(viewer, number, Act.RECORD_GOVERNOR_STEP)
    entries, dues = entries_of(case.row.pk), dues_of(case.row.pk)
    dated = [one for entry in entries for one in entry.corrected]
    corrections = Corrections(case.row)
    readable = [one for one in entries if shut_head is None or one.by_id == viewer.person_id]
    reasons = [one for one in dated if shut_head is None or one.by_id == viewer.person_id]
    titles = case.title_keys if shut_head is None else []
    said = texts_of(*titles, *keys_of(readable, "words"), *keys_of(reasons, "reason"), *corrections.keys())
    texts = {one.pk: corrections.shown(one, "words", said) for one in readable if said[one, "words"]}
    taken = tuple(one.taken for one in entries)
    may_write = not obstacles_to(Act.RECORD_GOVERNOR_STEP, case.standing)
    calendar = calendar_of(case.row.school_owner_id)
    return GovernorPage(
        head=shut_head or head_of(case, dues, said, "case_governor", calendar),
        family=family_dates(case, dues, calendar),
        overrun=_overrun(overrun_on(day_of(viewer.at), taken)),
        clocks=_clocks(case, dues),
        entries=tuple(_shown(case, one, texts.get(one.pk), said) for one in reversed(entries)),
        steps=_steps(case, taken) if may_write else (),
        may_write=may_write,
        tell_owner=_tell_owner(case, dues),
        print_case="" if obstacles_to(Act.PRINT_CASE, case.standing) else address(Act.PRINT_CASE, number),
        correct="" if shut_head else address(Act.CORRECT_RECORD, number),
    )


def step_page(viewer: Viewer, number: str, step: GovernorStep) -> StepPage:
    """The page of one step, with what keeps it from coming now. Raises NotVisible or Shut."""
    case, shut_head = opened(viewer, number, Act.RECORD_GOVERNOR_STEP)
    said = texts_of(*case.title_keys) if shut_head is None else {}
    frame = framed(case, Act.RECORD_GOVERNOR_STEP, said)
    order = case.reasons(obstacles_to_order(step, steps_of(case.row)))
    word = case.of("governor_step", step)
    return StepPage(
        frame=replace(frame, word=word, reasons=(*frame.reasons, *order)),
        step=step,
        word=word,
        lead=case.of("governor_lead", step),
        details=DETAILS.get(step, ()),
        print_case="" if obstacles_to(Act.PRINT_CASE, case.standing) else address(Act.PRINT_CASE, number),
    )


def correction_page(viewer: Viewer, number: str, entry: UUID) -> CorrectionPage:
    """Correcting the dates of one step. Raises NotVisible, also for a step that is not there, or Shut."""
    case, shut_head = opened(viewer, number, Act.RECORD_GOVERNOR_STEP)
    step = next((one for one in entries_of(case.row.pk) if one.pk == entry), None)
    if step is None:
        raise NotVisible(f"step:{entry}")
    said = texts_of(*case.title_keys) if shut_head is None else {}
    return CorrectionPage(
        frame=framed(case, Act.CORRECT_GOVERNOR_STEP, said),
        entry=step.pk,
        taken=step.taken,
        word=case.of("governor_done", step.step),
    )


def family_dates(case: OpenCase, dues: Iterable[Due], calendar: Calendar) -> FamilyDates:
    """What the family is told, by the report that lets it go first."""
    dues = list(dues)
    first, has_left = governor_dates(dues, calendar), has_left_school(dues)
    answer = answer_to_family(first, on=day_of(case.viewer.at), has_left=has_left)
    day = dates.day(first.from_) if first else ""
    return FamilyDates(
        said=words.of("governor_answer", answer, owner_kind=case.owner_kind, about=day),
        readings=_readings(first) if first else (),
        first=reverse("report_concern") if answer is Answer.TAKE_UP_FIRST else "",
    )


def governor_dates(dues: Iterable[Due], calendar: Calendar) -> GovernorDates | None:
    """When the family may go there, by the report that lets it go first; None while nothing is taken up with rektor."""
    return earliest_governor(governor_of(_raised(report), calendar) for report in reports_in(dues))


def has_left_school(dues: Iterable[Due]) -> bool:
    """Whether the pupil goes there no more, so that only special reasons let the governor take the matter."""
    return any(due.code == Code.GOVERNOR_FROM and due.lapsed for due in dues)


def reports_in(dues: Iterable[Due]) -> list[Report]:
    """The reports of the case: each of them has clocks of its own."""
    found = {due.report_id: due.report for due in dues if due.report is not None}
    return sorted(found.values(), key=lambda report: report.reported_at)


def entry_lines(case: OpenCase, taken: Taken) -> tuple[str, ...]:
    """What a step says beside its words: who, what was decided and what that is, by when, and other pupils."""
    return tuple(filter(None, (
        words.of("governor_detail", taken.detail) if taken.detail else "",
        words.of("individual_decision", IS_DECISION[taken.detail]) if taken.detail in IS_DECISION else "",
        _("Frist: {day}").format(day=dates.long_date(taken.due_on)) if taken.due_on else "",
        _appeal(taken),
        words.of("governor_others", taken.step) if taken.of_others else "",
    )))  # fmt: skip


def _steps(case: OpenCase, taken: tuple[Taken, ...]) -> tuple[Button, ...]:
    """The steps that can come now."""
    return tuple(
        replace(button(case, Act.RECORD_GOVERNOR_STEP, SLUGS[step]), word=case.of("governor_step", step))
        for step in GovernorStep
        if not obstacles_to_order(step, taken)
    )


def _clocks(case: OpenCase, dues: Iterable[Due]) -> tuple[ClockLine, ...]:
    clocks = (clock_of(due) for due in dues if due.code in ANSWERED_BY)
    return tuple(line_of(clock, case.viewer.at, owner_kind=case.owner_kind) for clock in clocks)


def _overrun(overrun: Overrun | None) -> str:
    """Pålegget er ikke ført som oppfylt. Fristen var mandag 4. mai, for 3 dager siden. Tvangsmulkt kan løpe."""
    if overrun is None:
        return ""
    late = _("Pålegget er ikke ført som oppfylt. Fristen var {day}, for {days} siden.")
    days = ngettext("{count} dag", "{count} dager", overrun.days).format(count=overrun.days)
    fine = _("Det er satt en tvangsmulkt.") if overrun.is_fined else _("Tvangsmulkt kan løpe.")
    return f"{late.format(day=dates.day(overrun.since), days=days)} {fine}"


def dates_before(entry: GovernorEntry, said: Mapping[Key, str]) -> tuple[str, ...]:
    """What stood before each correction of the dates of a step, who corrected it, when, and why if that may be read."""
    stood: list[GovernorEntry | GovernorCorrection] = [entry, *entry.corrected]
    return tuple(
        " · ".join(filter(None, (
            _("Sto der før: {day}").format(day=dates.long_date(before.happened_on)),
            _("frist {day}").format(day=dates.long_date(before.due_on)) if before.due_on else "",
            _("rettet av {name} {when}").format(name=one.by.name, when=dates.moment(one.at)),
            said.get((one, "reason"), ""),
        )))
        for before, one in zip(stood, entry.corrected, strict=False)
    )  # fmt: skip


def _shown(case: OpenCase, entry: GovernorEntry, written: Written | None, said: Mapping[Key, str]) -> EntryShown:
    taken, shut = entry.taken, obstacles_to(Act.CORRECT_GOVERNOR_STEP, case.standing)
    return EntryShown(
        word=case.of("governor_done", entry.step), color=COLORS.get(GovernorStep(entry.step), "neutral"),
        said=" · ".join((dates.day(taken.on), _("ført av {name}").format(name=entry.by.name))),
        lines=entry_lines(case, taken), stood=dates_before(entry, said), written=written,
        correct_dates="" if shut else address(Act.CORRECT_GOVERNOR_STEP, case.row.number, entry.pk),
    )  # fmt: skip


def _appeal(taken: Taken) -> str:
    """Until when a decision that binds nobody can be appealed by the family; one that binds has a clock."""
    if taken.step is not GovernorStep.DECIDED or taken.is_binding:
        return ""
    return _("Familien kan klage til og med {day}.").format(day=dates.day(appeal_due(taken.on)))


def _tell_owner(case: OpenCase, dues: Iterable[Due]) -> str:
    """Where the owner is told, when something is due and nobody there knows of the case; for who may."""
    waits = any(due.responsible_role == OWNER and due.met_at is None and not due.lapsed for due in dues)
    if not waits or obstacles_to(Act.TELL_OWNER, case.standing) or case.row.seat_officer or case.row.seat_head:
        return ""
    is_told = OwnerTold.objects.filter(case=case.row).exists()
    return "" if is_told else address(Act.TELL_OWNER, case.row.number)


def _readings(first: GovernorDates) -> tuple[Mapping[str, str], ...]:
    said = (
        (_("Sju dager, slik loven sier"), first.from_),
        (_("Fem ukedager"), first.five_weekdays),
        (_("Fem skoledager"), first.five_school_days),
    )
    return tuple({"word": word, "value": dates.day(on)} for word, on in said)


def _raised(report: Report) -> ReportFacts:
    """What the governor's dates rest on: when the matter was raised, and whether it went past rektor."""
    return ReportFacts(
        reported_at=report.reported_at, about=Concern(report.concern), by_staff=False, told_by="",
        past_principal=report.past_principal, available_to_principal_at=report.available_at,
    )
