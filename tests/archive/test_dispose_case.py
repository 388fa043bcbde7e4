"""A case is disposed of (`dispose_case`): its keys are destroyed, and what is left is a number, dates and counts."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from innsats.archive.actions import dispose_case, place_hold
from innsats.archive.queries.keptpages import kept_list
from innsats.assistance.actions import pass_family_request, withdraw_family_request
from innsats.cases import actions as cases
from innsats.cases.models import Attachment, Case, Disposal, FamilyKey, Receipt, Report
from innsats.cases.queries.access import Disposed, standing_of, visible
from innsats.cases.queries.head import read
from innsats.cases.queries.reporting import own_reports
from innsats.cases.queries.texts import texts_of
from innsats.family.actions import ask_for_trail
from innsats.insight.queries.counts import counts_of
from innsats.journal.models import Event
from innsats.oversight.actions import release_trail
from innsats.people.viewers import viewer_of
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.disclosure import Period
from innsats.rules.retention import HoldReason
from innsats.vault.errors import Destroyed
from innsats.vault.models import DataKey, Destruction
from tests import world
from tests.archive.leaving import (
    ARCHIVED_AT,
    MINUTES,
    OVER,
    a_leaving_case,
    another_case,
    archived,
    by,
    officer_of,
    rektor,
)
from tests.assistance.helping import leader_of
from tests.assistance.waiting import a_team_at, held
from tests.cases.refusals import not_visible, refused
from tests.family import families
from tests.family.families import a_family_case, guardian, noted, reader
from tests.family.letters import a_case_to_read, coded, with_own_code
from tests.oversight.watching import a_privacy_officer
from tests.people.signing import PROVE, all_in, where, with_a_password, with_an_app

pytestmark = pytest.mark.django_db


def gone(case: Case, at=OVER) -> Disposal:
    return dispose_case(case.pk, **by(officer_of(case), at))


def report_of(case: Case) -> Report:
    return case.casereport_set.get().report


def test_the_keys_of_the_case_and_its_report_are_destroyed_and_on_the_list():
    case = a_leaving_case()
    report, note = report_of(case), case.safetystep_set.get()
    gone(case)
    keys = {case.data_key_id, report.data_key_id}
    assert {key.pk for key in DataKey.objects.filter(pk__in=keys) if key.is_destroyed} == keys
    assert set(Destruction.objects.values_list("key_id", flat=True)) == {str(key) for key in keys}
    for sealed in ((report, "words"), (note, "words")):
        with pytest.raises(Destroyed):
            texts_of(sealed)
    texts_of((case.pupil, "sealed_name"))  # the child goes on being a pupil


def test_its_reports_are_held_before_it_is_asked_what_keeps_it():
    """So that a message by the code of a report, which holds the report alone, is seen or comes too late."""
    case = a_leaving_case()
    with CaptureQueriesContext(connection) as asked:
        gone(case)
    said = [one["sql"] for one in asked.captured_queries]
    of_it_alone = [n for n, sql in enumerate(said) if 'FROM "cases_report"' in sql and "NOT EXISTS" in sql]
    messages = [n for n, sql in enumerate(said) if 'FROM "cases_message"' in sql]
    assert of_it_alone[0] < messages[0]
    assert connection.vendor == "sqlite" or "UPDATE" in said[of_it_alone[0]]


def test_what_the_family_first_told_a_team_goes_with_the_report_that_it_became():
    school = world.a_school()
    rektor, team = world.a_principal(school), a_team_at(school)
    wait = held(team, school, because="Vi vil tenke oss om.")
    withdrawn = held(team, school)
    withdraw_family_request(withdrawn.pk, text="Vi ombestemte oss.", by=world.actor(leader_of(team)), at=world.AT)
    report = pass_family_request(wait.pk, by=world.actor(leader_of(team)), at=world.AT)
    case = a_leaving_case(world.received(world.a_case(school, report=report), lead=rektor))
    gone(case)
    for name in ("words", "pupil_named", "told_by", "phone", "asks", "because"):
        with pytest.raises(Destroyed):
            texts_of((wait, name))
    texts_of((withdrawn, "words"))  # of no case


def test_a_code_that_opens_another_case_about_the_child_goes_on():
    case = a_case_to_read()
    families.another_case(case)
    with_own_code(case)
    gone(a_leaving_case(case))
    assert FamilyKey.objects.filter(ended_at=None).count() == 1


def test_who_may_not_be_told_may_not_be_told_in_the_childs_other_cases_either():
    case = a_family_case()
    noted(case, "Per Lien", "no_contact")
    gone(a_leaving_case(case))
    other = world.received(world.a_case(case.school, pupil=case.pupil))
    assert not guardian(other, "Per Lien").may_get


def test_what_is_left_is_number_dates_unit_and_what_was_done_when():
    case = a_leaving_case()
    acts = list(Event.objects.filter(stream=case.subject.stream).order_by("seq").values_list("act", flat=True))
    disposal = gone(case)
    row = Case.objects.get(pk=case.pk)
    assert (row.number, row.school_id, row.stage, row.disposed_at) == (case.number, case.school_id, "closed", OVER)
    assert disposal.reports_count == 1 and disposal.receipt.case == row
    events = Event.objects.filter(stream=case.subject.stream).order_by("seq")
    assert list(events.values_list("act", flat=True)) == [*acts, Act.DISPOSE_CASE]
    assert set(events.last().facts) == {"disposal", "receipt", "rule", "reports"}


def test_the_year_counts_it_as_before():
    case = a_leaving_case()
    period = Period(since=world.AT.date() - timedelta(days=90), until=OVER.date(), is_final=False)
    before = counts_of(case.school_owner_id, period)
    gone(case)
    assert counts_of(case.school_owner_id, period) == before and before.cases == 1


def test_a_report_that_another_case_stands_on_is_kept_until_the_last_of_them_goes():
    first = a_leaving_case()
    report = report_of(first)
    other = world.a_pupil(first.school, "Emma Dahl")
    world.declared(report, parties=[other])
    later = ARCHIVED_AT + timedelta(days=1)
    second = cases.open_case([report.pk], pupil=other.pk, **by(rektor(first), later))
    archived(first, later + 2 * MINUTES)
    assert gone(first, OVER + timedelta(days=3)).reports_count == 0
    assert texts_of((report, "words"))[report, "words"] == world.WORDS
    world.declared(second, at=later)
    archived(world.closed(world.received(second, at=later), at=later), later + 2 * MINUTES)
    assert gone(second, OVER + timedelta(days=3)).reports_count == 1
    with pytest.raises(Destroyed):
        texts_of((report, "words"))


def test_every_way_in_is_shut():
    case = a_leaving_case(a_case_to_read())
    with_own_code(case)
    archived(case, ARCHIVED_AT + timedelta(days=1))
    at = OVER + timedelta(days=2)
    assert FamilyKey.objects.filter(case=case, ended_at=None).exists()
    gone(case, at)
    assert not FamilyKey.objects.filter(case=case, ended_at=None).exists()
    assert not Receipt.objects.filter(report=report_of(case), ended_at=None).exists()
    assert not any(bytes(one.content) for one in Attachment.objects.filter(report=report_of(case)))
    mother = coded(case, reader(case))
    with not_visible():
        ask_for_trail(case.pk, by=mother.actor, at=at)
    for act, model in ((Act.SEE_CASE, Case), (Act.READ_REPORT, Report)):
        assert not visible(act, viewer_of(world.actor(rektor(case)), at), model).exists()
    assert own_reports(viewer_of(world.actor(rektor(case)), at)) == ()


def test_whoever_could_see_it_is_told_that_it_is_gone_and_everybody_else_finds_nothing(client, monkeypatch):
    case = a_leaving_case()
    number = case.number
    gone(case)
    world.it_is(monkeypatch, OVER + timedelta(hours=1))
    viewer = viewer_of(world.actor(rektor(case)), OVER)
    with pytest.raises(Disposed):
        read(viewer, number)
    codes = [one.code for one in obstacles_to(Act.READ_CASE, standing_of(viewer, Case.objects.get(pk=case.pk)))]
    assert codes == ["disposed"]
    pages = [
        *(reverse(name, args=[number]) for name in (
            "read_case", "case_people", "case_log", "case_plan", "print_case", "record_archived", "place_hold",
            "reopen_case", "dispose_case",
        )),
        reverse("read_report", args=[report_of(case).number]),
    ]  # fmt: skip
    for person, status in ((rektor(case), 410), (world.an_employee(case.school), 404)):
        world.signed_in(client, person)
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, status)
    world.signed_in(client, officer_of(case))
    assert client.get(reverse("dispose_case", args=[number])).status_code == 410
    said = client.get(reverse("dispose_case", args=[number])).content.decode()
    assert "overført til arkivet" in said and "Noah" not in said
    assert client.get(reverse("read_case", args=[number])).status_code == 404  # it was never the officer's to read


@pytest.mark.parametrize(
    ("at", "codes"), [(OVER - timedelta(days=2), ["still_kept"]), (ARCHIVED_AT, ["still_kept"])]
)
def test_not_before_its_time_is_over(at, codes):
    case = a_leaving_case()
    with refused(*codes):
        gone(case, at)


def test_not_without_a_rule_of_the_owners():
    case = a_leaving_case(years=None)
    with refused("no_keeping_time"):
        gone(case, OVER + timedelta(days=20_000))


def test_new_activity_pauses_it_by_itself():
    case = a_leaving_case()
    report = report_of(case)
    cases.answer_reporter(report.pk, text="Vi har funnet mer.", **by(rektor(case), OVER - timedelta(days=3)))
    with refused("written_since", "still_kept"):
        gone(case)
    cases.reopen_case(case.pk, reason="Det har begynt igjen.", **by(rektor(case), OVER))
    with refused("wrong_stage"):
        gone(case, OVER + MINUTES)


def test_a_familys_question_pauses_it_until_it_is_answered_and_the_list_does_not_say_whose():
    case = a_leaving_case(a_case_to_read())
    asked = ask_for_trail(case.pk, by=coded(case, reader(case)).actor, at=OVER - timedelta(days=3))
    with refused("trail_waits"):
        gone(case)
    page = kept_list(viewer_of(world.actor(officer_of(case)), OVER))
    assert page.ready == () and page.kept[0].reasons == ("Noen venter på svar. (god praksis, ikke lov)",)
    privacy = a_privacy_officer(case.school.school_owner)
    release_trail(asked.pk, **by(privacy, OVER - timedelta(days=2)))
    gone(case)


def test_an_open_case_at_the_county_governor_is_a_hold_by_itself():
    case = a_leaving_case()
    step = {"case": case.pk, **by(rektor(case), ARCHIVED_AT + MINUTES)}
    cases.record_governor_step(step.pop("case"), step="reported", detail="guardian", **step)
    archived(case, ARCHIVED_AT + 3 * MINUTES)
    with refused("kept_for_governor"):
        gone(case)
    cases.record_governor_step(case.pk, step="ended", **by(rektor(case), ARCHIVED_AT + 4 * MINUTES))
    archived(case, ARCHIVED_AT + 6 * MINUTES)
    gone(case)


def test_what_somebody_has_still_to_do_pauses_it():
    case = world.received()
    cases.give_errand(
        case.pk, person=world.an_employee(case.school, "Ada Nes").uuid, what="Stå i gangen", ends_at=world.AT + MINUTES,
        **by(rektor(case), world.AT),
    )  # fmt: skip
    a_leaving_case(case)
    with refused("errand_waits"):
        gone(case)


def test_it_is_somebody_at_the_owner_and_not_the_one_who_handed_it_over():
    case = a_leaving_case()
    for stranger in (world.an_employee(case.school), world.an_officer(world.an_owner("Dalvik kommune"))):
        with not_visible():
            dispose_case(case.pk, **by(stranger, OVER))
    with refused("wrong_part"):
        dispose_case(case.pk, **by(rektor(case), OVER))
    both = world.appointed(rektor(case), "owner_head", case.school.school_owner)
    with refused("same_person_disposes"):
        dispose_case(case.pk, **by(both, OVER))
    with not_visible():
        dispose_case(uuid4(), **by(officer_of(case), OVER))


def test_one_who_is_too_close_neither_sees_it_nor_lets_it_go():
    case = world.received()
    world.declared(case, parties=[officer_of(case)])
    a_leaving_case(case)
    with not_visible():
        gone(case)
    assert kept_list(viewer_of(world.actor(officer_of(case)), OVER)).ready == ()


def test_it_is_proposed_to_those_at_the_owner_and_leaves_the_list_when_it_is_gone(client, monkeypatch):
    case = a_leaving_case()
    world.it_is(monkeypatch, OVER)
    world.signed_in(client, officer_of(case))
    assert "forbi oppbevaringstida" in client.get("/").content.decode()
    page = client.get("/kassering/").content.decode()
    address = f"/saker/{case.number}/kassering/"
    assert address in page and "26/4711-3" in page and "Noah" not in page
    unconfirmed = client.post(address, {"form_key": str(uuid4())})
    assert unconfirmed.status_code == 422 and not Disposal.objects.exists()
    answer = client.post(address, {"form_key": str(uuid4()), "confirmed": "on"})
    assert answer["Location"] == "/kassering/" and Disposal.objects.get().case == case
    assert case.number not in client.get("/kassering/").content.decode()
    assert "forbi oppbevaringstida" not in client.get("/").content.decode()


def test_it_is_asked_again_who_one_is_before_a_key_is_destroyed(monkeypatch):
    case = a_leaving_case()
    officer = with_an_app(with_a_password(officer_of(case)), at=OVER - MINUTES)
    world.it_is(monkeypatch, OVER)
    client = all_in(Client(), officer, at=OVER)
    address = f"/saker/{case.number}/kassering/"
    assert client.get(address).status_code == 200
    world.it_is(monkeypatch, OVER + timedelta(minutes=11))
    answer = client.post(address, {"form_key": str(uuid4()), "confirmed": "on"})
    assert where(answer) == PROVE and not Disposal.objects.exists()


def test_the_list_costs_as_many_queries_for_one_case_as_for_three(django_assert_max_num_queries):
    first = a_leaving_case()
    for _ in range(2):
        archived(another_case(first))
    viewer = viewer_of(world.actor(officer_of(first)), OVER)
    with django_assert_max_num_queries(18):
        assert len(kept_list(viewer).ready) == 3


def test_a_page_that_holds_a_word_of_it_says_that_it_is_gone_and_is_no_bug(client, monkeypatch):
    """A second line behind all the filters: whatever they would miss is answered as the rest of it."""
    case = a_leaving_case()
    gone(case)
    Case.objects.filter(pk=case.pk).update(disposed_at=None)
    world.it_is(monkeypatch, OVER)
    world.signed_in(client, rektor(case))
    client.raise_request_exception = False
    assert client.get(f"/saker/{case.number}/").status_code == 410


def test_a_hold_lies_on_the_case_and_goes_with_it():
    case = a_leaving_case()
    hold = place_hold(case.pk, reason=HoldReason.OTHER, text="Vent.", **by(rektor(case)))
    assert hold.case == case
    with refused("on_hold"):
        gone(case)
