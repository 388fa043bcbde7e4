"""The wall between owners on PostgreSQL (`database.walls`): what nobody filtered finds nothing of another owner's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import RequestFactory

from innsats.cases.middleware import BehindWalls
from innsats.cases.models import Case, Note
from innsats.cases.queries.crossing import stand_as
from innsats.database import walls
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from tests.architecture.access_world import Watched, a_watched_world
from tests.architecture.canaries import NOW
from tests.world import actor

needs_wall = pytest.mark.postgres


@pytest.fixture(scope="module")
def foreign(the_world: Watched) -> Watched:
    """The same once more, at another owner."""
    return a_watched_world()


def found(model: type[Model], column: str = "school_owner_id") -> set[Any]:
    """What stands in a column of every row that is found when nothing is asked for."""
    return set(model._default_manager.values_list(column, flat=True))


def owners_found() -> set[int | None]:
    return {owner for model in walls.walled() for owner in found(model)}


def as_seen_by(person: Person, look: Callable[[], Any]) -> Any:
    """What `look` finds in a request of this person's."""
    with walls.standing(walls.NOTHING):
        stand_as(viewer_of(actor(person), NOW))
        return look()


@pytest.mark.django_db
def test_every_table_of_an_owner_stands_behind_the_wall_or_is_open_for_a_reason() -> None:
    open_ones = {label for label in walls.OPEN_BETWEEN_OWNERS if not label.endswith(".*")}
    assert open_ones <= {model._meta.label for model in apps.get_models()} - {one._meta.label for one in walls.walled()}
    assert len(walls.walled()) > 100 and all(walls.OPEN_BETWEEN_OWNERS.values())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")
            assert {table for (table,) in cursor.fetchall()} == {one._meta.db_table for one in walls.walled()}


@needs_wall
@pytest.mark.django_db
def test_a_query_that_forgets_its_filter_finds_nothing_of_another_owners(the_world: Watched, foreign: Watched) -> None:
    own, theirs = the_world.school.school_owner_id, foreign.school.school_owner_id
    assert {own, theirs} <= owners_found()
    for name in ("rektor", "lead", "officer", "employee"):
        assert as_seen_by(the_world.people[name], owners_found) <= {own, None}
        assert as_seen_by(foreign.people[name], owners_found) <= {theirs, None}
    assert as_seen_by(the_world.people["rektor"], lambda: found(Case)) == {own}


@needs_wall
@pytest.mark.django_db
def test_nothing_is_found_before_it_is_known_who_asks(the_world: Watched) -> None:
    with walls.standing(walls.NOTHING):
        assert owners_found() <= {None}
        with pytest.raises(Case.DoesNotExist):
            Case.objects.get(pk=the_world.case.pk)


@needs_wall
@pytest.mark.django_db
def test_nothing_of_another_owners_is_written_or_changed(the_world: Watched, foreign: Watched) -> None:
    def write() -> None:
        theirs = foreign.note
        assert Note.objects.filter(pk=theirs.pk).update(by=the_world.people["rektor"]) == 0
        theirs.pk = UUID(int=7)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            theirs.save(force_insert=True)

    as_seen_by(the_world.people["rektor"], write)
    assert not Note.objects.filter(pk=UUID(int=7)).exists()


@pytest.fixture
def in_request(the_world: Watched) -> Iterator[Callable[[str, bool], list[Any]]]:
    """What a view of somebody's finds, before it asks who looks or not."""

    def ask(name: str, is_open: bool) -> list[Any]:
        seen: list[Any] = []

        def page(request: Any) -> HttpResponse:
            behind.process_view(request, page)
            seen.append(owners_found())
            return HttpResponse()

        page.login_required = not is_open  # type: ignore[attr-defined]
        request: Any = RequestFactory().get("/")
        request.viewer = viewer_of(the_world.actor(name), NOW)
        behind = BehindWalls(page)
        behind(request)
        return seen

    yield ask


@needs_wall
@pytest.mark.django_db
def test_a_page_reaches_what_its_viewer_does_and_the_next_begins_with_nothing(
    the_world: Watched, foreign: Watched, in_request: Any
) -> None:
    with walls.standing(walls.NOTHING):
        (seen,) = in_request("rektor", False)
        assert the_world.school.school_owner_id in seen and foreign.school.school_owner_id not in seen
        assert walls.reached() == walls.NOTHING and owners_found() <= {None}
        (seen,) = in_request("rektor", True)  # a page for everybody, that asks nobody who looks
        assert seen <= {None}


@needs_wall
@pytest.mark.django_db
def test_a_transaction_that_fails_leaves_the_reach_as_it_was(the_world: Watched) -> None:
    def fail() -> None:
        with pytest.raises(DatabaseError), transaction.atomic(), walls.lifted():
            Case.objects.extra(where=["1/0 = 1"]).exists()
        assert owners_found() <= {the_world.school.school_owner_id, None}

    as_seen_by(the_world.people["rektor"], fail)


@needs_wall
@pytest.mark.django_db
def test_an_act_may_widen_the_reach_until_the_answer_is_given(the_world: Watched, foreign: Watched) -> None:
    own, theirs = the_world.school.school_owner_id, foreign.school.school_owner_id

    def widen() -> set[int | None]:
        walls.widen_to(theirs)
        return owners_found()

    assert {own, theirs} <= as_seen_by(the_world.people["rektor"], widen)
    assert theirs not in as_seen_by(the_world.people["rektor"], owners_found)