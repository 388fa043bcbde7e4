"""Reading the registers: what is untidy is kept and listed, what is broken stops everything."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.people.register.offering import weighed
from innsats.people.register.reading import is_organisation_number
from innsats.people.register.rows import Broken, Oddity, SchoolRow, Table

from .registers import COUNTIES, HEADER, SCHOOLS, a_register, a_unit, csv, needs_real, read, the_real_register, units

ROW = "11,1103,Lia skole,976640810,1,7,Offentlig\r\n"


def oddities(register) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for odd in register.odd:
        found.setdefault(odd.name, set()).add(str(odd.oddity))
    return found


def school(register, name: str) -> SchoolRow:
    return next(row for row in register.schools if row.name == name)


# Owners

def test_oslo_is_one_owner_and_both_municipality_and_county():
    owners = {(row.kind, row.number): row for row in a_register().owners}
    assert owners["municipality", "0301"].county_number == "03" and ("county", "03") not in owners
    assert owners["county", "11"].county_number == "11" and owners["municipality", "1103"].county_number == ""


def test_a_school_whose_municipality_is_in_no_file_gets_an_owner_for_the_number_and_is_listed():
    register = a_register(HEADER + "21,2100,Longyearbyen skole,974795655,1,10,Offentlig\r\n")
    made = next(row for row in register.owners if row.number == "2100")
    assert not made.is_in_register and school(register, "Longyearbyen skole").owner == ("municipality", "2100")
    assert oddities(register)["Longyearbyen skole"] == {"municipality_unknown"}


def test_a_private_school_has_no_public_owner():
    assert school(a_register(), "Fagerlia privatskole").owner is None


def test_a_municipality_whose_county_is_in_no_file_is_kept_and_listed():
    register = read(csv("county_number,name\n03,Oslo\n", "counties.csv"), csv(
        "county_number,municipality_number,name\n03,0301,Oslo\n11,1103,Stavanger\n", "municipalities.csv"), csv(HEADER))
    assert oddities(register) == {"Stavanger": {"county_unknown"}}


# Untidy rows

def test_a_number_on_two_names_is_two_schools_and_both_are_listed():
    both = "11,1103,Vik skule,975281132,1,7,Offentlig\r\n11,1103,Vik oppvekst,975281132,1,7,Offentlig\r\n"
    register = a_register(HEADER + both)
    assert [row.name for row in register.schools] == ["Vik skule", "Vik oppvekst"]
    assert [(odd.line, odd.oddity) for odd in register.odd] == [(2, "number_on_several"), (3, "number_on_several")]


def test_the_same_row_twice_is_kept_once_and_listed():
    register = a_register(HEADER + ROW + ROW)
    assert len(register.schools) == 1 and [(odd.line, odd.oddity) for odd in register.odd] == [(3, "row_twice")]


def test_a_school_without_grades_is_kept_and_listed():
    register = a_register(HEADER + "11,1103,Lia skole,976640810,,,Offentlig\r\n")
    assert school(register, "Lia skole").offered and oddities(register)["Lia skole"] == {"no_grades"}


def test_a_wrong_check_digit_is_kept_and_listed():
    register = a_register(HEADER + "11,1103,Lia skole,976640811,1,7,Offentlig\r\n")
    assert oddities(register)["Lia skole"] == {"number_fails_check"}


def test_grades_decide_what_kind_of_school_it_is():
    register = a_register(
        HEADER + "11,1103,A skole,974590360,1,7,Offentlig\r\n11,1103,B skole,974590727,11,13,Offentlig\r\n"
        "11,1103,C skole,873626232,1,13,Privat\r\n"
    )
    assert {row.name: row.kind for row in register.schools} == {
        "A skole": "primary", "B skole": "upper_secondary", "C skole": "combined",
    }
    assert school(register, "B skole").owner == ("county", "11")
    assert {"B skole", "C skole"} == set(oddities(register))


# For children or not

@pytest.mark.parametrize("name", [
    "Vefsn voksenopplæring", "Austevoll kommune Vaksenopplæringa", "Vennesla voksenopplæringssenter",
    "Oslo kommune Språksenteret", "Tysvær Morsmålsopplæring", "Porsgrunn kommune Vikarer Grunnskole/Sfo",
    "Bamble kommune Fellestjenester Oppvekst", "Skulane Fellesfunksjonar", "Åsnes opplæringssenter",
    "Indre Østfold kommune Migrasjonssenteret avd voksenopplæring", "Halden kommune Felles Grunnskoletjeneste",
])
def test_what_is_not_for_children_is_not_offered(name):
    row = weighed(SchoolRow(name=name, organisation_number="1", municipality_number="1"))
    assert not row.offered and row.odd


@pytest.mark.parametrize("name", [
    "Voksen skole", "Voksentoppen skole", "Huseby barneskole - Ac Møller tegnspråksenter", "Sørenget oppvekstsenter",
    "Haug skole og ressurssenter", "Beitostølen Helsesportsenters Skuleavdeling", "Statsminister skole",
])
def test_an_ordinary_school_with_a_name_that_resembles_is_offered_and_not_even_listed(name):
    row = weighed(SchoolRow(name=name, organisation_number="1", municipality_number="1", lowest_grade=1))
    assert row.offered and not row.odd


@pytest.mark.parametrize(("name", "oddity"), [
    ("Mellomåsen skole og voksenopplæring", "also_adults"),
    ("Vadsø ungdomsskole og voksenopplæring avd skole", "also_adults"),
    ("Johannes læringssenter Flerspråklige Barn", "learning_centre"),
    ("Breidablik læringssenter avd grunnskole", "learning_centre"),
])
def test_what_is_for_adults_and_children_is_offered_and_listed(name, oddity):
    row = weighed(SchoolRow(name=name, organisation_number="1", municipality_number="1"))
    assert row.offered and row.odd == (oddity,)


def test_a_school_for_newcomers_is_for_children():
    assert weighed(SchoolRow(name="Mottaksskolen", organisation_number="1", municipality_number="1")).offered


# JSON

def test_upper_secondary_schools_come_from_the_json_and_the_public_ones_are_the_county_s():
    register = a_register(units(
        a_unit(Navn="Vågen videregående skole", ErGrunnskole=False, ErVideregaaendeSkole=True, SkoletrinnGSFra=None),
        a_unit(Navn="Oslo videregående skole", Kommunenr="0301", ErGrunnskole=False, ErVideregaaendeSkole=True),
        a_unit(Navn="Fri videregående skole", ErGrunnskole=False, ErVideregaaendeSkole=True, ErPrivatskole=True,
               ErOffentligSkole=False),
    ))
    assert {row.name: (row.kind, row.owner) for row in register.schools} == {
        "Vågen videregående skole": ("upper_secondary", ("county", "11")),
        "Oslo videregående skole": ("upper_secondary", ("municipality", "0301")),
        "Fri videregående skole": ("upper_secondary", None),
    }


def test_pages_an_array_of_pages_and_other_spellings_are_read_alike():
    other = a_unit(Orgnr=974590360, Kommunenummer="1103", Organisasjonsnummer=None, Kommunenr=None)
    page = {"AntallSider": 1, "EnhetListe": [a_unit()]}
    given = [units(a_unit()), units(a_unit(), page=True), units(other), units(page)]
    rows = {a_register(table).schools[0] for table in given}
    assert len(rows) == 1


def test_a_municipality_number_that_lost_its_zero_is_oslo():
    assert a_register(units(a_unit(Kommunenr=301))).schools[0].owner == ("municipality", "0301")


def test_a_combined_public_school_is_the_county_s_and_listed():
    register = a_register(units(a_unit(ErVideregaaendeSkole=True)))
    assert register.schools[0].kind == "combined" and register.schools[0].owner == ("county", "11")
    assert oddities(register)["Solbakken skole"] == {"public_combined"}


@pytest.mark.parametrize("field", ["Organisasjonsnummer", "Navn", "Kommunenr", "ErPrivatskole"])
def test_a_unit_that_lacks_what_is_needed_is_listed_and_not_guessed(field):
    unit = {k: v for k, v in a_unit(ErOffentligSkole=None).items() if k != field}
    register = a_register(units(a_unit(Navn="Annen skole"), unit))
    assert [row.name for row in register.schools] == ["Annen skole"]
    assert [(odd.line, odd.oddity) for odd in register.odd] == [(2, "field_missing")]


def test_public_and_private_at_once_is_not_guessed():
    assert a_register(units(a_unit(ErPrivatskole=True, ErOffentligSkole=True))).schools == ()


def test_what_is_closed_is_left_out_and_what_is_no_school_is_listed():
    register = a_register(units(a_unit(ErAktiv=False), a_unit(ErSkole=False, Navn="PPT")))
    assert register.schools == () and oddities(register) == {"PPT": {"not_a_school"}}


# Broken

@pytest.mark.parametrize(("content", "line", "expected"), [
    (b"", 1, "the columns"),
    (b"name;number\r\n", 1, "the columns"),
    (SCHOOLS.encode("utf-16"), 1, "UTF-8"),
    ((HEADER + ROW + ROW.replace("Lia", "Øya")).encode("latin-1"), 3, "UTF-8"),
    ((SCHOOLS + "11,1103,Lia sk").encode(), 5, "7 values"),
    ((HEADER + ROW.replace("976640810", "97664081")).encode(), 2, "9 digits"),
    ((HEADER + ROW.replace("1103", "110")).encode(), 2, "4 digits"),
    ((HEADER + ROW.replace(",1,7,", ",1,17,")).encode(), 2, "a grade"),
    ((HEADER + ROW.replace(",1,7,", ",7,1,")).encode(), 2, "lowest_grade"),
    ((HEADER + ROW.replace("Offentlig", "Offent")).encode(), 2, "ownership"),
    ((HEADER + ROW.replace("Lia skole", " ")).encode(), 2, "a name"),
    ((HEADER + ROW.replace("Lia", "Li\0a")).encode(), 2, "NUL"),
    ((HEADER + ROW.replace("Lia", '"Lia')).encode(), 2, "commas"),
])
def test_a_broken_file_says_which_line_and_what_was_expected(content, line, expected):
    with pytest.raises(Broken) as broken:
        a_register(Table("schools.csv", content))
    assert broken.value.line == line and expected in broken.value.expected and broken.value.file == "schools.csv"


def test_a_municipality_number_on_two_rows_is_broken():
    twice = csv("county_number,municipality_number,name\n03,0301,Oslo\n03,0301,Bergen\n", "municipalities.csv")
    with pytest.raises(Broken, match=r"municipalities.csv, line 3: expected each number once"):
        read(csv(COUNTIES, "counties.csv"), twice, csv())


@pytest.mark.parametrize("content", [
    b"{", b"[1]", b'{"AntallSider": 1}', b'{"EnhetListe": 3}', b"[" * 100_000, b'"text"', b"[null]",
    b'[{"Organisasjonsnummer": "12", "Navn": "A", "Kommunenr": "1103", "ErGrunnskole": true, "ErPrivatskole": false}]',
])
def test_broken_json_is_broken_too(content):
    with pytest.raises(Broken):
        a_register(Table("schools.json", content))


@given(st.binary(max_size=300), st.sampled_from(["schools.csv", "schools.json"]))
def test_any_bytes_are_read_or_broken(content, name):
    try:
        a_register(Table(name, content))
    except Broken as broken:
        assert broken.line >= 1 and broken.expected


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_any_text_after_the_header_is_read_or_broken(text):
    try:
        a_register(HEADER + text)
    except Broken as broken:
        assert broken.line >= 1


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=10), lambda some: st.lists(some))


@given(JSON)
def test_any_value_in_a_unit_is_read_listed_or_broken(value):
    for field in a_unit():
        try:
            a_register(units(a_unit(**{field: value})))
        except Broken as broken:
            assert broken.line == 1


def test_the_byte_order_mark_and_the_line_endings_do_not_matter():
    plain = a_register()
    assert a_register(Table("schools.csv", ("\ufeff" + SCHOOLS).encode())).schools == plain.schools
    assert a_register(SCHOOLS.replace("\r\n", "\n")).schools == plain.schools


def test_an_organisation_number_has_a_check_digit():
    assert is_organisation_number("974590360") and not is_organisation_number("974590361")


# The real registers

@needs_real
def test_the_whole_country_is_read():
    register = the_real_register()
    kinds = Counter(row.kind for row in register.owners if row.is_in_register)
    assert kinds == {"municipality": 357, "county": 14} and len(register.schools) == 2811
    assert sum(1 for row in register.owners if row.county_number) == 15


@needs_real
def test_every_oddity_of_the_real_register_is_listed():
    counted = Counter(str(odd.oddity) for odd in the_real_register().odd)
    assert (counted["number_on_several"], counted["no_grades"], counted["municipality_unknown"]) == (20, 119, 1)
    assert Oddity.NUMBER_FAILS_CHECK not in counted


@needs_real
def test_no_real_school_for_children_is_hidden_and_no_adult_education_is_shown():
    schools = the_real_register().schools
    hidden = {row.name for row in schools if not row.offered}
    assert not {"Voksen skole", "Voksentoppen skole", "Mottaksskolen", "Mellomåsen skole og voksenopplæring"} & hidden
    named = {row.name for row in schools if "ksenopplæring" in row.name}
    also_children = {"Mellomåsen skole og voksenopplæring", "Vadsø ungdomsskole og voksenopplæring avd skole"}
    assert len(named) == 24 and named - hidden == also_children
    assert len(hidden) < 50
