"""A case ends in one of six ways; only rektor closes, and only with everything the ending demands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.cases.actions import (
    answer_help_question,
    close_case,
    cosign_ending,
    end_measure,
    end_measures,
    note_inquiry,
    offer_talk,
    open_case,
    stop_aftercare,
    tell_owner,
)
from innsats.cases.models import OPEN, Case, Closure, Due, Measure
from innsats.cases.queries.clocks import clock_of
from innsats.desk.queries import todo_of
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.endings import Ending
from innsats.rules.inquiry import Safe
from innsats.rules.stages import Stage
from innsats.rules.verdicts import Status
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


def day(count):
    return world.AT + timedelta(days=count)


def rektor(case):
    return world.actor(world.principal_of(case.school))


def close(case, by=None, at=world.AT, **fields):
    given = {"ending": Ending.SAFE} | fields
    return close_case(case.uuid, by=world.actor(by) if by else rektor(case), at=at, **given)


def at_the_end():
    """Followed up to the agreed end, with everything ended and the pupil's word of that day."""
    case = world.measures_started()
    for lineage in Measure.objects.filter(case=case).values_list("lineage", flat=True):
        end_measure(case.uuid, by=rektor(case), at=world.AT, measure=lineage)
    world.heard(case, safe=Safe.YES)
    end = day(30).date()
    end_measures(case.uuid, by=rektor(case), at=world.AT, trusted_adult=world.principal_of(case.school).uuid, until=end)
    return Case.objects.get(pk=case.pk)


def test_safe_after_the_follow_up_by_the_pupils_own_word():
    case = at_the_end()
    with refused("pupil_word_is_old"):
        close(case, at=day(30))
    world.heard(case, safe=Safe.YES, at=day(30))
    closure = close(case, at=day(30))
    assert (closure.ending, closure.said_on) == ("safe", day(30).date())
    assert Case.objects.get(pk=case.pk).stage == Stage.CLOSED
    assert not Due.objects.filter(OPEN, case=case, overdue_from__gt=day(30)).exists()
    assert todo_of(viewer_of(rektor(case), day(30))) == ()  # what was missed stays so, and waits for nobody


def test_the_talks_that_were_not_due_yet_lapse_at_closing():
    case = at_the_end()
    stop_aftercare(case.uuid, by=rektor(case), at=day(1), wished_by="pupil")
    close(case, at=day(1))
    assert set(Due.objects.filter(case=case, code="aftercare_check").values_list("lapsed", flat=True)) == {
        "family_stopped"
    }


@pytest.mark.source("oppl § 12-2")
def test_T25_and_T26_not_safe_by_the_pupils_word_closes_nothing_whatever_adults_say():
    case = world.followed()
    world.heard(case, safe=Safe.NO, at=day(1))
    with refused("pupil_says_not_safe", "measure_not_ended", "aftercare_runs"):
        close(case, at=day(1), reason="Alle voksne er enige om at det er bra.")


def test_an_old_word_of_the_pupil_is_not_enough():
    case = world.followed()
    with refused("pupil_word_is_old", "measure_not_ended", "aftercare_runs"):
        close(case, at=day(15))


def test_from_measures_only_when_the_family_wants_no_follow_up():
    case = world.heard(world.measures_started(), safe=Safe.YES)
    lineage = Measure.objects.filter(case=case).first().lineage
    end_measure(case.uuid, by=rektor(case), at=world.AT, measure=lineage)
    with refused("ends_from_elsewhere"):
        close(case)
    stop_aftercare(case.uuid, by=rektor(case), at=world.AT, wished_by="guardian")
    assert close(case).ending == "safe"


def test_examined_without_measures():
    case = world.received()
    with refused("no_word_of_pupil", "nothing_examined", "not_confirmed_in_words"):
        close(case, ending=Ending.EXAMINED)
    world.heard(case, safe=Safe.YES)
    note_inquiry(
        case.uuid, by=rektor(case), at=world.AT, text="Rolig.", method="observation", perspective="staff",
        question="facts",
    )  # fmt: skip
    assert close(case, ending=Ending.EXAMINED, reason="Vi så det samme.").said_on == world.AT.date()


def test_a_pupil_who_will_not_answer():
    case, days = world.received(), (0, 14, 28)
    helper = world.an_employee(case.school, "Helse Moe")
    for count in days:
        who = helper if count else world.principal_of(case.school)
        offer_talk(case.uuid, by=rektor(case), at=day(count), offered_by=who.uuid)
    with refused("not_observed", "guardians_not_told"):
        close(case, at=day(28), ending=Ending.NO_ANSWER)
    note_inquiry(
        case.uuid, by=rektor(case), at=day(28), text="Går med venner.", method="observation", perspective="staff",
        question="facts",
    )  # fmt: skip
    with refused("in_the_future"):
        close(case, at=day(28), ending=Ending.NO_ANSWER, guardians_told_on=day(29).date())
    assert close(case, at=day(28), ending=Ending.NO_ANSWER, guardians_told_on=day(28).date()).said_on is None


@pytest.mark.source("oppl § 12-6(2)")
def test_no_suitable_measure_remains():
    case = world.measures_started()
    officer = world.an_officer(case.school.school_owner)
    with refused("team_not_asked", "not_cosigned", "governor_not_told", "ending_without_reason"):
        close(case, ending=Ending.NO_MEASURE)
    answer_help_question(case.uuid, by=rektor(case), at=world.AT, answer="external_team")
    tell_owner(case.subject, by=rektor(case), at=world.AT, to=officer.uuid)
    cosign_ending(case.uuid, by=world.actor(officer), at=world.AT, reason="Alt er prøvd.")
    closure = close(case, ending=Ending.NO_MEASURE, reason="Alt er prøvd.", governor_told_on=world.AT.date())
    assert closure.governor_told_on == world.AT.date()


def test_a_pupil_who_left_takes_the_county_governors_date_away():
    case = world.closed(left_on=date(2026, 3, 20))
    assert set(Due.objects.filter(report__casereport__case=case, code="governor_from").values_list("lapsed")) == {
        ("pupil_left",)
    }


def test_a_double_names_the_other_case_about_the_same_pupil():
    case = world.received()
    report = world.declared(world.read(world.a_report(case.school)), parties=[case.pupil])
    double = open_case([report.pk], by=rektor(case), at=world.AT, pupil=case.pupil.pk, confirmed=True)
    stranger = world.a_case(case.school, pupil=world.a_pupil(case.school, "Ada Moe"))
    with refused("ending_without_reason"):
        close(double, ending=Ending.MISTAKE, double_of=case.pk)
    with refused("unknown_double"):
        close(double, ending=Ending.MISTAKE, reason="To ganger.", double_of=stranger.pk)
    assert close(double, ending=Ending.MISTAKE, reason="To ganger.", double_of=case.pk).double_of == case


def test_a_case_ends_once():
    case = world.closed()
    with refused("wrong_stage"):
        close(case, ending=Ending.LEFT, left_on=world.AT.date())
    assert Closure.objects.filter(case=case).count() == 1


def test_only_rektors_part_closes():
    case = world.a_case()
    lead = world.an_employee(case.school, "Lise Berg")
    world.received(case, lead=lead)
    world.declared(case, lead)
    with refused("wrong_part"):
        close(case, by=lead, ending=Ending.LEFT, left_on=world.AT.date())


def test_whoever_has_no_part_in_the_case_does_not_meet_it():
    case = world.received()
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        close(case, by=stranger)


def test_the_same_form_twice_closes_once():
    case = world.received()
    given = {"ending": Ending.LEFT, "left_on": world.AT.date(), "form_key": "k"}
    assert close(case, **given) == close(case, **given)
    assert Event.objects.filter(act="close_case").count() == 1


def test_the_page_shows_six_ways_and_what_each_lacks(client, monkeypatch):
    world.it_is(monkeypatch)
    case = world.received()
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/avslutning/")
    said = page.content.decode()
    for text in ("Eleven har det trygt og godt", "Eleven vil ikke svare", "Det finnes ikke flere egnede tiltak",
                 "Eleven har ikke selv sagt", "Mangler", "På plass", "Fyll ut under"):  # fmt: skip
        assert text in said, text


def test_nothing_of_a_closed_case_waits_on_i_dag_not_even_an_unanswered_report():
    case = world.a_case()
    close(case, ending=Ending.MISTAKE, reason="Feil elev.")
    assert todo_of(viewer_of(rektor(case), day(3))) == ()
    assert set(Due.objects.filter(case=case).values_list("lapsed", flat=True)) == {"case_closed"}


def test_what_was_overdue_when_the_case_closed_stays_so_and_waits_for_nobody():
    case = world.a_case()
    close(case, at=day(10), ending=Ending.MISTAKE, reason="Feil elev.")
    promise = Due.objects.get(case=case, code="school_promise")
    assert clock_of(promise).status_at(day(11)) is Status.OVERDUE
    assert todo_of(viewer_of(rektor(case), day(11))) == ()
