"""The plan that applies on paper, in full; and no plan where none applies."""

from __future__ import annotations

import pytest
from django.utils import translation

from innsats.archive.actions import print_plan
from innsats.archive.queries import plan_edition
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.vault import keys
from tests import world
from tests.archive.files import a_full_case, check_archive_file
from tests.archive.reading import text_of
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
PLAN_QUERIES = 9


def printed(case, by=None):
    return print_plan(case.pk, by=world.actor(by or world.principal_of(case.school)), at=world.AT)


@pytest.mark.source("oppl § 12-4(3)")
def test_the_five_contents_of_every_measure_stand_there():
    said = text_of(printed(world.with_plan()).pdf)
    for text in ("Noah er alene i friminuttene.", "En voksen går sammen med Noah", "Hvert storefri", "Hvem: Kari Vik",
                 "Evalueres: mandag 30. mars 2026"):  # fmt: skip
        assert text in said


def test_only_the_version_that_applies_is_printed_with_what_became_of_its_measures():
    case = a_full_case(times=2)
    said = text_of(printed(case).pdf)
    assert "Utgave 2" in said and "Tiltak 1." in said and "Sluttet 1." in said and "Litt bedre 1." in said
    assert "Tiltak 0." not in said and "Bare et utkast" not in said


def test_nothing_is_printed_before_a_plan_applies():
    case = world.heard(world.received())
    world.with_draft(case)
    with refused("no_active_plan"):
        printed(case)


def test_somebody_in_the_team_reads_and_does_not_print():
    case = world.with_plan()
    member = world.in_team(case)
    with refused("wrong_part"):
        printed(case, member)


def test_for_a_stranger_there_is_no_case():
    case = world.with_plan()
    stranger = world.an_employee(case.school, "Uten Del")
    with not_visible():
        printed(case, stranger)


@pytest.mark.parametrize(("language", "tag", "title"), [
    ("nb", "nb-NO", "Aktivitetsplan"), ("nn", "nn-NO", "Aktivitetsplan"), ("en", "en-GB", "Activity plan"),
])  # fmt: skip
def test_it_is_an_archive_file_in_the_language_of_the_reader(language, tag, title):
    case = world.with_plan()
    with translation.override(language):
        pdf = printed(case).pdf
    check_archive_file(pdf, language=tag, title=title)


def test_it_is_recorded_with_the_sum_of_the_file():
    made = printed(world.with_plan())
    assert Event.objects.get(act="print_plan").facts == {"sha256": made.sha256, "language": "nb"}


@pytest.mark.parametrize("times", [1, 3])
def test_it_costs_the_same_with_one_row_and_with_three(times, django_assert_num_queries):
    case = a_full_case(times=times)
    viewer = viewer_of(world.actor(world.principal_of(case.school)), world.AT)
    plan_edition(viewer, case.number)
    keys.forget()
    with django_assert_num_queries(PLAN_QUERIES):
        plan_edition(viewer, case.number)


def test_the_way_to_it_stands_under_the_plan_once_one_applies(client):
    case = world.heard(world.received())
    rektor = world.signed_in(client, world.principal_of(case.school))
    link = f"/saker/{case.number}/plan/utskrift/"
    assert link not in rektor.get(f"/saker/{case.number}/plan/").content.decode()
    world.with_plan(case)
    assert link in rektor.get(f"/saker/{case.number}/plan/").content.decode()
    answer = rektor.post(link)
    assert answer.content.startswith(b"%PDF-") and case.number in answer["Content-Disposition"]


def test_the_page_says_that_no_plan_applies_and_keeps_the_frame(client):
    case = world.received()
    answer = world.signed_in(client, world.principal_of(case.school)).post(f"/saker/{case.number}/plan/utskrift/")
    assert answer.status_code == 422 and "Ingen plan er satt i kraft ennå." in answer.content.decode()
