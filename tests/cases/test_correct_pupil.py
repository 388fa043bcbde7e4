"""A case that was opened about the wrong child is moved to the right one, and the wrong child leaves it wholly."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from innsats.archive.actions import print_case
from innsats.archive.queries import case_file
from innsats.cases.actions import (
    activate_plan,
    close_case,
    correct_pupil,
    give_errand,
    name_party,
    note_employee_told,
    open_case,
)
from innsats.cases.models import Case, Due, Party, PupilCorrection
from innsats.cases.queries.access import standing_of
from innsats.cases.queries.following import earlier_cases
from innsats.journal.models import Event
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.viewers import viewer_of
from innsats.rules.access import Impartiality
from innsats.rules.endings import Ending
from innsats.rules.impartiality import Relation, Tie
from innsats.rules.inquiry import Safe
from innsats.rules.telling import News
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
WHY = "Meldingen gjaldt den andre av de to i 6A."
BORN = date(2014, 5, 2)


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def wrong(school):
    return world.a_pupil(school, "Noah Lien")


@pytest.fixture
def right(school, wrong):
    return world.a_pupil(school, "Emil Lien", born=date(2014, 9, 9))


@pytest.fixture
def case(school, wrong):
    return world.a_case(school, pupil=wrong)


def correct(case, right, by=None, reason=WHY, **more):
    at = more.pop("at", world.AT)
    by = world.actor(by or world.principal_of(case.school))
    return correct_pupil(case.pk, by=by, at=at, pupil=right.pk, reason=reason, **more)


def now(case):
    return Case.objects.get(pk=case.pk)


def due(case, code):
    return Due.objects.filter(case=case, code=code).order_by("pk").last()


@pytest.mark.source("GDPR art. 5(1) d")
def test_the_case_is_about_the_right_child_and_the_wrong_one_is_no_party_of_it_nor_of_its_reports(case, right, wrong):
    moved = correct(case, right)
    assert now(case).pupil == right and (moved.was, moved.now) == (wrong, right)
    assert open_one(moved.because, moved.pk) == WHY
    assert not Party.objects.filter(pupil=wrong).exists()
    assert Party.objects.get(case=case, pupil=right).part == Party.SUBJECT
    assert Party.objects.filter(report__casereport__case=case, pupil=right).count() == 1


def test_nobody_finds_the_wrong_child_by_it_and_it_is_no_recurrence_of_that_childs(case, right, wrong, client):
    correct(case, right)
    close_case(case.pk, by=world.actor(world.principal_of(case.school)), at=world.AT, ending=Ending.LEFT,
               left_on=world.AT.date())  # fmt: skip
    assert not earlier_cases([wrong.pk], world.AT).exists() and earlier_cases([right.pk], world.AT).exists()
    rektor = world.signed_in(client, world.principal_of(case.school))
    found = text_of(rektor.post(reverse("cases"), {"finn": "Noah"}))
    assert case.number not in found
    assert case.number in text_of(rektor.post(reverse("cases"), {"finn": "Emil"}))


def test_a_report_that_made_a_case_about_the_wrong_child_too_keeps_that_child(case, right, wrong):
    report = case.casereport_set.get().report
    rektor = world.actor(world.principal_of(case.school))
    other = open_case([report.pk], by=rektor, at=world.AT, pupil=wrong.pk, confirmed=True)
    correct(case, right)
    assert now(other).pupil == wrong and Party.objects.filter(report=report, pupil=wrong).exists()


@pytest.mark.source("fvl67 § 8")
def test_everybody_declares_anew_and_whoever_corrects_has_done_so(case, right):
    lise = world.in_team(case)
    correct(case, right)
    rektor = viewer_of(world.actor(world.principal_of(case.school)), world.AT)
    assert standing_of(rektor, now(case)).impartiality is Impartiality.IMPARTIAL
    assert standing_of(viewer_of(world.actor(lise), world.AT), now(case)).impartiality is Impartiality.UNDECLARED
    report = case.casereport_set.get().report
    assert standing_of(rektor, report).impartiality is Impartiality.IMPARTIAL


@pytest.mark.source("fvl67 § 6(1) b")
def test_whoever_is_the_right_childs_parent_hands_the_case_on(case, right):
    world.an_officer(case.school_owner)
    rektor = world.principal_of(case.school)
    correct(case, right, ties=[Tie(party=str(right.pk), kind=Relation.PARENT)])
    assert now(case).seats == {"seat_officer"}
    with not_visible():
        correct(case, right, by=rektor)


def test_a_guardian_of_the_right_child_has_no_task_in_it_any_more(school, wrong):
    mother = world.an_employee(school, "Mona Lien")
    right = world.a_pupil(school, "Emil Lien", born=date(2014, 9, 9), guardians=[mother])
    case = world.received(world.a_case(school, pupil=wrong), lead=mother)
    correct(case, right)
    assert case.caseaccess_set.get(person=mother).ends_at == world.AT


@pytest.mark.source("oppl § 10-2")
def test_the_right_child_is_not_heard_and_has_no_plan_and_the_week_was_not_kept_by_the_wrong_ones(case, right):
    started = world.measures_started(world.with_plan(world.received(case)))
    assert due(case, "school_promise").met_at and due(case, "first_talk").met_at
    correct(started, right)
    assert not any(due(case, code).met_at for code in ("school_promise", "first_talk", "plan_active"))
    rektor = world.actor(world.principal_of(case.school))
    world.with_draft(now(case), what="En voksen går sammen med eleven.")
    with refused("pupil_not_heard"):
        activate_plan(case.pk, by=rektor, at=world.AT)
    world.heard(now(case), right)
    activate_plan(case.pk, by=rektor, at=world.AT)
    assert all(due(case, code).met_at for code in ("school_promise", "first_talk", "plan_active"))


def test_a_clock_that_runs_again_after_its_time_is_not_said_to_end_soon(case, right):
    talk = due(world.heard(world.received(case)), "first_talk")
    later = world.AT + timedelta(days=10)
    assert talk.met_at and talk.next_step_at < talk.overdue_from < later
    correct(now(case), right, at=later)
    talk.refresh_from_db()
    assert talk.met_at is None and talk.next_step_at is None
    tick(later)
    assert not Notice.objects.filter(news=News.ENDS_SOON, clock="first_talk").exists()


def test_what_the_wrong_child_said_is_shown_nowhere_and_is_not_the_right_childs_word(case, right, client):
    heard = world.heard(world.received(case), safe=Safe.YES)
    correct(heard, right)
    rektor = world.principal_of(case.school)
    page = world.signed_in(client, rektor)
    for name in ("case_inquiry", "case_people", "case_log", "read_case"):
        said = text_of(page.get(reverse(name, args=[case.number])))
        assert "Noah" not in said and "noen skal være der" not in said, name
    printed = str(case_file(viewer_of(world.actor(rektor), world.AT), case.number).document)
    assert "Noah Lien" not in printed and "noen skal være der" not in printed
    with refused("no_word_of_pupil", "nothing_examined"):
        close_case(case.pk, by=world.actor(rektor), at=world.AT, ending=Ending.EXAMINED, reason="Alt er bra.")


def test_nothing_has_come_out_when_only_rektor_who_opened_it_has_seen_it(case, right):
    world.read(case)
    assert correct(case, right).exposed == ""
    assert not Due.objects.filter(case=case, code="privacy_assessment").exists()


@pytest.mark.source("GDPR art. 33")
def test_T111_what_may_have_come_out_starts_72_hours_from_when_it_was_found(case, right):
    lise = world.in_team(case)
    world.read(case, lise)
    found_at = world.AT + timedelta(hours=1)
    assert correct(case, right, at=found_at + timedelta(hours=2), found_at=found_at).exposed == "read"
    clock = due(case, "privacy_assessment")
    assert clock.due_at == found_at + timedelta(hours=72) and clock.responsible_role == "principal"


def test_every_way_it_may_have_come_out_is_named(case, right, school):
    case = world.heard(world.received(case))
    print_case(case.pk, by=world.actor(world.principal_of(school)), at=world.AT)
    assert correct(case, right, told_otherwise=True).exposed == "printed talked told otherwise"


def test_the_employee_who_was_told_and_who_was_given_work_with_the_childs_name_know_of_the_wrong_child(case, right):
    rektor = {"by": world.actor(world.principal_of(case.school)), "at": world.AT}
    tor, siv = (world.an_employee(case.school, name) for name in ("Tor Nes", "Siv Moen"))
    name_party(case.pk, parties=[tor.uuid], **rektor)
    world.declared(case, world.principal_of(case.school))
    asked = {"person": siv.uuid, "ends_at": world.AT + timedelta(hours=3)}
    give_errand(case.pk, what="Stå ved gymsalen.", **asked, **rektor)
    later, third = world.AT + timedelta(minutes=5), world.a_pupil(case.school, "Ola Berg", born=date(2014, 1, 1))
    assert correct(case, third, at=later).exposed == ""
    rektor["at"] = later + timedelta(minutes=5)
    give_errand(case.pk, what="Følg Ola til gymsalen.", names_allowed=True, **asked, **rektor)
    assert correct(now(case), right, at=rektor["at"]).exposed == "otherwise"
    rektor["at"] += timedelta(minutes=5)
    note_employee_told(case.pk, person=tor.uuid, told_by="Kari Vik", told_on=world.AT.date(), **rektor)
    assert correct(now(case), third, at=rektor["at"]).exposed == "otherwise"


def test_a_second_correction_asks_what_came_out_since_the_first(case, right, school):
    world.received(case)
    assert correct(case, right).exposed == "told"
    third = world.a_pupil(school, "Ola Berg", born=date(2014, 1, 1))
    assert correct(now(case), third, at=world.AT + timedelta(minutes=5)).exposed == ""


def test_the_pupil_must_be_another_one_at_this_school_and_a_reason_is_given(case, right, wrong):
    with refused("same_pupil", "text_missing"):
        correct(case, wrong, reason=" ")
    elsewhere = world.a_pupil(world.a_school("Åsen skole", owner=case.school_owner), "Ida Ås")
    with refused("unknown_party"):
        correct(case, elsewhere)


def test_it_was_found_after_the_case_was_opened_and_not_ahead(case, right):
    with refused("in_the_future"):
        correct(case, right, found_at=world.AT + timedelta(hours=1))
    with refused("before_the_case"):
        correct(case, right, found_at=world.AT - timedelta(days=1))


def test_an_open_case_about_the_right_child_is_asked_of_first(case, right, school):
    there = world.a_case(school, pupil=right)
    with refused("case_is_open"):
        correct(case, right)
    assert correct(case, right, confirmed=True) and there.stage == "reported"


def test_of_twins_one_is_asked_once_more(school):
    ida, una = (world.a_pupil(school, f"{name} Moe", born=BORN) for name in ("Ida", "Una"))
    report = world.declared(world.read(world.a_report(school)), parties=[ida, una])
    rektor = world.actor(world.principal_of(school))
    with refused("pupils_alike"):
        open_case([report.pk], by=rektor, at=world.AT, pupil=ida.pk)
    case = open_case([report.pk], by=rektor, at=world.AT, pupil=ida.pk, is_sure=True)
    with refused("pupils_alike"):
        correct(case, una)
    assert correct(case, una, is_sure=True)
    with refused("pupils_alike"):
        name_party(case.pk, by=rektor, at=world.AT, parties=[ida.pk])
    assert name_party(case.pk, by=rektor, at=world.AT, parties=[ida.pk], is_sure=True)


def test_a_known_relation_is_answered(case, right):
    world.a_known_relation(world.principal_of(case.school), right)
    with refused("known_relation_unanswered"):
        correct(case, right)


def test_the_lead_may_not_and_a_stranger_sees_no_case_and_in_the_follow_up_it_is_opened_again_first(case, right):
    lise = world.an_employee(case.school)
    world.received(case, lead=lise)
    world.declared(case, lise)
    with refused("wrong_part"):
        correct(case, right, by=lise)
    stranger = world.an_employee(case.school, "Uten Del")
    with not_visible():
        correct(case, right, by=stranger)
    followed = world.followed(now(case))
    with refused("wrong_stage"):
        correct(followed, right)


def test_a_second_click_moves_it_once(case, right):
    for _ in range(2):
        correct(case, right, form_key="k")
    assert Event.objects.filter(act="correct_pupil", stream__startswith="case:").count() == 1
    assert PupilCorrection.objects.count() == 1


def test_on_the_page_one_finds_the_pupil_sees_class_and_birth_date_and_is_asked_again(
    client, monkeypatch, school, case, right
):
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(school))
    address = reverse("correct_pupil", args=[case.number])
    found = text_of(rektor.post(address, {"step": "find", "find": "Lien"}))
    assert "Emil Lien, 6A, født 09.09.2014" in found and "Noah Lien, 6A, født" not in found
    asked = text_of(rektor.post(address, {"step": "choose", "pupil": str(right.pk)}))
    assert "Er dette riktig elev?" in asked and "Emil Lien , 6A, født 09.09.2014" in asked
    typed = {"step": "answer", "pupil": str(right.pk), "none": "1", "form_key": "k"}
    assert rektor.post(address, typed).status_code == 422
    assert rektor.post(address, typed | {"reason": WHY}).status_code == 302
    assert now(case).pupil == right


def test_the_page_of_opening_a_case_shows_twins_with_birth_date_and_asks(client, monkeypatch, school):
    world.it_is(monkeypatch)
    ida, una = (world.a_pupil(school, f"{name} Moe", born=BORN) for name in ("Ida", "Una"))
    report = world.declared(world.read(world.a_report(school)), parties=[ida, una])
    rektor = world.signed_in(client, world.principal_of(school))
    address = reverse("open_case", args=[report.number])
    said = text_of(rektor.get(address))
    assert "Ida Moe, 6A, født 02.05.2014" in said and "Flere elever ligner på hverandre" in said
    typed = {"pupil": str(ida.pk), "form_key": "k"}
    answer = rektor.post(address, typed)
    assert answer.status_code == 422 and "Se på klasse og fødselsdato" in text_of(answer)
    assert rektor.post(address, typed | {"is_sure": "on"}).status_code == 302


def test_the_page_of_naming_more_asks_of_twins_once_more(client, monkeypatch, school, case):
    world.it_is(monkeypatch)
    ida, _una = (world.a_pupil(school, f"{name} Moe", born=BORN) for name in ("Ida", "Una"))
    rektor = world.signed_in(client, world.principal_of(school))
    address = reverse("name_party", args=[case.number])
    typed = {"step": "choose", "parties": [str(ida.pk)]}
    assert "Flere elever ligner på hverandre" in text_of(rektor.post(address, typed))
    answered = {"step": "answer", "parties": [str(ida.pk)], "none": "1", "form_key": "k"}
    assert rektor.post(address, answered).status_code == 422
    assert rektor.post(address, answered | {"is_sure": "on"}).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(
    client, monkeypatch, school, case, count, django_assert_num_queries
):
    world.it_is(monkeypatch)
    for number in range(count):
        world.a_pupil(school, f"Elev{number} Ås", born=date(2014, 1, number + 1))
    rektor = world.signed_in(client, world.principal_of(school))
    address = reverse("correct_pupil", args=[case.number])
    typed = {"step": "find", "find": "Ås"}
    rektor.post(address, typed)
    with django_assert_num_queries(13):
        assert text_of(rektor.post(address, typed)).count("født 0") == count
