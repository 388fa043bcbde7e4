"""Copies of an original case: the same rows with new ids and numbers, sealed with keys of their own, chained anew.

A copy differs from its original in who and where, never in what and when. So the stored clocks of the original are
the copy's too, and everything else that holds for the one holds for the other.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.db import connection, models
from django.db.models import Q

from innsats.cases.models import Case, Measure, Report
from innsats.cases.numbers import new_number
from innsats.journal.models import Event, Look
from innsats.people.models import Guardian, NameWord, Person, Pupil, School
from innsats.rules.calendar import day_of
from innsats.vault import cipher, keys
from innsats.vault.fields import SealedField
from innsats.vault.index import index_words
from innsats.vault.models import DataKey, MasterKey
from innsats.vault.sealing import open_one, sha256

from .originals import Cast

ID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})")  # a uuid or a SHA-256
SAID_ANEW = ("stream", "actor_id", "made", "form_key", "school_owner_id", "prev")  # of an event, in each copy
Row = tuple[type[models.Model], list[Any]]
Values = dict[str, Any]  # what a copy has instead of the original's, by name of the place


@dataclass(frozen=True, slots=True)
class Place:
    """Where a copy's own value stands in a row."""

    name: str


class Text:
    """A text with ids in it."""

    def __init__(self, parts: list[str]) -> None:
        """Every second part is the name of a place."""
        self._form = "%s".join(part.replace("%", "%%") for part in parts[::2])
        self._names = parts[1::2]

    def filled(self, values: Values) -> str:
        return self._form % tuple([values[name] for name in self._names])


@dataclass(frozen=True, slots=True)
class SealedText:
    """What is sealed anew for each copy, and for which field of which row."""

    text: str
    label: str
    row: str
    key: str


class Cells:
    """A row taken apart: what every copy has, and where the places and the texts of each copy go."""

    def __init__(self, model: type[models.Model], cells: list[Any]) -> None:
        self.model = model
        self._constants = [None if isinstance(cell, Place | Text) else cell for cell in cells]
        self._places = [(turn, cell.name) for turn, cell in enumerate(cells) if isinstance(cell, Place)]
        self._texts = [(turn, cell) for turn, cell in enumerate(cells) if isinstance(cell, Text)]

    def filled(self, values: Values) -> Row:
        row = self._constants.copy()
        for turn, name in self._places:
            row[turn] = values[name]
        for turn, text in self._texts:
            row[turn] = text.filled(values)
        return self.model, row


@dataclass(slots=True)
class Pattern:
    """An original, taken apart."""

    rows: list[Cells] = field(default_factory=list)
    events: list[tuple[Event, Text, Cells]] = field(default_factory=list)  # with its facts as JSON
    numbers: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)  # ids that each copy makes for itself
    keys: list[DataKey] = field(default_factory=list)
    sealed: dict[str, SealedText] = field(default_factory=dict)  # by the SHA-256 in the original
    words: list[tuple[str, str]] = field(default_factory=list)  # (pupil's name, the place of a word of it)


def columns_of(model: type[models.Model]) -> list[models.Field]:
    """The columns that a row of a copy fills; a number that the database gives is none of them."""
    return [column for column in model._meta.concrete_fields if not isinstance(column, models.AutoField)]


class Taking:
    """Takes one original apart."""

    def __init__(self, case: Case, cast: Cast) -> None:
        self.pattern = Pattern()
        self._known = {str(one.uuid): name for name, one in _people(cast)}
        self._persons = {one.pk: f"{name}.pk" for name, one in _people(cast)}
        reports = list(Report.objects.filter(casereport__case=case).order_by("reported_at"))
        pupils = Pupil.objects.filter(pk__in=case.party_set.exclude(pupil=None).values("pupil")).order_by("pk")
        self._rows = [*pupils, *Guardian.objects.filter(pupil__in=pupils).order_by("pk"), *reports, case]
        self._rows += self._belonging(case, reports)
        streams = [row.subject.stream for row in (*reports, case)]
        self._looks = Look.objects.filter(stream__in=streams).order_by("pk")
        self._events = Event.objects.filter(stream__in=streams).order_by("stream", "seq")
        self._pupils = list(pupils)

    def taken(self) -> Pattern:
        """The pattern of the case."""
        holders = [row for row in self._rows if hasattr(row, "data_key_id")]
        self.pattern.keys = list(DataKey.objects.filter(pk__in=[row.data_key_id for row in holders]).order_by("pk"))
        for row in self._rows:
            self._note_sealed(row)
        for row in (*self._rows, *self._looks):
            self.pattern.rows.append(self._cells(row))
        self._note_names()
        for event in self._events:
            self.pattern.events.append((event, self._text(json.dumps(event.facts)), self._cells(event)))
        for key in self.pattern.keys:
            self._id(str(key.pk))
        return self.pattern

    def _belonging(self, case: Case, reports: list[Report]) -> Iterator[models.Model]:
        """Every row of the slice that hangs on the case, its reports or its measures."""
        roots = {Case: [case.pk], Report: [row.pk for row in reports], Measure: case.measure_set.values("pk")}
        for model in apps.get_app_config("cases").get_models():
            ties = [column for column in model._meta.fields if column.related_model in roots]
            if model not in (Case, Report) and ties:
                wanted = Q()
                for column in ties:
                    wanted |= Q(**{f"{column.name}__in": roots[column.related_model]})
                yield from model._default_manager.filter(wanted).order_by("pk")

    def _note_sealed(self, row: models.Model) -> None:
        for column in row._meta.concrete_fields:
            if isinstance(column, SealedField) and getattr(row, column.name):
                blob = getattr(row, column.name)
                key = str(UUID(bytes=cipher.key_id_of(bytes(blob))))
                place = sha256(blob)
                text = open_one(blob, row.pk)
                self.pattern.sealed[place] = SealedText(text, column.label, self._id(str(row.pk)), self._id(key))

    def _note_names(self) -> None:
        for pupil in self._pupils:
            for turn in range(NameWord.objects.filter(pupil=pupil).count()):
                name = open_one(pupil.sealed_name, pupil.pk)
                place = f"word {turn} of {pupil.pk}"
                self.pattern.words.append((name, place))
                cells = {"word": Place(place), "pupil": Place(f"{pupil.pk}.id"), "school_owner": Place("owner")}
                self.pattern.rows.append(Cells(NameWord, [cells[column.name] for column in columns_of(NameWord)]))

    def _cells(self, row: models.Model) -> Cells:
        return Cells(type(row), [self._cell(row, column) for column in columns_of(type(row))])

    def _cell(self, row: models.Model, column: models.Field) -> Any:
        value = getattr(row, column.attname)
        if column.name in ("school_owner", "school_owner_id"):
            return Place("owner")
        if column.related_model is School:
            return Place("school")
        if column.related_model is Person:
            return Place(self._persons[value]) if value is not None else None
        if column.name == "number" and isinstance(row, Report | Case):
            self.pattern.numbers.append(f"number {row.pk}")
            return Place(f"number {row.pk}")
        if isinstance(row, Event) and column.name in ("prev", "hash"):
            return Place(column.name)
        if isinstance(column, models.JSONField):
            return self._text(json.dumps(value))
        if isinstance(column, SealedField):
            return Place(sha256(value) + ".blob") if value else b""
        if isinstance(value, UUID):
            return Place(self._id(str(value)) + ".id")
        if isinstance(value, str) and ID.search(value):
            return self._text(value)
        return column.get_db_prep_save(value, connection)

    def _text(self, value: str) -> Text:
        parts = ID.split(value)
        return Text([self._id(part) if turn % 2 else part for turn, part in enumerate(parts)])

    def _id(self, value: str) -> str:
        """The name of the place of an id. One that is nobody's we know is made anew in each copy."""
        if value in self._known:
            return self._known[value]
        if value not in self.pattern.sealed and value not in self.pattern.fresh:
            self.pattern.fresh.append(value)
        return value


class Stamp:
    """Makes the copies of one original."""

    def __init__(self, pattern: Pattern, drawn: set[str]) -> None:
        """`drawn`: the numbers that reports and cases have already, kept up to date by all the stamps together."""
        self._pattern = pattern
        self._drawn = drawn
        names = [column.name for column in columns_of(Event)]
        self._said = {name: names.index(name) for name in SAID_ANEW}
        self._hash = names.index("hash")
        self._on = day_of(pattern.events[0][0].at)
        self._is_sqlite = connection.vendor == "sqlite"
        newest = MasterKey.objects.latest("version")
        self._master = keys.master_of(newest)
        self._key = DataKey()
        self._words: dict[tuple[str, int], list[bytes]] = {}

    def copy(self, cast: Cast) -> Iterator[Row]:
        """All the rows of one more case, for the people and the school of `cast`."""
        values = _world(cast)
        for value in self._pattern.fresh:
            self._give_id(values, value)
        for place in self._pattern.numbers:
            values[place] = self._number()
        yield from self._sealing(values, cast.school.owner_pk)
        for name, place in self._pattern.words:
            values[place] = self._words_of(name, cast.school.owner_pk)[int(place.split(" ", 2)[1])]
        for cells in self._pattern.rows:
            yield cells.filled(values)
        yield from self._chained(values)

    def _number(self) -> str:
        while (number := new_number(self._on)) in self._drawn:
            pass
        self._drawn.add(number)
        return number

    def _give_id(self, values: Values, name: str) -> None:
        new = os.urandom(len(name.replace("-", "")) // 2).hex()
        if len(new) == 32:
            dashed = f"{new[:8]}-{new[8:12]}-{new[12:16]}-{new[16:20]}-{new[20:]}"
            values[name], values[name + ".id"] = dashed, new if self._is_sqlite else dashed
        else:
            values[name] = name  # the hash of a text that is no longer there

    def _sealing(self, values: Values, owner: int) -> Iterator[Row]:
        """The copy's own keys, and every text sealed with them."""
        ciphers = {}
        for key in self._pattern.keys:
            place = str(key.pk)
            new = self._key  # one row that is each key in turn, to ask what its wrapping is bound to
            new.uuid, new.kind, new.subject = UUID(values[place]), key.kind, values[key.subject]
            new.school_owner_id, new.master_id = owner, key.master_id
            raw = os.urandom(cipher.KEY_BYTES)
            wrapped = cipher.wrapped(raw, under=self._master, bound_to=new.bound_to)
            ciphers[place] = new.uuid, AESGCM(raw)
            yield DataKey, [values[place + ".id"], owner, new.kind, new.subject, new.master_id, wrapped]
        for place, one in self._pattern.sealed.items():
            key_id, found = ciphers[one.key]
            blob = cipher.sealed(one.text, cipher=found, key_id=key_id, field=one.label, row=UUID(values[one.row]))
            values[place], values[place + ".blob"] = sha256(blob), blob

    def _words_of(self, name: str, owner: int) -> list[bytes]:
        if (name, owner) not in self._words:
            self._words[name, owner] = sorted(index_words(name, school_owner_id=owner))
        return self._words[name, owner]

    def _chained(self, values: Values) -> Iterator[Row]:
        """The copy's events, each with the hash of the one before."""
        values["hash"] = ""
        for event, facts, cells in self._pattern.events:  # the original's event says what the copy's will say
            values["prev"] = "" if event.seq == 1 else values["hash"]
            _, row = cells.filled(values)
            for name, turn in self._said.items():
                setattr(event, name, row[turn])
            event.facts = json.loads(facts.filled(values))
            row[self._hash] = values["hash"] = event.digest()
            yield Event, row


def _people(cast: Cast):
    return [(name, getattr(cast, name)) for name in ("rektor", "lead", "member", "reporter", "officer")]


def _world(cast: Cast) -> Values:
    values: Values = {"owner": cast.school.owner_pk, "school": cast.school.pk}
    for name, one in _people(cast):
        values[name], values[f"{name}.pk"] = str(one.uuid), one.pk
    return values

