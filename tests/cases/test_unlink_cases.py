"""A link that was wrong is ended by rektor, in both cases; what stands in each of them stays its own."""

from __future__ import annotations

from uuid import uuid4

import pytest

from innsats.cases.actions import link_cases, share_note, unlink_cases
from innsats.cases.models import CaseLink, Note
from innsats.journal.models import Event
from tests import world
from tests.cases.linked import a_note, by_rektor, two_cases
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


def test_it_ends_in_both_and_nothing_more_is_shared():
    case, other = two_cases()
    note = a_note(case)
    kept = share_note(case.pk, note=note, to=other.pk, text="Hun så det fra vinduet.", **by_rektor(case))
    unlink_cases(other.pk, other=case.pk, **by_rektor(case))
    assert set(CaseLink.objects.values_list("ended_at", "ended_by__name")) == {(world.AT, "Kari Vik")}
    assert Event.objects.filter(act="unlink_cases").count() == 2
    assert Note.objects.filter(pk=kept.pk, case=other).exists()
    with refused("not_linked"):
        share_note(case.pk, note=note, to=other.pk, text="Hun var der.", **by_rektor(case))
    with refused("not_linked"):
        unlink_cases(case.pk, other=other.pk, **by_rektor(case))


def test_they_can_be_linked_again():
    case, other = two_cases()
    unlink_cases(case.pk, other=other.pk, **by_rektor(case))
    link_cases(case.pk, other=other.pk, why="siblings", **by_rektor(case))
    assert CaseLink.objects.filter(ended_at=None).count() == 2


def test_a_wrong_link_is_ended_in_a_closed_case_too():
    case, other = two_cases()
    world.closed(case)
    assert unlink_cases(case.pk, other=other.pk, **by_rektor(case)).ended_at == world.AT


def test_it_is_rektors_to_do_and_who_does_not_see_both_is_told_nothing():
    case, other = two_cases()
    lead = case.caseaccess_set.get().person
    world.declared(case, lead)
    with not_visible():
        unlink_cases(case.pk, by=world.actor(lead), at=world.AT, other=other.pk)
    world.in_team(other, lead)
    with refused("wrong_part"):
        unlink_cases(case.pk, by=world.actor(lead), at=world.AT, other=other.pk)
    assert CaseLink.objects.filter(ended_at=None).count() == 2


def test_it_is_done_on_its_page_and_the_link_is_gone_from_both(client, monkeypatch):
    world.it_is(monkeypatch)
    case, other = two_cases()
    rektor = world.signed_in(client, world.principal_of(case.school))
    links = f"/saker/{case.number}/koblinger/"
    address = f"{links}{case.caselink_set.get().pk}/opphev/"
    assert f'href="{address}"' in rektor.get(links).content.decode()
    assert "Emma Dahl" in rektor.get(address).content.decode()
    assert rektor.post(address, {"form_key": "k"}).headers["Location"] == links
    assert rektor.post(address, {"form_key": "k"}).headers["Location"] == links  # the second of two clicks
    assert rektor.get(address).status_code == 404
    assert rektor.get(f"{links}{uuid4()}/opphev/").status_code == 404
    for one in (case, other):
        assert "Ingen saker." in rektor.get(f"/saker/{one.number}/koblinger/").content.decode()
        assert "oblingen" not in rektor.get(f"/saker/{one.number}/logg/").content.decode()


def test_the_lead_is_not_offered_it(client, monkeypatch):
    world.it_is(monkeypatch)
    case, other = two_cases()
    lead = case.caseaccess_set.get().person
    world.declared(case, lead)
    world.in_team(other, lead)
    page = world.signed_in(client, lead).get(f"/saker/{case.number}/koblinger/")
    assert "opphev" not in page.content.decode()
