"""Whoever is asked to do something is told, and the mail says what every mail says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as outbox

from innsats.cases import actions
from innsats.notices.models import Notice
from innsats.notices.queries import notices_of
from innsats.notices.ticking import tick
from innsats.people.viewers import viewer_of
from innsats.rules.mailing import GATHERS_FOR
from tests import world
from tests.cases.errands import a_helper, by, given
from tests.cases.linked import by_rektor
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
GATHERED = world.AT + GATHERS_FOR


@pytest.fixture
@replayed
def case():
    return world.received(world.a_case(world.a_school()))


@pytest.fixture
def helper(case):
    return a_helper(case)


@pytest.fixture
def errand(case, helper):
    errand = given(case, helper)
    tick(world.AT)
    return errand


def news_to(person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("at", "pk").values_list("news", flat=True))


def mails_to(person) -> list[str]:
    return [one.body for one in outbox.outbox if one.to == [person.account.email]]


def test_whoever_is_asked_gets_a_mail_that_says_nothing_and_no_news_of_a_case(case, errand, helper):
    assert news_to(helper) == ["errand_given"]
    assert notices_of(viewer_of(world.actor(helper), GATHERED), limit=9) == []
    tick(GATHERED)
    [body] = mails_to(helper)
    assert "Noe i Innsats venter på deg" in body and case.number not in body and "gjøremål" not in body.casefold()


def test_what_was_answered_meanwhile_is_not_written_of(errand, helper):
    actions.finish_errand(errand.pk, **by(helper))
    tick(GATHERED)
    assert mails_to(helper) == []


def test_who_has_come_to_be_concerned_is_written_nothing(case, errand, helper):
    actions.name_party(case.pk, parties=[helper.uuid], ties=[], **by_rektor(case))
    tick(GATHERED)
    assert mails_to(helper) == []


def test_whoever_has_it_is_told_that_it_was_taken_back(case, errand, helper):
    tick(GATHERED)
    actions.take_back_errand(case.pk, errand=errand.pk, **by_rektor(case, GATHERED))
    tick(GATHERED)
    tick(GATHERED + GATHERS_FOR)
    assert news_to(helper) == ["errand_given", "errand_taken_back"] and len(mails_to(helper)) == 2


def test_a_no_reaches_whoever_gave_it_and_the_lead(case, errand, helper):
    actions.decline_errand(errand.pk, reason="På tur", **by(helper, world.AT + timedelta(minutes=5)))
    tick(world.AT + timedelta(minutes=5))
    assert "errand_answered" in news_to(world.principal_of(case.school))
    lead = case.caseaccess_set.get(part="lead").person
    assert "errand_answered" in news_to(lead) and news_to(helper) == ["errand_given"]


@pytest.mark.parametrize(("tell_back", "is_told"), [("Så du noe?", True), ("", False)])
def test_that_it_was_done_is_told_to_those_who_asked_for_an_answer(case, helper, tell_back, is_told):
    errand = given(case, helper, tell_back=tell_back)
    actions.finish_errand(errand.pk, text="Nei", **by(helper))
    tick(world.AT)
    assert ("errand_answered" in news_to(world.principal_of(case.school))) is is_told
