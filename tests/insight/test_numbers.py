"""Året i tall: for the owner's officer and head, and told so that no child and no case can be found in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from innsats.insight.queries import page as numbers
from innsats.insight.queries.counts import Counts, Kept
from innsats.insight.queries.figures import figures_of_cases, figures_of_help
from innsats.insight.queries.page import numbers_page
from innsats.people.viewers import viewer_of
from innsats.rules.calendar import OSLO
from innsats.rules.disclosure import period_of
from innsats.rules.impartiality import Relation
from innsats.rules.roles import Role
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
FEBRUARY = datetime(2026, 2, 2, 9, 0, tzinfo=OSLO)
MANY = Counts(
    reports=63, cases=41, promise=Kept(in_time=31, late=9, days=(*range(8), *[3] * 23, *[9] * 4)), ended_safe=12,
    ended_otherwise=3, came_back=2, asked_by_school=11, asked_by_family=6, declined=0,
    team_promise=Kept(in_time=14, late=1, days=()),
)  # fmt: skip


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch)


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def officer(school):
    return world.an_officer(school.school_owner)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be as much to tell of every year as in a town."""
    monkeypatch.setattr(numbers, "counts_of", lambda owner, period: MANY)


def answer(person, asks: str = ""):
    return world.signed_in(Client(), person).get(f"/tall/{asks}")


def text_of(person, asks: str = "") -> str:
    response = answer(person, asks)
    assert response.status_code == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_the_officer_and_the_head_see_the_own_owner_and_nobody_else_sees_anything(school, officer):
    head, rektor = world.a_head(school.school_owner), world.a_principal(school)
    assert "Fjordvik kommune: 2026 i tall" in text_of(officer)
    assert "Fjordvik kommune: 2026 i tall" in text_of(head)
    assert answer(rektor).status_code == 404
    foreign = world.an_officer(world.an_owner("Nes kommune"), "Nina Nes")
    assert "Nes kommune: 2026 i tall" in text_of(foreign)
    assert answer(foreign, f"?eier={school.school_owner.uuid}").status_code == 404
    untrained = world.appointed(
        world.a_person("Ny Mottaker", unit=school, trained=False), Role.OWNER_OFFICER, school.school_owner
    )
    assert answer(untrained).status_code == 404


@pytest.mark.parametrize("asks", ["?ar=2027", "?ar=2023", "?ar=i fjor", "?ar=２０２５", "?eier=meg"])
def test_a_year_or_an_owner_that_is_not_there_is_not_found(officer, asks):
    assert answer(officer, asks).status_code == 404


def test_somebody_at_two_owners_chooses(school, officer):
    nes = world.an_owner("Nes kommune")
    world.appointed(officer, Role.OWNER_HEAD, nes)
    shown = answer(officer, "?ar=2025").content.decode()
    assert f'href="?ar=2025&amp;eier={nes.uuid}">Nes kommune</a>' in shown
    assert "Nes kommune: 2025 i tall" in text_of(officer, f"?ar=2025&eier={nes.uuid}")


@pytest.mark.source("oppl § 17-12")
def test_t65_the_year_is_told_in_numbers_for_the_report_to_the_council(officer, known):
    shown = text_of(officer, "?ar=2025")
    assert "Kommunestyret skal få vite om læringsmiljøet minst én gang i året." in shown
    assert "(opplæringslova § 17-12)" in shown
    for sentence in (
        "Meldinger 63 ", "Saker åpnet 41 ", "Énukesmålet nådd 77 % ", "I tide: 31. Ikke i tide: 9.",
        "Tid til det første tiltaket 3 dager ", "Hele 2024: 3 dager", "Skolene ba om hjelp 11 ",
        "Familier ba om hjelp 6 ",
    ):  # fmt: skip
        assert sentence in shown


def test_t65_few_are_not_told_and_what_stands_beside_few_is_rounded_down(officer, known):
    shown = text_of(officer, "?ar=2025")
    assert "Kom tilbake Færre enn 5 " in shown
    assert "Teamet sa nei Færre enn 5 " in shown
    assert "Eleven sa selv at det er trygt Minst 10 " in shown
    assert "Avsluttet på en annen måte: færre enn 5." in shown
    assert "Énukesmålet for teamet nådd Minst 71 % " in shown
    assert "I tide: minst 10. Ikke i tide: færre enn 5." in shown


def test_t65_while_the_year_runs_everything_is_in_steps(officer, known):
    shown = text_of(officer)
    assert "Til og med 28. februar 2026." in shown
    assert "Meldinger Minst 60 " in shown
    assert "Énukesmålet nådd 76–87 % " in shown
    assert "I tide: minst 30. Ikke i tide: minst 5." in shown


def test_a_slow_year_is_told_as_it_was():
    period = period_of(2025, AT.date())
    assert period is not None
    promises = {"promise": Kept(in_time=5, late=20, days=(1,) * 5), "team_promise": Kept(in_time=0, late=9, days=())}
    slow = replace(MANY, **promises)
    cases, help_ = figures_of_cases(slow, period), figures_of_help(slow, period)
    assert cases[3].number == "Ikke i gang"
    assert help_[3].number == "Høyst 44 %"


def test_t65_no_number_tells_somebody_inhabil_that_something_came(school, officer):
    """The officer whose child it is sees the same page before and after, until the month is over, and then no more."""
    for number in range(4):
        world.a_case(school, pupil=world.a_pupil(school, f"Elev {number}"), at=FEBRUARY)
    before = text_of(officer), text_of(officer, "?ar=2025")
    child = world.a_pupil(school, "Noah Lien", guardians=[officer])
    case = world.a_case(school, pupil=child)
    world.declared(case, ties={child: Relation.NEIGHBOUR})
    assert (text_of(officer), text_of(officer, "?ar=2025")) == before
    viewer = viewer_of(actor(officer), AT + timedelta(days=9))
    page = numbers_page(viewer, year="", owner="")
    assert page is not None and "31. mars 2026" in page.period
    assert page.cases[0].number == "Minst 5"
    for _ in range(4):
        world.a_report(school)
    assert numbers_page(viewer, year="", owner="") == page


def test_t65_no_school_is_told_of_and_where_all_is_small_it_is_said_kindly():
    school = world.a_school("Fredheim friskole", private=True)
    officer = world.an_officer(school.school_owner)
    world.measures_started(at=FEBRUARY, case=world.received(world.a_case(school, at=FEBRUARY), at=FEBRUARY))
    shown = text_of(officer)
    assert "Tallene er for små til å vises" in shown
    assert "§ 17-12" not in shown  # of the council of a municipality or a county
    assert not re.search(r"(Meldinger|Saker åpnet|hjelp|nei|ord|tilbake) (Minst )?\d", shown)


def test_no_name_of_a_school_stands_on_the_page(school, officer):
    world.a_case(school, at=FEBRUARY)
    assert school.name not in text_of(officer)


def test_the_page_asks_as_much_of_one_case_as_of_three(school, officer, django_assert_num_queries):
    client = world.signed_in(Client(), officer)
    client.get("/tall/")
    for count in (1, 2):
        for number in range(count):
            world.a_case(school, pupil=world.a_pupil(school, f"Elev {count}{number}"), at=FEBRUARY)
        with django_assert_num_queries(24):
            assert client.get("/tall/").status_code == 200


def test_i_dag_leads_there(school, officer):
    assert 'href="/tall/"' in world.signed_in(Client(), officer).get("/").content.decode()
    assert 'href="/tall/"' in world.signed_in(Client(), world.a_head(school.school_owner)).get("/").content.decode()
    assert 'href="/tall/"' not in world.signed_in(Client(), world.a_principal(school)).get("/").content.decode()
