"""Oversikt: what to do next, every clock with its source, and what keeps the pupil and the family informed and safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.people.calendars import calendar_of
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.assistance import proposes_outside_help
from innsats.rules.deadlines import Code
from innsats.rules.stages import Stage
from innsats.rules.verdicts import Clock, Status
from innsats.web import dates, words

from ..models import ArchiveReceipt, Assistance, Due, PupilCorrection, Report, RightsInformation, SafetyStep
from .agreed import StepLine, open_steps, step_lines
from .clocks import ClockLine, clock_of, dues_of, line_of, still_running
from .corrections import Corrections, Written
from .gathered import of_case
from .governing import ANSWERED_BY, SLUGS
from .governor import FamilyDates, family_dates, reports_in
from .head import Button, Head, OpenCase, address, button, head_of, read, tab
from .texts import Key, keys_of, texts_of

MEETS = {  # which act meets a clock; the plan's two clocks are asked below
    Code.SAFETY_TODAY: Act.SECURE_SAFETY,
    Code.RECEIPT: Act.NAME_LEAD,
    Code.LEAD_NAMED: Act.NAME_LEAD,
    Code.DECLARATION: Act.DECLARE_IMPARTIALITY,
    Code.FIRST_TALK: Act.HEAR_PUPIL,
    Code.PRINCIPAL_TO_OWNER: Act.TELL_OWNER,
    Code.SERIOUS_TO_OWNER: Act.TELL_OWNER,
    Code.INTERVENTION_TO_OWNER: Act.TELL_OWNER,
    Code.EVALUATION: Act.EVALUATE_MEASURE,
    Code.HELP_QUESTION: Act.ANSWER_HELP_QUESTION,
    Code.AFTERCARE_CHECK: Act.START_CHECK_IN,
    Code.CHILD_CALLS: Act.ANSWER_CHECK_IN,
    Code.CHILD_ANSWERED: Act.ANSWER_CHECK_IN,
    Code.STOP_TALK_FOLLOWUP: Act.HOLD_STOP_TALK,
    Code.PRIVACY_ASSESSMENT: Act.ASSESS_BREACH,
    Code.CASE_TO_END: Act.CLOSE_CASE,
}
ALWAYS = (
    Act.SECURE_SAFETY, Act.HEAR_PUPIL, Act.NOTE_INQUIRY, Act.DRAFT_MEASURE, Act.INFORM_OF_RIGHTS, Act.TELL_OWNER,
    Act.ASSESS_SERIOUSNESS, Act.NAME_LEAD, Act.ADMIT_TO_TEAM, Act.NAME_PARTY, Act.LINK_REPORT,
    Act.CONTACT_GUARDIANS, Act.CORRECT_PUPIL, Act.LINK_CASES, Act.PRINT_CASE,
)  # fmt: skip

ASKING = (Act.START_CHECK_IN, Act.CHECK_IN_PUPIL, Act.CHOOSE_CONTACT_PERSON)
IN_STAGE = {  # what else can be done where the case stands; what only closing asks for is led to from there
    Stage.REPORTED: (Act.RECEIVE_CASE, *ALWAYS, Act.CLOSE_CASE),
    Stage.INQUIRING: (*ALWAYS, Act.CLOSE_CASE),
    Stage.MEASURES: (*ASKING, *ALWAYS, Act.END_MEASURES, Act.STOP_AFTERCARE, Act.CLOSE_CASE),
    Stage.AFTERCARE: (*ASKING, Act.NOTE_FOLLOWUP, Act.REOPEN_CASE, *ALWAYS, Act.CLOSE_CASE),
    Stage.CLOSED: (Act.REOPEN_CASE, Act.PRINT_CASE, Act.RECORD_ARCHIVED, Act.PLACE_HOLD),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The one thing to do next, and the clock that asks for it; or in words what does."""

    button: Button
    clock: ClockLine | None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """What was done for safety today. `doubt` says that somebody impartial must decide anew."""

    written: Written
    said: str
    doubt: str
    is_needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report that belongs to the case."""

    word: str
    said: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The first page of a case, all strings finished."""

    head: Head
    step: Step | None
    open_acts: tuple[Button, ...]
    shut_acts: tuple[Button, ...]
    running: tuple[ClockLine, ...]
    done: tuple[ClockLine, ...]
    agreed: tuple[StepLine, ...]
    left_errands: str  # the address of those from before the case was moved that must be looked at
    governor: FamilyDates
    safety: tuple[Safety, ...]
    rights: tuple[str, ...]
    reports: tuple[ReportLine, ...]
    secure_safety: Button
    inform_of_rights: Button
    outside_help: Button | None  # proposed where nobody who leads the school can have the case
    correct: str


def overview(viewer: Viewer, number: str) -> Overview:
    """Everything on Oversikt. Raises NotVisible or Shut."""
    case = read(viewer, number)
    dues = dues_of(case.row.pk)
    reports = reports_in(dues)
    calendar = calendar_of(case.row.school_owner_id)
    steps, waiting = _safety_steps(case.row.pk), open_steps(case.row.pk)
    corrections = Corrections(case.row)
    said = texts_of(*case.title_keys, *keys_of([*steps, *waiting], "words"), *corrections.keys())
    step, others = _what_to_do(case, [clock_of(due) for due in dues])
    running, done = _clock_lines(case, dues)
    return Overview(
        head=head_of(case, dues, said, "read_case", calendar),
        step=step,
        open_acts=tuple(one for one in others if not one.reasons),
        shut_acts=tuple(one for one in others if one.reasons),
        running=running,
        done=done,
        agreed=step_lines(case, waiting, said),
        left_errands=f"{tab(case, 'case_plan')}#errands" if case.has_left_errands else "",
        governor=family_dates(case, dues, calendar),
        safety=tuple(_safety(one, corrections, said) for one in steps),
        rights=_rights(case),
        reports=tuple(_report_line(one) for one in reports),
        secure_safety=button(case, Act.SECURE_SAFETY),
        inform_of_rights=button(case, Act.INFORM_OF_RIGHTS),
        outside_help=_outside_help(case),
        correct=address(Act.CORRECT_RECORD, case.row.number),
    )


@Prepared
def _safety_steps(case: UUID) -> QuerySet[SafetyStep]:
    """Those of the case and of its reports, newest first."""
    return SafetyStep.objects.filter(of_case(SafetyStep, case)).select_related("by").order_by("-at", "pk")


@Prepared
def _rights_rows(case: UUID) -> QuerySet[RightsInformation]:
    """What this pupil's family was told. Another family was told before the case was moved to the right pupil."""
    later = PupilCorrection.objects.filter(case=case, at__gt=OuterRef("at"))
    told = RightsInformation.objects.filter(~Exists(later), case=case)
    return told.select_related("by").order_by("-at", "pk")


def _outside_help(case: OpenCase) -> Button | None:
    ask, is_at_school = button(case, Act.REQUEST_ASSISTANCE), case.row.is_at_school
    has_asked = not is_at_school and Assistance.objects.filter(case=case.row).exists()
    is_proposed = proposes_outside_help(is_at_school=is_at_school, has_asked=has_asked)
    return ask if is_proposed and not ask.reasons else None


def _what_to_do(case: OpenCase, clocks: list[Clock]) -> tuple[Step | None, tuple[Button, ...]]:
    """The first thing that the clocks ask of this viewer, and everything else that can be done on a case."""
    step = _step(case, clocks)
    waits = any(one.code == Code.PRIVACY_ASSESSMENT and not one.met for one in clocks)
    acts = (*((Act.ASSESS_BREACH,) if waits else ()), *IN_STAGE[Stage(case.row.stage)])
    acts += (Act.HAND_OVER_CASE,) if case.row.pupil.left_on else ()
    return step, tuple(button(case, act) for act in acts if step is None or act != step.button.act)


def _step(case: OpenCase, clocks: list[Clock]) -> Step | None:
    running = still_running(clocks, case.viewer.at)
    if case.row.stage == Stage.REPORTED:
        receive = button(case, Act.RECEIVE_CASE)
        if not receive.reasons:
            return Step(button=receive, clock=_line(case, running[0]) if running else None)
    is_overdue = any(one.status_at(case.viewer.at) is Status.OVERDUE for one in running)
    if case.gaps and (case.row.stage == Stage.AFTERCARE or not is_overdue):
        mend = button(case, _mending(case))
        if not mend.reasons:
            return Step(button=mend, clock=None, why=" ".join(case.reasons(case.gaps)))
    plans = [one for one in clocks if one.code == Code.PLAN_ACTIVE]
    has_plan = bool(plans and plans[-1].met)  # since it was last reopened
    for clock in running:
        meeting = _meeting(case, clock, has_plan)
        if meeting is not None and not meeting.reasons:
            return Step(button=meeting, clock=_line(case, clock), why=_why(case, clock))
    return _archiving(case) if case.row.stage == Stage.CLOSED else None


def _archiving(case: OpenCase) -> Step | None:
    """No clock asks for it, and until it is done the case is kept here."""
    record = button(case, Act.RECORD_ARCHIVED)
    if record.reasons or ArchiveReceipt.objects.filter(case=case.row).exists():
        return None
    return Step(button=record, clock=None, why=_("Saken er avsluttet. Skriv den ut, og legg den i arkivet."))


def _why(case: OpenCase, clock: Clock) -> str:
    """What makes this step another than usual."""
    if clock.code != Code.FIRST_TALK or not case.is_withdrawn_unheard:
        return ""
    return _("Meldingen er ønsket trukket. Spør eleven selv: Det er svaret som avgjør hva dere gjør videre.")


def _mending(case: OpenCase) -> Act:
    """What answers that the pupil is not safe, or may not be."""
    if case.row.stage == Stage.AFTERCARE:
        return Act.REOPEN_CASE
    return Act.ACTIVATE_PLAN if case.has_draft else Act.DRAFT_MEASURE


def _meeting(case: OpenCase, clock: Clock, has_plan: bool) -> Button | None:
    """The button that would meet this clock; None when nothing on the case does."""
    if clock.code == Code.EVALUATION:
        return button(case, Act.EVALUATE_MEASURE, clock.about.partition("/")[0])
    if clock.code in (Code.CHILD_CALLS, Code.CHILD_ANSWERED):
        return button(case, Act.ANSWER_CHECK_IN, clock.about)
    if clock.code == Code.SCHOOL_PROMISE and has_plan:
        return button(case, Act.START_MEASURE, to=tab(case, "case_plan"))
    if clock.code in (Code.SCHOOL_PROMISE, Code.PLAN_ACTIVE):
        return button(case, Act.ACTIVATE_PLAN if case.has_draft else Act.DRAFT_MEASURE)
    if step := ANSWERED_BY.get(Code(clock.code)):
        return replace(button(case, Act.RECORD_GOVERNOR_STEP, SLUGS[step]), word=case.of("governor_step", step))
    act = MEETS.get(Code(clock.code))
    return button(case, act) if act else None


def _clock_lines(case: OpenCase, dues: list[Due]) -> tuple[tuple[ClockLine, ...], tuple[ClockLine, ...]]:
    """The clocks that still run, and those that are met or have lapsed. The governor's date stands by itself."""
    several = len({due.report_id for due in dues if due.report_id}) > 1
    running: list[ClockLine] = []
    done: list[ClockLine] = []
    for due in dues:
        clock = clock_of(due)
        if clock.is_entitlement:
            continue
        of_report = _("melding {number}").format(number=due.report.number) if several and due.report else ""
        line = _line(case, clock, of_report)
        (running if line.status in ("open", "soon", "now", "overdue") else done).append(line)
    return tuple(running), tuple(done)


def _line(case: OpenCase, clock: Clock, about: str = "") -> ClockLine:
    return line_of(clock, case.viewer.at, owner_kind=case.owner_kind, about=about)


def _safety(step: SafetyStep, corrections: Corrections, said: Mapping[Key, str]) -> Safety:
    since = step.from_on or dates.date_of(step.at)
    by = step.by.name if step.by else ""
    template = _("Fra {day}. Skrevet av {name}.") if step.is_needed else _("Ikke nødvendig {day}. Skrevet av {name}.")
    return Safety(
        written=corrections.shown(step, "words", said),
        said=template.format(day=dates.day(since), name=by),
        doubt=_("Foreløpig: en som er habil, må avgjøre dette på nytt.") if step.is_provisional else "",
        is_needed=step.is_needed,
    )


def _rights(case: OpenCase) -> tuple[str, ...]:
    return tuple(right_line(row) for row in _rights_rows(case.row.pk))


def right_line(row: RightsInformation) -> str:
    """Eleven fikk informasjon mandag 23. mars. I en samtale. Ført av Kari Vik."""
    to = words.of("rights_to", row.to) if row.to else _("Familien")
    how = words.of("how", row.how) if row.how else ""
    if row.given_on:
        told, by = _("{to} fikk informasjon {day}."), _("Ført av {name}.").format(name=row.by.name)
    else:
        told, by = _("{to} skal få informasjon {day}."), ""
    said = told.format(to=to, day=dates.day(row.given_on or row.planned_on or row.at))
    return " ".join(filter(None, (said, f"{how}." if how else "", by)))


def _report_line(report: Report) -> ReportLine:
    arena = words.of("arena", report.arena)
    where = _("skjedde {where}").format(where=arena[:1].lower() + arena[1:])
    return ReportLine(
        word=_("Meldt {moment}").format(moment=dates.moment(report.said_at or report.reported_at)),
        said=f"{words.of('report_from', report.sender)} · {where}",
        address=reverse("read_report", args=[report.number]),
    )
