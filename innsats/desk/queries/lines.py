"""The open clocks that somebody works with, and the reports and cases they belong to, as that person meets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from innsats.cases.models import (
    OPEN,
    Case,
    CaseAccess,
    CaseReport,
    ContactPerson,
    Due,
    Measure,
    MeasureStart,
    PlanActivation,
    Report,
)
from innsats.cases.models.case import runs_at
from innsats.cases.queries.access import asked_of, has_declared, has_part, visible
from innsats.cases.queries.compiled import ForViewer, rows_for
from innsats.cases.queries.moved import before_move
from innsats.journal.actors import Subject
from innsats.journal.models import Look
from innsats.people.naming import with_class
from innsats.people.viewers import Viewer
from innsats.rules.access import Impartiality, Part, Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.deadlines import CASE_LEAD, OWNER, TEAM_LEADER, Code
from innsats.rules.law import source_named
from innsats.rules.plans import INQUIRY_KINDS
from innsats.rules.roles import HOLDING, Role
from innsats.rules.stages import Stage
from innsats.rules.verdicts import Clock
from innsats.vault.sealing import open_all
from innsats.web import dates, words

from .steps import Matter

FLAGS = ("is_head", "is_lead", "is_told", "is_advised", "assists", "leads_team", "is_declared", "is_clear")
ANSWERING = (*HOLDING, CASE_LEAD, OWNER, TEAM_LEADER)
SHOWN_COUNT = 25
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One open clock as stored. `case` is its own, or the first one made from its report."""

    pk: int
    clock: Clock
    report: UUID | None
    case: UUID | None
    school: str
    owner_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """A report or a case as the viewer meets it, and whom it is about in words. `came`: of a report, when and where."""

    matter: Matter
    whom: str
    came: str = ""


def lines_of(viewer: Viewer, after: str) -> list[Line]:
    """The open clocks the viewer works with, the least time left first, from the place `after`. One query.

    At most 26: one more than is shown, which says that there are more.
    """
    return [_line(*row) for row in rows_for(_lines, viewer, *_read_place(after))]


def place_of(line: Line) -> str:
    """Where a page ended: signed, so that it says nothing and cannot be made up."""
    return signing.dumps([line.clock.overdue_from.isoformat(), line.pk], salt=__name__)


def matters_of(viewer: Viewer, lines: Iterable[Line]) -> dict[UUID, Whose]:
    """The reports and cases of these lines, by uuid. Names are opened only where they may be read. Four queries."""
    lines = list(lines)
    found = _cases(viewer, {line.case for line in lines if line.case})
    return found | _reports(viewer, {line.report for line in lines if line.report and line.case not in found})


def _lines(viewer: Viewer, overdue_from: datetime, pk: int) -> QuerySet[Due, Any]:
    later = Q(overdue_from__gt=overdue_from) | Q(overdue_from=overdue_from, pk__gt=pk)
    made = CaseReport.objects.filter(report=OuterRef("report")).order_by("at", "pk").values("case")[:1]
    shown_with = Coalesce("case", Subquery(made), output_field=UUIDField())
    rows = Due.objects.filter(OPEN, _working(viewer), later, overdue_from__gte=overdue_from, in_burst=False)
    columns = ("pk", "code", "about", "due_at", "due_on", "overdue_from", "responsible_role", "source", "report")
    more = ("shown_with", "school__name", "school_owner__kind")
    rows = rows.annotate(shown_with=shown_with).order_by("overdue_from", "pk")
    return rows.values_list(*columns, *more)[: SHOWN_COUNT + 1]


def _working(viewer: Viewer) -> Q:
    """The open clocks of what this viewer holds rektor's part in, leads or works on, and may see.

    Each way in is short and has an index of its own; together in one OR, PostgreSQL would read every open clock.
    """
    at_owner = viewer.owners_led
    held = CaseAccess.objects.filter(person_id=viewer.person_id or 0, starts_at__lte=viewer.at)
    worked_on = held.filter(runs_at(viewer.at)).values("case")
    ways_in = (
        Q(school_id__in=viewer.schools_as(Role.PRINCIPAL)),
        Q(school_owner_id__in=at_owner, is_at_owner=True),
        Q(case__in=worked_on),
        Q(case__in=asked_of(viewer).values("case"), responsible_role=TEAM_LEADER),
        Q(report__in=CaseReport.objects.filter(case__in=worked_on).values("report")),
        Q(report__in=Report.objects.filter(lead_id=viewer.person_id or 0).values("pk")),
    )
    first, *others = (Due.objects.filter(OPEN, way_in).order_by().values("pk") for way_in in ways_in)
    cases = visible(Act.SEE_CASE, viewer, Case).filter(pk=OuterRef("case"))
    is_closed = Q(Exists(Case.objects.filter(pk=OuterRef("case"), stage=Stage.CLOSED)))
    reports = visible(Act.DECLARE_IMPARTIALITY, viewer, Report).filter(pk=OuterRef("report"))
    of_case = Q(Exists(cases)) & (~is_closed | Q(responsible_role=OWNER))  # the owner's go on
    may_see = of_case | (Q(Exists(reports)) & ~_is_over())
    return Q(pk__in=first.union(*others, all=True)) & may_see & Q(responsible_role__in=ANSWERING)


def _is_over() -> Q:
    """A report whose cases are all closed is received: what came too late stays so, and waits for nobody.

    That the owner is told of a concern about an employee is a duty still.
    """
    links = CaseReport.objects.filter(report=OuterRef("report"))
    is_closed = Q(Exists(links)) & ~Q(Exists(links.exclude(case__stage=Stage.CLOSED)))
    return ~Q(code=Code.PRINCIPAL_TO_OWNER) & is_closed


def _read_place(after: str) -> tuple[datetime, int]:
    """What `place_of` wrote; the beginning when it did not."""
    try:
        overdue_from, pk = signing.loads(after, salt=__name__)
    except signing.BadSignature:
        return BEGINNING, 0
    return datetime.fromisoformat(overdue_from), pk


def _line(
    pk: int, code: str, about: str, due_at: Any, due_on: Any, overdue_from: Any, role: str, source: str,
    report: UUID | None, case: UUID | None, school: str, owner_kind: str,
) -> Line:  # fmt: skip
    clock = Clock(
        code=code, for_=role, due=due_at or due_on, overdue_from=overdue_from, source=source_named(source), about=about
    )  # fmt: skip
    return Line(pk=pk, clock=clock, report=report, case=case, school=school, owner_kind=owner_kind)


def _cases(viewer: Viewer, pks: set[UUID]) -> dict[UUID, Whose]:
    rows = rows_for(_case_rows, viewer, padded(sorted(pks))) if pks else []
    last = 1 + len(FLAGS)
    standings = {row[0]: _standing(viewer, *row[1:last], stage=Stage(row[last])) for row in rows}
    readable = [row for row in rows if not obstacles_to(Act.READ_CASE, standings[row[0]])]
    pupils = {row[0]: row[last + 1 : last + 5] for row in readable}
    opened = open_all((name, pupil) for pupil, name, *_class in pupils.values())
    whom = {pk: with_class(name, *pupils[pk][2:]) for pk, name in zip(pupils, opened, strict=True)}
    return {
        pk: Whose(
            matter=Matter(
                kind="case", number=number, standing=standings[pk], has_draft=draft, can_begin=waits,
                is_contact=contact == viewer.person_id,
            ),
            whom=whom.get(pk) or _("Sak {number}").format(number=number),
        )
        for pk, *_met, number, draft, waits, contact in rows
    }


def _case_rows(viewer: Viewer, pks: tuple[UUID, ...]) -> QuerySet[Case, Any]:
    drafted = Measure.objects.filter(case=OuterRef("pk"), plan__number=None)
    newest = PlanActivation.objects.filter(case=OuterRef("case")).order_by("-at").values("plan")[:1]
    begun = MeasureStart.objects.filter(case=OuterRef("case"), lineage=OuterRef("lineage"))
    counting = Measure.objects.filter(case=OuterRef("pk")).exclude(kind__in=INQUIRY_KINDS)
    waiting = counting.filter(~Exists(begun), plan=Subquery(newest))
    rows = visible(Act.SEE_CASE, viewer, Case).filter(pk__in=pks).order_by("pk")
    contacts = ContactPerson.objects.filter(~before_move(), case=OuterRef("pk")).order_by("-at", "pk")
    contact = Subquery(contacts.values("person")[:1])
    rows = rows.annotate(has_draft=Exists(drafted), can_begin=Exists(waiting), contact=contact, **_flags(viewer, Case))
    pupil = ("pupil", "pupil__sealed_name", "pupil__class_name", "pupil__grade")
    return rows.values_list("pk", *FLAGS, "stage", *pupil, "number", "has_draft", "can_begin", "contact")


def _reports(viewer: Viewer, pks: set[UUID]) -> dict[UUID, Whose]:
    if not pks:
        return {}
    streams = {pk: Subject(Report.KIND, str(pk)).stream for pk in pks}
    looks = Look.objects.filter(actor_id=viewer.actor.id, act=Act.READ_REPORT, stream__in=streams.values())
    opened = set(looks.order_by("stream").values_list("stream", flat=True))
    return {
        pk: Whose(
            matter=Matter(
                kind="report", number=number, standing=_standing(viewer, *flags), is_opened=streams[pk] in opened
            ),
            whom=words.of("report_from", sender),
            came=f"{_came(reported_at, viewer.at)} · {words.of('arena', arena)}",
        )
        for pk, *flags, number, sender, reported_at, arena in rows_for(_report_rows, viewer, padded(sorted(pks)))
    }  # fmt: skip


def _report_rows(viewer: Viewer, pks: tuple[UUID, ...]) -> QuerySet[Report, Any]:
    rows = Report.objects.filter(pk__in=pks).annotate(**_flags(viewer, Report)).order_by("pk")
    return rows.values_list("pk", *FLAGS, "number", "sender", "reported_at", "arena")


def _came(reported_at: datetime, at: datetime) -> str:
    """kom kl. 11.22, on the same day"""
    is_today = dates.date_of(reported_at) == dates.date_of(at)
    return _("kom {when}").format(when=dates.time_of_day(reported_at) if is_today else dates.moment(reported_at))


def padded(pks: Sequence[UUID]) -> tuple[UUID, ...]:
    """As many as a page can show, the first one repeated: the query then always has the same shape."""
    return (*pks, *[pks[0]] * (SHOWN_COUNT - len(pks)))


def _flags(viewer: Viewer, model: type[Case] | type[Report]) -> dict[str, ForViewer]:
    return {
        "is_head": has_part(Part.PRINCIPAL, viewer, model),
        "is_lead": has_part(Part.LEAD, viewer, model),
        "is_told": has_part(Part.OWNER_TOLD, viewer, model),
        "is_advised": has_part(Part.ADVISED, viewer, model),
        "assists": has_part(Part.ASSISTANT, viewer, model),
        "leads_team": has_part(Part.TEAM_LEADER, viewer, model),
        "is_declared": has_declared(viewer, model),
        "is_clear": has_declared(viewer, model, clear=True),
    }


def _standing(
    viewer: Viewer, is_head: bool, is_lead: bool, is_told: bool, is_advised: bool, assists: bool, leads_team: bool,
    is_declared: bool, is_clear: bool, *, stage: Stage | None = None,
) -> Standing:  # fmt: skip
    """How the viewer stands to something visible: one conflicted does not see it, and who sees it has a part in it."""
    flags = {
        Part.PRINCIPAL: is_head, Part.LEAD: is_lead, Part.OWNER_TOLD: is_told, Part.ADVISED: is_advised,
        Part.ASSISTANT: assists, Part.TEAM_LEADER: leads_team,
    }  # fmt: skip
    parts = {part for part, holds in flags.items() if holds}
    undecided = Impartiality.TO_ASSESS if is_declared else Impartiality.UNDECLARED
    return Standing(
        parts=frozenset(parts or {Part.TEAM}),
        impartiality=Impartiality.IMPARTIAL if is_clear else undecided,
        trained=viewer.trained,
        stage=stage,
    )
