"""Who has opened the case, as far as whoever asked has been given it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation

from innsats.cases.models import TrailRequest
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.texts import texts_of
from innsats.cases.queries.trail import lines_in
from innsats.rules.looking import may_ask, trail_due
from innsats.web import dates, words

from ..languages import read_in
from .approved import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailShown:
    """The newest answer, and whether one is on its way. `asked` and `due` are empty when nothing waits; `given` is
    empty before the first answer. `language` is that of the lines. `withheld` is the provision, and `because` the
    reason, for what is not told.
    """

    case: UUID
    asked: str
    due: str
    given: str
    until: str
    language: str
    lines: tuple[str, ...]
    withheld: str
    because: str


def may_ask_here(reading: Reading) -> bool:
    """Whether this reader may be given the list. No query."""
    return may_ask(reading.group, is_subject=reading.reader.pupil == reading.case.pupil_id)


def asked_by(reading: Reading) -> QuerySet[TrailRequest]:
    """What this reader has asked for, the newest first. Raises NotVisible for whoever may not be given the list."""
    if not may_ask_here(reading):
        raise NotVisible(f"trail:{reading.case.pk}")
    reader = reading.reader
    own = TrailRequest.objects.filter(case=reading.case, pupil=reader.pupil, guardian=reader.guardian)
    return own.select_related("release").order_by("-at", "pk")


def trail_shown(reading: Reading) -> TrailShown:
    """Raises NotVisible. Two queries, one more when something is given."""
    rows = list(asked_by(reading))
    waiting = next((one for one in rows if not hasattr(one, "release")), None)
    given = next((one for one in rows if hasattr(one, "release")), None)
    said = texts_of((given.release, "lines"), (given.release, "because")) if given else {}
    kind = reading.case.school.school_owner.kind
    with translation.override(read_in()):
        withheld = words.of("held_back", given.release.ground) if given and given.release.ground else ""
    return TrailShown(
        case=reading.case.pk,
        asked=dates.day(waiting.at) if waiting else "", due=dates.day(trail_due(waiting.at)) if waiting else "",
        given=dates.day(given.release.at) if given else "", until=dates.moment(given.at) if given else "",
        language=read_in(), lines=_lines(said[given.release, "lines"], kind) if given else (),
        withheld=withheld,
        because=said[given.release, "because"] if given else "",
    )  # fmt: skip


def _lines(kept: str, kind: str) -> tuple[str, ...]:
    """In the language of the page, or in bokmål where what a family reads of its case is not in that."""
    with translation.override(read_in()):
        return tuple(one.said(kind) for one in lines_in(kept))
