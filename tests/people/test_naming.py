"""Names are ordered and searched alike on both databases."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.people.models import Person, named
from innsats.people.naming import LONGEST_KEY, search_key, sort_key, with_class

NORWEGIAN = [
    "1. klasse", "Anne", "Anne Berit", "Ánne Marja", "Berit", "Zakarias", "Ægir", "Øystein", "Åse", "Aase Dal",
    "Åslaug",
]


def test_norwegian_names_stand_in_norwegian_order():
    shuffled = NORWEGIAN[:]
    Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == NORWEGIAN


@pytest.mark.django_db
def test_the_database_orders_as_python_does():
    for name in ("Åse", "Zakarias", "Øystein", "Anne", "Ægir", "anders", "Aase Dal"):
        Person.objects.create(**named(name))
    names = list(Person.objects.order_by("sort_key").values_list("name", flat=True))
    assert names == ["anders", "Anne", "Zakarias", "Ægir", "Øystein", "Åse", "Aase Dal"]


@given(st.text(max_size=250))
def test_a_key_has_only_digits_and_fits_its_column(name):
    assert set(sort_key(name)) <= set("0123456789") and len(sort_key(name)) <= LONGEST_KEY
    assert len(search_key(name)) <= LONGEST_KEY


@pytest.mark.parametrize(
    ("typed", "written"),
    [("sorum", "Sørum skole"), ("aalesund", "Ålesund"), ("kåfjord", "Kaafjord"), ("guovda", "Guovdá"), ("øya", "ØYA")],
)
def test_a_name_is_found_as_people_type_it(typed, written):
    assert search_key(typed) in search_key(written)


@pytest.mark.parametrize(
    ("class_name", "grade", "said"),
    [("6A", 6, "Noah Lien, 6A"), ("", 5, "Noah Lien, 5. trinn"), ("", 11, "Noah Lien, Vg1"), ("", None, "Noah Lien")],
)
def test_a_pupil_is_said_with_a_class_or_a_grade_in_words(class_name, grade, said):
    assert with_class("Noah Lien", class_name, grade) == said
