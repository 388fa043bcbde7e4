"""Rows that are inserted by SQL put together once are the rows that Django's own way would have made."""

from __future__ import annotations

import pytest
from django.db import DataError, connection, transaction

from innsats.database.inserting import FEW_COUNT, insert, insert_new
from innsats.journal.models import Event, Untold
from innsats.rules.acts import Act
from tests import world

pytestmark = pytest.mark.django_db


def events(count: int, stream: str) -> list[Event]:
    """With something in every column: a text, none, an instant, facts."""
    return [
        Event(
            stream=stream, seq=seq, act="report_concern", actor_kind="person", at=world.AT, hash="x" * 64,
            facts={"æ": [1, None]}, form_key=f"{stream} {seq}" if seq % 2 else None, school_owner_id=seq,
        )
        for seq in range(1, count + 1)
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, FEW_COUNT, FEW_COUNT + 1])
def test_what_is_inserted_is_what_django_would_have_made(count):
    here, there = events(count, "a"), events(count, "b")
    insert(here)
    Event.objects.bulk_create(there)
    columns = [one.attname for one in Event._meta.concrete_fields if one.attname not in ("id", "stream", "form_key")]
    ours, djangos = (list(Event.objects.filter(stream=one).order_by("seq").values(*columns)) for one in "ab")
    assert ours == djangos and len(ours) == count


@pytest.mark.parametrize("count", [1, FEW_COUNT])
def test_each_row_knows_its_number_and_that_it_is_there(count):
    rows = events(count, "a")
    insert(rows)
    assert [row.pk for row in rows] == list(Event.objects.order_by("seq").values_list("pk", flat=True))
    assert not any(row._state.adding for row in rows)
    insert([Untold(event=row) for row in rows])
    assert Untold.objects.filter(event__in=rows).count() == count


def stored(rows: list[Event]) -> list[list[object]]:
    columns = Event._meta.concrete_fields
    return [[one.get_db_prep_save(getattr(row, one.attname), connection) for one in columns] for row in rows]


def test_many_rows_at_once_are_what_django_would_have_made_and_one_that_is_there_stays():
    here, there = events(50, "a"), events(50, "b")
    for number, row in enumerate(here, start=1_000_001):
        row.pk, row.act = number, Act.REPORT_CONCERN  # a code, as the product gives it
    insert_new(Event, stored(here))
    Event.objects.bulk_create(there)
    columns = [one.attname for one in Event._meta.concrete_fields if one.attname not in ("id", "stream", "form_key")]
    ours, djangos = (list(Event.objects.filter(stream=one).order_by("seq").values(*columns)) for one in "ab")
    assert ours == djangos and len(ours) == 50
    for row in here:
        row.hash = "y" * 64
    insert_new(Event, stored(here))
    assert set(Event.objects.filter(stream="a").values_list("hash", flat=True)) == {"x" * 64}


def test_a_text_that_is_too_long_for_its_column_is_refused_and_never_cut():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite keeps a text as long as it is")
    (row,) = events(1, "a")
    row.pk, row.act = 1_000_001, "x" * (Event._meta.get_field("act").max_length + 1)
    with pytest.raises(DataError), transaction.atomic():
        insert_new(Event, stored([row]))


def test_no_rows_at_all_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_new(Event, [])
