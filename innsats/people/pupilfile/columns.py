"""The one plain layout of columns, and how a cell is read. Described in docs/import-pupils.md, which is tested."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ..naming import LAST_COMPULSORY, plain
from .rows import Broken, Wrong

MOST_GUARDIANS = 6
PUPIL = {  # what it is → how the header may be written, in plain letters
    "id": ("elev_id", "elevid", "elevnummer", "id"),
    "name": ("navn", "elevnavn", "elev"),
    "first_name": ("fornavn",),
    "last_name": ("etternavn",),
    "born": ("fødselsdato", "fodselsdato", "født"),
    "grade": ("trinn", "årstrinn", "klassetrinn"),
    "class_name": ("klasse", "basisgruppe", "gruppe"),
}
GUARDIAN = {  # after foresatt_, or foresatt1_, foresatt2_ …
    "name": ("navn",),
    "first_name": ("fornavn",),
    "last_name": ("etternavn",),
    "relation": ("relasjon", "tilknytning"),
    "phone": ("telefon", "mobil"),
    "email": ("epost", "e_post"),
    "has_responsibility": ("foreldreansvar",),
    "as_of": ("dato", "foreldreansvar_dato"),
    "source": ("kilde", "foreldreansvar_kilde"),
    "born": ("fødselsdato", "fodselsdato", "født"),
}
NEEDED = ("id", "born")
YES, NO, UNKNOWN = {"ja", "j", "1", "true", "x"}, {"nei", "n", "0", "false"}, {"", "ukjent", "vet ikke"}
SOURCES = {
    "": "school_system", "skolens elevregister": "school_system", "elevregister": "school_system",
    "folkeregisteret": "national_register", "familien": "from_family", "skolen": "typed_in",
}
OF_GUARDIAN = re.compile(r"foresatt(\d{0,2})_(.+)")
Column = tuple[str, int, str]  # of whom (pupil or guardian), which guardian, and what; ("", 0, "") is not used
NOT_USED: Column = ("", 0, "")


def columns_of(line: int, header: Sequence[str]) -> list[Column]:
    """What each column of the header holds. Raises Broken when one that is needed is missing, or stands twice."""
    columns = [_column(cell) for cell in header]
    known = [column for column in columns if column != NOT_USED]
    wrong = [
        Wrong(line, f"the column {cell!r} stands twice, or under two names")
        for n, (cell, column) in enumerate(zip(header, columns, strict=True))
        if column != NOT_USED and column in columns[:n]
    ]
    held = {what for who, _, what in known if who == "pupil"}
    wrong += [Wrong(line, f"there is no column {PUPIL[what][0]!r}") for what in NEEDED if what not in held]
    if "name" not in held and not {"first_name", "last_name"} <= held:
        wrong.append(Wrong(line, "there is no column 'navn', nor 'fornavn' and 'etternavn'"))
    if most := [n for _, n, _ in known if n > MOST_GUARDIANS]:
        wrong.append(Wrong(line, f"foresatt{min(most)}: there is room for {MOST_GUARDIANS} guardians"))
    if wrong:
        raise Broken(*wrong)
    return columns


def day(text: str) -> date | None:
    """2014-05-02 or 02.05.2014, and nothing else: no order of days and months is guessed. None: unreadable."""
    if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def grade(text: str) -> int | None:
    """6, 6., 6. trinn, Vg1. None: unreadable."""
    found = re.fullmatch(r"(vg ?)?(\d{1,2})\.?( ?\.? ?trinn)?", text.casefold())
    if found is None:
        return None
    number = int(found[2]) + (LAST_COMPULSORY if found[1] else 0)
    return number if 1 <= number <= LAST_COMPULSORY + 3 else None


def is_phone(text: str) -> bool:
    return bool(re.fullmatch(r"\+?[\d ()-]{5,25}", text))


def is_email(text: str) -> bool:
    return bool(re.fullmatch(r"[^@\s,;]{1,100}@[^@\s,;]{1,100}\.[^@\s,;.]{2,30}", text))


def _column(cell: str) -> Column:
    word = plain(cell).replace(" ", "_")
    if found := OF_GUARDIAN.fullmatch(word):
        what = _what(found[2], GUARDIAN)
        return ("guardian", int(found[1] or 0), what) if what else NOT_USED
    what = _what(word, PUPIL)
    return ("pupil", 0, what) if what else NOT_USED


def _what(word: str, known: dict[str, tuple[str, ...]]) -> str:
    return next((what for what, words in known.items() if word in words), "")
