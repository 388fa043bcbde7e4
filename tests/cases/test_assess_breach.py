"""What may have come out about a child whom the case was wrongly about: assessed within 72 hours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from innsats.cases.actions import assess_breach, close_case, correct_pupil
from innsats.cases.models import BreachAssessment, Due
from innsats.journal.models import Event
from innsats.rules.breach import Risk
from innsats.rules.endings import Ending
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
WHY = "Mor fikk vite at det er en sak, og ringte for å rette det."
LATER = world.AT + timedelta(hours=2)


@pytest.fixture
@replayed
def case():
    school = world.a_school()
    case = world.received(world.a_case(school, pupil=world.a_pupil(school)))
    right = world.a_pupil(school, "Emil Berg", born=date(2014, 9, 9))
    correct_pupil(
        case.pk, by=world.actor(world.principal_of(school)), at=world.AT, pupil=right.pk, reason="Feil elev."
    )
    return case


def assess(case, by=None, risk=Risk.UNLIKELY, reason=WHY, at=LATER, **more):
    by = world.actor(by or world.principal_of(case.school))
    return assess_breach(case.pk, by=by, at=at, risk=risk, reason=reason, **more)


def clock(case):
    return Due.objects.get(case=case, code="privacy_assessment")


@pytest.mark.source("GDPR art. 33")
def test_the_assessment_meets_the_clock_and_keeps_its_reason(case):
    assert clock(case).due_at == world.AT + timedelta(hours=72) and not clock(case).met_at
    assessed = assess(case)
    assert open_one(assessed.words, assessed.pk) == WHY
    assert clock(case).met_at == LATER


@pytest.mark.source("GDPR art. 34")
def test_datatilsynet_and_the_family_are_told_before_it_is_assessed(case):
    with refused("authority_not_told", "concerned_not_told", "text_missing"):
        assess(case, risk=Risk.HIGH, reason=" ")
    told = {"authority_told_on": LATER.date(), "concerned_told_on": LATER.date()}
    assessed = assess(case, risk=Risk.HIGH, **told)
    assert (assessed.authority_told_on, assessed.concerned_told_on) == (LATER.date(), LATER.date())


def test_nobody_is_told_ahead_or_before_it_was_found(case):
    with refused("in_the_future"):
        assess(case, risk=Risk.RISK, authority_told_on=LATER.date() + timedelta(days=1))
    with refused("before_the_case"):
        assess(case, risk=Risk.RISK, authority_told_on=world.AT.date() - timedelta(days=1))


def test_once_assessed_there_is_nothing_more_to_assess(case):
    assess(case)
    with refused("no_breach"):
        assess(case)


def test_a_closed_case_is_still_assessed(case):
    close_case(case.pk, by=world.actor(world.principal_of(case.school)), at=world.AT, ending=Ending.LEFT,
               left_on=world.AT.date())  # fmt: skip
    assert not clock(case).lapsed and assess(case)


def test_the_lead_may_not_and_a_stranger_sees_no_case(case):
    lead = case.caseaccess_set.get(part="lead").person
    world.declared(case, lead)
    with refused("wrong_part"):
        assess(case, by=lead)
    stranger = world.an_employee(case.school, "Uten Del")
    with not_visible():
        assess(case, by=stranger)


def test_a_second_click_assesses_once(case):
    for _ in range(2):
        assess(case, form_key="k")
    assert Event.objects.filter(act="assess_breach").count() == BreachAssessment.objects.count() == 1


def test_only_this_page_names_the_child_and_only_for_whoever_must_assess_it(client, monkeypatch, case):
    world.it_is(monkeypatch, LATER)
    lead = case.caseaccess_set.get(part="lead").person
    world.declared(case, lead)
    address = reverse("assess_breach", args=[case.number])
    assert "Noah" not in text_of(world.signed_in(client, lead).get(address))
    rektor = world.signed_in(client, world.principal_of(case.school))
    assert address in rektor.get(reverse("read_case", args=[case.number])).content.decode()
    assert "Noah Lien" in text_of(rektor.get(address))
    typed = {"risk": "unlikely", "reason": WHY, "form_key": "k"}
    assert rektor.post(address, typed).status_code == 302
    after = text_of(rektor.get(address))
    assert WHY in after and "Det er ikke noe å vurdere her nå" in after


def test_it_stands_on_i_dag(client, monkeypatch, case):
    world.it_is(monkeypatch, LATER)
    rektor = world.signed_in(client, world.principal_of(case.school))
    assert "Vurder hva som kan ha kommet ut om feil elev" in text_of(rektor.get(reverse("today")))


def test_the_page_takes_a_fixed_number_of_queries(client, monkeypatch, case, django_assert_num_queries):
    world.it_is(monkeypatch, LATER)
    rektor = world.signed_in(client, world.principal_of(case.school))
    address = reverse("assess_breach", args=[case.number])
    rektor.get(address)
    with django_assert_num_queries(8):
        rektor.get(address)


@pytest.fixture
def two(case):
    """The case moved once more, from Emil, who may have become known too; and a colleague has assessed Noah's."""
    first = case.pupilcorrection_set.get()
    third = world.a_pupil(case.school, "Ola Moe", born=date(2014, 1, 1))
    correct_pupil(
        case.pk, by=world.actor(world.principal_of(case.school)), at=LATER, pupil=third.pk, reason="Feil igjen.",
        told_otherwise=True,
    )  # fmt: skip
    assess(case, breach=first.pk)
    return case


def test_what_is_thought_of_one_child_is_not_written_of_the_next(client, monkeypatch, two):
    first, second = two.pupilcorrection_set.order_by("at")
    with refused("another_breach"):
        assess(two, breach=first.pk)
    world.it_is(monkeypatch, LATER)
    rektor = world.signed_in(client, world.principal_of(two.school))
    typed = {"risk": "unlikely", "reason": "Ingen har sett navnet.", "breach": first.pk}
    answer = rektor.post(reverse("assess_breach", args=[two.number]), typed)
    said = answer.content.decode()
    assert answer.status_code == 422 and "Ingen har sett navnet." in said and "er vurdert av en annen" in said
    assert BreachAssessment.objects.count() == 1
    assert f'name="breach" value="{second.pk}"' in said and str(first.pk) not in said
    assert rektor.post(reverse("assess_breach", args=[two.number]), typed | {"breach": second.pk}).status_code == 302
