"""What is to be printed, as plain values: a document of sections, and the few kinds of blocks that a section holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from innsats.cases.queries.corrections import Written

REGIONS = {"nb": "NO", "nn": "NO", "en": "GB"}
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph of ours."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Words with their values, one on a line."""

    rows: tuple[Pair, ...]
    kind: str = "pairs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a head. `widths` are shares of the page; every row has as many cells."""

    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What should have stood there, why, and who said so when."""

    text: str
    reason: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What somebody wrote, as it was written, with every correction beside it."""

    label: str = ""
    text: str
    corrections: tuple[Correction, ...] = ()
    original_word: str = ""
    corrected_word: str = ""
    kind: str = "written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """Answers to tick by hand."""

    label: str
    choices: tuple[str, ...]
    kind: str = "boxes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Lines to write on by hand."""

    label: str
    count: int
    kind: str = "space"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing with a heading of its own, and when and by whom."""

    title: str
    said: str = ""
    blocks: tuple[Any, ...] = ()
    kind: str = "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: str
    blocks: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All of it. `foot` stands on every page; `on` is the date of the document; `is_wide` turns the sheet.

    The same document always becomes the same bytes.
    """

    title: str
    language: str
    on: date
    foot: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    facts: tuple[Pair, ...] = ()
    lead: tuple[str, ...] = ()
    has_contents: bool = False
    is_wide: bool = False

    def as_json(self) -> dict[str, Any]:
        """As `document.typ` reads it, in the language that is spoken now."""
        return {
            "title": self.title,
            "lang": self.language,
            "region": REGIONS[self.language],
            "on": {"year": self.on.year, "month": self.on.month, "day": self.on.day},
            "foot": self.foot,
            "subtitle": self.subtitle,
            "facts": self.facts,
            "lead": self.lead,
            "sections": [asdict(section) for section in self.sections],
            "contents_word": _("Innhold") if self.has_contents else "",
            "page_word": _("Side"),
            "is_wide": self.is_wide,
        }


def pairs(*rows: Pair) -> tuple[Pairs, ...]:
    """The pairs that have a value, as one block; none when none has."""
    kept = tuple((word, value) for word, value in rows if value)
    return (Pairs(rows=kept),) if kept else ()


def words_of(written: Written | None, label: str = "") -> tuple[Words, ...]:
    """A text with its corrections, as one block; none when nobody wrote anything."""
    if written is None or not (written.text or written.corrections):
        return ()
    corrections = tuple(
        Correction(text=one.text, said=one.said, reason=_("Hvorfor: {reason}").format(reason=one.reason))
        for one in written.corrections
    )
    return (
        Words(
            label=label, text=written.text, corrections=corrections, original_word=_("Slik det ble skrevet"),
            corrected_word=_("Slik det skulle ha stått"),
        ),
    )  # fmt: skip


def plain(text: str, label: str = "") -> tuple[Words, ...]:
    """A text that cannot be corrected, as one block; none when it is empty."""
    return (Words(label=label, text=text),) if text else ()
