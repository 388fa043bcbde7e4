"""The pages about questions without names: one's own, those to the team one leads, one of them, and asking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.cases.models import Consult, ConsultAnswer
from innsats.cases.queries.case_acts import CaseActPage
from innsats.cases.queries.texts import keys_of, texts_of
from innsats.journal.looks import looked
from innsats.people.calendars import calendar_of
from innsats.people.viewers import Viewer
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import Calendar
from innsats.rules.consulting import is_late
from innsats.web import dates, words

from .asking import called
from .consults import consults_read, led_by, seen_consult, standing_asking, whom_to_ask

PAGE_COUNT = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultLine:
    """One question in a list, without a word of what it says: the page may be seen over a shoulder."""

    what: str
    note: str
    status: str
    look: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultsPage:
    """One's own questions, and those to the teams one leads. `may_ask`: there is a team to ask. `older` and `newer` are
    page numbers, 0 for none.
    """

    own: tuple[ConsultLine, ...]
    led: tuple[ConsultLine, ...]
    may_ask: bool
    older: int
    newer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultPage:
    """One question with its answer. `may_answer`: it waits for the viewer."""

    frame: CaseActPage
    line: ConsultLine
    text: str
    asked: str
    answer: str
    answered: str
    may_answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """Asking. `places`: the school and the team together, as there is one or more of either."""

    frame: CaseActPage
    places: tuple[tuple[str, str], ...]


def waiting_lines(viewer: Viewer) -> tuple[ConsultLine, ...]:
    """Those that wait for an answer of the viewer, the oldest first, for *I dag*. One query, and the days of each owner
    when there are any.
    """
    return _lines(viewer, consults_read(viewer).filter(led_by(viewer), answer=None).order_by("at", "pk"))


def consults_page(viewer: Viewer, page: int = 1) -> ConsultsPage:
    """Both lists: those that wait, then `PAGE_COUNT` of those that are answered, the newest first. Five queries, and
    one for each owner and its days.
    """
    own = _on_page(consults_read(viewer).filter(by_id=viewer.person_id or 0), page)
    led = _on_page(consults_read(viewer).filter(led_by(viewer)), page)
    return ConsultsPage(
        own=_lines(viewer, own[0], is_own=True), led=_lines(viewer, led[0]), may_ask=bool(whom_to_ask(viewer)),
        older=page + 1 if own[1] or led[1] else 0, newer=page - 1,
    )  # fmt: skip


def consult_page(act: Act, viewer: Viewer, uuid: UUID) -> ConsultPage:
    """One question, or answering it; the look is kept. Raises NotVisible."""
    row, standing = seen_consult(viewer, uuid)
    looked(Act.READ_CONSULT, row.subject, by=viewer.actor, at=viewer.at)
    answer = getattr(row, "answer", None)
    said = texts_of(*keys_of([row] + ([answer] if answer else []), "words"))
    shut = obstacles_to(Act.ANSWER_CONSULT, standing)
    (line,) = _lines(viewer, [row], is_own=row.by_id == viewer.person_id)
    kind = row.school.school_owner.kind
    back = reverse("consults") if act is Act.READ_CONSULT else reverse("read_consult", args=[row.pk])
    reasons = tuple(words.of_obstacle(one, owner_kind=kind) for one in shut)
    return ConsultPage(
        frame=_frame(act, row.pk, kind, title=line.what, back=back, reasons=reasons), line=line,
        text=said[row, "words"], asked=_by(row), answer=said[answer, "words"] if answer else "",
        answered=_by(answer) if answer else "", may_answer=not (shut or answer),
    )  # fmt: skip


def ask_page(viewer: Viewer) -> AskPage:
    """Asking, for whoever works at a school; with why one cannot."""
    found = whom_to_ask(viewer)
    kind = found[0][1].school_owner.kind if found else words.OwnerKind.MUNICIPALITY
    shut = obstacles_to(Act.CONSULT_TEAM, standing_asking(viewer, found[0][0])) if found else ()
    reasons = tuple(words.of_obstacle(one, owner_kind=kind) for one in shut)
    if not found:
        reasons = (_("Det er ikke noe team å spørre der du arbeider nå."),)
    return AskPage(
        frame=_frame(
            Act.CONSULT_TEAM, UUID(viewer.actor.id), kind, title=_("Spørsmål uten navn"), back=reverse("consults"),
            reasons=reasons,
        ),
        places=tuple(
            (f"{school.uuid}:{team.uuid}", f"{called(team, school.school_owner_id)} · {school.name}")
            for school, team in found
        ),
    )  # fmt: skip


def _on_page(found: QuerySet[Consult], page: int) -> tuple[list[Consult], bool]:
    """Those of a page, and whether there are older ones. Two queries; one after the first page."""
    rows = found.order_by("-at", "pk")
    answered = list(rows.exclude(answer=None)[(page - 1) * PAGE_COUNT : page * PAGE_COUNT + 1])
    waiting = list(rows.filter(answer=None)) if page == 1 else []
    return waiting + answered[:PAGE_COUNT], len(answered) > PAGE_COUNT


def _frame(act: Act, uuid: UUID, kind: str, *, title: str, back: str, reasons: tuple[str, ...]) -> CaseActPage:
    titles = words.titles(kind)
    return CaseActPage(
        uuid=uuid, number="", act=act, word=words.of("act", act, owner_kind=kind), title=title, back=back,
        owner_kind=kind, reasons=reasons, principal=titles["principal"], owner=titles["owner"],
        readers=_("Leses av den som leder teamet, av stedfortrederen og av den som har spurt. Ikke av andre."),
    )  # fmt: skip


def _lines(viewer: Viewer, rows: Iterable[Consult], *, is_own: bool = False) -> tuple[ConsultLine, ...]:
    rows = list(rows)
    owners = {row.team.school_owner_id for row in rows if not hasattr(row, "answer")}
    calendars = {owner: calendar_of(owner) for owner in sorted(owners)}
    return tuple(_line(row, _status(row, viewer.at, calendars), is_own=is_own) for row in rows)


def _line(row: Consult, status: tuple[str, str], *, is_own: bool) -> ConsultLine:
    team = called(row.team, row.school_owner_id)
    return ConsultLine(
        what=_("Til {team}").format(team=team) if is_own else _("Fra {school}").format(school=row.school.name),
        note=_("Spurt {day}").format(day=dates.day(row.at)), status=status[0], look=status[1],
        address=reverse("read_consult", args=[row.pk]),
    )  # fmt: skip


def _status(row: Consult, at: datetime, calendars: Mapping[int, Calendar]) -> tuple[str, str]:
    if hasattr(row, "answer"):
        return _("Besvart"), "success"
    if is_late(row.at, at, calendars[row.team.school_owner_id]):
        return _("Har ventet lenge på svar"), "warning"
    return _("Venter på svar"), "info"


def _by(row: Consult | ConsultAnswer) -> str:
    return f"{row.by.name}, {dates.moment(row.at)}"
