"""The cases somebody may see, filtered and sorted, and finding one by its number or a word of the pupil's name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.cases.models import OPEN, Case, CaseReport, Due
from innsats.cases.queries.access import in_reach, owners_helped, visible
from innsats.cases.queries.clocks import clock_of, left_of, look_of
from innsats.cases.queries.compiled import rows_for
from innsats.database import walls
from innsats.people.models import School
from innsats.people.naming import with_class
from innsats.people.queries.pupils import matching
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.stages import OPEN_STAGES
from innsats.rules.verdicts import Clock
from innsats.vault.sealing import open_all
from innsats.web import words

from .lines import BEGINNING, SHOWN_COUNT

NEVER = datetime(9000, 1, 1, tzinfo=UTC)  # no clock runs: sorted last
NUMBER = re.compile(r"(\d{4})-?(\d{7})-?(\d)")


class Which(StrEnum):
    """The stages a list can be held to. The values are those of the address."""

    OPEN = ""
    REPORTED = "reported"
    INQUIRING = "inquiring"
    MEASURES = "measures"
    AFTERCARE = "aftercare"
    CLOSED = "closed"
    ALL = "all"


class Clocks(StrEnum):
    """Whether only cases with a clock that has run out are listed."""

    ANY = ""
    OVERDUE = "overdue"


class Sort(StrEnum):
    TIME_LEFT = ""
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which cases somebody asks for, in which order, from which place. `words`: find one instead."""

    which: Which = Which.OPEN
    clocks: Clocks = Clocks.ANY
    sort: Sort = Sort.TIME_LEFT
    school: UUID | None = None
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case in a list. `whom` is the pupil's name for who may read the case, and empty for who only may see it.

    `status` is that of the clock that ends first, or empty when none runs. The rest is words.
    """

    number: str
    stage: str
    whom: str
    clock: str
    status: str
    left: str
    what: str
    stage_word: str
    school: str
    is_serious: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a filter."""

    value: str
    word: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesPage:
    """What `desk/cases.html` shows. `more` is the address of the next page; empty when there is none."""

    asked: Asked
    rows: tuple[CaseRow, ...]
    more: str
    stages: tuple[Option, ...]
    schools: tuple[Option, ...]
    is_narrowed: bool
    may_print: bool

    @property
    def hides_names(self) -> bool:
        """Whether there are cases here that the viewer may see and not read."""
        return any(not row.whom for row in self.rows)


class _Found(NamedTuple):
    """A case as the database gives it."""

    pk: UUID
    number: str
    stage: str
    is_serious: bool | None
    school: str
    owner_kind: str
    may_read: bool
    pupil: UUID
    sealed_name: Any
    class_name: str
    grade: int | None
    next_at: datetime
    next_due: int | None


def cases_page(viewer: Viewer, asked: Asked) -> CasesPage:
    """The page of cases: a list, or what a search found, with what one can narrow it by. At most six queries."""
    rows, after = (search(viewer, asked.words), "") if asked.words else cases_of(viewer, asked)
    schools = _schools(viewer)
    return CasesPage(
        asked=asked,
        rows=rows,
        more=_address(replace(asked, after=after)) if after else "",
        stages=tuple(_stage(which, asked.which) for which in Which),
        schools=tuple(_option(str(uuid), name, asked.school == uuid) for uuid, name in schools),
        is_narrowed=replace(asked, after="", sort=Sort.TIME_LEFT) != Asked(),
        may_print="people" in viewer.places,
    )


def cases_of(viewer: Viewer, asked: Asked) -> tuple[tuple[CaseRow, ...], str]:
    """At most 25 of the cases the viewer may see, and the place where they end when there are more. Three queries."""
    at_school = (_One.SCHOOL, asked.school) if asked.school else (_One.ANY, UUID(int=0))
    place = _read_place(asked.after, asked.sort)
    listed = rows_for(_listed, viewer, asked.which, asked.clocks, asked.sort, *at_school, *place)
    shown = [_Found(*row) for row in listed[:SHOWN_COUNT]]
    return _in_words(viewer, shown), _place_of(shown[-1]) if len(listed) > SHOWN_COUNT else ""


def search(viewer: Viewer, typed: str) -> tuple[CaseRow, ...]:
    """The visible case with this number, or the readable cases of pupils whose name has every one of these words.

    Somebody who may see a case and not read it finds it by its number only: a name would tell whom it is about.
    """
    number = NUMBER.fullmatch("".join(typed.split()))
    if number is not None:
        wanted = [Q(number="-".join(number.groups()))]
    else:
        readable = visible(Act.READ_CASE, viewer, Case).filter(pk=OuterRef("pk"))
        owners = sorted({held.school_owner_id for held in viewer.appointments} | owners_helped(viewer))
        with walls.lifted():  # the key of an owner's index; what is found by it stands behind the wall
            names = [matching(typed, owner).order_by().values("pk") for owner in owners]
        wanted = [Q(Exists(readable), pupil__in=pupils) for pupils in names]
    seen = _seen(viewer).order_by("-number")
    found = [_Found(*row) for one in wanted for row in _columns(seen.filter(one), viewer)[:SHOWN_COUNT]]
    return _in_words(viewer, found[:SHOWN_COUNT])


class _One(StrEnum):
    """Whether one school is asked for, or any."""

    ANY = "any"
    SCHOOL = "school"


def _listed(
    viewer: Viewer, which: Which, clocks: Clocks, sort: Sort, at: _One, school: UUID, next_at: datetime, last: str
) -> QuerySet[Case, Any]:
    rows = _seen(viewer)
    if which is not Which.ALL:
        rows = rows.filter(stage__in=[stage.value for stage in OPEN_STAGES] if which is Which.OPEN else [which.value])
    if at is _One.SCHOOL:
        rows = rows.filter(school__uuid=school)
    if clocks is Clocks.OVERDUE:
        rows = rows.filter(next_at__lte=viewer.at)
    if sort is Sort.NUMBER:
        rows = rows.filter(number__lt=last).order_by("-number")
    else:
        rows = rows.filter(Q(next_at__gt=next_at) | Q(next_at=next_at, number__gt=last)).order_by("next_at", "number")
    return _columns(rows, viewer)[: SHOWN_COUNT + 1]


def _seen(viewer: Viewer) -> QuerySet[Case]:
    """The visible cases, each with when its first running clock ends: its own, or one of its reports'."""
    linked = CaseReport.objects.filter(case=OuterRef(OuterRef("pk"))).values("report")
    either = Q(case=OuterRef("pk")) | Q(report__in=linked)
    running = Due.objects.filter(OPEN).filter(either).order_by("overdue_from", "pk")
    next_at = Coalesce(Subquery(running.values("overdue_from")[:1]), Value(NEVER), output_field=DateTimeField())
    next_due = Subquery(running.values("pk")[:1])
    seen = visible(Act.SEE_CASE, viewer, Case).filter(pk__in=in_reach(viewer))
    return seen.annotate(next_at=next_at, next_due=next_due)


def _columns(rows: QuerySet[Case], viewer: Viewer) -> QuerySet[Case, Any]:
    may_read = Exists(visible(Act.READ_CASE, viewer, Case).filter(pk=OuterRef("pk")))
    shown = ("pk", "number", "stage", "is_serious", "school__name", "school_owner__kind", "may_read")
    pupil = ("pupil", "pupil__sealed_name", "pupil__class_name", "pupil__grade")
    return rows.annotate(may_read=may_read).values_list(*shown, *pupil, "next_at", "next_due")


def _in_words(viewer: Viewer, found: list[_Found]) -> tuple[CaseRow, ...]:
    """The rows with their first clocks, and the names of those that may be read, opened in one batch."""
    clocks = _clocks([one.next_due for one in found if one.next_due])
    readable = [one for one in found if one.may_read]
    opened = open_all((one.sealed_name, one.pupil) for one in readable)
    whom = {one.pk: with_class(name, one.class_name, one.grade) for one, name in zip(readable, opened, strict=True)}
    names_school = len({one.school for one in found}) > 1
    rows = []
    for one in found:
        clock = clocks.get(one.next_due)
        rows.append(
            CaseRow(
                number=one.number,
                stage=one.stage,
                whom=whom.get(one.pk, ""),
                clock=clock.code if clock else "",
                status=look_of(clock, viewer.at) if clock else "",
                left=left_of(clock, viewer.at) if clock else "",
                what=words.of("clock", clock.code, owner_kind=one.owner_kind) if clock else "",
                stage_word=words.of("stage", one.stage),
                school=one.school if names_school else "",
                is_serious=bool(one.is_serious),
                address=reverse("read_case", args=[one.number]),
            )
        )
    return tuple(rows)


def _clocks(pks: list[int]) -> dict[int | None, Clock]:
    """These stored clocks, by key. One query, none for none."""
    return {due.pk: clock_of(due) for due in Due.objects.filter(pk__in=pks)} if pks else {}


def _schools(viewer: Viewer) -> list[tuple[UUID, str]]:
    """The schools whose cases the viewer may come to see, when there are several."""
    at_schools = [held.school_id for held in viewer.appointments if held.school_id]
    owners = viewer.owners_led
    rows = School.objects.filter(Q(pk__in=at_schools) | Q(school_owner__in=owners))
    found = list(rows.order_by("sort_key", "pk").values_list("uuid", "name")) if owners or len(at_schools) > 1 else []
    return found if len(found) > 1 else []


def _stage(which: Which, chosen: Which) -> Option:
    said = {Which.OPEN: _("Åpne saker"), Which.ALL: _("Alle saker")}
    return _option(which.value, said.get(which) or words.of("stage", which), which is chosen)


def _option(value: str, word: str, is_chosen: bool) -> Option:
    return Option(value=value, word=word, is_chosen=is_chosen)


def _address(asked: Asked) -> str:
    """The address of the page that `asked_for` reads as this."""
    said = {
        "vis": asked.which,
        "over": asked.clocks,
        "sorter": asked.sort,
        "skole": asked.school or "",
        "etter": asked.after,
    }
    return f"?{urlencode({name: value for name, value in said.items() if value})}"


def _place_of(last: _Found) -> str:
    return f"{last.next_at.isoformat()}_{last.number}"


def _read_place(after: str, sort: Sort) -> tuple[datetime, str]:
    """What `_place_of` wrote; the beginning when it did not."""
    said, _sep, number = after.partition("_")
    try:
        next_at = datetime.fromisoformat(said)
    except ValueError:
        next_at = None
    if next_at is None or next_at.tzinfo is None:
        return BEGINNING, "" if sort is Sort.TIME_LEFT else "9999"
    return next_at, number
