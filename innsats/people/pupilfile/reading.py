"""The file as one roll of pupils, each once with all guardians. Everything wrong is told at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from innsats.rules.inputs import LONGEST_NAME
from innsats.vault.index import words_of

from ..naming import name_key
from . import columns
from .columns import NOT_USED, Column
from .decoding import lines_of
from .rows import Broken, GuardianRow, Odd, Oddity, PupilRow, Roll, Wrong

LONGEST_CLASS, LONGEST_ID, LONGEST_RELATION = 20, 100, 60
Cells = dict[str, str]


def read(content: bytes, *, on: date) -> Roll:
    """The pupils of the file. `on` is the day it is read: nobody is born after it. Raises Broken with all reasons."""
    lines = lines_of(content)
    first = next(lines, None)
    if first is None:
        raise Broken(Wrong(0, "the file is empty"))
    reading = _Reading(on)
    header = columns.columns_of(*first)
    reading.odd += [
        Odd(first[0], cell, Oddity.COLUMN_UNKNOWN)
        for cell, column in zip(first[1], header, strict=True)
        if column == NOT_USED and cell
    ]
    for line, cells in lines:
        if len(cells) > len(header) and any(cells[len(header) :]):
            reading.say(line, f"{len(cells)} cells, and the header has {len(header)}")
        else:
            reading.take(line, cells, header)
    if not reading.pupils and not reading.wrong:
        reading.say(0, "there is no pupil in the file")
    reading.compare()
    if reading.wrong:
        raise Broken(*sorted(reading.wrong, key=lambda wrong: wrong.line))
    return Roll(pupils=tuple(reading.pupils.values()), odd=tuple(sorted(reading.odd, key=lambda odd: odd.line)))


class _Reading:
    """A file under way: the pupils so far by id, and what is wrong and odd."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.pupils: dict[str, PupilRow] = {}
        self.wrong: list[Wrong] = []
        self.odd: list[Odd] = []

    def say(self, line: int, reason: str) -> None:
        self.wrong.append(Wrong(line, reason))

    def take(self, line: int, cells: list[str], header: list[Column]) -> None:
        """One line: a pupil, or one more guardian of a pupil above."""
        before = len(self.wrong)
        of: dict[tuple[str, int], Cells] = {}
        for cell, (who, number, what) in zip(cells, header, strict=False):
            if who:
                of.setdefault((who, number), {})[what] = cell
        row = self._pupil(line, of.pop(("pupil", 0), {}))
        guardians = [one for one in (self._guardian(line, cells) for _, cells in sorted(of.items())) if one]
        if row is None or len(self.wrong) > before:
            return
        known = self.pupils.get(row.source_id)
        if known is not None and _facts(known) != _facts(row):
            self.say(line, f"the id of line {known.line} again, with another name, birth date, grade or class")
            return
        held = list(known.guardians) if known else []
        self.pupils[row.source_id] = replace(known or row, guardians=tuple(self._joined(held, guardians)))
        if known is not None and not (set(map(_said, guardians)) - set(map(_said, held))):
            self.odd.append(Odd(line, row.name, Oddity.ROW_TWICE))

    def compare(self) -> None:
        """What only the whole file shows: two alike, no guardian, and a guardian who is a pupil."""
        by_name: dict[frozenset[str], list[PupilRow]] = {}
        for row in self.pupils.values():
            by_name.setdefault(name_key(row.name), []).append(row)
        for row in self.pupils.values():
            if any(one.born == row.born and one.line < row.line for one in by_name[name_key(row.name)]):
                self.odd.append(Odd(row.line, row.name, Oddity.TWO_ALIKE))
            if not row.guardians:
                self.odd.append(Odd(row.line, row.name, Oddity.NO_GUARDIAN))
            for guardian in row.guardians:
                namesakes = by_name.get(name_key(guardian.name), [])
                if any(one.born == guardian.born for one in namesakes):
                    self.say(guardian.line, "the guardian has the name and the birth date of a pupil")
                elif namesakes and guardian.born is None:
                    self.odd.append(Odd(guardian.line, guardian.name, Oddity.NAME_OF_A_PUPIL))

    def _pupil(self, line: int, cells: Cells) -> PupilRow | None:
        source_id, name = cells.get("id", ""), _name(cells)
        born = self._born(line, cells.get("born", ""), "birth date")
        if not source_id:
            self.say(line, "the id of the pupil is missing")
        if len(source_id) > LONGEST_ID:
            self.say(line, f"the id is longer than {LONGEST_ID} signs")
        self._check_name(line, name, "pupil")
        if not cells.get("born"):
            self.say(line, "the birth date is missing")
        grade = columns.grade(cells.get("grade", ""))
        if cells.get("grade") and grade is None:
            self.say(line, f"the grade {cells['grade']!r} is none from 1 to 13")
        if len(cells.get("class_name", "")) > LONGEST_CLASS:
            self.say(line, f"the class is longer than {LONGEST_CLASS} signs")
        if born is None:
            return None
        class_name = cells.get("class_name", "")
        return PupilRow(line=line, source_id=source_id, name=name, born=born, grade=grade, class_name=class_name)

    def _guardian(self, line: int, cells: Cells) -> GuardianRow | None:
        name = _name(cells)
        if not name:
            if any(cells.values()):
                self.odd.append(Odd(line, next(filter(None, cells.values())), Oddity.GUARDIAN_NAMELESS))
            return None
        self._check_name(line, name, "guardian")
        as_of = self._born(line, cells.get("as_of", ""), "date of the responsibility")
        born = self._born(line, cells.get("born", ""), "guardian's birth date")
        if len(cells.get("relation", "")) > LONGEST_RELATION:
            self.say(line, f"the relation is longer than {LONGEST_RELATION} signs")
        return GuardianRow(
            line=line, name=name, relation=cells.get("relation", ""), as_of=as_of, born=born, **self._read(line, cells)
        )

    def _read(self, line: int, cells: Cells) -> dict[str, Any]:
        """What may be left out when it cannot be read, and is told."""
        said = {name: cells.get(name, "") for name in ("phone", "email", "has_responsibility", "source")}
        checks = {"phone": (columns.is_phone, Oddity.PHONE_UNREAD), "email": (columns.is_email, Oddity.EMAIL_UNREAD)}
        found: dict[str, Any] = {}
        for name, (is_one, oddity) in checks.items():
            found[name] = said[name] if is_one(said[name]) else ""
            if said[name] and not found[name]:
                self.odd.append(Odd(line, said[name], oddity))
        answer, source = said["has_responsibility"].casefold(), said["source"].casefold()
        found["has_responsibility"] = True if answer in columns.YES else False if answer in columns.NO else None
        if answer not in columns.YES | columns.NO | columns.UNKNOWN:
            self.odd.append(Odd(line, said["has_responsibility"], Oddity.RESPONSIBILITY_UNREAD))
        found["source"] = columns.SOURCES.get(source, "school_system")
        if source not in columns.SOURCES:
            self.odd.append(Odd(line, said["source"], Oddity.SOURCE_UNREAD))
        return found

    def _born(self, line: int, said: str, what: str) -> date | None:
        """A day that has been; None, and told, when it is another; None alone when nothing is said."""
        found = columns.day(said)
        if said and found is None:
            self.say(line, f"the {what} {said!r} is not written as 2014-05-02 or 02.05.2014")
        elif found is not None and not found.year >= 1900:
            self.say(line, f"the {what} is before 1900")
        elif found is not None and found > self.on:
            self.say(line, f"the {what} is in the future")
        return found

    def _check_name(self, line: int, name: str, whose: str) -> None:
        if not words_of(name):
            self.say(line, f"the name of the {whose} is missing, or has no letters")
        elif len(name) > LONGEST_NAME:
            self.say(line, f"the name of the {whose} is longer than {LONGEST_NAME} signs")

    def _joined(self, held: list[GuardianRow], more: list[GuardianRow]) -> Iterator[GuardianRow]:
        """Every guardian once. One named twice must be said the same of."""
        by_name = {name_key(one.name): one for one in held}
        for one in more:
            known = by_name.setdefault(name_key(one.name), one)
            if _said(known) != _said(one):
                self.say(one.line, f"the guardian of line {known.line} again, with something else said of the same")
        if len(by_name) > columns.MOST_GUARDIANS:
            self.say(more[-1].line, f"more than {columns.MOST_GUARDIANS} guardians of one pupil")
        yield from by_name.values()


def _name(cells: Cells) -> str:
    return cells.get("name") or " ".join(filter(None, (cells.get("first_name"), cells.get("last_name"))))


def _facts(row: PupilRow) -> tuple[object, ...]:
    return (row.name, row.born, row.grade, row.class_name)


def _said(one: GuardianRow) -> GuardianRow:
    return replace(one, line=0)
