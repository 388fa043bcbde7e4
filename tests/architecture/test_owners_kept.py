"""Nothing that is an owner's becomes another's but by a succession: the tables say so, whatever the code forgets."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from innsats.database.owners import STANDING, keep_owners, owned_tables
from innsats.people.models import SchoolOwner
from tests.architecture.access_world import Watched


@pytest.mark.django_db
def test_every_table_of_an_owner_keeps_it() -> None:
    assert len(owned_tables()) > 120
    assert unguarded() == set()


@pytest.mark.django_db
def test_a_table_that_lost_its_guard_gets_it_again() -> None:
    on_table = " ON cases_note" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER cases_note_keeps_owner{on_table}")
        assert unguarded() == {"cases_note"}
        keep_owners()
    assert unguarded() == set()


@pytest.mark.django_db
def test_no_row_is_given_to_another_owner(the_world: Watched) -> None:
    other = SchoolOwner.objects.exclude(pk=the_world.school.school_owner_id).first()
    owned = set(owned_tables())
    models = [model for model in apps.get_models() if model._meta.db_table in owned]
    tried, given = set(), set()
    for model in models:
        rows = model._base_manager.exclude(school_owner_id=None).exclude(school_owner_id=other.pk)
        if (one := rows.order_by("pk").values_list("pk", flat=True).first()) is None:
            continue
        tried.add(model._meta.label)
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=one).update(school_owner_id=other.pk)
                given.add(model._meta.label)
        except DatabaseError as refused:
            assert "keeps its school owner" in str(refused) or "never change" in str(refused)
    assert len(tried) > 100 and given == set()


def unguarded() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    return {one for one in owned_tables() if standing.isdisjoint({f"{one}_keeps_owner", f"{one}_keeps_school"})}
