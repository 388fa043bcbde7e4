"""What a kind of special record is: where its rows are, what is written in them, and how one of them is told.

The tab Særskilt and the printed case are both made of the same kinds, so that neither can forget one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from innsats.rules.acts import Act
from innsats.web import dates

from ..corrections import Corrections
from ..inquirypage import SaidText, said_texts, written_later
from ..texts import Key, keys_of

Said = Mapping[Key, str]
Pair = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewed:
    """In what circumstances it is told: at what kind of owner, and on which day."""

    owner_kind: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One row in words, its texts apart. `asks` says what is still to be done about it, `more` by which act and
    `about` what."""

    title: str
    happened: datetime | date
    pairs: tuple[Pair, ...] = ()
    asks: str = ""
    more: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Told):
    """A row as it is shown: signed, with the texts that somebody wrote. `later`: when, if not when it happened.

    `way` is the word for what is still to be done, and `more` then its address.
    """

    said: str
    later: str
    texts: tuple[SaidText, ...]
    way: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind. `why` says in a sentence what belongs there; `rows` are those of a case, newest first, with `by`.

    `texts` are the sealed fields with their words, in reading order; `tell` needs the row, the opened texts and what
    circumstances it is told in. A row with a `pupil` has it loaded.
    """

    title: Any
    why: Any
    acts: tuple[Act, ...]
    rows: Callable[[UUID], Iterable[Any]]
    texts: Mapping[str, Any]
    tell: Callable[[Any, Said, Viewed], Told]

    def keys(self, rows: Iterable[Any]) -> list[Key]:
        """What must be opened to show these rows."""
        held = list(rows)
        pupils = [one.pupil for one in held if getattr(one, "pupil", None)]
        return [*keys_of(held, *self.texts), *keys_of(pupils, "sealed_name")]

    def record(self, row: Any, corrections: Corrections, said: Said, viewed: Viewed) -> Record:
        """One of its rows as it is shown."""
        told = self.tell(row, said, viewed)
        return Record(
            title=told.title, happened=told.happened, pairs=told.pairs, asks=told.asks, more=told.more,
            about=told.about, said=f"{dates.moment(told.happened)} · {row.by.name}",
            later=_later(told.happened, row.at),
            texts=said_texts(row, self.texts, corrections, said),
        )  # fmt: skip


def _later(happened: datetime | date, at: datetime) -> str:
    """When it was written, for what was not written when it happened."""
    if isinstance(happened, datetime):
        return written_later(happened, at)
    return dates.day(at) if dates.date_of(at) != happened else ""


def pairs(*given: tuple[str, str]) -> tuple[Pair, ...]:
    """Those that say something."""
    return tuple({"word": word, "value": value} for word, value in given if value)
