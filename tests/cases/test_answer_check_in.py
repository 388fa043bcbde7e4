"""An answer that asks for an adult opens a task at once, until somebody has written what was done."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from innsats.cases.actions import answer_check_in, check_in_pupil
from innsats.cases.models import CheckInAnswer, Due
from innsats.cases.queries.voice import for_home
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.rules.inquiry import Safe
from innsats.rules.voice import Reply, To, Topic
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused
from tests.cases.test_start_check_in import start

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return world.followed()


def minutes(count):
    return world.AT + timedelta(minutes=count)


def rektor_of(case):
    return world.principal_of(case.school)


def said(case, at=world.AT, steps="", by=None, **fields):
    """The pupil answered by faces: `steps` for how it is at school, and in the breaks."""
    topics = (Topic.SCHOOL, Topic.BREAKS)
    answers = [Reply(topic=topic, to=To(step)) for topic, step in zip(topics, steps, strict=False)]
    given = {"is_safe": Safe.YES, "answers": answers, "turn": start(case, at=at).pk} | fields
    return check_in_pupil(case.uuid, by=world.actor(by or rektor_of(case)), at=at, **given)


def answer(case, check, at=None, **fields):
    by = world.actor(rektor_of(case))
    return answer_check_in(case.uuid, by=by, at=at or minutes(30), check_in=check.pk, **fields)


def tasks(case):
    return [(one.about, one.met_at is not None) for one in Due.objects.filter(case=case, code="child_calls")]


@pytest.mark.source("oppl § 12-4(2)")
def test_not_safe_opens_a_task_for_whoever_leads_until_somebody_has_written_what_was_done(case):
    check = said(case, is_safe=Safe.NO)
    due = Due.objects.get(case=case, code="child_calls")
    assert (due.about, due.due_on, due.responsible_role) == (str(check.pk), world.AT.date(), "case_lead")
    with refused("text_missing"):
        answer(case, check, text=" ")
    done = answer(case, check, text="Lise tok en prat med ham.")
    assert tasks(case) == [(str(check.pk), True)] and open_one(done.words, done.pk) == "Lise tok en prat med ham."


@pytest.mark.parametrize(
    ("before", "now", "more", "calls"),
    [
        ("54", "34", {}, "fell"), ("54", "44", {}, ""), ("55", "55", {"wants_adult": True}, "wants_adult"),
        ("5", "5", {"answers": [Reply(topic=Topic.NOT_OKAY, to=To.YES)]}, "not_okay"),
        ("54", "", {"is_safe": Safe.NO_ANSWER}, ""),
    ],
)
def test_a_fall_of_two_steps_opens_one_and_what_is_missing_does_not(case, before, now, more, calls):
    said(case, steps=before)
    check = said(case, at=minutes(5), steps=now, **more)
    assert check.calls == calls and len(tasks(case)) == bool(calls)


def test_a_fall_by_small_steps_is_one_and_the_same_fall_is_told_once(case):
    for place, step in enumerate("5433"):
        said(case, at=minutes(place), steps=step)
    assert len(tasks(case)) == 1


def test_the_lead_is_told_at_once_without_a_word_of_it(case):
    member = world.in_team(case, world.an_employee(case.school, "Mia Ny"))
    said(case, is_safe=Safe.NO, by=member, turn=None, own_words="Nei.")
    tick(world.AT)
    told = Notice.objects.filter(news="child_calls")
    lead = case.caseaccess_set.get(part="lead").person
    assert {one.person for one in told} == {rektor_of(case), lead} - {member}


def test_it_stands_red_on_today_and_on_the_case_and_leads_to_what_was_said(case, client, monkeypatch):
    check = said(case, is_safe=Safe.NO, turn=None, own_words="De har begynt igjen.")
    world.it_is(monkeypatch, minutes(5))
    page = world.signed_in(client, rektor_of(case))
    address = f"/saker/{case.number}/oppfolging/samtaler/{check.pk}/"
    for where in ("/", f"/saker/{case.number}/"):
        shown = page.get(where).content.decode()
        assert "Eleven trenger en voksen nå" in shown and 'data-color="danger"' in shown
    assert address in page.get("/").content.decode()
    assert "De har begynt igjen." in text_of(page.get(address))
    assert page.post(address, {"text": "", "form_key": "a"}).status_code == 422
    assert page.post(address, {"text": "Vi snakket med ham.", "form_key": "b"}).status_code == 302
    assert tasks(case) == [(str(check.pk), True)]
    assert "Vi snakket med ham." in text_of(page.get(f"/saker/{case.number}/oppfolging/"))


def test_what_asks_for_nothing_may_be_read_without_a_word_and_once(case):
    check = said(case, steps="44")
    answer(case, check)
    with refused("check_in_answered"):
        answer(case, check)
    assert CheckInAnswer.objects.count() == 1


def test_the_words_go_home_only_when_the_child_says_so_and_an_adult_has_read_them(case):
    kept = [
        said(case, at=minutes(place), own_words=str(home), is_for_home=home) for place, home in enumerate((None, False))
    ]
    check = said(case, at=minutes(2), own_words="Jeg har en venn.", is_for_home=True)
    for one in kept:
        answer(case, one)
    assert for_home(case) == ()
    answer(case, check)
    (home,) = for_home(case)
    assert (home.own_words, home.read_by_adult_at) == ("Jeg har en venn.", minutes(30))


def test_an_answer_of_another_case_is_not_found(case):
    check = said(case, is_safe=Safe.NO)
    other = world.followed(world.received(world.a_case(case.school, pupil=world.a_pupil(case.school, "Ida Moe"))))
    with not_visible():
        answer(other, check, text="Feil sak.")
    with not_visible():
        by = world.actor(rektor_of(case))
        answer_check_in(case.uuid, by=by, at=minutes(1), check_in=uuid4(), text="Finnes ikke.")


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    check, stranger = said(case), world.actor(world.an_employee(case.school, "Siv Moen"))
    with not_visible():
        answer_check_in(case.uuid, by=stranger, at=minutes(1), check_in=check.pk)
