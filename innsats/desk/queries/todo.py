"""What needs somebody now: the open clocks of what one is responsible for or works on, each with its next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from innsats.cases.queries.clocks import due_of, left_of, look_of
from innsats.people.viewers import Viewer
from innsats.rules.access import Part
from innsats.rules.deadlines import CASE_LEAD, OWNER, TEAM_LEADER, Code
from innsats.web import words

from .lines import SHOWN_COUNT, Line, Whose, lines_of, matters_of, place_of
from .steps import NextStep, next_step

NAMED_COUNT = 3  # clocks that a row names before it counts the rest


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoRow:
    """One thing to do: the clocks of one report or case that the same next step serves, the first one first.

    `group` is mine or team, `status` a clock status or `soon`; `due` and `overdue_from` are those of the first clock.
    The rest is words: what is left, whom it is about, what is to be done, what else to know, its number unless that
    is said already, the step and its address.
    """

    group: str
    kind: str
    number: str
    clocks: tuple[str, ...]
    due: datetime | date
    overdue_from: datetime
    status: str
    act: str
    left: str
    whom: str
    what: str
    note: str
    reference: str
    step: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One page of what is to be done, by time left. `after` asks for the next one; empty when there is none."""

    rows: tuple[TodoRow, ...] = ()
    after: str = ""


def todo_of(viewer: Viewer) -> tuple[TodoRow, ...]:
    """Everything that needs the viewer now, the least time left first."""
    page = todo_page(viewer)
    rows = list(page.rows)
    while page.after:
        page = todo_page(viewer, page.after)
        rows += page.rows
    return tuple(rows)


def todo_page(viewer: Viewer, after: str = "") -> Todo:
    """At most 25 clocks from where the page before ended, gathered by next step. At most five queries."""
    if not viewer.trained:
        return Todo()
    found = lines_of(viewer, after)
    lines = found[:SHOWN_COUNT]
    matters = matters_of(viewer, lines)
    gathered: dict[tuple[str, str], list[tuple[Line, Whose, NextStep]]] = {}
    for line in lines:
        whose = matters.get(line.case) or matters.get(line.report)  # type: ignore[arg-type]
        if whose is not None:  # it may have been handed on since the line was read
            step = next_step(line.clock.code, line.clock.about, whose.matter)
            gathered.setdefault((whose.matter.number, step.address), []).append((line, whose, step))
    names_school = len({held.school_id or held.school_owner_id for held in viewer.appointments}) > 1
    return Todo(
        rows=tuple(_row(together, viewer.at, names_school) for together in gathered.values()),
        after=place_of(lines[-1]) if len(found) > SHOWN_COUNT else "",
    )


def _row(together: list[tuple[Line, Whose, NextStep]], at: datetime, names_school: bool) -> TodoRow:
    line, whose, step = together[0]
    clock, matter = line.clock, whose.matter
    lines = [one for one, _whose, _step in together]
    asked = dict.fromkeys(words.of("todo", one.clock.code, owner_kind=one.owner_kind) for one in lines)
    return TodoRow(
        group="mine" if any(_is_mine(one, whose) for one in lines) else "team",
        kind=matter.kind,
        number=matter.number,
        clocks=tuple(one.clock.code for one in lines),
        due=clock.due,
        overdue_from=clock.overdue_from,
        status=look_of(clock, at),
        act=step.act,
        left=left_of(clock, at),
        whom=whose.whom,
        what=_listed(list(asked)),
        note=" · ".join(filter(None, (due_of(clock), whose.came, line.school if names_school else ""))),
        reference=matter.number if matter.number not in whose.whom else "",
        step=_("Venter på svar om habilitet") if step.waits else words.of("act", step.act, owner_kind=line.owner_kind),
        address=step.address,
    )


def _is_mine(line: Line, whose: Whose) -> bool:
    """Whether the viewer answers for this clock: as lead, in rektor's part, or at the owner who was told.

    What the owner is to decide of an advice, rektor only waits for. A talk with the pupil is also for the one whom the
    pupil has chosen to talk with.
    """
    if line.clock.code == Code.ADVICE_DECIDED:
        return Part.ADVISED in whose.matter.standing.parts
    if line.clock.code == Code.AFTERCARE_CHECK and whose.matter.is_contact:
        return True
    answering = {CASE_LEAD: Part.LEAD, TEAM_LEADER: Part.TEAM_LEADER}.get(line.clock.for_, Part.PRINCIPAL)
    is_owners = line.clock.for_ == OWNER and Part.OWNER_TOLD in whose.matter.standing.parts
    return is_owners or answering in whose.matter.standing.parts


def _listed(said: list[str]) -> str:
    shown, more = said[:NAMED_COUNT], len(said) - NAMED_COUNT
    listed = " · ".join(shown)
    return _("{listed} · og {count} til").format(listed=listed, count=more) if more > 0 else listed
