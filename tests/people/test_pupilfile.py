"""A file of pupils is read in any plain shape, and what cannot be read is told with its line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.people.pupilfile import columns
from innsats.people.pupilfile.reading import read
from innsats.people.pupilfile.rows import Broken, Oddity

ON = date(2026, 3, 23)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "import-pupils.md"
HEAD = "elev_id;navn;fødselsdato"


def of(*lines: str, encoding: str = "utf-8"):
    return read("\n".join(lines).encode(encoding), on=ON)


def wrong(content: bytes) -> list[str]:
    with pytest.raises(Broken) as broken:
        read(content, on=ON)
    return [str(one) for one in broken.value.wrong]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encodings_and_separators_are_found(encoding, separator):
    lines = [HEAD, "7;Åse Øst;2014-05-02", '8;"Lie; Ola";2014-05-02' if separator == ";" else "8;Ola Lie;2014-05-02"]
    (ase, _) = of(*(line.replace(";", separator) for line in lines), encoding=encoding).pupils
    assert (ase.source_id, ase.name, ase.born) == ("7", "Åse Øst", date(2014, 5, 2))


@pytest.mark.parametrize(("lines", "line"), [
    ((HEAD.encode(), "7;Åse;2014-05-02".encode(), "8;Øst;2014-05-02".encode("cp1252")), 3),
    ((HEAD.encode("cp1252"), b"7;Ase;2014-05-02", "8;Øst;2014-05-02".encode()), 1),
    ((HEAD.encode("cp1252"), "8;Øst;2014-05-02".encode() + "Å".encode("cp1252")), 2),
    ((b"\xef\xbb\xbf" + HEAD.encode(), "8;Øst;2014-05-02".encode("cp1252")), 2),
])
def test_two_encodings_in_one_file_are_refused_with_the_line(lines, line):
    (said,) = wrong(b"\n".join(lines))
    assert said.startswith(f"line {line}: two encodings in one file")


@pytest.mark.parametrize(("content", "said"), [
    (b"", "the file is empty"), (b"\n\n", "the file is empty"), (HEAD.encode(), "there is no pupil in the file"),
    (HEAD.encode("utf-16"), "this is no CSV file in UTF-8 or Windows-1252"), (b"\x00\x01", "this is no CSV file"),
    (f"{HEAD}\n7;Ã˜st;2014-05-02".encode(), "line 2: letters were lost"),
    (f'{HEAD}\n7;"Ola;2014-05-02'.encode(), "line 2: the quotation marks"),
    (b"navn;fornavn\nOla;Ola", "line 1: there is no column 'elev_id'"),
    (f"{HEAD};navn\n7;Ola;2014-05-02;Ola".encode(), "line 1: the column 'navn' stands twice"),
    (f"{HEAD};foresatt7_navn\n7;Ola;2014-05-02;Ola".encode(), "line 1: foresatt7"),
    (f"{HEAD}\n7;Ola;02/05/2014".encode(), "line 2: the birth date '02/05/2014' is not written as"),
    (f"{HEAD}\n7;Ola;2027-01-01".encode(), "line 2: the birth date is in the future"),
    (f"{HEAD}\n7;Ola;1014-01-01".encode(), "line 2: the birth date is before 1900"),
    (f"{HEAD}\n7;{'O' * 201};2014-01-01".encode(), "line 2: the name of the pupil is longer"),
    (f"{HEAD}\n;🦊;2014-01-01".encode(), "line 2: the id of the pupil is missing"),
])
def test_what_cannot_be_used_is_told_in_plain_words(content, said):
    assert wrong(content)[0].startswith(said)


def test_guardians_stand_as_columns_or_as_lines_and_each_counts_once():
    head = f"{HEAD};foresatt_navn;foresatt_foreldreansvar;foresatt1_navn;foresatt1_dato"
    (ola,) = of(
        head, "7;Ola Lie;2014-05-02;Eva Lie;Ja;Per Lie;01.08.2025", "7;Ola Lie;2014-05-02;Liv Lie;nei;;",
    ).pupils
    assert [(one.name, one.has_responsibility) for one in ola.guardians] == [
        ("Eva Lie", True), ("Per Lie", None), ("Liv Lie", False)
    ]
    assert ola.guardians[1].as_of == date(2025, 8, 1)


def test_a_guardian_said_two_things_of_is_refused():
    head = f"{HEAD};foresatt_navn;foresatt_foreldreansvar"
    said = wrong(f"{head}\n7;Ola;2014-05-02;Eva;ja\n7;Ola;2014-05-02;Eva;nei".encode())
    assert said == ["line 3: the guardian of line 2 again, with something else said of the same"]


def test_what_is_not_read_is_told_and_never_guessed():
    of_guardian = ("navn", "foreldreansvar", "telefon", "epost", "kilde")
    head = f"{HEAD};skostørrelse;{';'.join(f'foresatt1_{what}' for what in of_guardian)}"
    roll = of(head, "7;Ola Lie;2014-05-02;38;Eva Lie;delt;ring meg;eva;venner", "8;Liv;2014-05-02;;;ja;;;")
    eva = roll.pupils[0].guardians[0]
    assert (eva.has_responsibility, eva.phone, eva.email, eva.source) == (None, "", "", "school_system")
    assert {one.oddity for one in roll.odd} == {
        Oddity.COLUMN_UNKNOWN, Oddity.RESPONSIBILITY_UNREAD, Oddity.PHONE_UNREAD, Oddity.EMAIL_UNREAD,
        Oddity.SOURCE_UNREAD, Oddity.GUARDIAN_NAMELESS, Oddity.NO_GUARDIAN,
    }


@pytest.mark.parametrize(("said", "grade"), [
    ("6", 6), ("6.", 6), ("6. trinn", 6), ("Vg2", 12), ("vg 3", 13), ("13", 13), ("14", None), ("Vg4", None),
    ("sjette", None), ("0", None),
])
def test_grades_are_read_as_people_write_them(said, grade):
    assert columns.grade(said) == grade


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: f"{HEAD}\n{text}".encode("utf-8", "replace")))
def test_no_file_however_odd_is_a_bug(content):
    try:
        read(content, on=ON)
    except Broken as broken:
        assert broken.wrong


def test_the_page_tells_of_every_column_and_of_no_other():
    told = [re.findall(r"`([^`]+)`", line.split("|")[1] + line.split("|")[2]) for line in PAGE.read_text().splitlines()
            if line.startswith("| `")]
    known = [list(words) for words in (*columns.PUPIL.values(), *columns.GUARDIAN.values())]
    assert sorted(map(sorted, told)) == sorted(map(sorted, known))
