"""Those who read the case read all advice; the owner's officer only what has come there; the team's leader none."""

from __future__ import annotations

import pytest

from innsats.assistance.actions import answer_advice
from innsats.assistance.queries.advice import advice_rows
from innsats.assistance.queries.advising import ruling_page
from innsats.assistance.queries.pages import assistance_page
from innsats.cases.queries.access import NotVisible, standing_of
from innsats.cases.queries.head import Shut
from innsats.journal.models import Look
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.advising import Weight
from tests import world
from tests.assistance.helping import advised

pytestmark = pytest.mark.django_db
TEXTS = ("Kall inn lærerne.", "Ring familien.")


@pytest.fixture
def given(case, begun):
    return [advised(case, text=TEXTS[0]), advised(case, weight=Weight.ADVICE, text=TEXTS[1], why="")]


@pytest.fixture
def declined(case, given):
    rektor = world.actor(world.principal_of(case.school))
    answer_advice(case.pk, by=rektor, at=world.AT, advice=given[0].pk, answer="declined", text="Vi har ikke folk.")
    return given[0]


def viewer(name: str):
    return viewer_of(world.actor(Person.objects.get(name=name)), world.AT)


def read(case, name: str) -> int:
    held = viewer(name)
    return len(advice_rows(case.pk, standing_of(held, case)).given)


def test_who_reads_what(case, declined):
    assert {name: read(case, name) for name in ("Kari Vik", "Pia Tangen", "Ola Dahl", "Lea Strand", "Eva Lie")} == {
        "Kari Vik": 2, "Pia Tangen": 2, "Ola Dahl": 1, "Lea Strand": 0, "Eva Lie": 2,
    }  # fmt: skip


def test_the_officer_meets_the_advice_and_nothing_else_and_it_leaves_a_trace(case, declined):
    page = assistance_page(viewer("Ola Dahl"), case.number)
    assert [line.shown.text for line in page.advice] == [TEXTS[0]]
    assert (page.shown, page.is_owner, page.is_leader) == ((), True, False)
    assert [act.act for line in page.advice for act in line.acts] == ["decide_advice"]
    assert Look.objects.filter(act="read_advice").exists()
    assert case.number in page.head.title  # not the child's name


def test_the_officer_who_has_not_been_told_meets_nothing(case, given):
    with pytest.raises(NotVisible):
        assistance_page(viewer("Ola Dahl"), case.number)


def test_advice_that_has_not_come_to_the_owner_is_not_there_for_the_officer(case, given, declined):
    with pytest.raises(NotVisible):
        ruling_page(viewer("Ola Dahl"), case.number, given[1].pk)
    assert ruling_page(viewer("Ola Dahl"), case.number, declined.pk).advice.text == TEXTS[0]


def test_the_leader_of_the_team_does_not_open_it(case, declined):
    with pytest.raises(Shut):
        ruling_page(viewer("Lea Strand"), case.number, declined.pk)


def test_the_tab_takes_as_many_queries_for_three_as_for_one(case, begun, django_assert_num_queries):
    advised(case)
    kari = viewer("Kari Vik")
    assistance_page(kari, case.number)  # the first look leaves its trace
    with django_assert_num_queries(19) as first:
        assistance_page(kari, case.number)
    for _ in range(2):
        advised(case)
    with django_assert_num_queries(len(first)):
        assistance_page(kari, case.number)
