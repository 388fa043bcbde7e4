"""Somebody used physical force on a pupil: it is written down whole, and those who must hear of it do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import contact_guardians, correct_record, record_intervention, tell_owner
from innsats.cases.models import Due, Intervention
from innsats.journal.models import Event
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.linked import by_rektor
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TEXTS = {
    "event": "Noah løftet en stol mot Emma.", "intervention": "Per holdt armene hans i et halvt minutt.",
    "pupil_view": "Jeg ville bare bort derfra.",
}  # fmt: skip
OWED = "intervention_to_owner"


@pytest.fixture
@replayed
def case():
    school = world.a_school()
    return world.received(world.a_case(school, pupil=world.a_pupil(school, guardians=["Rita Lien"])))


def recorded(case, **more):
    given = {"pupil": case.pupil_id, "by_whom": "Per Sand, lærer"} | TEXTS | by_rektor(case) | more
    return record_intervention(case.pk, **given)


def owed(case):
    return Due.objects.filter(case=case, code=OWED)


def test_it_keeps_what_happened_what_was_done_and_how_the_pupil_sees_it(case):
    one = recorded(case, present="Lise", happened_at=world.AT - HOUR, guardians_told_at=world.AT - HOUR / 2)
    said = {name: open_one(getattr(one, name), one.pk) for name in (*TEXTS, "by_whom", "present")}
    assert said == {**TEXTS, "by_whom": "Per Sand, lærer", "present": "Lise"}
    assert (one.pupil_id, one.happened_at, one.owes_owner) == (case.pupil_id, world.AT - HOUR, False)
    assert (one.principal_told_at, one.guardians_told_at) == (world.AT, world.AT - HOUR / 2)
    assert "stol" not in str(Event.objects.get(act="record_intervention").facts)


@pytest.mark.parametrize("field", TEXTS)
def test_t28_an_intervention_without_the_pupils_view_is_refused(case, field):
    with refused("intervention_lacks"):
        recorded(case, **{field: " "})


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"by_whom": ""}, "text_missing"),
        ({"by_whom": "x" * 201}, "text_too_long"),
        ({"event": "x" * 20_001}, "text_too_long"),
        ({"happened_at": world.AT + HOUR}, "in_the_future"),
        ({"happened_at": world.AT - timedelta(days=400)}, "too_long_ago"),
        ({"guardians_told_at": world.AT - HOUR / 2}, "told_before_it_happened"),
        ({"principal_told_at": world.AT - HOUR, "happened_at": world.AT - HOUR / 2}, "told_before_it_happened"),
        ({"principal_told_at": world.AT + HOUR}, "in_the_future"),
    ],
)
def test_what_cannot_be_is_refused(case, fields, code):
    with refused(code):
        recorded(case, **fields)


def test_a_pupil_who_is_no_party_is_refused(case):
    stranger = world.a_pupil(case.school, "Ada Moe")
    with refused("unknown_party"):
        recorded(case, pupil=stranger.pk)


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        recorded(case, by=world.actor(stranger))


def test_the_first_one_that_is_not_serious_is_no_matter_for_the_owner(case):
    recorded(case)
    assert not owed(case).exists()


@pytest.mark.source("oppl § 13-5(1)")
def test_t30_a_first_one_that_is_serious_opens_the_duty_to_tell_the_owner(case):
    recorded(case, is_serious=True)
    due = owed(case).get()
    assert (due.due_on, due.responsible_role, due.met_at) == (world.AT.date(), "principal", None)
    officer = world.an_officer(case.school.school_owner)
    tell_owner(case.subject, to=officer.uuid, **by_rektor(case))
    assert owed(case).get().met_at == world.AT


def test_the_second_on_the_same_pupil_opens_it_too_also_when_the_first_stands_in_another_case(case):
    recorded(case)
    other = world.received(world.a_case(case.school, pupil=world.a_pupil(case.school, "Emma Dahl")))
    world.declared(other, parties=[case.pupil])
    recorded(other, pupil=case.pupil_id)
    assert owed(other).exists() and not owed(case).exists()
    assert str(case.pk) not in str(Event.objects.filter(stream=other.subject.stream).values_list("facts", flat=True))


def test_one_on_another_pupil_is_a_first_one(case):
    recorded(case)
    emma = world.a_pupil(case.school, "Emma Dahl")
    world.declared(case, parties=[emma])
    assert not recorded(case, pupil=emma.pk).owes_owner


def test_what_the_owner_was_told_before_it_happened_was_not_about_this(case):
    officer = world.an_officer(case.school.school_owner)
    tell_owner(case.subject, to=officer.uuid, told_at=world.AT - HOUR, **by_rektor(case))
    recorded(case, is_serious=True, happened_at=world.AT - HOUR / 2)
    assert owed(case).get().met_at is None
    tell_owner(case.subject, to=officer.uuid, told_at=world.AT - HOUR / 4, **by_rektor(case))
    assert owed(case).get().met_at == world.AT - HOUR / 4


def test_rektor_hears_of_it_when_somebody_else_writes_it_down(case):
    member = world.in_team(case)
    recorded(case, by=world.actor(member))
    tick(world.AT)
    told = Notice.objects.filter(news="intervention").values_list("person", flat=True)
    assert set(told) == {world.principal_of(case.school).pk}


def test_a_text_of_it_can_be_corrected(client, monkeypatch, case):
    one = recorded(case)
    given = {"target": f"intervention:{one.pk}:event", "text": "Det var en pult.", "reason": "Så feil."}
    correct_record(case.pk, **given, **by_rektor(case))
    world.it_is(monkeypatch)
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/sarskilt/")
    assert "Det var en pult." in page.content.decode()


def test_it_is_written_on_its_page_and_read_on_the_tab(client, monkeypatch, case):
    world.it_is(monkeypatch)
    rektor, tab = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/sarskilt/"
    page = rektor.get(tab).content.decode()
    assert f"{tab}inngrep/" in page
    assert "Da skal kommunen ha beskjed i dag" in rektor.get(f"{tab}inngrep/").content.decode()
    typed = {"pupil": str(case.pupil_id), "by_whom": "Per Sand", "is_serious": "yes", **TEXTS}
    assert "Fyll ut" in rektor.post(f"{tab}inngrep/", {**typed, "pupil_view": ""}).content.decode()
    assert rektor.post(f"{tab}inngrep/", typed).headers["Location"] == tab
    page = rektor.get(tab).content.decode()
    assert all(text in page for text in TEXTS.values())
    assert "Kommunen skal ha beskjed" in page and "De foresatte har ikke fått vite det" in page
    assert Intervention.objects.count() == 1


def test_the_guardians_are_asked_for_until_they_have_been_told(client, monkeypatch, case):
    world.it_is(monkeypatch)
    rektor, lead = world.principal_of(case.school), case.caseaccess_set.get().person
    world.declared(case, lead)
    step, tab = f"/saker/{case.number}/foresatte/", f"/saker/{case.number}/sarskilt/"
    recorded(case)
    for person in (rektor, lead):
        assert step in world.signed_in(client, person).get("/").content.decode()
    assert "Rita Lien" in client.get(step).content.decode()
    contact_guardians(case.pk, pupil=case.pupil_id, whom="Rita Lien", text="Fortalte det.", **by_rektor(case))
    assert "har ikke fått vite det" not in client.get(tab).content.decode()
    assert step not in client.get("/").content.decode()


def test_of_a_closed_case_what_stands_there_is_read_and_nothing_is_written(client, monkeypatch, case):
    recorded(case)
    world.closed(case)
    world.it_is(monkeypatch)
    tab = f"/saker/{case.number}/sarskilt/"
    page = world.signed_in(client, world.principal_of(case.school)).get(tab).content.decode()
    assert TEXTS["event"] in page and "Dette passer ikke der saken står nå" in page
    assert f"{tab}inngrep/" not in page and "Forslag som andre avgjør" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_tab_asks_as_much_of_the_database_however_much_stands_there(
    client, monkeypatch, django_assert_num_queries, case, count
):
    for _ in range(count):
        recorded(case)
    world.it_is(monkeypatch)
    rektor, tab = world.signed_in(client, world.principal_of(case.school)), f"/saker/{case.number}/sarskilt/"
    rektor.get(tab)
    with django_assert_num_queries(TAB_QUERIES):
        rektor.get(tab)


TAB_QUERIES = 17
