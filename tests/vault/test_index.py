from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from innsats.vault import index, keys, rotating
from innsats.vault.models import DataKey


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Kari Nordmann", ("kari", "nordmann")),
        ("  KARI\tNordmann\n", ("kari", "nordmann")),
        ("Anne-Márjá Eira", ("anne-márjá", "anne", "márjá", "eira")),
        ("Anne‑Lise", ("anne-lise", "anne", "lise")),
        ("Åse Bjørnstad Ærø", ("åse", "bjørnstad", "ærø")),
        ("A\u030ase", ("åse",)),
        ("Čáŋŧđžš", ("čáŋŧđžš",)),
        ("André Müller-Strauß", ("andre", "muller-strauss", "muller", "strauss")),
        ("D'Angelo O’Brien", ("dangelo", "obrien")),
        ("İpek", ("ipek",)),
        ("ﬁlippa", ("filippa",)),
        ("\u202eمريم\u202c", ("مريم",)),
        ("Kari Kari", ("kari",)),
        ("- -- !? \0 \ud800 😀", ()),
        ("", ()),
    ],
)
def test_a_name_is_found_by_these_words(name: str, words: tuple[str, ...]) -> None:
    assert index.words_of(name) == words


@given(st.text())
def test_words_of_words_are_themselves(name: str) -> None:
    for word in index.words_of(name):
        assert word in index.words_of(word)
        word.encode()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Øyvind", "øyvind", "ØYVIND", "Oyvind", "Márjá", "marja", "Anne-Márjá", "anne"])
def test_a_name_is_found_by_each_word_as_people_type_it(typed: str) -> None:
    stored = index.index_words("Anne-Márjá Øyvind", school_owner_id=1)
    assert index.blind_index(typed, school_owner_id=1) in stored


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Øyvin", "øyvinda", "Ånne", ""])
def test_another_word_finds_nothing(typed: str) -> None:
    stored = index.index_words("Anne Øyvind", school_owner_id=1)
    assert index.blind_index(typed, school_owner_id=1) not in stored


@pytest.mark.django_db
def test_owners_have_nothing_in_common() -> None:
    here, there = (index.index_words("Kari Nordmann", school_owner_id=owner) for owner in (1, 2))
    assert len(here) == 2
    assert {len(word) for word in here} == {32}
    assert not here & there


@pytest.mark.django_db
def test_the_same_name_gives_the_same_words_after_a_restart_and_a_new_master_key() -> None:
    before = index.index_words("Kari Nordmann", school_owner_id=1)
    rotating.rotate(pause=lambda: None)
    keys.forget()
    assert index.index_words("Kari Nordmann", school_owner_id=1) == before


@pytest.mark.django_db
def test_looking_where_nothing_is_stored_makes_no_key() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert index.blind_index("Kari", school_owner_id=1) == b""
    assert [query["sql"][:6] for query in queries] == ["SELECT"]
    assert not DataKey.objects.exists()


@pytest.mark.django_db
def test_index_drafts_and_cases_have_keys_of_their_own() -> None:
    index.index_words("Kari", school_owner_id=1)
    keys.owner_key(1)
    keys.new_data_key("case", 1, uuid4())
    assert sorted(DataKey.objects.values_list("kind", flat=True)) == ["case", "index", "owner"]
