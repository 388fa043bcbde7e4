"""The log of an owner as its privacy officer reads it: who read or changed what, and when; never what it says.

Two kinds of rows, looks and events, each in its own order of writing, are read newest first and laid together. A page
knows where the one before ended in both, so that it costs the same however far back it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from innsats.cases.models import Case, CaseReport, Report
from innsats.cases.queries.timeline import FROM_REPORTER, is_reporters
from innsats.journal.actors import ActorKind
from innsats.journal.looks import looked
from innsats.journal.models import Anchor, Event, Look
from innsats.people.models import Appointment, Person, SchoolOwner
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of, start_of_next_day
from innsats.web import dates, words

from .access import too_close, watched_owners
from .posts import post_on, posts_of, role_of, unit_of

PAGE_COUNT = 50
TOKEN = re.compile(r"(\d{1,18})\.(\d{1,18})")
# Of these the log says that something was done, and neither what nor in which: that there is one is known to few
KNOWN_TO_FEW = ("cause", "wait", "consult", "errand")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One reading or change. `number` is that of the case or the report, "" for anything else."""

    when: str
    who: str
    role: str
    what: str
    number: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of the log is asked for. All of it, when nothing is. `until` is the last day, `after` where a page ended."""

    owner: str = ""
    number: str = ""
    person: str = ""
    until: date | None = None
    kind: str = ""  # look | change
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailPage:
    """A page of the log. `unknown`: there is no such case or report here that one may watch over; nothing tells
    which.
    """

    owner: SchoolOwner
    owners: tuple[SchoolOwner, ...]
    lines: tuple[LogLine, ...]
    older: str
    person: str
    unknown: bool = False


def trail_page(viewer: Viewer, wanted: Wanted) -> TrailPage:
    """`PAGE_COUNT` lines, newest first; the look at them is kept. Raises NotVisible for all but a privacy officer."""
    owners = watched_owners(viewer)
    owner = next((one for one in owners if str(one.uuid) == wanted.owner), owners[0])
    looked(Act.READ_TRAIL, owner.subject, by=viewer.actor, at=viewer.at)
    streams, hidden = _streams(owner, wanted.number) if wanted.number else None, too_close(viewer)
    if streams is not None and (not streams or streams[0] in hidden):
        return TrailPage(owner=owner, owners=tuple(owners), lines=(), older="", person="", unknown=True)
    rows = _rows(viewer, owner, wanted, streams, hidden)
    shown = rows[:PAGE_COUNT]
    people = {str(one.uuid): one for one in _people({row["actor_id"] for row in shown}, wanted.person)}
    asked = people.get(wanted.person)
    return TrailPage(
        owner=owner, owners=tuple(owners), lines=tuple(_lines(shown, people, owner)),
        older=_token(shown, wanted.after) if len(rows) > PAGE_COUNT else "", person=asked.name if asked else "",
    )  # fmt: skip


def _streams(owner: SchoolOwner, number: str) -> list[str]:
    """What a number stands for at this owner, its own stream first: a case and its reports, or a report. Nothing for
    what is not here.
    """
    number = number.strip()
    case = Case.objects.filter(number=number, school_owner=owner).first()
    if case is not None:
        reports = CaseReport.objects.filter(case=case).order_by("pk").values_list("report", flat=True)
        return [case.subject.stream, *(f"{Report.KIND}:{one}" for one in reports)]
    report = Report.objects.filter(number=number, school_owner=owner).first()
    return [report.subject.stream] if report else []


def _rows(
    viewer: Viewer, owner: SchoolOwner, wanted: Wanted, streams: list[str] | None, hidden: list[str]
) -> list[Row]:
    """One row more than a page, newest first."""
    look, event = _ends(wanted)
    looks = Look.objects.filter(school_owner_id=owner.pk).exclude(stream__in=hidden)
    events = Event.objects.filter(school_owner_id=owner.pk).exclude(stream__in=hidden)
    if streams is not None:
        looks, events = looks.filter(stream__in=streams), events.filter(stream__in=streams)
    if wanted.person:
        looks, events = looks.filter(actor_id=wanted.person), events.filter(NAMED, actor_id=wanted.person)
    if wanted.until is not None and wanted.until < day_of(viewer.at):
        ended = start_of_next_day(wanted.until)
        looks, events = looks.filter(at__lt=ended), events.filter(at__lt=ended)
    looks, events = _before(looks, look), _before(events, event)
    found = [
        *([] if wanted.kind == "change" else looks.values("pk", "stream", "act", "actor_id", "at")[: PAGE_COUNT + 1]),
        *([] if wanted.kind == "look" else events.values(*EVENT)[: PAGE_COUNT + 1]),
    ]
    return _laid_together(found)


# Among what one person has done, nothing is that was done as the one who reported: the log does not say who that was
NAMED = ~Q(act__in=FROM_REPORTER) | Q(facts__is_own=False)
EVENT = ("pk", "stream", "act", "actor_kind", "actor_id", "at", "facts")


def _before(rows: QuerySet[Any], end: int | None) -> QuerySet[Any]:
    return (rows if end is None else rows.filter(pk__lt=end)).order_by("-pk")


def _laid_together(found: list[Row]) -> list[Row]:
    """Looks and events, each in its own order, the one that was later first."""
    looks = [row for row in found if "actor_kind" not in row]
    events = [row for row in found if "actor_kind" in row]
    laid: list[Row] = []
    while looks or events:
        is_look = bool(looks) and (not events or looks[0]["at"] > events[0]["at"])
        laid.append((looks if is_look else events).pop(0))
    return laid


def _ends(wanted: Wanted) -> tuple[int | None, int | None]:
    """Before which look and which event to begin. A day that an anchor has sealed is found by it."""
    if found := TOKEN.fullmatch(wanted.after):
        return int(found[1]), int(found[2])
    sealed = Anchor.objects.filter(on__gt=wanted.until).order_by("on").first() if wanted.until else None
    return (sealed.until_look + 1, sealed.until_event + 1) if sealed else (None, None)


def _token(shown: list[Row], before: str) -> str:
    """Where this page ended in both kinds; where it showed none of one kind, where the page before did."""
    found = TOKEN.fullmatch(before)
    newest = 10**18 - 1
    look, event = (int(found[1]), int(found[2])) if found else (newest, newest)
    for row in shown:
        if "actor_kind" in row:
            event = row["pk"]
        else:
            look = row["pk"]
    return f"{look}.{event}"


def _people(actors: Iterable[str], asked: str) -> list[Person]:
    uuids = {one for one in (*actors, asked) if _is_uuid(one)}
    return list(Person.objects.filter(uuid__in=uuids).order_by("pk"))


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _lines(rows: list[Row], people: dict[str, Person], owner: SchoolOwner) -> Iterator[LogLine]:
    numbers, posts = _numbers({row["stream"] for row in rows}), posts_of(people.values())
    for row in rows:
        is_look, few = "actor_kind" not in row, row["stream"].partition(":")[0] in KNOWN_TO_FEW
        person = None if is_reporters(row) else people.get(row["actor_id"])
        yield LogLine(
            when=dates.moment(row["at"]),
            who=person.name if person else _unnamed(row),
            role=_role_on(posts[person.pk], row["at"], owner) if person else "",
            what=_few(is_look) if few else words.of("done", row["act"], owner_kind=owner.kind),
            number=numbers.get(row["stream"], ""), person=str(person.uuid) if person else "",
        )  # fmt: skip


def _few(is_look: bool) -> str:
    return words.of("trail", "few_read" if is_look else "few_changed")


def _unnamed(row: Row) -> str:
    """Whoever has no name here: someone of a family, the clock, the operator, and the reporter."""
    if is_reporters(row):
        return words.of("actor", ActorKind.RECEIPT)
    return words.of("actor", row["actor_kind"]) if "actor_kind" in row else words.of("trail", "family")


def _numbers(streams: Iterable[str]) -> dict[str, str]:
    """The number of each case and report among these. Two queries."""
    found: dict[str, str] = {}
    for model in (Case, Report):
        kind = f"{model.KIND}:"
        keys = [one.removeprefix(kind) for one in streams if one.startswith(kind)]
        found |= {f"{kind}{key}": number for key, number in _numbered(model, keys)}
    return found


def _numbered(model: type[Case] | type[Report], keys: list[str]) -> Iterable[tuple[UUID, str]]:
    return model._default_manager.filter(pk__in=keys).order_by("pk").values_list("pk", "number")


def _role_on(held: Iterable[Appointment], at: datetime, owner: SchoolOwner) -> str:
    """What somebody was on that day: at this owner, else elsewhere."""
    post = post_on(held, day_of(at), lambda one: one.school_owner_id != owner.pk)
    if post is None:
        return words.of("trail_role", "other")
    return f"{words.of('trail_role', role_of(post), owner_kind=post.school_owner.kind)}, {unit_of(post)}"
