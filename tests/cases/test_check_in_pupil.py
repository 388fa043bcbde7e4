"""The pupil is asked how it is; what adults see stands apart, and signs ask for a closer look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from innsats.cases.actions import check_in_pupil, close_case, end_measures, start_check_in
from innsats.cases.models import CheckIn, Due, Measure
from innsats.rules.aftercare import Signal
from innsats.rules.endings import Ending
from innsats.rules.inquiry import Safe
from innsats.rules.voice import Reply, To, Topic, Voice
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


def day(count):
    return world.AT + timedelta(days=count)


@pytest.fixture
def case():
    return world.followed()


def check(case, by=None, at=None, **fields):
    given = {"is_safe": Safe.YES, "own_words": "Det går fint."} | fields
    by = world.actor(by or world.principal_of(case.school))
    return check_in_pupil(case.uuid, by=by, at=at or day(7), **given)


def ending(case, at):
    """What lets the measures end, when the pupil's word does."""
    running = list(Measure.objects.filter(case=case).values_list("lineage", flat=True).distinct())
    rektor = world.principal_of(case.school)
    return {"by": world.actor(rektor), "at": at, "trusted_adult": rektor.uuid, "going_on": running}


def clocks(case):
    dues = Due.objects.filter(case=case, code="aftercare_check").order_by("due_on")
    return [(due.about, due.due_on.isoformat(), due.met_at is not None) for due in dues]


def test_a_talk_meets_the_one_that_was_due_and_the_two_next_ones_run(case):
    check(case)
    assert clocks(case) == [("1", "2026-03-30", True), ("2", "2026-04-07", False), ("3", "2026-04-13", False)]


def test_two_talks_in_a_week_are_not_the_talk_of_the_week_after(case):
    check(case, at=day(3))
    check(case, at=day(4))
    assert [met for *_, met in clocks(case)] == [True, False, False]


def test_one_talk_catches_up_with_what_was_missed_and_no_more(case):
    check(case, at=day(17))
    assert [met for *_, met in clocks(case)] == [True, True, False, False]
    assert Due.objects.get(case=case, code="aftercare_check", about="1").met_at == day(17)


def test_the_adults_view_stands_apart_and_signs_are_kept_as_codes(case):
    lise = world.an_employee(case.school, "Ny Vikar", trained=False)
    held = check(
        case, beside=lise.uuid, adult_view="Hun er ofte alene.", signals=[Signal.ALONE, Signal.ABSENCE, Signal.ALONE]
    )
    assert held.seen == (Signal.ABSENCE, Signal.ALONE) and held.beside == lise
    assert open_one(held.adult_view, held.pk) == "Hun er ofte alene."
    assert open_one(held.own_words, held.pk) == "Det går fint."


def test_a_pupil_who_does_not_want_to_answer_needs_no_words(case):
    assert check(case, is_safe=Safe.NO_ANSWER, own_words="").is_safe == "no_answer"
    with refused("text_missing"):
        check(case, own_words=" ")


@pytest.mark.parametrize(
    ("happened_at", "code"), [(day(8), "in_the_future"), (day(-1), "before_the_case")]
)
def test_it_was_held_between_the_beginning_and_now(case, happened_at, code):
    with refused(code):
        check(case, happened_at=happened_at)


def test_before_there_are_measures_what_the_pupil_says_is_a_hearing():
    case = world.heard(world.received())
    with refused("wrong_stage"):
        check(case)


def test_while_measures_run_it_meets_no_talk_of_the_follow_up_to_come():
    case = world.heard(world.measures_started(), safe=Safe.YES)
    check(case, at=world.AT)
    end_measures(case.uuid, **ending(case, day(1)))
    assert [met for *_, met in clocks(case)] == [False, False]


def test_what_an_adult_answers_for_the_pupil_is_no_word_and_meets_no_talk(case):
    with refused("adults_word_is_no_answer", "text_missing"):
        check(case, voice=Voice.ADULT)
    given = {"is_safe": Safe.NO_ANSWER, "own_words": "", "adult_view": "Mor sier at det går bra."}
    held = check(case, voice=Voice.ADULT, **given)
    assert (held.voice, held.calls, held.replies) == ("adult", "", {})
    assert [met for *_, met in clocks(case)] == [False, False]
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.filter(pk=held.pk).update(is_safe="yes")


def test_t26_an_adults_answer_neither_ends_the_measures_nor_closes_the_case():
    case = world.heard(world.measures_started(), safe=Safe.NO)
    given = {"is_safe": Safe.NO_ANSWER, "own_words": "", "adult_view": "Det går mye bedre."}
    check(case, at=day(1), voice=Voice.ADULT, **given)
    with refused("pupil_says_not_safe"):
        end_measures(case.uuid, **ending(case, day(1)))
    check(case, at=day(1), own_words="Nå er det trygt.")
    end_measures(case.uuid, **ending(case, day(1)))


def test_t25_closing_as_safe_is_refused_while_the_child_says_that_it_is_not(case):
    check(case, at=day(1), is_safe=Safe.NO, own_words="Det er ikke trygt.")
    given = {"ending": Ending.SAFE, "reason": "Alt er bra."}
    with refused("pupil_says_not_safe", "measure_not_ended", "aftercare_runs"):
        close_case(case.uuid, by=world.actor(world.principal_of(case.school)), at=day(1), **given)


@pytest.mark.parametrize("is_told", [True, False])
def test_faces_need_no_words_but_a_talk_that_is_written_down_does(case, is_told):
    answers = [Reply(topic=Topic.SCHOOL, to=To.GOOD)]
    if not is_told:
        with refused("text_missing"):
            check(case, own_words="", answers=answers)
        return
    turn = start_check_in(case.uuid, by=world.actor(world.principal_of(case.school)), at=day(7))
    assert check(case, own_words="", answers=answers, turn=turn.pk).replies == {Topic.SCHOOL: "4"}


def test_a_step_for_what_has_none_is_refused(case):
    with refused("unknown_reply"):
        check(case, answers=[Reply(topic=Topic.TRUST, to=To.BAD)])


def test_not_safe_makes_reopening_the_next_step(case, client, monkeypatch):
    check(case, is_safe=Safe.NO, own_words="De har begynt igjen.")
    world.it_is(monkeypatch, day(7))
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/").content.decode()
    assert f"/saker/{case.number}/gjenapning/" in page.split("Klokkene")[0] and "kan komme tilbake" in page
    check(case, at=day(8))
    world.it_is(monkeypatch, day(8))
    page = client.get(f"/saker/{case.number}/").content.decode()
    assert "gjenapning" not in page.split("Klokkene")[0]


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        check(case, by=stranger)


def test_the_same_form_twice_is_one_talk(case):
    assert check(case, form_key="k") == check(case, form_key="k")
    assert CheckIn.objects.filter(case=case).count() == 1
