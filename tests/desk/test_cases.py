"""The cases one may see: narrowed, sorted, page by page, and found by a number or a word of the name."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from innsats.cases.actions.people import admit_to_team
from innsats.cases.actions.safety import tell_owner
from innsats.cases.models import Case
from innsats.cases.queries.access import visible
from innsats.desk.forms import asked_for
from innsats.desk.queries.cases import Asked, Clocks, Sort, Which, cases_of, cases_page, search
from innsats.people.models import Person
from innsats.people.viewers import Viewer, viewer_of
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from tests import world
from tests.desk.plans import asked, whole_tables_read
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def viewing(person: Person, at=AT) -> Viewer:
    return viewer_of(actor(person), at)


def numbers(viewer: Viewer, **narrowed) -> list[str]:
    return [row.number for row in cases_of(viewer, Asked(**narrowed))[0]]


def some_cases(school, count: int) -> list[Case]:
    pupils = [world.a_pupil(school, f"Elev {n}") for n in range(count)]
    return [world.a_case(school, pupil=pupil, at=AT + timedelta(hours=n)) for n, pupil in enumerate(pupils)]


def test_the_list_holds_exactly_what_the_policy_lets_one_see():
    ours, theirs = world.a_case(), world.a_case()
    for case in (ours, theirs):
        viewer = viewing(world.principal_of(case.school))
        assert numbers(viewer) == [case.number] == [one.number for one in visible(Act.SEE_CASE, viewer, Case)]


def test_the_one_with_the_least_time_left_is_first_and_the_rest_follow_by_number_when_asked():
    school = world.a_school()
    first, second = some_cases(school, 2)
    late = world.a_case(school, pupil=world.a_pupil(school, "Sen"), at=AT - timedelta(days=3))
    viewer = viewing(world.principal_of(school))
    assert numbers(viewer)[0] == late.number
    by_number = sorted((first.number, second.number, late.number), reverse=True)
    assert numbers(viewer, sort=Sort.NUMBER) == by_number


def test_it_is_narrowed_by_stage_and_by_what_is_over_time():
    school = world.a_school()
    reported = world.a_case(school)
    inquiring = world.received(world.a_case(school, pupil=world.a_pupil(school, "Emma Ek")))
    viewer = viewing(world.principal_of(school))
    assert numbers(viewer, which=Which.REPORTED) == [reported.number]
    assert numbers(viewer, which=Which.INQUIRING) == [inquiring.number]
    assert numbers(viewer, which=Which.CLOSED) == []
    assert numbers(viewer, clocks=Clocks.OVERDUE) == []
    later = viewing(world.principal_of(school), AT + timedelta(days=1))
    assert numbers(later, clocks=Clocks.OVERDUE) == [reported.number]


def test_a_closed_case_is_listed_when_asked_for_and_not_among_the_open():
    case = world.a_case()
    Case.objects.update(stage="closed")  # closing is not built yet
    viewer = viewing(world.principal_of(case.school))
    assert numbers(viewer) == []
    assert numbers(viewer, which=Which.CLOSED) == numbers(viewer, which=Which.ALL) == [case.number]


def test_schools_are_offered_to_who_has_several_and_nobody_else():
    owner = world.an_owner()
    first, second = world.a_school(owner=owner), world.a_school("Havnes skole", owner=owner)
    rektor = world.appointed(world.a_principal(first), "principal", second)
    case, other = world.a_case(first), world.a_case(second)
    page = cases_page(viewing(rektor), Asked())
    assert [one.word for one in page.schools] == ["Havnes skole", "Solbakken skole"]
    assert numbers(viewing(rektor), school=second.uuid) == [other.number]
    assert numbers(viewing(rektor), school=first.uuid) == [case.number]
    assert cases_page(viewing(world.a_principal(second, "Bare her")), Asked()).schools == ()


@pytest.mark.parametrize("sort", Sort)
def test_the_pages_together_are_the_whole_list_once(sort, monkeypatch):
    monkeypatch.setattr("innsats.desk.queries.cases.SHOWN_COUNT", 2)
    from innsats.cases.queries import compiled

    compiled._query.cache_clear()
    school = world.a_school()
    made = {case.number for case in some_cases(school, 5)}
    viewer, found, after = viewing(world.principal_of(school)), [], ""
    for _ in range(3):
        rows, after = cases_of(viewer, Asked(sort=sort, after=after))
        found += [row.number for row in rows]
    compiled._query.cache_clear()
    assert after == ""
    assert len(found) == 5
    assert set(found) == made
    assert found == numbers_in_order(viewer, sort)


def numbers_in_order(viewer: Viewer, sort: Sort) -> list[str]:
    rows = visible(Act.SEE_CASE, viewer, Case)
    if sort is Sort.NUMBER:
        return [row.number for row in rows.order_by("-number")]
    first_due = {row.number: min(due.overdue_from for due in [*row.due_set.all(), *reports_of(row)]) for row in rows}
    return sorted(first_due, key=lambda number: (first_due[number], number))


def reports_of(case: Case):
    open_ones = [due for link in case.casereport_set.all() for due in link.report.due_set.all()]
    return [due for due in open_ones if due.met_at is None and not due.lapsed and not due.is_entitlement]


def test_a_case_is_found_by_its_number_with_or_without_hyphens():
    case = world.a_case()
    viewer = viewing(world.principal_of(case.school))
    for typed in (case.number, case.number.replace("-", ""), f" {case.number} "):
        assert [row.number for row in search(viewer, typed)] == [case.number]


def test_a_case_is_found_by_exact_words_of_the_name_in_any_case():
    school = world.a_school()
    case = world.a_case(school, pupil=world.a_pupil(school, "Nóra-Marie Å. Lien"))
    viewer = viewing(world.principal_of(school))
    for typed in ("lien", "MARIE", "nora-marie", "lien marie", "Å"):
        assert [row.number for row in search(viewer, typed)] == [case.number], typed
    for typed in ("lie", "nora lien berg", "", "%", "'; DROP TABLE cases_case; --"):
        assert search(viewer, typed) == (), typed


def test_a_search_never_tells_what_is_hidden():
    hidden = world.a_case()
    outsider = viewing(world.principal_of(world.a_school()))
    colleague = viewing(world.an_employee(hidden.school, "Per Sand"))
    assert search(viewing(world.principal_of(hidden.school)), "Noah")  # there is something to find
    for viewer in (outsider, colleague):
        assert search(viewer, "Noah") == search(viewer, hidden.number) == ()


def test_somebody_undeclared_finds_it_by_number_without_the_name_and_not_by_the_name():
    case = world.received()
    lead = Person.objects.get(name="Lise Berg")
    viewer = viewing(lead)
    (row,) = search(viewer, case.number)
    assert (row.whom, row.stage, row.left) == ("", "inquiring", "2 dager igjen")
    assert search(viewer, "Noah") == ()
    world.declared(case, lead)
    assert [row.whom for row in search(viewer, "Noah")] == ["Noah Lien, 6A"]


def test_an_officer_who_was_told_sees_number_stage_and_clock_and_not_the_name(client, monkeypatch):
    case = world.received(serious=True)
    officer = world.an_officer(case.school_owner)
    tell_owner(case.subject, by=actor(world.principal_of(case.school)), at=AT, to=officer.uuid)
    world.it_is(monkeypatch)
    shown = unescape(world.signed_in(client, officer).get("/saker/").content.decode())
    assert case.number in shown
    assert "Undersøkes" in shown
    assert "Noah" not in shown
    assert search(viewing(officer), "Noah") == ()


def test_someone_disqualified_finds_nothing_in_list_or_search():
    case = world.received()
    member = world.an_employee(case.school, "Per Sand")
    admit_to_team(case.uuid, by=actor(world.principal_of(case.school)), at=AT, member=member.uuid)
    assert numbers(viewing(member)) == [case.number]
    world.declared(case, member, ties={case.pupil: Relation.SIBLING})
    assert numbers(viewing(member)) == []
    assert search(viewing(member), case.number) == search(viewing(member), "Noah") == ()


@pytest.mark.parametrize("typed", [
    {"vis": "alt"}, {"over": "x"}, {"sorter": "'"}, {"skole": "1"}, {"etter": "i går_2026"}, {"finn": "x" * 500},
    {"vis": "closed", "over": "overdue", "sorter": "number", "etter": "2026-03-23T09:00_"},
    {"etter": "2026-03-23T09:00:00+01:00_2026-0000000-0"}, {"finn": "Ж 😀 \u202e"},
])  # fmt: skip
def test_whatever_stands_in_the_address_the_page_answers(client, monkeypatch, typed):
    case = world.a_case()
    world.it_is(monkeypatch)
    assert world.signed_in(client, world.principal_of(case.school)).get("/saker/", typed).status_code == 200


def test_what_is_not_understood_is_left_out():
    assert asked_for({"vis": "alt", "over": "x", "sorter": "y", "skole": "z"}) == Asked()
    assert asked_for({"vis": "all", "over": "overdue", "sorter": "number"}) == Asked(
        which=Which.ALL, clocks=Clocks.OVERDUE, sort=Sort.NUMBER
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_few_queries_however_many_cases(client, monkeypatch, count):
    school = world.a_school()
    some_cases(school, count)
    world.it_is(monkeypatch)
    world.signed_in(client, world.principal_of(school)).get("/saker/")
    with asked() as queries:
        shown = client.get("/saker/").content.decode()
    assert shown.count("worklist__what") == count
    assert len(queries) == 6  # session, viewer (3), cases, clocks; the keys of the names are remembered
    assert whole_tables_read(queries) == []


def test_no_way_into_the_list_reads_a_whole_table():
    case = world.received(serious=True)
    officer = world.an_officer(case.school_owner)
    tell_owner(case.subject, by=actor(world.principal_of(case.school)), at=AT, to=officer.uuid)
    lead, head = Person.objects.get(name="Lise Berg"), world.a_head(case.school_owner)
    for person in (world.principal_of(case.school), lead, officer, head):
        viewer = viewing(person)
        with asked() as queries:
            cases_page(viewer, Asked())
            cases_page(viewer, Asked(which=Which.ALL, clocks=Clocks.OVERDUE, sort=Sort.NUMBER))
            search(viewer, "Noah")
            search(viewer, case.number)
        assert whole_tables_read(queries) == [], person.name


@pytest.mark.parametrize("typed", ["Noah", "noah lien", "x" * 500, "\x00", "Ж 😀 \u202e", "<script>", "%", "2026-1-1"])
def test_finding_is_asked_by_post_and_what_was_typed_is_still_there(client, monkeypatch, typed):
    case = world.a_case()
    world.it_is(monkeypatch)
    answer = world.signed_in(client, world.principal_of(case.school)).post("/saker/", {"finn": typed})
    shown = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert ("Noah Lien, 6A" in shown) is typed.lower().startswith("noah")
    assert f'value="{typed.strip()[:200]}"' in shown
