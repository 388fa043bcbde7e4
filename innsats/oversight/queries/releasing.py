"""The pages of one list that a family has asked for, and of one reading that somebody should ask about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from innsats.cases.models import TrailRequest
from innsats.cases.queries.texts import texts_of
from innsats.cases.queries.trail import lines_in
from innsats.journal.looks import looked
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.looking import trail_due
from innsats.web import dates, words

from .access import reading_seen, request_seen
from .readers import ReaderLine, lines_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """A line as the officer sees it: `said` is what the family reads, `name` who it is when the family is not told."""

    key: str
    said: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePage:
    """A list that was asked for. `released` says when it was given, "" while it waits; then `lines` are what was given,
    and `withheld` and `because` the provision and the reason for what was not.
    """

    request: UUID
    number: str
    asked: str
    by: str
    due: str
    owner_kind: str
    lines: tuple[LineShown, ...]
    released: str
    withheld: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """What was raised. `log` is the address of all that this person did until the end of that day."""

    person: str
    why: str
    day: str
    log: str
    owner_kind: str
    found: str
    text: str


def release_page(viewer: Viewer, uuid: UUID) -> ReleasePage:
    """Raises NotVisible. That the officer has looked into the log of this case is kept."""
    row = request_seen(viewer, uuid)
    looked(Act.READ_TRAIL, row.case.subject, by=viewer.actor, at=viewer.at)
    kind = row.case.school.school_owner.kind
    given = getattr(row, "release", None)
    said = texts_of((given, "lines"), (given, "because")) if given else {}
    return ReleasePage(
        request=row.pk, number=row.case.number, asked=dates.moment(row.at), by=_who(row), owner_kind=kind,
        due=dates.day(trail_due(row.at)), released=dates.moment(given.at) if given else "",
        lines=tuple(_given(said[given, "lines"], kind) if given else (_shown(one, kind) for one in lines_of(row))),
        withheld=words.of("held_back", given.ground) if given and given.ground else "",
        because=said[given, "because"] if given else "",
    )  # fmt: skip


def reading_page(viewer: Viewer, uuid: UUID) -> ReadingPage:
    """Raises NotVisible."""
    row = reading_seen(viewer, uuid)
    settled = getattr(row, "settled", None)
    asked = {"eier": str(row.school_owner.uuid), "hvem": str(row.person.uuid), "til": row.on.isoformat()}
    return ReadingPage(
        person=row.person.name, why=words.of("reading_why", row.why), day=dates.day(row.on),
        log=f"{reverse('trail')}?{urlencode(asked)}", owner_kind=row.school_owner.kind,
        found=words.of("reading_found", settled.found) if settled else "",
        text=texts_of((settled, "words"))[settled, "words"] if settled else "",
    )  # fmt: skip


def _given(kept: str, kind: str) -> Iterator[LineShown]:
    return (LineShown(key="", said=one.said(kind), name="") for one in lines_in(kept))


def _shown(line: ReaderLine, kind: str) -> LineShown:
    return LineShown(key=line.key, said=line.told.said(kind), name="" if line.told.name else line.name)


def _who(row: TrailRequest) -> str:
    """Who has asked, without a name: the officer need not know it to answer."""
    return words.of("actor", "guardian" if row.guardian_id else "pupil")
