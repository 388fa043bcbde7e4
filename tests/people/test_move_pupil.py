"""A pupil changes school: one place ends and another begins; what the old school knew stays, and so do its cases."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from innsats.cases.actions import close_case, name_party, reopen_case
from innsats.cases.models import Due
from innsats.journal.actors import OPERATOR
from innsats.journal.models import Event
from innsats.people.actions.moving import move_pupil
from innsats.people.models import Guardian, KnownRelation, NameWord, Pupil, PupilMove
from innsats.people.queries.pupils import opened, pupils_for
from innsats.people.viewers import viewer_of
from innsats.rules.verdicts import Refused
from innsats.vault.sealing import open_one
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=10)


@pytest.fixture
def solbakken():
    return world.a_school()


@pytest.fixture
def nabo(solbakken):
    return world.a_school("Åsen skole", owner=solbakken.school_owner)


@pytest.fixture
def abroad():
    return world.a_school("Lia skole", owner=world.an_owner("Nabo kommune"))


def moved(pupil, school, *, by=OPERATOR, at=AT, **facts) -> Pupil:
    return move_pupil(pupil.pk, by=by, at=at, school=school.uuid, **facts)


def codes_of(pupil, school, **facts) -> list[str]:
    before = state()
    with pytest.raises(Refused) as refused:
        moved(pupil, school, **facts)
    assert state() == before
    return [one.code for one in refused.value.obstacles]


def state() -> list[list]:
    tables = (Pupil, PupilMove, Guardian, NameWord, KnownRelation)
    return [list(model.objects.order_by("pk").values_list()) for model in tables] + [[Event.objects.count()]]


def words_for(school, words: str):
    return pupils_for(viewer_of(actor(world.principal_of(school)), AT), words).pupils


def test_rektor_lets_a_pupil_go_on_at_another_school_of_the_owner(solbakken, nabo):
    colleague = world.an_employee(solbakken)
    pupil = world.a_pupil(solbakken, guardians=["Mona Lien", colleague])
    world.a_known_relation(colleague, pupil)
    arrived = moved(pupil, nabo, by=actor(world.a_principal(solbakken)), moved_on=date(2026, 3, 20), grade=7)
    pupil.refresh_from_db()
    assert (pupil.school, pupil.left_on, arrived.school, arrived.came_on, arrived.grade) == (
        solbakken, date(2026, 3, 20), nabo, date(2026, 3, 20), 7,
    )
    (shown,) = words_for(nabo, "Noah Lien")
    assert (shown.uuid, shown.born, set(shown.guardians)) == (arrived.pk, date(2014, 5, 2), {"Mona Lien", "Lise Berg"})
    assert KnownRelation.objects.filter(pupil=arrived, person=colleague).exists()
    assert words_for(solbakken, "Noah")[0].left == "20. mars 2026"


def test_at_another_owner_the_child_has_keys_of_its_own_and_ties_to_the_old_staff_stay(solbakken, abroad):
    colleague = world.an_employee(solbakken)
    pupil = world.a_pupil(solbakken, guardians=["Mona Lien"])
    world.a_known_relation(colleague, pupil)
    arrived = moved(pupil, abroad)
    assert arrived.school_owner == abroad.school_owner and arrived.data_key_id != pupil.data_key_id
    (guardian,) = Guardian.objects.filter(pupil=arrived)
    assert (guardian.school_owner, guardian.has_responsibility) == (abroad.school_owner, True)
    assert not KnownRelation.objects.filter(pupil=arrived).exists()
    assert [one.name for one in words_for(abroad, "Noah")] == ["Noah Lien"]


def test_who_comes_back_goes_on_as_before(solbakken, nabo):
    pupil = world.a_pupil(solbakken)
    there = moved(pupil, nabo, moved_on=date(2026, 3, 2))
    back = moved(there, solbakken, moved_on=date(2026, 3, 16))
    there.refresh_from_db()
    assert back.pk == pupil.pk and back.left_on is None and back.came_on == there.left_on == date(2026, 3, 16)
    assert moved(back, nabo, moved_on=date(2026, 3, 20)).pk == there.pk


def test_who_comes_back_brings_the_adults_and_the_answers_that_were_learnt_meanwhile(solbakken, nabo):
    pupil = world.a_pupil(solbakken, guardians=["Mona Lien", "Per Lien"])
    there = moved(pupil, nabo, moved_on=date(2026, 3, 2))
    Guardian.objects.filter(pupil=pupil).update(has_responsibility=True, source="typed_in", as_of=date(2026, 3, 1))
    mona, per = (one for name in ("Mona Lien", "Per Lien") for one in Guardian.objects.filter(pupil=there)
                 if open_one(one.sealed_name, one.pk) == name)  # fmt: skip
    for one, said, as_of in ((mona, False, date(2026, 3, 10)), (per, False, date(2026, 2, 1))):
        one.has_responsibility, one.source, one.as_of = said, "national_register", as_of
        one.save()
    other = world.a_pupil(nabo, "Emma Dahl", guardians=["Kim Ås"])
    Guardian.objects.filter(pupil=other).update(pupil=there)
    world.a_known_relation(world.an_employee(nabo), there)
    moved(there, solbakken, moved_on=date(2026, 3, 16))
    found = {
        open_one(one.sealed_name, one.pk): (one.has_responsibility, one.source)
        for one in Guardian.objects.filter(pupil=pupil)
    }
    assert found["Mona Lien"] == (False, "national_register") and found["Per Lien"] == (True, "typed_in")
    assert set(found) == {"Mona Lien", "Per Lien", "Kim Ås"}
    assert KnownRelation.objects.filter(pupil=pupil).count() == 1


def test_a_child_that_the_new_school_has_registered_is_not_registered_twice(solbakken, nabo):
    pupil, there = world.a_pupil(solbakken), world.a_pupil(nabo)
    assert moved(pupil, nabo).pk == there.pk
    assert Pupil.objects.count() == 2


def test_all_reasons_are_given_and_nothing_changes(solbakken, nabo):
    pupil = world.a_pupil(solbakken)
    nabo.highest_grade = 4
    nabo.save()
    assert codes_of(pupil, solbakken) == ["moves_nowhere"]
    assert codes_of(pupil, nabo) == ["grade_not_there"]
    assert codes_of(pupil, nabo, moved_on=AT.date() + timedelta(days=1)) == ["in_the_future", "grade_not_there"]
    with pytest.raises(Refused) as refused:
        move_pupil(pupil.pk, by=OPERATOR, at=AT, school=uuid4(), moved_on=AT.date() + timedelta(days=1))
    assert [one.code for one in refused.value.obstacles] == ["in_the_future", "unknown_school"]
    with pytest.raises(Refused) as refused:
        move_pupil(uuid4(), by=OPERATOR, at=AT, school=nabo.uuid)
    assert [one.code for one in refused.value.obstacles] == ["unknown_pupil"]


def test_a_place_begins_after_the_one_before_it_and_ends_once(solbakken, nabo, abroad):
    pupil = world.a_pupil(solbakken)
    there = moved(pupil, nabo, moved_on=date(2026, 3, 16))
    assert codes_of(there, abroad, moved_on=date(2026, 3, 16)) == ["before_place_began"]
    assert codes_of(there, nabo, moved_on=date(2026, 3, 1)) == ["moves_nowhere", "before_place_began"]
    assert codes_of(pupil, abroad) == ["moved_already"]


@pytest.mark.parametrize("who", ["employee", "neighbour", "officer", "untrained"])
def test_nobody_else_may(solbakken, nabo, who):
    pupil = world.a_pupil(solbakken)
    person = {
        "employee": lambda: world.an_employee(solbakken), "neighbour": lambda: world.a_principal(nabo),
        "officer": lambda: world.an_officer(solbakken.school_owner),
        "untrained": lambda: world.a_principal(solbakken, "Ny Rektor", trained=False),
    }[who]()
    assert codes_of(pupil, nabo, by=actor(person)) == ["untrained" if who == "untrained" else "wrong_part"]


# What it means for a case


def clock(case, code: str) -> Due:
    return Due.objects.filter(code=code).get(report__casereport__case=case) if code == "governor_from" else (
        Due.objects.get(case=case, code=code)
    )


@pytest.mark.source("oppl § 12-6(2)")
@pytest.mark.source("oppl § 25-1")
def test_the_case_stays_and_waits_to_end_and_the_family_no_longer_goes_to_the_governor(solbakken, nabo):
    case = world.received(world.a_case(solbakken))
    assert clock(case, "governor_from").lapsed == ""
    moved(case.pupil, nabo)
    case.refresh_from_db()
    assert case.school == solbakken and clock(case, "governor_from").lapsed == "pupil_left"
    waits = clock(case, "case_to_end")
    assert (waits.due_on, waits.responsible_role, waits.met_at) == (date(2026, 3, 30), "principal", None)
    close_case(case.pk, by=actor(world.principal_of(solbakken)), at=AT, ending="left", left_on=AT.date())
    assert clock(case, "case_to_end").met_at == AT


def test_who_comes_back_can_go_to_the_governor_again(solbakken, nabo):
    case = world.received(world.a_case(solbakken))
    there = moved(case.pupil, nabo, moved_on=date(2026, 3, 20))
    moved(there, solbakken, at=LATER)
    assert clock(case, "governor_from").lapsed == ""
    assert not Due.objects.filter(case=case, code="case_to_end").exists()


def test_a_closed_case_waits_for_nothing_until_it_is_opened_again(solbakken, nabo):
    case, rektor = world.received(world.a_case(solbakken)), actor(world.principal_of(solbakken))
    close_case(case.pk, by=rektor, at=AT, ending="mistake", reason="Feil elev.")
    other = world.received(world.a_case(solbakken, pupil=world.a_pupil(solbakken, "Ada Moe", born=date(2015, 1, 1))))
    close_case(other.pk, by=rektor, at=AT, ending="left", left_on=AT.date())
    for one in (case, other):
        moved(one.pupil, nabo, at=LATER, moved_on=AT.date())
        assert not Due.objects.filter(case=one, code="case_to_end").exists()
    reopen_case(other.pk, by=rektor, at=LATER, reason="Eleven ba om det.")
    assert clock(other, "case_to_end").met_at is None


def test_a_report_about_somebody_who_left_can_still_become_a_case(solbakken, nabo):
    pupil, report = world.a_pupil(solbakken), world.a_report(solbakken)
    moved(pupil, nabo)
    case = world.a_case(solbakken, pupil=pupil, report=report)
    assert case.school == solbakken
    other = world.a_pupil(solbakken, "Ada Moe", born=date(2015, 1, 1))
    moved(other, nabo)
    name_party(case.pk, by=actor(world.principal_of(solbakken)), at=AT, parties=[other.pk])


# The page


def test_the_page_proposes_schools_and_finds_others(client, solbakken, nabo, abroad, monkeypatch):
    world.it_is(monkeypatch)
    pupil = world.a_pupil(solbakken)
    world.signed_in(client, world.a_principal(solbakken))
    address = reverse("move_pupil", args=[pupil.pk])
    shown = client.get(address).content.decode()
    assert "Noah Lien, 6A" in shown and "Åsen skole" in shown and "Lia skole" not in shown
    found = client.post(address, {"find": "lia", "look": "1"}).content.decode()
    assert "Lia skole" in found and Pupil.objects.count() == 1
    sent = {"form_key": "k1", "school": str(abroad.uuid), "find": "lia", "moved_on": "2026-03-23", "grade": "6"}
    assert client.post(address, sent).status_code == 302
    assert Pupil.objects.get(school=abroad).came_on == date(2026, 3, 23)
    assert client.get(address).status_code == 404


def test_the_page_asks_the_same_for_few_and_many(client, solbakken, nabo, monkeypatch, django_assert_num_queries):
    world.it_is(monkeypatch)
    pupil = world.a_pupil(solbakken)
    world.signed_in(client, world.a_principal(solbakken))
    address = reverse("move_pupil", args=[pupil.pk])
    client.get(address)
    for count in range(2):
        with django_assert_num_queries(7):
            client.get(address)
        for more in range(3):
            world.a_school(f"Skole {count}{more}", owner=solbakken.school_owner)


def test_one_s_own_child_is_moved_by_somebody_else(client, solbakken, nabo, monkeypatch):
    world.it_is(monkeypatch)
    rektor = world.a_principal(solbakken)
    pupil = world.a_pupil(solbakken, guardians=[rektor])
    world.signed_in(client, rektor)
    assert client.get(reverse("move_pupil", args=[pupil.pk])).status_code == 404


def test_the_name_goes_along_and_stands_nowhere_in_the_clear(solbakken, abroad):
    arrived = moved(world.a_pupil(solbakken), abroad)
    assert opened([arrived])[0].name == "Noah Lien"
    facts = str(list(Event.objects.filter(act="move_pupil").values_list("facts", flat=True)))
    assert "Noah" not in facts and Event.objects.filter(act="move_pupil").count() == 2
