"""A measure in common: carried out once, each pupil's own words, and each pupil's own answer to whether it helped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import activate_plan, evaluate_measure, share_measure, start_measure
from innsats.cases.models import Measure, SharedMeasure
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor, two_cases
from tests.cases.refusals import refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
ANEW = {"problem": "Emma blir avbrutt i leken.", "what": "En voksen leder leken i storefri."}
DAY_7, DAY_8, DAY_21 = (world.AT + timedelta(days=days) for days in (7, 8, 21))


def share(case, other, **texts):
    lineage = Measure.objects.filter(case=case).first().lineage
    return share_measure(case.pk, measure=lineage, to=other.pk, **{**ANEW, **texts}, **by_rektor(case))


def evaluate(case, at, **answers):
    lineage = Measure.objects.filter(case=case).first().lineage
    given = {"helped": "yes", "pupil_safe": "yes"} | answers
    return evaluate_measure(case.pk, measure=lineage, **given, **by_rektor(case, at))


@pytest.fixture
@replayed
def both():
    """A measure that has begun in both cases."""
    case, other = two_cases()
    world.measures_started(world.with_plan(case))
    world.heard(other)
    written = share(case, other, evaluate_on=DAY_7.date())
    activate_plan(other.pk, **by_rektor(other))
    start_measure(other.pk, measure=written.lineage, **by_rektor(other))
    return case, other


@pytest.mark.source("fvl67 § 13")
def test_the_other_case_gets_a_measure_of_its_own_in_its_own_words(both):
    case, other = both
    here, there = (Measure.objects.filter(case=one).first() for one in both)
    assert here.lineage != there.lineage
    assert {name: open_one(getattr(there, name), there.pk) for name in ANEW} == ANEW
    assert (there.kind, there.start_on, there.responsible) == (here.kind, here.start_on, here.responsible)
    assert len(set(SharedMeasure.objects.values_list("common", flat=True))) == 1


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        ({"problem": "Noah er alene i friminuttene."}, ["text_copied", "names_another_child"]),
        ({"family_text": "En voksen er med Noah og Emma."}, ["names_another_child"]),
        ({"what": " "}, ["text_missing"]),
        ({"place": "x" * 201}, ["text_too_long"]),
    ],
)
def test_what_belongs_to_the_other_child_does_not_come_along(texts, codes):
    case, other = two_cases()
    world.with_draft(case)
    with refused(*codes):
        share(case, other, **texts)


@pytest.mark.source("practice")
def test_whether_it_was_carried_out_is_asked_once_and_the_effect_of_each_pupil(both):
    case, other = both
    first = evaluate(case, DAY_7, carried_out="partly", helped="yes", pupil_safe="yes")
    second = evaluate(other, DAY_8, helped="no", pupil_safe="no")
    assert (second.carried_out, second.answered_by) == ("partly", first)
    assert (first.helped, second.helped, second.pupil_safe) == ("yes", "no", "no")


def test_the_answer_given_stands(both):
    case, other = both
    evaluate(case, DAY_7, carried_out="partly")
    with refused("carried_out_answered"):
        evaluate(other, DAY_8, carried_out="no")


def test_each_round_is_asked_anew_in_the_case_that_comes_first(both):
    case, other = both
    evaluate(case, DAY_7, carried_out="yes")
    evaluate(other, DAY_8)
    with refused("carried_out_missing"):
        evaluate(case, DAY_21)
    again = evaluate(other, DAY_21, carried_out="no")
    assert evaluate(case, DAY_21 + timedelta(hours=1)).answered_by == again


def test_a_measure_of_one_pupil_is_asked_as_before():
    case = world.measures_started()
    with refused("carried_out_missing"):
        evaluate(case, DAY_7)


def test_the_page_of_the_second_evaluation_shows_the_answer_and_does_not_ask(client, monkeypatch, both):
    case, other = both
    evaluate(case, DAY_7, carried_out="partly")
    world.it_is(monkeypatch, DAY_8)
    rektor = world.signed_in(client, world.principal_of(other.school))
    lineage = Measure.objects.filter(case=other).first().lineage
    address = f"/saker/{other.number}/tiltak/{lineage}/evaluering/"
    page = rektor.get(address).content.decode()
    assert 'name="carried_out"' not in page and "svart på før" in page and case.number not in page
    typed = {"helped": "no", "pupil_safe": "no", "held_on": DAY_8.date().isoformat()}
    assert rektor.post(address, typed).status_code == 302


def test_rektor_shares_a_measure_from_the_page_of_the_link(client, monkeypatch):
    world.it_is(monkeypatch)
    case, other = two_cases()
    lineage = world.with_draft(case).lineage
    rektor = world.signed_in(client, world.principal_of(case.school))
    address = f"/saker/{case.number}/koblinger/{case.caselink_set.get().pk}/tiltak/"
    assert address in rektor.get(f"/saker/{case.number}/koblinger/").content.decode()
    assert "Noah er alene i friminuttene." in rektor.get(address).content.decode()
    assert rektor.post(address, {"measure": str(lineage), **ANEW}).status_code == 302
    assert "Emma blir avbrutt" in rektor.get(f"/saker/{other.number}/plan/").content.decode()
