"""Særskilt: what is rare in a case, and the law has rules of its own for. A new kind is one more in `KINDS`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from innsats.people.viewers import Viewer
from innsats.rules.acts import Act

from ..case_acts import CaseActPage, choices_of, framed, pupils_in
from ..clocks import dues_of
from ..corrections import Corrections
from ..head import Button, Head, OpenCase, address, button, head_of, read
from ..texts import keys_of, texts_of
from .interventions import INTERVENTIONS
from .kinds import Kind, Record

KINDS: tuple[Kind, ...] = (INTERVENTIONS,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A kind as the tab shows it: its records, newest first, and what can be written there."""

    title: str
    why: str
    acts: tuple[Button, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialPage:
    """The tab Særskilt. Shelves with something on them come first."""

    head: Head
    shelves: tuple[Shelf, ...]
    correct: str


def special_page(viewer: Viewer, number: str) -> SpecialPage:
    """Everything on Særskilt. Raises NotVisible or Shut."""
    case = read(viewer, number)
    dues, corrections = dues_of(case.row.pk), Corrections(case.row)
    held = [(kind, list(kind.rows(case.row.pk))) for kind in KINDS]
    keys = [key for kind, rows in held for key in kind.keys(rows)]
    said = texts_of(*case.title_keys, *keys, *corrections.keys())
    shelves = [
        Shelf(
            title=str(kind.title),
            why=str(kind.why),
            acts=tuple(button(case, act) for act in kind.acts),
            records=tuple(_with_address(case, kind.record(row, corrections, said, case.owner_kind)) for row in rows),
        )
        for kind, rows in held
    ]
    return SpecialPage(
        head=head_of(case, dues, said, "case_special"),
        shelves=tuple(sorted(shelves, key=lambda shelf: not shelf.records)),
        correct=address(Act.CORRECT_RECORD, case.row.number),
    )


def pupils_page(act: Act, viewer: Viewer, number: str) -> CaseActPage:
    """An act about one of the pupils of the case. Raises NotVisible or Shut."""
    case = read(viewer, number)
    parties = pupils_in(case)
    said = texts_of(*case.title_keys, *keys_of([one.pupil for one in parties], "sealed_name"))
    return replace(framed(case, act, said), pupils=choices_of(parties, said))


def _with_address(case: OpenCase, record: Record) -> Record:
    """`more` is an act; the page wants its address, for those who may."""
    opens = record.asks and record.more and not button(case, Act(record.more)).reasons
    return replace(record, more=address(Act(record.more), case.row.number) if opens else "")
