"""Who of a family gets a letter with a code (`give_family_key`): whoever the recipient check lets have it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from innsats.cases.actions import receive_case
from innsats.cases.models import Case, FamilyKey
from innsats.cases.queries.access import NotVisible
from innsats.family.actions import (
    approve_edition,
    end_family_key,
    give_family_key,
    use_family_key,
    write_from_home,
)
from innsats.family.queries.approved import readings
from innsats.journal.actors import ANONYMOUS
from innsats.rules.editions import Group
from innsats.rules.impartiality import Relation
from innsats.web import clock
from tests import world
from tests.cases.pages.reading import text_of
from tests.cases.refusals import refused
from tests.family.families import another_case, by_rektor, guardian, noted, reader
from tests.family.letters import LETTER, OWN_CODE, a_case_to_read, given, remembered

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(minutes=1)


@pytest.fixture
def case() -> Case:
    return a_case_to_read()


@pytest.mark.source("bl81 § 47")
@pytest.mark.parametrize("caution", ["care_order", "no_contact", "danger", "child_wish"])
def test_whom_it_is_held_back_from_gets_no_code(case: Case, caution: str) -> None:
    noted(case, "Mona Lien", caution, at=LATER)
    with refused(caution):
        given(case, to=guardian(case).guardian.pk)


@pytest.mark.source("bl81 § 47")
def test_without_parental_responsibility_there_is_no_code(case: Case) -> None:
    noted(case, responsibility="no", at=LATER)
    with refused("responsibility_no"):
        given(case, to=guardian(case).guardian.pk)


def test_a_new_code_ends_the_old_ones(case: Case) -> None:
    mother = guardian(case).guardian.pk
    given(case, to=mother)
    use_family_key(LETTER.hex(), by=ANONYMOUS, at=world.AT, lookup=OWN_CODE.hex())
    given(case, b"next".ljust(32), to=mother)
    assert [bytes(one.lookup) for one in FamilyKey.objects.filter(ended_at=None)] == [b"next".ljust(32)]


def test_a_guardian_of_somebody_else_gets_no_code(case: Case) -> None:
    with refused("unknown_guardian"):
        given(case, to=guardian(case, "Rita Dahl").guardian.pk)


def test_a_new_code_ends_the_old_ones_of_every_case_that_they_open(case: Case, client: Client, monkeypatch) -> None:
    """A code opens all that its holder may read of the child: one that is taken is ended from whichever case."""
    mother, other = guardian(case).guardian.pk, another_case(case)
    given(case, to=mother)
    old = use_family_key(LETTER.hex(), by=ANONYMOUS, at=world.AT, lookup=OWN_CODE.hex())
    monkeypatch.setattr(clock, "now", lambda: LATER)
    rektor = world.signed_in(client, world.principal_of(case.school))
    assert "Har egen kode siden" in text_of(rektor.get(f"/saker/{other.number}/familien/"))
    given(other, b"next".ljust(32), to=mother)
    assert [bytes(one.lookup) for one in FamilyKey.objects.filter(ended_at=None)] == [b"next".ljust(32)]
    phone = Client()
    remembered(phone, old)
    assert phone.get("/skole/fra-skolen/")["Location"] == "/skole/kode/"


def test_anothers_code_of_the_same_child_is_left_as_it_is(case: Case) -> None:
    given(case, to=guardian(case).guardian.pk)
    given(another_case(case), b"next".ljust(32))
    assert FamilyKey.objects.filter(ended_at=None).count() == 2


def test_a_code_of_a_case_that_is_hidden_from_somebody_is_not_told_of(case: Case, client: Client, monkeypatch) -> None:
    mother, other = guardian(case).guardian.pk, another_case(case)
    held = given(case, to=mother)
    rektor, lead = world.principal_of(case.school), world.an_employee(case.school, "Lise Berg")
    receive_case(
        other.pk, lead=lead.uuid, is_serious=False, reason_text="Nytt", safety="Voksen er med.",
        rights_given_on=world.AT.date(), **by_rektor(case),
    )  # fmt: skip
    world.declared(other, lead)
    assert case.caseaccess_set.filter(person=lead).count() == 0 and rektor != lead
    monkeypatch.setattr(clock, "now", lambda: LATER)
    page = text_of(world.signed_in(client, lead).get(f"/saker/{other.number}/familien/"))
    assert "Har ingen kode" in page and "Fikk kode" not in page
    with pytest.raises(NotVisible):
        end_family_key(other.pk, key=held.pk, by=world.actor(lead), at=LATER)


def test_by_a_letter_from_the_own_hand_nobody_reads_a_case_that_habilitet_shuts(case: Case) -> None:
    mother, other = guardian(case).guardian.pk, another_case(case)
    approve_edition(other.pk, pupil=case.pupil_id, group=Group.GUARDIANS, **by_rektor(case))
    given(case, to=mother)
    use_family_key(LETTER.hex(), by=ANONYMOUS, at=world.AT, lookup=OWN_CODE.hex())
    who = reader(case, "Mona Lien")
    assert {one.case for one in readings(who)} == {case, other}
    rektor, officer = world.principal_of(case.school), world.an_officer(case.school.school_owner)
    world.declared(other, rektor, ties={world.a_pupil(case.school, "Ida Ness"): Relation.PARENT})
    assert {one.case for one in readings(who)} == {case}
    with pytest.raises(NotVisible):
        write_from_home(other.pk, text="Hei", by=who.actor, at=LATER)
    world.declared(other, officer)
    page = text_of(world.signed_in(Client(), officer).get(f"/saker/{other.number}/familien/"))
    assert "Har ingen kode" in page and "Har egen kode" not in page
    by_officer = {"by": world.actor(officer), "at": LATER}
    give_family_key(other.pk, pupil=case.pupil_id, guardian=mother, lookup=b"next".ljust(32).hex(), **by_officer)
    use_family_key(b"next".ljust(32).hex(), by=ANONYMOUS, at=LATER, lookup=b"newest".ljust(32).hex())
    assert {one.case for one in readings(reader(case, "Mona Lien", LATER))} == {case, other}
