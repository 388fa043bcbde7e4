"""What helping between owners lets somebody reach on PostgreSQL, exactly (`cases.queries.crossing`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.utils.functional import SimpleLazyObject

from innsats.assistance.actions import end_assistance
from innsats.cases.models import Case, Report
from innsats.cases.queries.crossing import stand_as
from innsats.database import walls
from innsats.people.models import Person, Pupil
from innsats.people.viewers import viewer_of
from tests import world
from tests.assistance.helping import a_neighbours_team, asked_for_help, helped, leader_of
from tests.replaying import replayed
from tests.world import AT, actor

needs_wall = pytest.mark.postgres


def found(model: type[Model], column: str = "pk") -> set[Any]:
    """What stands in a column of every row that is found when nothing is asked for."""
    return set(model._default_manager.values_list(column, flat=True))


def as_seen_by(person: Person, look: Callable[[], Any]) -> Any:
    """What `look` finds in a request of this person's."""
    with walls.standing(walls.NOTHING):
        stand_as(viewer_of(actor(person), AT))
        return look()


@pytest.fixture
@replayed
def helping(db: None) -> tuple[Case, Case, Person]:
    """A case in which a neighbour's team helps, another at the same school in which it does not, and who helps."""
    case = world.received()
    other = world.a_case(pupil=world.a_pupil(case.school, "Ola Berg"))
    team = a_neighbours_team(case.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold", "Eva Lie")
    asked_for_help(case, team)
    helped(case, team)
    return case, other, Person.objects.get(name="Pia Tangen")


@needs_wall
def test_who_helps_reaches_the_case_helped_in_and_nothing_else_of_that_owner(helping: Any) -> None:
    case, other, pia = helping
    assert {case.pk, other.pk} <= found(Case)
    assert as_seen_by(pia, lambda: found(Case)) == {case.pk}
    reports = set(Report.objects.filter(casereport__case=case).values_list("pk", flat=True))
    assert as_seen_by(pia, lambda: found(Report)) == reports
    assert as_seen_by(pia, lambda: found(Pupil)) == {case.pupil_id}
    for model in walls.walled():
        if any(field.column == "case_id" for field in model._meta.concrete_fields):
            assert as_seen_by(pia, lambda model=model: found(model, "case_id")) <= {case.pk, None}, model


@needs_wall
def test_what_was_reached_by_helping_is_out_of_reach_when_the_help_ends(helping: Any) -> None:
    case, _, pia = helping
    leader = leader_of(case.assistance_set.get().team)
    end_assistance(case.pk, by=actor(leader), at=AT, done="Samtaler", school_can="Mer", owner_learns="")
    for person in (pia, leader):
        assert as_seen_by(person, lambda: found(Case) | found(Pupil) | found(Report)) == set()


@needs_wall
@pytest.mark.django_db
def test_whoever_reported_reaches_the_report_wherever_one_works_now() -> None:
    report = world.a_report()
    teacher = world.appointed(world.a_person("Ada Å"), "employee", world.a_school("Nes", owner=world.an_owner("Nes")))
    Report.objects.update(reporter=teacher)
    world.a_report(report.school)
    assert as_seen_by(teacher, lambda: found(Report)) == {report.pk}


@needs_wall
@pytest.mark.django_db
def test_whose_guardian_one_is_is_known_though_nobody_knew_who_one_is_when_the_request_began() -> None:
    """A page asks who looks while its connection reaches nothing yet; the own children stand behind the wall."""
    rektor = world.a_principal(world.a_school())
    child = world.a_pupil(rektor.appointment_set.get().school, guardians=[rektor])
    elsewhere = world.a_pupil(world.a_school("Nes", owner=world.an_owner("Nes")), guardians=[rektor])
    with walls.standing(walls.NOTHING):
        looks: Any = SimpleLazyObject(lambda: viewer_of(actor(rektor), AT))
        stand_as(looks)
        assert looks.wards == {child.pk, elsewhere.pk}
        assert found(Pupil) == {child.pk, elsewhere.pk}


@needs_wall
@pytest.mark.django_db(transaction=True)
def test_what_was_told_first_in_a_transaction_is_taken_back_with_it(committed: None) -> None:
    case = world.received()
    with walls.standing(walls.NOTHING):
        with transaction.atomic():
            with walls.lifted():
                assert found(Case) == {case.pk}
            transaction.set_rollback(True)
        assert found(Case) == set()


@needs_wall
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_died_meanwhile_is_opened_anew_for_a_page(committed: None, client: Any) -> None:
    client.get("/saker/")
    world.signed_in(client, world.a_principal(world.a_school()))
    connection.connection.close()  # the server went away and came back
    connection.health_check_done = False  # as for each new request
    assert client.get("/saker/").status_code == 200


@needs_wall
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_opened_anew_reaches_what_the_one_before_did(committed: None) -> None:
    case = world.received()
    with walls.standing(walls.of_owner(case.school_owner_id)):
        connection.close()
        assert found(Case) == {case.pk}
    with walls.standing(walls.NOTHING):
        connection.close()
        assert found(Case) == set()


@needs_wall
@pytest.mark.django_db
def test_raising_the_walls_again_touches_only_what_differs(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        walls.raise_walls()
    with connection.cursor() as cursor:
        cursor.execute("DROP POLICY innsats_reach ON cases_note")
    with django_assert_num_queries(1 + len(("enabled", "dropped", "made", "marked"))):
        walls.raise_walls()


def test_a_command_goes_on_without_the_wall_after_what_narrows_a_request(db: None) -> None:
    case = world.received()
    assert walls.by_key(lambda: Case.objects.get(pk=case.pk)) == case
    walls.narrow_to(walls.NOTHING)
    assert found(Case) == {case.pk}

