"""The own notes of those who assist: for them alone while they assist, and what is left of them when they leave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from innsats.cases.models import Assistance, CaseAccess, WorkNote
from innsats.cases.queries.access import NotVisible, may_help
from innsats.cases.queries.case_acts import CaseActPage, framed
from innsats.cases.queries.head import Button, OpenCase, button, read
from innsats.cases.queries.texts import keys_of, texts_of
from innsats.journal.looks import looked
from innsats.people.viewers import Viewer
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.worknotes import KEPT_AFTER
from innsats.web import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkNoteLine:
    """A note, who wrote it and when, and where it is brought into the school's record."""

    text: str
    said: str
    hand: Button


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkNotesPage:
    """The notes of those who assist, the newest first; or the one that is handed over."""

    frame: CaseActPage
    notes: tuple[WorkNoteLine, ...]


def notes_in(case: UUID) -> QuerySet[WorkNote]:
    """Those of the assistance that goes on in a case, the newest first: an older one has left none."""
    found = WorkNote.objects.select_related("by").filter(case=case, assistance__is_open=True)
    return found.order_by("-at", "pk")


def work_notes_page(viewer: Viewer, number: str) -> WorkNotesPage:
    """Writing one, with those that are there. Raises NotVisible, also for all others who read the case; or Shut."""
    return _page(Act.WRITE_WORK_NOTE, viewer, number)


def hand_page(viewer: Viewer, number: str, note: UUID) -> WorkNotesPage:
    """Bringing one into the school's record. Raises NotVisible, also for one that is not there; or Shut."""
    return _page(Act.HAND_NOTE_TO_SCHOOL, viewer, number, pk=note)


def left_in(case: UUID) -> tuple[tuple[str, int], ...]:
    """Who has written notes that are not handed over, and how many, by name: for the leader, who reads none. One query.
    """
    counted = notes_in(case).order_by().values("by").annotate(count=Count("pk"))
    return tuple(counted.order_by("by__sort_key").values_list("by__name", "count"))


def which_are_left(case: UUID) -> str:
    """A sum over those of `left_in`, which is another as soon as one is written or handed over. One query."""
    keys = notes_in(case).order_by("pk").values_list("pk", flat=True)
    return sha256(b"".join(key.bytes for key in keys)).hexdigest()


def forgotten(at: datetime) -> QuerySet[Assistance]:
    """Where notes are left that nobody may read, and nobody comes back to: it is over, the team may not help any more,
    or it is two weeks since anybody assisted.
    """
    notes = WorkNote.objects.filter(assistance=OuterRef("pk"))
    lately = CaseAccess.objects.filter(assignment__assistance=OuterRef("pk"), ends_at__gt=at - KEPT_AFTER)
    nobody = Q(is_open=False) | ~may_help(day_of(at)) | ~Q(Exists(lately))
    return Assistance.objects.filter(Q(Exists(notes)), nobody).order_by("pk")


def _page(act: Act, viewer: Viewer, number: str, **which: UUID) -> WorkNotesPage:
    case = read(viewer, number)
    if obstacles_to(Act.READ_WORK_NOTES, case.standing):
        raise NotVisible(number)
    rows = list(notes_in(case.row.pk).filter(**which))
    if which and not rows:
        raise NotVisible(f"note:{which}")
    looked(Act.READ_WORK_NOTES, case.row.subject, by=viewer.actor, at=viewer.at)
    said = texts_of(*case.title_keys, *keys_of(rows, "words"))
    readers = _("Leses bare av dem som hjelper i saken nå, ikke av skolen, familien eller den som leder teamet.")
    if act is Act.HAND_NOTE_TO_SCHOOL:
        readers = _("Leses fra nå av dem som arbeider med saken. Det står i journalen til skolen.")
    return WorkNotesPage(
        frame=replace(framed(case, act, said), readers=readers),
        notes=tuple(_line(case, one, said[one, "words"]) for one in rows),
    )


def _line(case: OpenCase, one: WorkNote, text: str) -> WorkNoteLine:
    said = _("{name}, {moment}").format(name=one.by.name, moment=dates.moment(one.at))
    return WorkNoteLine(text=text, said=said, hand=button(case, Act.HAND_NOTE_TO_SCHOOL, one.pk))
