"""Særskilt: what is rare in a case, and the law has rules of its own for. A new kind is one more in `KINDS`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.web import dates

from ..access import NotVisible
from ..case_acts import CaseActPage, choices_of, framed, pupils_in
from ..clocks import dues_of
from ..corrections import Corrections
from ..head import Button, Head, OpenCase, address, button, head_of, read
from ..texts import keys_of, texts_of
from .around import INTERPRETERS, MEDIA, POLICE, SUPPORTERS
from .interventions import INTERVENTIONS
from .kinds import Kind, Record, Viewed
from .proposals import DECISIONS, PROPOSALS

KINDS: tuple[Kind, ...] = (INTERVENTIONS, PROPOSALS, DECISIONS, POLICE, INTERPRETERS, SUPPORTERS, MEDIA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A kind as the tab shows it: its records, newest first, and what can be written there."""

    title: str
    why: str
    acts: tuple[Button, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialPage:
    """The tab Særskilt. Shelves with something on them come first. `reasons`: why nothing can be written there now."""

    head: Head
    shelves: tuple[Shelf, ...]
    reasons: tuple[str, ...]
    correct: str


def special_page(viewer: Viewer, number: str) -> SpecialPage:
    """Everything on Særskilt. Raises NotVisible or Shut."""
    case = read(viewer, number)
    dues, corrections = dues_of(case.row.pk), Corrections(case.row)
    held = [(kind, list(kind.rows(case.row.pk))) for kind in KINDS]
    keys = [key for kind, rows in held for key in kind.keys(rows)]
    said, viewed = texts_of(*case.title_keys, *keys, *corrections.keys()), viewed_in(case)
    shelves = [
        Shelf(
            title=str(kind.title),
            why=str(kind.why),
            acts=tuple(one for one in (button(case, act) for act in kind.acts) if not one.reasons),
            records=tuple(_with_address(case, kind.record(row, corrections, said, viewed)) for row in rows),
        )
        for kind, rows in held
    ]
    return SpecialPage(
        head=head_of(case, dues, said, "case_special"),
        shelves=tuple(sorted(filter(_has_something, shelves), key=lambda shelf: not shelf.records)),
        reasons=button(case, Act.RECORD_INTERVENTION).reasons,
        correct=address(Act.CORRECT_RECORD, case.row.number),
    )


def _has_something(shelf: Shelf) -> bool:
    return bool(shelf.acts or shelf.records)


def viewed_in(case: OpenCase) -> Viewed:
    """The circumstances in which the records of a case are told now."""
    return Viewed(owner_kind=case.owner_kind, on=dates.date_of(case.viewer.at))


def pupils_page(act: Act, viewer: Viewer, number: str) -> CaseActPage:
    """An act about one of the pupils of the case. Raises NotVisible or Shut."""
    case = read(viewer, number)
    parties = pupils_in(case)
    said = texts_of(*case.title_keys, *keys_of([one.pupil for one in parties], "sealed_name"))
    return replace(framed(case, act, said), pupils=choices_of(parties, said))


def decision_page(viewer: Viewer, number: str, proposal: UUID) -> CaseActPage:
    """A proposal of the case that is to be decided. Raises NotVisible, also when there is no such proposal, or Shut."""
    case = read(viewer, number)
    row = next((one for one in PROPOSALS.rows(case.row.pk) if one.pk == proposal), None)
    if row is None:
        raise NotVisible(f"proposal:{proposal}")
    said = texts_of(*case.title_keys, *PROPOSALS.keys([row]))
    told = PROPOSALS.tell(row, said, viewed_in(case))
    lines = ({"word": _("Forslaget"), "value": told.title}, *told.pairs)
    return replace(framed(case, Act.RECORD_DECISION, said), lines=lines)


def _with_address(case: OpenCase, record: Record) -> Record:
    """`more` is an act; the page wants its word and its address, for those who may."""
    about = [record.about] if record.about else []
    way = button(case, Act(record.more), *about) if record.asks and record.more else None
    return replace(record, more=way.address, way=way.word) if way and not way.reasons else replace(record, more="")
