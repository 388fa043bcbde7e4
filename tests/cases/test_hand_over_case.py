"""What the old school hands to the new one: this child's own, as far as the family allows, and a report over there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from innsats.cases.actions import close_case, correct_record, hand_over_case, hear_pupil, name_party, open_case
from innsats.cases.models import Due, Handover, Party, Report
from innsats.cases.queries.access import NotVisible, visible
from innsats.cases.queries.texts import texts_of
from innsats.journal.models import Event
from innsats.people.actions.moving import move_pupil
from innsats.people.models import Guardian
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.verdicts import Refused
from tests import world
from tests.replaying import replayed
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)
SAID = {"text": "Noah trenger en voksen i storefri.", "guardians_agreed_on": LATER.date(), "whom": "Mona Lien, mor"}


@pytest.fixture
def lia():
    school = world.a_school("Lia skole", owner=world.an_owner("Nabo kommune"))
    world.a_principal(school, "Sara Lund")
    return school


@pytest.fixture
@replayed
def case():
    school = world.a_school()
    case = world.measures_started(world.a_case(school, pupil=world.a_pupil(school, guardians=["Mona Lien"])))
    world.heard(case, safe="no")
    return case


def rektor(row):
    return actor(world.principal_of(row.school))


def moved(case, school):
    there = move_pupil(case.pupil_id, by=rektor(case), at=LATER, school=school.uuid)
    case.refresh_from_db()
    return there


def handed(case, **facts) -> Report:
    return hand_over_case(case.pk, by=rektor(case), at=LATER, **{**SAID, **facts})


def codes_of(case, **facts) -> list[str]:
    before = Report.objects.count(), Handover.objects.count(), Event.objects.count()
    with pytest.raises(Refused) as refused:
        handed(case, **facts)
    assert (Report.objects.count(), Handover.objects.count(), Event.objects.count()) == before
    return [one.code for one in refused.value.obstacles]


def words_of(report) -> str:
    return texts_of((report, "words"))[report, "words"]


@pytest.mark.source("oppl § 25-1")
def test_the_new_school_gets_a_report_with_clocks_of_its_own(case, lia):
    there = moved(case, lia)
    close_case(case.pk, by=rektor(case), at=LATER, ending="left", left_on=LATER.date())
    report = handed(case)
    assert (report.school, report.sender, report.receiver) == (lia, "school", world.principal_of(lia))
    assert report.party_set.get().pupil == there
    due = Due.objects.get(report=report, code="school_promise")
    assert due.due_on == LATER.date() + timedelta(days=7)
    assert not Due.objects.filter(report=report, code="staff_to_principal").exists()
    sara = world.principal_of(lia)
    world.declared(world.read(report, sara, at=LATER), sara, at=LATER)
    own = open_case([report.pk], by=actor(sara), at=LATER, pupil=there.pk)
    assert (own.school, own.pupil, own.stage) == (lia, there, "reported")
    case.refresh_from_db()
    assert case.school != lia and case.stage == "closed"


def test_what_was_chosen_of_the_childs_own_crosses_as_it_stands_now(case, lia):
    measure = case.plan_set.get(number=1).measure_set.get()
    by = {"by": rektor(case), "at": AT}
    heard = hear_pupil(case.pk, pupil=case.pupil_id, own_words="Jeg er redd i gården.", is_safe="no", **by)
    target = f"hearing:{heard.pk}:own_words"
    correct_record(case.pk, target=target, text="Jeg er redd i dusjen.", reason="Feil", **by)
    moved(case, lia)
    text = words_of(handed(case, measures=[measure.lineage], hearings=[heard.pk]))
    assert SAID["text"] in text and "redd i dusjen" in text and "redd i gården" not in text
    assert texts_of((measure, "family_text"))[measure, "family_text"] in text
    assert "Evaluering" in text


def test_what_was_not_chosen_stays(case, lia):
    moved(case, lia)
    assert words_of(handed(case, with_dates=False)) == SAID["text"]


def test_another_child_is_never_named(case, lia):
    other = world.a_pupil(case.school, "Emma Dahl", born=date(2014, 1, 1))
    name_party(case.pk, by=rektor(case), at=AT, parties=[other.pk])
    said = hear_pupil(case.pk, by=rektor(case), at=AT, pupil=case.pupil_id, own_words="Emma slår meg.", is_safe="no")
    theirs = hear_pupil(case.pk, by=rektor(case), at=AT, pupil=other.pk, own_words="Det var gøy.", is_safe="yes")
    moved(case, lia)
    assert codes_of(case, text="Hold ham unna Emma.") == codes_of(case, hearings=[said.pk]) == ["names_another_child"]
    assert "gøy" not in words_of(handed(case, hearings=[theirs.pk]))


def test_every_reason_is_told(case, lia):
    assert codes_of(case, text="", guardians_agreed_on=None, whom="") == [
        "pupil_not_moved", "guardians_have_not_allowed", "text_missing",
    ]
    moved(case, lia)
    assert codes_of(case, whom="") == ["text_missing"]
    assert codes_of(case, guardians_agreed_on=LATER.date() + timedelta(days=1)) == ["in_the_future"]
    handed(case)
    assert codes_of(case) == ["handed_over_already"]


def test_from_fifteen_it_is_the_pupil_who_allows_it(lia):
    school = world.a_school()
    case = world.received(world.a_case(school, pupil=world.a_pupil(school, born=date(2011, 1, 1), grade=9)))
    moved(case, lia)
    assert codes_of(case) == ["pupil_has_not_allowed"]
    assert handed(case, guardians_agreed_on=None, whom="", pupil_agreed_on=LATER.date()).handover.pupil_agreed_on


def test_a_rektor_who_is_the_childs_guardian_does_not_receive_it(case, lia):
    officer, sara = world.an_officer(lia.school_owner), world.principal_of(lia)
    there = moved(case, lia)
    Guardian.objects.filter(pupil=there).update(person=sara)
    report = handed(case)
    assert report.receiver == officer
    assert not visible(Act.READ_REPORT, viewer_of(actor(sara), LATER), Report).exists()


@pytest.mark.parametrize("who", ["lead", "neighbour"])
def test_only_rektors_part_hands_over(case, lia, who):
    moved(case, lia)
    person = case.caseaccess_set.get(part="lead").person if who == "lead" else world.principal_of(lia)
    if who == "lead":
        world.declared(case, person, at=LATER)
    with pytest.raises((Refused, NotVisible)):
        hand_over_case(case.pk, by=actor(person), at=LATER, **SAID)
    assert not Handover.objects.exists()


def test_the_old_school_sees_no_case_at_the_new_one(case, lia):
    there = moved(case, lia)
    report, sara = handed(case), world.principal_of(lia)
    world.declared(world.read(report, sara, at=LATER), sara, at=LATER)
    open_case([report.pk], by=actor(sara), at=LATER, pupil=there.pk)
    kari = viewer_of(rektor(case), LATER)
    assert visible(Act.SEE_CASE, kari, type(case)).count() == 1
    assert Party.objects.filter(report=report).count() == 1


def test_the_page_offers_what_is_the_childs_own_and_the_case_leads_there(client, case, lia, monkeypatch):
    moved(case, lia)
    world.it_is(monkeypatch, LATER)
    world.signed_in(client, world.principal_of(case.school))
    address = reverse("hand_over_case", args=[case.number])
    assert address in client.get(reverse("read_case", args=[case.number])).content.decode()
    shown = client.get(address).content.decode()
    assert "Lia skole" in shown and "Mona Lien" in shown
    sent = client.post(address, {**SAID, "guardians_agreed_on": LATER.date().isoformat(), "with_dates": "on"})
    assert sent.status_code == 302 and Handover.objects.get().report.school == lia


def test_the_page_asks_the_same_for_few_and_many(client, case, lia, monkeypatch, django_assert_num_queries):
    moved(case, lia)
    world.it_is(monkeypatch, LATER)
    world.signed_in(client, world.principal_of(case.school))
    address = reverse("hand_over_case", args=[case.number])
    client.get(address)
    for _ in range(2):
        with django_assert_num_queries(15):
            client.get(address)
        for _ in range(3):
            hear_pupil(case.pk, by=rektor(case), at=AT, pupil=case.pupil_id, own_words="Nei.", is_safe="no")
