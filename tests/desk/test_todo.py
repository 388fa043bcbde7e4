"""I dag: what needs somebody now, whose it is, and the one next step."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions.people import admit_to_team
from innsats.cases.actions.plan import activate_plan
from innsats.cases.actions.safety import tell_owner
from innsats.cases.models import OPEN, Case, Due, Report
from innsats.cases.queries.access import standing_of, visible
from innsats.cases.queries.clocks import clock_of
from innsats.desk.queries.lines import SHOWN_COUNT
from innsats.desk.queries.todo import TodoRow, todo_of, todo_page
from innsats.people.models import Person
from innsats.people.viewers import Viewer, viewer_of
from innsats.rules.access import Part
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from innsats.rules.plans import MeasureKind
from innsats.rules.reports import Concern
from innsats.rules.verdicts import Status
from innsats.web import words
from tests import world
from tests.desk.plans import asked, whole_tables_read
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def viewing(person: Person, at=AT) -> Viewer:
    return viewer_of(actor(person), at)


def acts(rows: tuple[TodoRow, ...]) -> list[str]:
    return [row.act for row in rows]


def test_a_new_report_is_one_row_with_one_step_read_it():
    school = world.a_school()
    rektor = world.a_principal(school)
    report = world.a_report(school)
    (row,) = todo_of(viewing(rektor))
    assert (row.group, row.kind, row.number, row.act) == ("mine", "report", report.number, Act.READ_REPORT)
    assert row.address == f"/meldinger/{report.number}/"
    assert {"receipt", "lead_named", "safety_today", "school_promise"} <= set(row.clocks)
    assert row.left == "i dag kl. 16.00"


def test_the_row_of_a_report_says_when_and_where_it_came_without_a_name():
    school = world.a_school()
    rektor, report = world.a_principal(school), world.a_report(school)
    arena = words.of("arena", report.arena)
    (today,), (later,) = (todo_of(viewing(rektor, at)) for at in (AT, AT + timedelta(days=1)))
    assert today.note.endswith(f"kom kl. 09.00 · {arena}")
    assert later.note.endswith(f"kom mandag 23. mars kl. 09.00 · {arena}")


def test_the_steps_follow_what_is_done():
    school = world.a_school()
    rektor, pupil = world.a_principal(school), world.a_pupil(school)
    report = world.read(world.a_report(school))
    assert acts(todo_of(viewing(rektor))) == [Act.DECLARE_IMPARTIALITY, Act.SECURE_SAFETY]
    world.declared(report, parties=[pupil])
    assert set(acts(todo_of(viewing(rektor)))) == {Act.RECEIVE_REPORT, Act.SECURE_SAFETY, Act.OPEN_CASE}
    case = world.a_case(report=report, pupil=pupil)
    assert set(acts(todo_of(viewing(rektor)))) == {Act.RECEIVE_CASE, Act.SECURE_SAFETY}
    world.received(case)
    assert acts(todo_of(viewing(rektor))) == [Act.HEAR_PUPIL, Act.DRAFT_MEASURE]


def test_the_lead_has_the_work_as_mine_and_rektor_as_the_teams():
    case = world.received()
    lead, rektor = Person.objects.get(name="Lise Berg"), world.principal_of(case.school)
    world.declared(case, lead)
    assert {row.group for row in todo_of(viewing(lead))} == {"mine"}
    assert {row.group for row in todo_of(viewing(rektor))} == {"team"}


def test_the_name_is_shown_only_to_who_may_read_the_case():
    case = world.received()
    lead = Person.objects.get(name="Lise Berg")
    (undeclared,) = todo_of(viewing(lead))
    assert (undeclared.act, undeclared.whom) == (Act.DECLARE_IMPARTIALITY, f"Sak {case.number}")
    world.declared(case, lead)
    assert {row.whom for row in todo_of(viewing(lead))} == {"Noah Lien, 6A"}


def test_someone_disqualified_has_nothing_to_do_here():
    case = world.received()
    member = world.an_employee(case.school, "Per Sand")
    admit_to_team(case.uuid, by=actor(world.principal_of(case.school)), at=AT, member=member.uuid)
    assert todo_of(viewing(member))
    world.declared(case, member, ties={case.pupil: Relation.SIBLING})
    assert todo_of(viewing(member)) == ()


def test_an_inhabil_rektor_loses_it_and_the_officer_has_it():
    school = world.a_school()
    rektor, officer = world.a_principal(school), world.an_officer(school.school_owner)
    pupil = world.a_pupil(school)
    report = world.read(world.a_report(school))
    assert todo_of(viewing(officer)) == ()
    world.declared(report, rektor, parties=[pupil], ties={pupil: Relation.PARENT})
    assert todo_of(viewing(rektor)) == ()
    assert {row.group for row in todo_of(viewing(officer))} == {"mine"}


def test_a_concern_about_the_leadership_waits_for_the_officer_alone():
    school = world.a_school()
    rektor, officer = world.a_principal(school), world.an_officer(school.school_owner)
    report = world.a_report(school, concern=Concern.LEADERSHIP)
    assert todo_of(viewing(rektor)) == ()
    assert [row.number for row in todo_of(viewing(officer))] == [report.number]


def test_an_officer_who_was_only_told_has_nothing_to_do():
    case = world.received(serious=True)
    officer = world.an_officer(case.school_owner)
    tell_owner(case.subject, by=actor(world.principal_of(case.school)), at=AT, to=officer.uuid)
    assert visible(Act.SEE_CASE, viewing(officer), Case).get() == case
    assert todo_of(viewing(officer)) == ()


def test_without_training_or_an_appointment_there_is_nothing():
    school = world.a_school()
    world.a_report(school)
    assert todo_of(viewing(world.a_principal(school, "Uten opplæring", trained=False))) == ()
    assert todo_of(viewing(world.a_person())) == ()


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=7), timedelta(days=3), timedelta(days=9)])
def test_the_rows_and_the_clocks_say_the_same_at_the_same_instant(later):
    """Every clock that runs and is somebody's to meet stands in exactly one row, with the verdict of the rule."""
    school = world.a_school()
    rektor = world.a_principal(school)
    world.a_report(school, by=world.an_employee(school))
    world.received(world.a_case(school))
    world.measures_started(world.received(world.a_case(school, pupil=world.a_pupil(school, "Emma Ek"))))
    viewer = viewing(rektor, AT + later)
    rows = todo_of(viewer)
    running = Due.objects.filter(OPEN).exclude(responsible_role="employee")
    assert sorted(code for row in rows for code in row.clocks) == sorted(due.code for due in running)
    verdicts = {clock_of(due).status_at(viewer.at) for due in running}
    assert verdicts <= {Status.OPEN, Status.OVERDUE}
    for row in rows:
        dues = running.filter(code=row.clocks[0], overdue_from=row.overdue_from)
        (status,) = {clock_of(due).status_at(viewer.at) for due in dues}
        assert (row.status == "overdue") is (status is Status.OVERDUE)
    assert [row.overdue_from for row in rows] == sorted(row.overdue_from for row in rows)


def test_a_row_is_there_exactly_when_the_viewer_works_on_it():
    """The list and the single row agree: what one row's standing says is what the list shows."""
    case = world.received(serious=True)
    school = case.school
    people = [
        world.principal_of(school), world.a_deputy(school), Person.objects.get(name="Lise Berg"),
        world.an_officer(school.school_owner), world.a_head(school.school_owner), world.in_team(case),
        world.an_employee(school, "Utenfor"),
    ]  # fmt: skip
    world.declared(case, people[2])
    for person in people:
        viewer = viewing(person)
        standing = standing_of(viewer, case)
        works = bool(standing.parts & {Part.PRINCIPAL, Part.LEAD, Part.TEAM})
        assert bool(todo_of(viewer)) is works, person.name
        mine = {row.group for row in todo_of(viewer) if "first_talk" in row.clocks}
        assert (mine == {"mine"}) is (Part.LEAD in standing.parts)


def test_the_pages_together_are_the_whole_list():
    school = world.a_school()
    rektor = world.a_principal(school)
    for _ in range(8):
        world.a_report(school)
    viewer = viewing(rektor)
    clocks, page, pages = 0, todo_page(viewer), 1
    while True:
        clocks += sum(len(row.clocks) for row in page.rows)
        assert sum(len(row.clocks) for row in page.rows) <= SHOWN_COUNT
        if not page.after:
            break
        page, pages = todo_page(viewer, page.after), pages + 1
    assert (clocks, pages) == (Due.objects.filter(OPEN).count(), 2)


def test_a_place_that_nobody_wrote_is_the_beginning():
    school = world.a_school()
    world.a_report(school)
    viewer = viewing(world.principal_of(school))
    assert todo_page(viewer, "noe:rart") == todo_page(viewer)


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_few_queries_however_much_there_is(count):
    school = world.a_school()
    rektor = world.a_principal(school)
    for number in range(count):
        world.a_report(school)
        world.received(world.a_case(school, pupil=world.a_pupil(school, f"Elev {number}")))
    viewer = viewing(rektor)
    todo_of(viewer)
    with asked() as queries:
        rows = todo_page(viewer).rows
    assert len(rows) > 2 * count
    assert len(queries) == 4  # clocks, cases, looks, reports; the keys of the names are remembered
    assert whole_tables_read(queries) == []


def test_nobody_elses_school_is_read():
    """However many there are in the country: what is asked for is found by the viewer's own units and cases."""
    school = world.a_school()
    officer, lead = world.an_officer(school.school_owner), world.an_employee(school)
    world.received(world.a_case(school), lead=lead)
    for person in (world.principal_of(school), officer, lead, world.a_deputy(school)):
        with asked() as queries:
            todo_page(viewing(person))
        assert whole_tables_read(queries) == [], person.name


def test_a_reports_row_moves_to_its_case():
    school = world.a_school()
    case = world.a_case(school)
    report = Report.objects.get()
    rows = todo_of(viewing(world.principal_of(school)))
    assert {(row.kind, row.number) for row in rows} == {("case", case.number)}
    assert report.number not in {row.number for row in rows}


def test_a_plan_where_all_has_begun_and_nothing_counts_asks_for_a_measure():
    case = world.received()
    rektor = world.principal_of(case.school)
    world.with_draft(world.heard(case), kind=MeasureKind.MEETING)
    activate_plan(case.uuid, by=actor(rektor), at=AT)
    case.refresh_from_db()
    world.measures_started(case)
    (promise,) = (row for row in todo_of(viewing(rektor)) if "school_promise" in row.clocks)
    assert promise.act == Act.DRAFT_MEASURE
