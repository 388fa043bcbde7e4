"""Measures end by the pupil's word, and the follow-up begins by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.cases.actions import activate_plan, end_measure, end_measures, renew_aftercare
from innsats.cases.models import Aftercare, Case, Due, Measure
from innsats.rules.impartiality import Relation
from innsats.rules.inquiry import Safe
from innsats.rules.stages import Stage
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(days=15)


@pytest.fixture
@replayed
def case():
    return world.heard(world.measures_started(), safe=Safe.YES)


def running(case):
    return list(Measure.objects.filter(case=case).values_list("lineage", flat=True).distinct())


def end(case, by=None, at=world.AT, **fields):
    principal = world.principal_of(case.school)
    given = {"trusted_adult": principal.uuid, "going_on": running(case)} | fields
    return end_measures(case.uuid, by=world.actor(by or principal), at=at, **given)


@pytest.mark.source("practice")
def test_T64_the_follow_up_begins_with_its_two_next_talks(case):
    agreed = end(case)
    assert Case.objects.get(pk=case.pk).stage == Stage.AFTERCARE
    assert (agreed.starts_on, agreed.until) == (world.AT.date(), date(2027, 1, 31))
    dues = Due.objects.filter(case=case, code="aftercare_check").order_by("due_on")
    assert [(due.about, due.due_on) for due in dues] == [("1", date(2026, 3, 30)), ("2", date(2026, 4, 7))]


def test_what_was_still_to_be_evaluated_lapses_unless_the_measure_goes_on(case):
    for lineage in running(case):
        end_measure(case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT, measure=lineage)
    end(case, going_on=[])
    assert Due.objects.get(case=case, code="evaluation").lapsed == "measures_ended"


def test_a_measure_that_goes_on_is_still_evaluated(case):
    end(case)
    assert Due.objects.get(case=case, code="evaluation").lapsed == ""


@pytest.mark.source("oppl § 12-2")
def test_T26_all_reasons_are_told_when_the_pupil_says_no_and_nothing_is_changed(case):
    world.heard(case, safe=Safe.NO, at=world.AT + timedelta(hours=1))
    late = world.AT + timedelta(hours=2)
    with refused("pupil_says_not_safe", "measure_goes_on", "aftercare_ends_too_soon"):
        end(case, at=late, going_on=[], until=world.AT.date())


def test_an_old_word_and_no_word_end_nothing(case):
    with refused("pupil_word_is_old"):
        end(case, at=LATER)
    silent = _with_silent_pupil()
    with refused("no_word_of_pupil"):
        end(silent, going_on=[])


def _with_silent_pupil():
    case = world.heard(world.received(world.a_case(world.a_school("Åsen skole"))), safe=Safe.NO_ANSWER)
    world.with_draft(case)
    activate_plan(case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT)
    return Case.objects.get(pk=case.pk)


def test_measures_end_once(case):
    end(case)
    with refused("wrong_stage"):
        end(case)
    assert Aftercare.objects.filter(case=case).count() == 1


def test_any_employee_may_be_the_trusted_adult_but_nobody_inhabil(case):
    untrained = world.an_employee(case.school, "Ny Vikar", trained=False)
    mother = world.an_employee(case.school, "Mor Lien")
    world.a_known_relation(mother, case.pupil, Relation.PARENT)
    with refused("disqualified"):
        end(case, trusted_adult=mother.uuid)
    stranger = world.a_person("Tone Hval")
    with refused("not_employed_here"):
        end(case, trusted_adult=stranger.uuid)
    assert end(case, trusted_adult=untrained.uuid).trusted_adult == untrained


def test_it_lasts_three_years_at_most(case):
    with refused("aftercare_too_long"):
        end(case, until=date(2029, 3, 24))


def test_a_measure_nobody_knows_cannot_go_on(case):
    with refused("unknown_measure"):
        end(case, going_on=[*running(case), case.uuid])


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        end(case, by=stranger)


def test_two_pupils_who_report_each_other_have_each_a_trusted_adult_of_their_own(case):
    school, emma = case.school, world.a_pupil(case.school, "Emma Vold")
    lise, amir = (world.an_employee(school, name) for name in ("Lise Tveit", "Amir Haddad"))
    report = world.declared(world.read(world.a_report(school)), parties=[emma, case.pupil])
    other = world.a_case(school, pupil=emma, report=report)
    world.declared(case, parties=[emma])
    world.followed(other, trusted_adult=lise.uuid)
    with refused("trusted_elsewhere"):
        end(case, trusted_adult=lise.uuid)
    assert end(case, trusted_adult=amir.uuid)
    with refused("trusted_elsewhere"):
        renew_aftercare(
            other.pk, by=world.actor(world.principal_of(school)), at=world.AT, until=date(2027, 2, 28),
            trusted_adult=amir.uuid,
        )  # fmt: skip
