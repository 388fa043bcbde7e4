"""A person reads what the family will read, is told what to look at, and approves it; changes wait for the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from innsats.cases import actions
from innsats.cases.models import EditionApproval
from innsats.family.actions import approve_edition
from innsats.family.queries.approved import opened, read_edition
from innsats.family.queries.pages import family_page
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.editions import Group
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.family.families import (
    OWN,
    SECRET,
    a_family_case,
    approved,
    by_rektor,
    child,
    decided,
    family,
    noted,
    reader,
    said_in,
)

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=2)


@pytest.fixture
def case():
    return a_family_case()


def pages_of(client, monkeypatch, case, at=world.AT):
    world.it_is(monkeypatch, at)
    return world.signed_in(client, world.principal_of(case.school))


def test_what_was_approved_is_kept_sealed_with_its_hash(case):
    row = approved(case)
    assert OWN in open_one(row.edition, row.pk) and OWN.encode() not in bytes(row.edition)
    assert row.digest == opened(row).digest
    facts = Event.objects.get(act=Act.APPROVE_EDITION).facts
    assert (facts["group"], facts["digest"]) == ("guardians", row.digest)


@pytest.mark.source("offl § 13")
def test_t98_the_copy_of_a_plan_with_measures_about_b_is_redacted_and_needs_a_persons_approval(case):
    with not_visible():
        read_edition(reader(case), case.pk)
    approved(case)
    said = said_in(read_edition(reader(case), case.pk))
    assert OWN in said and "Skolen har tiltak overfor andre elever." in said
    assert SECRET not in said and "Emma" not in said


def test_what_changed_is_read_by_nobody_until_it_is_approved_anew(case):
    approved(case)
    world.with_draft(case, family_text="Nytt tiltak for Noah.")
    actions.activate_plan(case.pk, **by_rektor(case, LATER))
    assert "Nytt tiltak" not in said_in(read_edition(reader(case, at=LATER), case.pk))
    approved(case, at=LATER)
    assert "Nytt tiltak" in said_in(read_edition(reader(case, at=LATER), case.pk))
    assert EditionApproval.objects.count() == 2


def test_the_same_is_not_approved_twice(case):
    approved(case)
    with refused("edition_approved_already"):
        approved(case, at=LATER)


def test_what_changed_while_it_was_read_is_not_approved(case):
    with refused("edition_changed"):
        approved(case, seen="0" * 64)


def test_one_group_at_a_time(case):
    approved(case)
    with not_visible():
        read_edition(child(case), case.pk)
    approved(case, Group.CHILD)
    assert read_edition(child(case), case.pk).title == "Slik hjelper skolen deg"


def test_the_family_of_an_involved_pupil_is_not_given_a_text_with_another_childs_name(case):
    emma = family(case, "Emma Dahl").pupil
    talk = {"led_by": world.an_employee(case.school, "Amir Haddad").uuid, "next_on": LATER.date()}
    beside = world.an_employee(case.school, "Eva Dal").uuid
    next_on = LATER.date() + timedelta(days=7)
    actions.hold_stop_talk(
        case.pk, pupil=emma.pk, **{**talk, "next_on": next_on}, beside=beside, agreed="Lar Noah være.",
        **by_rektor(case),
    )  # fmt: skip
    with refused("edition_names_another"):
        approved(case, name="Emma Dahl")
    target = f"stoptalk:{case.stoptalk_set.get().pk}:words"
    actions.correct_record(
        case.pk, target=target, text="Lar alle være med.", reason="Til familien", **by_rektor(case)
    )
    approved(case, name="Emma Dahl")
    assert "Lar alle være med." in said_in(read_edition(reader(case, "Rita Dahl"), case.pk))


def test_a_pupil_of_another_case_is_refused(case):
    stranger = world.a_pupil(case.school, "Ada Moe").pk
    with refused("unknown_party"):
        approve_edition(case.pk, pupil=stranger, group=Group.GUARDIANS, **by_rektor(case))


def test_whoever_has_no_part_in_the_case_does_not_meet_it(case):
    stranger, pupil = world.an_employee(case.school, "Siv Moen"), case.pupil_id
    with not_visible():
        approve_edition(case.pk, pupil=pupil, group=Group.GUARDIANS, by=world.actor(stranger), at=world.AT)


def test_a_member_of_the_team_may_read_it_and_not_approve_it(client, monkeypatch, case):
    member = world.in_team(case)
    world.declared(case, member)
    with refused("wrong_part"):
        approve_edition(
            case.pk, pupil=case.pupil_id, group=Group.GUARDIANS, by=world.actor(member), at=world.AT
        )
    world.it_is(monkeypatch)
    said = world.signed_in(client, member).get(f"/saker/{case.number}/familien/").content.decode()
    assert "Mona Lien" in said


def test_the_page_shows_it_as_the_family_will_see_it_and_what_to_look_at(client, monkeypatch, case):
    rektor = pages_of(client, monkeypatch, case)
    page = f"/saker/{case.number}/familien/{case.pupil_id}/foresatte/"
    said = rektor.get(page).content.decode()
    assert "Se som foresatt til Noah Lien" in said and OWN in said and SECRET not in said
    assert "under ti elever på trinnet" in said
    assert "Navnet det gjelder" not in said
    world.with_draft(case, family_text="Noah og Emma sitter hver for seg.")
    actions.activate_plan(case.pk, **by_rektor(case))
    assert "Navnet det gjelder: Emma Dahl" in rektor.get(page).content.decode()


def test_it_is_approved_on_the_page_and_what_was_shown_is_what_is_approved(client, monkeypatch, case):
    rektor = pages_of(client, monkeypatch, case)
    page = f"/saker/{case.number}/familien/{case.pupil_id}/foresatte/"
    seen = rektor.get(page).context["form"]["seen"].value()
    assert rektor.post(page, {"seen": "0" * 64}).status_code == 422
    assert rektor.post(page, {"seen": seen}).status_code == 302
    assert EditionApproval.objects.get().digest == seen
    listed = rektor.get(f"/saker/{case.number}/familien/").content.decode()
    assert "Godkjent mandag 23. mars av" in listed and f"{page}brev/" in listed
    assert OWN in rektor.get(f"{page}brev/").content.decode()


def test_there_is_no_letter_before_it_is_approved_and_no_edition_that_nobody_reads(client, monkeypatch, case):
    rektor, stem = pages_of(client, monkeypatch, case), f"/saker/{case.number}/familien/{case.pupil_id}"
    assert rektor.get(f"{stem}/foresatte/brev/").status_code == 404
    for way in ("uten-sted", "elev", "noe"):
        assert rektor.get(f"{stem}/{way}/").status_code == 404
    assert rektor.get(f"/saker/{case.number}/familien/{case.pk}/foresatte/").status_code == 404


def test_a_letter_says_whom_it_must_not_be_posted_to(client, monkeypatch, case):
    noted(case, "Mona Lien", "protected")
    approved(case)
    rektor = pages_of(client, monkeypatch, case)
    said = rektor.get(f"/saker/{case.number}/familien/{case.pupil_id}/foresatte/brev/").content.decode()
    assert "Ikke send dette i posten til Mona Lien" in said


def test_the_list_says_who_may_get_it_and_who_not(client, monkeypatch, case):
    noted(case, "Per Lien", "child_wish")
    rektor = pages_of(client, monkeypatch, case)
    said = rektor.get(f"/saker/{case.number}/familien/").content.decode()
    assert said.count("Kan få det") == 2 and said.count("Holdes tilbake") == 1
    assert "Avgjør det innen tirsdag 24. mars" in said and said.count("Ikke godkjent ennå") == 4
    decided(case, "Per Lien")
    said = rektor.get(f"/saker/{case.number}/familien/").content.decode()
    assert said.count("Kan få det") == 3 and "Avgjør det innen" not in said


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_of_the_database_however_many_families(count):
    case = a_family_case()
    for n in range(count - 1):
        world.declared(case, parties=[world.a_pupil(case.school, f"Elev Nr{n}", guardians=[f"Mor Nr{n}"])])
    viewer = viewer_of(world.actor(world.principal_of(case.school)), world.AT)
    family_page(viewer, case.number)
    with CaptureQueriesContext(connection) as asked:
        family_page(viewer, case.number)
    assert len(asked) == 26
