"""Cause to report to the child welfare service: kept for the one who knows, on no case, and told to nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.archive.queries import case_file
from innsats.cases.models import Due
from innsats.cases.queries.causes import causes_of, waiting_for
from innsats.desk.queries import cases_of, todo_of
from innsats.desk.queries.cases import Asked
from innsats.journal.models import Event
from innsats.notices.models import Notice
from innsats.notices.ticking import pass_time
from innsats.people.viewers import viewer_of
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.causes import SECRET, a_cause
from tests.cases.pages.reading import main_of, text_of
from tests.cases.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return world.received()


@pytest.fixture
def lead(case):
    found = case.caseaccess_set.get().person
    world.declared(case, found)
    return found


def viewing(person, at=world.AT):
    return viewer_of(world.actor(person), at)


def test_it_is_sealed_with_a_key_of_its_own_and_stands_on_a_stream_of_its_own(case, lead):
    cause = a_cause(lead, case.school)
    assert open_one(cause.words, cause.pk) == SECRET
    assert cause.data_key_id != case.data_key_id
    event = Event.objects.get(act="see_cause")
    assert event.stream == f"cause:{cause.pk}" and str(case.pk) not in str(event.facts)


@pytest.mark.source("oppl § 24-3")
def test_the_clock_runs_for_the_one_who_knows_and_for_nobody_else(case, lead):
    a_cause(lead, case.school)
    ((_cause, clock),) = waiting_for(viewing(lead))
    assert (clock.code, clock.for_, clock.due) == ("child_welfare_report", "knower", world.AT.date())
    for other in (world.principal_of(case.school), world.in_team(case), world.an_officer(case.school.school_owner)):
        assert waiting_for(viewing(other)) == [] and not causes_of(viewing(other)).exists()


@pytest.mark.source("oppl § 24-3")
def test_neither_training_nor_habilitet_nor_a_part_in_a_case_stands_before_it():
    school = world.a_school()
    untrained = world.an_employee(school, "Ny Vikar", trained=False)
    cause = a_cause(untrained, school)
    assert [one.pk for one in causes_of(viewing(untrained))] == [cause.pk]


def test_who_does_not_work_there_is_refused(case):
    stranger = world.an_employee(world.a_school("Åsen skole"), "Fremmed")
    with refused("wrong_part"):
        a_cause(stranger, case.school)


def test_every_reason_is_told_at_once(case, lead):
    with refused("text_missing", "text_missing", "in_the_future"):
        a_cause(lead, case.school, whom=" ", text="", seen_on=world.AT.date() + timedelta(days=1))


def test_nothing_of_the_case_tells_that_it_is_there(case, lead, client, monkeypatch):
    """Not its pages, its log, its paper, its clocks, any list, any notice, or any count: the same before and after."""
    world.it_is(monkeypatch)
    rektor = world.principal_of(case.school)
    page = world.signed_in(client, rektor)
    addresses = [f"/saker/{case.number}/{tab}" for tab in ("", "personer/", "undersokelse/", "plan/", "logg/")]

    def seen():
        pages = [text_of(page.get(address)) for address in ("/", "/saker/", "/meldinger/", *addresses)]
        paper = str(case_file(viewing(rektor), case.number))
        counts = (Due.objects.count(), Notice.objects.count(), len(todo_of(viewing(rektor))))
        return pages, paper, counts, [row.number for row in cases_of(viewing(rektor), Asked())[0]]

    seen()
    before = seen()
    cause = a_cause(lead, case.school)
    assert seen() == before
    pass_time(world.AT + timedelta(hours=1))
    assert not Event.objects.filter(stream=case.subject.stream, act="see_cause").exists()
    assert page.get(f"/bekymringer/{cause.pk}/").status_code == 404


def test_the_page_is_found_from_a_talk_and_says_whose_duty_it_is(case, lead, client, monkeypatch):
    world.it_is(monkeypatch)
    page = world.signed_in(client, lead)
    assert 'href="/bekymringer/ny/"' in main_of(page.get(f"/saker/{case.number}/samtaler/"))
    assert "Plikten er din" in text_of(page.get("/bekymringer/ny/"))
    posted = {
        "unit": str(case.school.uuid), "whom": "Noah Lien", "text": SECRET, "ground": "unsure",
        "seen_on": world.AT.date().isoformat(),
    }  # fmt: skip
    assert page.post("/bekymringer/ny/", posted)["Location"] == "/bekymringer/"
    assert "Noah Lien" in text_of(page.get("/bekymringer/"))
    today = main_of(page.get("/"))
    assert "Bare du ser dette" in today and "Meld fra til barnevernet" in today


@pytest.mark.parametrize("times", [1, 3])
def test_the_list_costs_the_same_with_one_and_with_three(
    case, lead, times, client, monkeypatch, django_assert_num_queries
):
    for count in range(times):
        a_cause(lead, case.school, whom=f"Elev {count}")
    world.it_is(monkeypatch)
    page = world.signed_in(client, lead)
    page.get("/bekymringer/")
    with django_assert_num_queries(5):
        page.get("/bekymringer/")
